"""The people as the settings list them: who holds what, and what is to be said of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from deskinc.book.registers.rows import PersonRow
from deskinc.desk.office import Office, Officer
from deskinc.desk.people.vouching import waits
from deskinc.desk.signing_on.officers import officer_from
from deskinc.i18n import _

Tone = Literal["ok", "pending", "muted", "fault"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One person: state in words and colour, and whether it is one that can sign in."""

    officer: Officer
    words: str
    tone: Tone
    active: bool
    vouchable: bool


def listing(office: Office) -> list[Listed]:
    """Everybody who has not left, in the order of enrolment."""
    now = office.now()
    rows = (row for row in office.read.persons() if row.state != "left")
    return [_listed(row, now) for row in rows]


def _listed(row: PersonRow, now: datetime) -> Listed:
    officer, active = officer_from(row), row.state == "active"
    waiting = waits(row)
    vouchable = active and waiting.vouched < waiting.needs
    words, tone = _state(officer, now, active=active, vouchable=vouchable)
    return Listed(officer, words, tone, active, vouchable)


def _state(officer: Officer, now: datetime, *, active: bool, vouchable: bool) -> tuple[str, Tone]:
    if not active:
        return _("Suspended"), "fault"
    if officer.until is not None:
        until = officer.until.astimezone(now.tzinfo)
        words = _("Relief, ended") if officer.is_over(now) else _("Relief until {time}")
        words = words.format(time=f"{until:%H:%M}")
        return (_("{state}, provisional").format(state=words) if vouchable else words), "pending"
    return (_("Not vouched for"), "pending") if vouchable else (_("Vouched for"), "ok")
