"""Holds: what must not be erased while a claim or an inquiry is open."""

from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.record import Record, Saved
from deskinc.book.registers.kept import HoldRow
from deskinc.desk.office import Office
from deskinc.errors import InvalidForm
from deskinc.forms.catalogue import current
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64


@dataclass(frozen=True, slots=True)
class Held:
    """A hold: its own thread, what it holds in words, why, by whom and since when.

    ``released`` is when it was taken off again, None while it stands; ``lacks`` says
    which lines at its place it does not reach, "" where it reaches all of them.
    """

    thread: str
    about: str
    reason: str
    by: str
    at: datetime
    released: datetime | None
    lacks: str = ""


def put(office: Office, about: str, reason: str) -> "Future[Saved]":
    """Hold what ``about`` names: an incident by its number, a line by its serial.

    Raises NotAllowed without the role, InvalidForm for what is not there or no reason.
    """
    office.allow("hold")
    record = _named(office, about)
    if record is None:
        what = _("There is no incident and no line of that number.")
        raise InvalidForm({"about": what})
    if not reason.strip():
        raise InvalidForm({"reason": _("Give the reason; it stays in the book.")})
    said = {"about": b64(record.thread), "reason": reason, "state": "held"}
    return office.write(office.draft("hold", said))


def release(office: Office, thread: str, reason: str) -> "Future[Saved]":
    """Take a hold off again; raises NotAllowed without the role, InvalidForm without a reason."""
    office.allow("release_hold")
    if not reason.strip():
        raise InvalidForm({"released": _("Give the reason; it stays in the book.")})
    said = {"state": "released", "released": reason}
    return office.write(office.draft("hold", said, partial=True, thread=unb64(thread)))


def on(office: Office, incident: str) -> list[Held]:
    """The holds that stand on an incident, oldest first."""
    key = unb64(incident)
    return [
        _held(office, row)
        for row in office.read.holds()
        if row.about == key and row.state == "held"
    ]


def listing(office: Office) -> list[Held]:
    """All holds, those that stand first, then the newest."""
    found = [_held(office, row) for row in reversed(office.read.holds())]
    return sorted(found, key=lambda one: one.released is not None)


def _held(office: Office, row: HoldRow) -> Held:
    return Held(
        b64(row.thread), _about(office, row.about), row.reason or _("[erased]"),
        office.writer(row.author), office.moment(row.at),
        None if row.state == "held" else office.moment(row.last_at), lacking(office, row.place),
    )  # fmt: skip


def lacking(office: Office, place: str | None) -> str:
    """Which lines a hold at that place does not reach, in a sentence."""
    if not place:
        return _("It holds no lines at a place.")
    if any(one.id == place for one in office.site.places):
        return ""
    return _("Its place is not on the site’s list: only lines with the same words are held.")


def _named(office: Office, about: str) -> Record | None:
    said = about.strip().upper()
    if said.isdecimal():
        row = office.read.by_line(int(said))
        return None if row is None else office.read.record(row.n)
    rows = (row for row in office.read.incidents() if said and row.number == said)
    row_ = next(rows, None)
    return None if row_ is None else office.read.record(row_.n)


def _about(office: Office, thread: bytes | None) -> str:
    record = None if thread is None else office.read.by_id(thread)
    return "?" if record is None else place_of(record)


def place_of(record: Record) -> str:
    """Where a record stands, in words: its number, its line, or its kind and record number."""
    if record.number:
        return record.number
    if record.line is not None:
        return _("Line {line}").format(line=record.line)
    title = _(current(record.form).title)
    return _("{title}, record {n}").format(title=title, n=record.n)
