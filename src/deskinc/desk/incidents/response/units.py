"""Who goes to an incident: sent, arrived, clear again, each by one act (D25)."""

from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.record import Saved
from deskinc.desk.incidents.incidents import follow_up
from deskinc.desk.incidents.response import acts
from deskinc.desk.incidents.response.reading import Unit, units
from deskinc.desk.office import Office
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _

FIRST = {"sent": "responded", "arrived": "arrived"}
"""What of the incident the first of them fills, where it is empty."""


@dataclass(frozen=True, slots=True)
class Going:
    """Who is sent, as what (a code of the roles), and when; None is now."""

    who: str
    role: str = ""
    at: datetime | None = None


def send(
    office: Office,
    thread: str,
    going: Going,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Send somebody: one follow-up."""
    if not going.who.strip():
        raise InvalidForm({"who": _("Say who is sent.")})
    before = acts.values(office, thread)
    at = acts.moment(office, going.at)
    row = acts.row_of(id, (one.row for one in units(before)))
    said: dict[str, object] = {
        "who": acts.person(office, going.who), "role": going.role or None, "sent": at,
    }  # fmt: skip
    raw: dict[str, object] = {"units": {row: {k: v for k, v in said.items() if v is not None}}}
    if before.get(FIRST["sent"]) is None:
        raw[FIRST["sent"]] = at
    return follow_up(office, thread, raw, id)


def move(
    office: Office,
    thread: str,
    unit: Unit,
    id: str,  # noqa: A002
    at: datetime | None = None,
) -> "Future[Saved]":
    """Say what comes next of somebody: arrived, then clear; DeskError once nothing does."""
    if not unit.next:
        raise DeskError(_("{who} is clear again.").format(who=unit.who))
    before = acts.values(office, thread)
    moment = acts.moment(office, at)
    raw: dict[str, object] = {"units": {unit.row: {unit.next: moment}}}
    first = FIRST.get(unit.next)
    if first is not None and before.get(first) is None:
        raw[first] = moment
    return follow_up(office, thread, raw, id)
