"""What became of the messages about an incident, in words: who has it, and whom to ring instead."""

from dataclasses import dataclass
from datetime import datetime

from deskinc.book.registers.outgoing import NoticeRow
from deskinc.desk.lines.counting import standing
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64

_SAID = "notices told"


@dataclass(frozen=True, slots=True)
class Told:
    """One message: when it was to leave, by which channel, and what came of it.

    ``state`` is ``waiting`` or the outcome, ``at`` of the outcome where there is one; ``back``
    says that the officer rings instead.
    """

    thread: str
    name: str
    state: str
    at: datetime
    words: str
    n: int = 0
    """The record that says the outcome."""
    incident: str = ""
    number: str = ""

    @property
    def back(self) -> bool:
        """Whether somebody has to ring instead."""
        return self.state in {"refused", "late"}


def told(office: Office, thread: str) -> list[Told]:
    """The messages about the incident of that thread, oldest first."""
    return [_told(office, row) for row in office.read.notices_about(unb64(thread))]


def came_back(office: Office) -> list[Told]:
    """The messages that did not arrive and of which nobody at the desk was told, oldest first."""
    return [_told(office, row) for row in office.read.notices_back(_told_up_to(office))]


def _told_up_to(office: Office) -> int:
    said = office.book.remembered(_SAID)
    return 0 if said is None else int(said)


def was_told(office: Office, told: Told) -> None:
    """Somebody at the desk has it before his eyes."""
    office.book.remember(_SAID, str(told.n).encode())


def _told(office: Office, row: NoticeRow) -> Told:
    values = office.read.record(row.n).values
    name, number = plain(values.get("channel")) or "?", plain(values.get("incident"))
    at = office.moment(row.done_at if row.done_at is not None else row.at)
    incident = b64(row.incident) if row.incident else ""
    if row.done is None:
        return Told(b64(row.id), name, "waiting", at, _("{name}: on its way").format(name=name))
    if row.outcome == "delivered":
        words = _("{name}: delivered").format(name=name)
        return Told(b64(row.id), name, "delivered", at, words)
    why = plain(office.read.record(row.done).values.get("detail"))
    ring = plain(standing(office.read, row.channel, "channel").get("ring")) if row.channel else ""
    words = _("Ring instead: {ring}. The message to {name} was not delivered. {why}")
    said = words.format(ring=ring, name=name, why=why).strip()
    return Told(b64(row.id), name, row.outcome or "refused", at, said, row.done, incident, number)
