"""What of an incident’s thread counts: the one reading that page, papers and lists draw from.

What its author’s roles did not allow by then stays in the book and in every check, and is told of
the incident nowhere. Asked of the signed records alone, so that no register can hide one.
"""

from collections.abc import Iterable
from dataclasses import replace

from deskinc.book.asking.reader import Reader
from deskinc.book.record import Record
from deskinc.book.records.reading import folded
from deskinc.desk.signing_on.officers import said_of
from deskinc.desk.site import plain
from deskinc.forms.catalogue.incident import TELLING, is_exercise
from deskinc.forms.fields import Value
from deskinc.forms.form import EXERCISE, chosen
from deskinc.proof import allowed
from deskinc.proof.canonical import CanonicalError, unb64
from deskinc.proof.document import DESK
from deskinc.proof.permits import RANKS

Roles = frozenset[str] | None


def telling(read: Reader, thread: bytes) -> list[Record]:
    """The records that tell the incident, less whatever nobody could say of it so."""
    return [r for r in counting(read, read.thread(thread)) if r.form in TELLING]


def standing(read: Reader, thread: bytes, *forms: str) -> dict[str, Value]:
    """The values of a thread as they stand: of the records of ``forms`` that count, the last."""
    return folded(r for r in counting(read, read.thread(thread)) if r.form in forms)


def counting(read: Reader, records: Iterable[Record]) -> list[Record]:
    """Those of a thread’s records that count, without the fields that do not."""
    authors: dict[str, list[Record]] = {}
    found, rank, drill = list[Record](), 0, False
    for record in records:
        roles = _roles(read, authors, record)
        if allowed.refused(record.form, record.author, roles, record.values) is not None:
            continue
        if record.form == allowed.INCIDENT:
            late = {EXERCISE} if record.id != record.thread else set[str]()
            drill = drill if late else is_exercise(record.number)
            gone = late | allowed.left_out(rank, record.values, roles, drill=drill)
            record = _without(record, gone)  # noqa: PLW2901 - the same record, less what is void
            if allowed.SEVERITY in record.values:
                rank = RANKS.get(plain(record.values[allowed.SEVERITY]), 0)
        found.append(record)
    return found


def _without(record: Record, gone: Iterable[str]) -> Record:
    kept = {name: value for name, value in record.values.items() if name not in gone}
    return record if len(kept) == len(record.values) else replace(record, values=kept)


def _roles(read: Reader, authors: dict[str, list[Record]], record: Record) -> Roles:
    """The roles of its author by that record; None for the desk and for nobody known."""
    if record.author == DESK:
        return None
    if record.author not in authors:
        authors[record.author] = _thread(read, record.author)
    before = [r for r in authors[record.author] if r.n < record.n]
    return frozenset(chosen(said_of(before), "roles")) if before else None


def _thread(read: Reader, author: str) -> list[Record]:
    try:
        return read.thread(unb64(author, 16))
    except CanonicalError:
        return []
