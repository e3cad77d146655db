"""Words to read out to the public, and that they were: released by whom, and when (D25)."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.record import Saved
from deskinc.desk.incidents.guides import guide_of
from deskinc.desk.incidents.incidents import follow_up
from deskinc.desk.incidents.response import acts
from deskinc.desk.incidents.response.reading import Said, said
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import InvalidForm
from deskinc.forms.fields import Value
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class Script:
    """Words to read out, and when they last were."""

    words: str
    said: Said | None = None


def scripts(office: Office, values: Mapping[str, Value]) -> tuple[Script, ...]:
    """The words for the category of an incident, then what else was read out."""
    there = {one.words: one for one in said(values)}
    guide = guide_of(office, plain(values.get("category")))
    words = [each.words for each in guide.words] if guide else []
    words += [each for each in there if each not in words]
    return tuple(Script(each, there.get(each)) for each in words)


def say(
    office: Office,
    thread: str,
    words: str,
    id: str,  # noqa: A002
    by: str = "",
    at: datetime | None = None,
) -> "Future[Saved]":
    """Write that words were read out: one follow-up. ``by`` released them, "" is who writes."""
    if not words.strip():
        raise InvalidForm({"words": _("Say what was read out.")})
    moment = acts.moment(office, at)
    row = acts.row_of(id, (one.row for one in said(acts.values(office, thread))))
    released = by.strip() or office.officer.name
    raw = {"spoken": {row: {"words": words.strip(), "by": released, "at": moment}}}
    return follow_up(office, thread, raw, id)
