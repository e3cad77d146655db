"""Reads the lines that wait for a reviewer, with what stands out in them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from deskinc.book.registers.day import MarkRow
from deskinc.book.registers.rows import EntryRow
from deskinc.desk.lines.lines import lines
from deskinc.desk.office import Office
from deskinc.desk.review import silences
from deskinc.desk.review.items import RETURNED, Answer, Item
from deskinc.desk.review.silences import Span
from deskinc.proof.document import DESK

_BEFORE = 50
"""Lines before the first one among which the last one by a person is looked for."""


class Reading:
    """What is read together for the lines of several shifts; ``new`` are the records that wait."""

    def __init__(self, office: Office, new: set[int]) -> None:
        self._office, self._read, self._new = office, office.read, new
        self._mine = office.officer.thread
        self.now = round(office.now().timestamp() * 1000)
        self._longest = silences.allowed(office.site)

    def items(self, rows: Sequence[EntryRow], *, apart: bool = False) -> list[Item]:
        """The lines of ``rows`` in their order; ``apart``: not neighbours, no silence is told."""
        silences_ = {} if apart else self._silences(rows)
        answers = self._answers(rows)
        found = {line.n: line for line in lines(self._read, [row.n for row in rows])}
        return [
            Item(
                found[row.n], row.n in self._new, row.author == self._mine, row.author == DESK,
                silences_.get(row.n), answers.get(row.n),
            )
            for row in rows if row.n in found
        ]  # fmt: skip

    def _silences(self, rows: Sequence[EntryRow]) -> dict[int, timedelta]:
        """Before which lines nobody wrote for too long, and how long."""
        if not rows or not self._longest:
            return {}
        before = self._read.lines_between(max(1, rows[0].line - _BEFORE), rows[0].line - 1)
        last = next((row.at for row in reversed(before) if row.author != DESK), None)
        times = [row.at for row in (*before, *rows)]
        duty, found = self._duty(min(times), max(times)), dict[int, timedelta]()
        for row in rows:
            if row.author == DESK:
                continue
            if last is not None and (long := self._too_long(duty, last, row.at)):
                found[row.n] = long
            last = row.at
        return found

    def silent(self, last: EntryRow) -> timedelta | None:
        """For how long nobody has written since the last line by a person."""
        if not self._longest:
            return None
        before = self._read.lines_between(max(1, last.line - _BEFORE), self._read.last_line())
        at = next((row.at for row in reversed(before) if row.author != DESK), None)
        return None if at is None else self._too_long(self._duty(at, self.now), at, self.now)

    def _duty(self, since: int, until: int) -> list[Span]:
        moment = self._office.moment
        there = self._read.shifts_between(moment(since), moment(until))
        return silences.on_duty(there, self.now)

    def _too_long(self, duty: Sequence[Span], since: int, until: int) -> timedelta | None:
        long = silences.longest(duty, since, until)
        return long if long > self._longest else None

    def _answers(self, rows: Sequence[EntryRow]) -> dict[int, Answer]:
        """Which lines change or add to one that was returned before."""
        known = {row.n: row for row in rows}
        wanted = {row.amends for row in rows}
        while more := sorted(n for n in wanted if n is not None and n not in known):
            before = self._read.entries(more)
            known |= {row.n: row for row in before}
            wanted = {row.amends for row in before}
        marks = self._read.marks(known)
        found = {row.n: _returned(row, known, marks) for row in rows}
        cited = self._read.records([mark.n for mark in found.values() if mark is not None])
        return {
            n: Answer(
                known[mark.n].line, cited[mark.n].cited, self._office.writer(mark.author),
                mark.comment or "",
            )
            for n, mark in found.items() if mark is not None
        }  # fmt: skip


def _returned(
    row: EntryRow, known: Mapping[int, EntryRow], marks: Mapping[int, MarkRow]
) -> MarkRow | None:
    """The return that a line answers: of what it amends, and given before it was written."""
    at: EntryRow | None = row
    while at is not None and at.amends is not None:
        at = known.get(at.amends)
        mark = marks.get(at.n) if at is not None else None
        if mark is not None and mark.verdict == RETURNED and mark.review < row.n:
            return mark
    return None
