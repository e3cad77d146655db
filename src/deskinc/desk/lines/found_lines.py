"""The records of some lines as they were found, with all that amend them and what names them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from deskinc.book.book import EntryRow, Reader
from deskinc.book.record import Record
from deskinc.book.registers.lines import minutes_late
from deskinc.book.registers.values import moment
from deskinc.desk.lines.erased import Erased
from deskinc.desk.lines.marks import Beside
from deskinc.desk.lines.noted import FIELDS, Signers
from deskinc.desk.site import plain
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64


@dataclass(frozen=True, slots=True)
class Who:
    """Initials and name of an author."""

    initials: str
    name: str


def writers(read: Reader) -> dict[str, Who]:
    """Every author by thread; ``desk`` writes what no hand did."""
    people = {b64(p.thread): Who(p.initials or "?", p.name or "?") for p in read.persons()}
    return {**people, "desk": Who(_("desk"), _("desk"))}


@dataclass(frozen=True, slots=True)
class Tag:
    """An incident as the lines that belong to it name it."""

    number: str
    severity: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What a line's record and those that amend it say, as the register has it in a row."""

    n: int
    line: int
    day: str
    incident: bytes | None
    late: int | None
    replaced: int | None
    struck: int | None
    amends: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """The lines asked for and all that amend them or that they amend, with what names them."""

    rows: Mapping[int, EntryRow | Marks]
    records: Mapping[int, Record]
    who: Mapping[str, Who]
    incidents: Mapping[bytes, Tag]
    signers: Signers = field(default_factory=dict)
    gone: Erased = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)
    numbered: Mapping[str, str] = field(default_factory=dict)
    """The incidents that words of these lines name: number to thread."""

    def said(self, record: Record, name: str) -> str:
        """The words of a field; of one that was erased, that it was."""
        return plain(record.values.get(name)) or self.gone.get(record.n, {}).get(name, "")

    def author(self, record: Record) -> Who:
        """Who wrote a record."""
        return self.writer(record.author)

    def writer(self, author: str) -> Who:
        """Whom a record names as its author."""
        return self.who.get(author, Who("?", "?"))

    def adds(self, n: int) -> bool:
        """Whether record ``n`` only fills what the line it amends had left empty (D3)."""
        row, record = self.rows[n], self.records[n]
        before = self.records.get(row.amends or 0)
        return before is not None and is_addition(before, record)

    def new(self, n: int) -> Mapping[str, Value]:
        """What record ``n`` says, or, where it adds to a line, what it says that is new."""
        values = self.records[n].values
        if not self.adds(n):
            return values
        before = self.records[self.rows[n].amends or 0].values
        return {name: value for name, value in values.items() if name not in before}

    def late(self, n: int) -> int | None:
        """By how many minutes a line came late; a correction by the first writing of its line."""
        row, happened = self.rows[n], moment(self.records[n].values, "happened")
        if row.amends is None or happened is None or self.adds(n):
            return row.late if row.amends is None else None
        first = n
        while (before := self.rows[first].amends) is not None:
            first = before
        return minutes_late(self.records[first], happened)

    def last(self, n: int) -> int:
        """The record that says all of line ``n``: itself, or the last addition to it."""
        return next(reversed(self.additions(n)), n)

    def first(self, n: int) -> int:
        """The line that record ``n`` adds to; itself where it adds to none."""
        while (before := self.rows[n].amends) is not None and self.adds(n):
            n = before
        return n

    def additions(self, n: int) -> list[int]:
        """The records that add to line ``n``, in their order."""
        made = []
        while (later := self.rows[n].replaced) is not None and self.adds(later):
            made.append(later)
            n = later
        return made

    def followed(self, ns: Iterable[int]) -> list[int]:
        """The lines ``ns`` with those that replaced them or add to them, as they were written."""
        there: set[int] = set()
        for n in ns:
            at: int | None = n
            while at is not None and at in self.rows and at not in there:
                there.add(at)
                at = self.rows[at].replaced
        return sorted(there)


def is_addition(before: Record, after: Record) -> bool:
    """Whether ``after`` keeps every answer of ``before`` and gives no reason for a change."""
    own = FIELDS | {"reason"}
    said = {name: value for name, value in before.values.items() if name not in own}
    kept = all(after.values.get(name) == value for name, value in said.items())
    return kept and after.form == before.form and "reason" not in after.values
