"""Whose key speaks and who holds which role, told from records one after the other."""

from collections.abc import Iterable, Mapping
from itertools import chain
from types import MappingProxyType

from deskinc.book.disk import schema
from deskinc.book.disk.store import Link
from deskinc.book.keys import older
from deskinc.book.keys.slots import SHARED, Keys
from deskinc.book.record import Draft, Record
from deskinc.book.records import reading
from deskinc.proof.acts import act_of, personal
from deskinc.proof.canonical import b64
from deskinc.proof.document import DESK
from deskinc.proof.enrolment import Enrolments, Said, announces_itself
from deskinc.proof.findings import Why
from deskinc.proof.rings import Told
from deskinc.proof.sheet import FORM as SHEET
from deskinc.proof.sheet import KEY, is_alone

TELLING = frozenset({"book", "officer", SHEET})
"""Forms that say whose key speaks, which sheet proves, or who holds a role."""


CHANGED = "keys/changed"
"""What meta keeps: the number of the last record when the keys were changed.

With ``/`` and a number behind it: when the keys of that number were made.
"""


class Announcing:
    """The fold of record 1, new sheets, OFFICER records and who countersigns them, by n.

    ``restricted`` are the public keys of restricted values told so far. ``since`` gives the last
    record before the keys of a number were made: what was told of them up to there nobody knew.
    """

    def __init__(self, since: Mapping[int, int] = MappingProxyType({})) -> None:
        self._since = since
        self.keys = Enrolments()
        self.restricted: list[bytes] = []

    @property
    def rings(self) -> list[Told]:
        """The shared keys told so far: of each number the first word since they were made."""
        return self.keys.rings.counting(self._since)

    def take(self, record: Record) -> Why | None:
        """Take in one record; why what it says does not count. Other forms say nothing here."""
        why = self._take(record)
        said = self.keys.authorities.restricted
        if said and (public := reading.public(said)) not in self.restricted:
            self.restricted.append(public)
        return why

    def _take(self, record: Record) -> Why | None:
        if record.form == "countersign":
            return self._confirm(record)
        if record.form not in TELLING and record.form != older.FORM:
            return None
        at, book, thread = record.doc.at, b64(record.doc.book), b64(record.thread)
        said = Said(record.n, record.author, thread, record.values, record.leaf, at, book)
        if record.form == "book":
            return self.keys.announce_site(said) if record.n == 1 else Why.SECOND_BOOK
        if record.form == older.FORM:
            self.keys.tell(said)
        elif record.author == DESK:
            return personal(record.form, DESK, thread)
        else:
            return self._said(record, said)
        return None

    def _said(self, record: Record, said: Said) -> Why | None:
        if record.form == SHEET:
            return self.keys.new_sheet(said)
        if announces_itself(record.doc):
            return self.keys.fold(record.n, said.thread, record.values)
        return self.keys.said(said)

    def _confirm(self, sign: Record) -> Why | None:
        """What waited for a second person counts from here on."""
        change = self.keys.changes.get(act_of(sign.values) or b"")
        if change is None or change.thread != b64(sign.thread):
            return None
        if sign.author in {DESK, change.author, change.thread}:
            return None
        form = SHEET if KEY in change.values else "officer"
        if self.keys.may_countersign(sign.author, form):
            if self.keys.ends_last(change.leaf):
                return Why.LAST_ADMIN
            self.keys.confirm(sign.n, change.leaf)
        return None


def telling(link: Link) -> frozenset[int]:
    """The numbers of record 1, of all in its thread, and of all in the threads of persons."""
    asked = "SELECT thread FROM person UNION SELECT thread FROM record WHERE n = 1"
    threads = (reading.thread_ns(link, one) for one in link.run(asked).scalars().all())
    return frozenset(chain.from_iterable(threads))


def by_now(link: Link) -> Announcing:
    """What the book says by its last record; nothing is proved."""
    said = Announcing(since(link))
    for _n, record in sorted(reading.records(link, telling(link)).items()):
        said.take(record)
    return said


def keep_since(link: Link, number: int, n: int) -> None:
    """Keep in meta that the keys of that number were made behind record ``n``."""
    schema.put(link, f"{CHANGED}/{number}", str(n).encode())


def since(link: Link) -> dict[int, int]:
    """What meta keeps of when the keys of each number were made."""
    rows = link.run("SELECT key, value FROM meta WHERE key GLOB 'keys/changed/*'").fetchall()
    found = {str(key).removeprefix(f"{CHANGED}/"): bytes(value) for key, value in rows}
    return {int(number): int(n) for number, n in found.items() if number.isdigit() and n.isdigit()}


def restricted_key(link: Link) -> bytes:
    """The raw public key restricted values are closed with: of record 1, or since somebody left.

    Told by the records, not by a register, in which whoever can write there could put his own.
    """
    said = by_now(link).keys.authorities.restricted
    return reading.public(said) if said else b""


def untold(link: Link, keys: Keys) -> list[Draft]:
    """What the desk is to tell of ``keys``, which have opened the book, and has not yet."""
    said, (thread,) = by_now(link), link.run("SELECT thread FROM record WHERE n = 1").one()
    there = older.each(keys)[: said.keys.rings.departures + 1]
    return [
        Draft(older.FORM, {"number": number, **dict(zip(SHARED, told, strict=True))}, thread=thread)
        for number, told in enumerate(there)
        if number >= len(said.rings)
    ]


def counted_sheets(records: Iterable[Record]) -> frozenset[int]:
    """Which of ``records``, all that tell, announce sheets that came to count, or confirm one."""
    said, found = Announcing(), set[int]()
    acts = dict[bytes, int]()
    for record in sorted(records, key=lambda one: one.n):
        before = said.keys.authorities.sheet
        said.take(record)
        acts[record.leaf] = record.n
        if record.n > 1 and said.keys.authorities.sheet != before:
            act = act_of(record.values) if record.form == "countersign" else None
            found |= {record.n, acts.get(act or b"", record.n)}
    return frozenset(found)


def itself(record: Record) -> bool:
    """Whether the record is signed by the key it announces."""
    alone = is_alone(record.author, b64(record.thread), record.values)
    return announces_itself(record.doc) or (record.form == "officer" and alone)
