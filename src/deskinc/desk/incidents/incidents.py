"""Incidents: raising one from lines of the book, following it up, finishing it."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future

from deskinc.book.record import Draft, Saved, new_id
from deskinc.book.records.reading import folded
from deskinc.desk.incidents.closing import ENDING, SHORT, finish
from deskinc.desk.incidents.graver import brought
from deskinc.desk.incidents.guiding import severity_of
from deskinc.desk.incidents.incident_reading import (
    Change,
    Incident,
    IncidentPage,
    Missing,
    PhotoRow,
    active,
    listed,
    open_part,
    page,
)
from deskinc.desk.incidents.linking import backwards
from deskinc.desk.incidents.noting import drilled, note, noted
from deskinc.desk.incidents.response.fulfilling import besides
from deskinc.desk.incidents.timeline import TimelineRow, timeline
from deskinc.desk.lines.counting import telling
from deskinc.desk.lines.lines import Line, lines
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms import taxonomy
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value, moment_of
from deskinc.forms.form import EXERCISE, asked
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64


def start(office: Office, ns: Sequence[int]) -> dict[str, object]:
    """What is known already when an incident is raised from the lines ``ns``: nothing retyped."""
    source = lines(office.read, ns)
    if not source:
        return {"occurred": office.now(), "how": "in_person"}
    first = source[0]
    kinds = {kind.code: kind for kind in taxonomy.OCCURRENCE_TYPES}
    raises = kinds[first.type].category if first.type in kinds else ""
    raw: dict[str, object] = {
        "title": first.text.split(". ")[0].rstrip(".")[:120],
        "place": first.place,
        "occurred": first.happened or first.written,
        "reported_by": first.reported_by or office.officer.name,
        "how": "patrol" if first.type == "patrol" else "in_person",
        "narrative": "\n".join(line.text for line in source),
        "lines": {
            f"{i:03d}": {"line": {"id": _line_id(office, line), "text": line.cited}}
            for i, line in enumerate(source, 1)
        },
    }
    if raises:
        raw |= {"category": raises, "severity": severity_of(office, raises)}
    return raw


def open_new(
    office: Office,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Open an incident; raised from no line, it writes one that names it, in one transaction."""
    office.allow("raise_incident")
    _refuse_acts(raw)
    said = prepared(office, {**raw, "state": "open"})
    opening = Draft(
        "incident", forms.clean(current("incident"), said, partial=True, current={}), id=unb64(id)
    )  # fmt: skip
    for name in ("category", "severity", "title"):
        if not opening.values.get(name):
            label = _(current("incident").field(name).label)
            raise InvalidForm({name: _("{field}: this is needed to open it.").format(field=label)})
    if said.get("lines"):
        return office.write(opening)
    title = str(said["title"])
    title = drilled(title) if opening.values.get(EXERCISE) is True else title
    words = {"type": "incident", "text": title, "place": said.get("place")}
    line = office.draft(
        "occurrence",
        {k: v for k, v in words.items() if v} | {"incident": {"id": id, "text": title}},
    )
    return office.write(opening, line)


def follow_up(
    office: Office,
    thread: str,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Write all changed fields of the page as one follow-up (D3).

    Where they make the incident graver its severity is raised with them (``graver``), a call
    brings its ticks (``fulfilling``), and what it newly names names it in turn (``linking``).
    """
    office.allow("follow_up")
    key = unb64(thread)
    _refuse_acts(raw)
    if EXERCISE in raw:
        raise InvalidForm({EXERCISE: _("An exercise stays one, and what is real too.")})
    records = telling(office.read, key)
    before = folded(records)
    said = forms.clean(current("incident"), prepared(office, raw), partial=True, current=before)
    changed = forms.changes(before, said)
    if not changed:
        raise DeskError(_("Nothing was changed."))
    _check_severity(office, before, changed)
    more = brought(before, changed, office.now()) | besides(office, records, before, changed)
    if more:
        whole = {**before, **changed}
        changed |= forms.clean(current("incident"), more, partial=True, current=whole)
    _check_spot(before, changed)
    also = backwards(office, key, changed)
    return office.write(Draft("incident", changed, id=unb64(id), thread=key), *also)


def _refuse_acts(raw: Mapping[str, object]) -> None:
    """What ends an incident or opens it again is said by the acts that do so (``closing``)."""
    if named := ENDING & set(raw):
        raise InvalidForm(dict.fromkeys(named, _("This is not changed by hand.")))


def _check_spot(before: Mapping[str, Value], changed: Mapping[str, Value]) -> None:
    """What was dealt with on the spot grows no graver while it is closed (D28)."""
    graver = "severity" in changed and plain(changed["severity"]) not in SHORT
    if graver and plain(before.get("state")) == "spot":
        raise DeskError(
            _("This incident was dealt with on the spot, and this makes it graver than that."),
            _("Open it again first; then say it once more."),
        )


def _check_severity(
    office: Office, before: Mapping[str, Value], changed: Mapping[str, Value]
) -> None:
    if "severity" not in changed or "severity" not in before:
        return
    rank = {severity.code: severity.rank for severity in taxonomy.SEVERITIES}
    old, new = rank.get(plain(before["severity"]), 0), rank.get(plain(changed["severity"]), 0)
    if new < old:
        office.allow("lower_severity")
        if not changed.get("severity_reason"):
            raise InvalidForm({"severity_reason": _("Say why the severity is lowered.")})


def prepared(office: Office, raw: Mapping[str, object]) -> dict[str, object]:
    """The answers that were given, with places as the site knows them."""
    said = {name: value for name, value in raw.items() if value != ""}
    if isinstance(place := said.get("place"), str):
        said["place"] = office.site.place(place)
    return said


def _line_id(office: Office, line: Line) -> str:
    return b64(office.read.record(line.n).id)


__all__ = [
    "Change", "Incident", "IncidentPage", "Missing", "PhotoRow", "TimelineRow", "active", "asked",
    "finish", "folded", "follow_up", "listed", "moment_of", "new_id", "note", "noted", "open_new",
    "open_part", "page", "prepared", "start", "timeline",
]  # fmt: skip
