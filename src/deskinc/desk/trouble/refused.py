"""What the open book may not take, kept sealed as lines: of incidents, corrections, raisings.

Each is composed and signed when it is posted, as :func:`deskinc.desk.trouble.sealed.keep` says.
"""

from collections.abc import Mapping
from datetime import datetime

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.trouble import sealed
from deskinc.desk.trouble.sealed import Keep
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.cells import split
from deskinc.forms.fields import Value, moment_of
from deskinc.forms.restricting import restricted
from deskinc.forms.showing import show
from deskinc.i18n import _
from deskinc.proof.canonical import b64

_ELSEWHERE = frozenset({"state", "lines", "title", "place", "narrative"})
"""Answers of an incident that its line says in another way, or that other lines say."""


def correction(
    office: Office,
    n: int,
    raw: Mapping[str, object],
    reason: str,
    id: str,  # noqa: A002
) -> Keep:
    """The correction of line ``n``; it replaces the line if that still stands then.

    Raises InvalidForm and DeskError as :func:`deskinc.desk.lines.entries.correct`.
    """
    old, said = entries.corrected(office, n, raw, reason)
    corrects = {"id": b64(old.id), "text": old.cited}
    return sealed.keep(office, {**said, "corrects": corrects}, id)


def note(
    office: Office,
    thread: str,
    text: str,
    id: str,  # noqa: A002
    happened: datetime | None = None,
) -> Keep:
    """A line that belongs to an incident; chained, it stands in its timeline."""
    return sealed.keep(office, incidents.noted(office, thread, text, happened), id)


def raising(office: Office, raw: Mapping[str, object], id: str) -> Keep:  # noqa: A002
    """What was said to raise an incident as one line, from which it is raised later.

    An incident itself needs the book: its number, and what others wrote of it.
    """
    said = _cleaned(office, raw)
    words = [_("To be raised as an incident: {title}.").format(title=said.get("title", ""))]
    words += _said(office, said)
    words += [
        _("From line {line}.").format(line=value["text"])
        for name, value in said.items()
        if split(name)[0] == "lines" and isinstance(value, dict)
    ]
    line: dict[str, Value | object] = {
        "type": "incident",
        "text": "\n".join(words),
        "place": said.get("place"),
        "happened": moment_of(said.get("occurred")),
    }
    return sealed.keep(office, line, id)


def told(office: Office, raw: Mapping[str, object]) -> list[str]:
    """The answers of an incident to be as sentences, but for those that stand elsewhere."""
    return _said(office, _cleaned(office, raw))


def _cleaned(office: Office, raw: Mapping[str, object]) -> dict[str, Value]:
    prepared = incidents.prepared(office, raw)
    return forms.clean(current("incident"), prepared, partial=True, current={})


def _said(office: Office, said: Mapping[str, Value]) -> list[str]:
    form = current("incident")
    return [
        f"{_(form.field(name).label)}: {show(form.field(name), value, office.locale)}."
        for name, value in said.items()
        if value is not None and split(name)[0] not in _ELSEWHERE and not restricted(form, name)
    ]
