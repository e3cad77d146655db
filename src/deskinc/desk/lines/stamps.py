"""Time stamps: when the key was pressed, signed then, to be written about later (decision 030)."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime

from deskinc.book.record import Saved
from deskinc.desk.office import Office
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64


@dataclass(frozen=True, slots=True)
class Stub:
    """A time stamp: its id, "" where the book did not take it, when (site time), and by whom."""

    id: str
    at: datetime
    by: str = field(compare=False)
    own: bool = field(default=True, compare=False)

    def answers(self) -> dict[str, object]:
        """What a line that finishes it says of it."""
        said: dict[str, object] = {"stamped": self.at}
        if self.id:
            said["anchor"] = {"id": self.id, "text": f"{self.at:%H:%M:%S}"}
        return said


def stamp(office: Office, at: datetime, id: str) -> "Future[Saved]":  # noqa: A002
    """Write that the key was pressed at that time."""
    office.allow("write_occurrence")
    return office.write(office.draft("anchor", {"stamped": at}, id=unb64(id)))


def open_stamps(office: Office) -> list[Stub]:
    """The stamps that no line has finished and nobody voided: one's own first, then the oldest."""
    office.allow("read_book")
    mine = office.officer.thread
    known = {b64(row.thread): row.initials or "?" for row in office.read.persons()}
    found = [
        Stub(b64(row.id), office.moment(row.at), known.get(row.author, "?"), row.author == mine)
        for row in office.read.stubs()
        if row.at is not None
    ]
    return sorted(found, key=lambda stub: not stub.own)


def void(office: Office, stamp_id: str, reason: str, id: str) -> "Future[Saved]":  # noqa: A002
    """Say that no line will be written about a stamp, and why."""
    office.allow("strike")
    if all(stub.id != stamp_id for stub in open_stamps(office)):
        raise DeskError(_("This time stamp was finished or voided before."))
    said = {"reason": reason}
    return office.write(office.draft("strike", said, id=unb64(id), amends=unb64(stamp_id)))


def still_open(office: Office, kept: Stub) -> Stub | None:
    """A stamp of a kept text as it is now: without its record if the book never took that."""
    if not kept.id or office.read.by_id(unb64(kept.id)) is None:
        return Stub("", kept.at, kept.by, kept.own)
    return next((stub for stub in open_stamps(office) if stub.id == kept.id), None)
