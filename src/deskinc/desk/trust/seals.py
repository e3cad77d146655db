"""Seals: when the book is sealed, and who witnessed it."""

from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskinc.book.clock import Point, machine
from deskinc.book.record import Record, Saved
from deskinc.desk.office import Office, Person
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import CanonicalError, b64, unb64
from deskinc.proof.keys import ED25519, key_id
from deskinc.proof.seal import parse_note

AT_MOST = timedelta(hours=12)
"""Between two seals, where anything was written since."""


def sealed(office: Office, *witnesses: Person) -> None:
    """Seal the book unless nothing was written since; witnesses sign beside who is signed in."""
    last = office.read.last_seal()
    if last is None or last.n < office.read.last_n():
        signers = [one.signer() for one in witnesses]
        office.book.seal(office.person.signer(), witnesses=signers).result()


def by_itself(office: Office) -> "Future[Saved]":
    """Seal the book in the desk's own name: nobody has witnessed it (D1)."""
    return office.book.seal()


def before_closing(office: Office) -> None:
    """Begin the last seal of the day; closing the book waits for it, but not for long."""
    try:
        last = office.read.last_seal()
        if last is None or last.n < office.read.last_n():
            by_itself(office)
    except Exception:  # noqa: BLE001 - a book that cannot be read is closed all the same
        logger.exception("the book is closed without a seal")


def due(office: Office) -> bool:
    """Whether :data:`AT_MOST` has passed since the last seal, by either clock, and lines since."""
    read = office.read
    last, newest = read.last_seal(), read.last_n()
    if last is not None and last.n == newest:
        return False
    before = read.record(last.n if last else 1)
    clock = machine(office.clock, office.book.id)
    now, then = Point(office.clock(), clock), Point(before.at, before.doc.clock)
    passed = (now.at - then.at).total_seconds()
    apart_by = then.apart(now)
    by_boot = passed - apart_by if apart_by is not None else passed
    return max(passed, by_boot) >= AT_MOST.total_seconds()


@dataclass(frozen=True, slots=True)
class Sealed:
    """The newest seal: when, up to which line, and who witnessed it; nobody where it is timed.

    ``mirror`` is the line up to which the mirror was complete then.
    """

    at: datetime
    line: int
    mirror: int
    witnesses: tuple[str, ...]

    def words(self) -> str:
        """``witnessed by R. Malik, D. Novak``, or ``timed``."""
        if not self.witnesses:
            return _("timed, witnessed by nobody")
        return _("witnessed by {names}").format(names=", ".join(self.witnesses))


def newest(office: Office) -> Sealed | None:
    """The newest seal; None in a book without one."""
    row = office.read.last_seal()
    return None if row is None else told(office, office.read.record(row.n))


def told(office: Office, record: Record) -> Sealed:
    """What the SEAL ``record`` says; ValueError where its note cannot be read."""
    note = parse_note(str(record.values["note"]))
    names = _names(office)
    who = (names[one.name] for one in note.signatures if one.name in names)
    return Sealed(record.at.astimezone(office.locale.tz), note.checkpoint.line,
                  note.checkpoint.mirror, tuple(who))  # fmt: skip


def _names(office: Office) -> dict[str, str]:
    found = {}
    for person in office.read.persons():
        try:
            key = key_id(ED25519, unb64(person.signing_key or "", 32))
        except CanonicalError:
            continue
        found[b64(key)] = person.name or "?"
    return found
