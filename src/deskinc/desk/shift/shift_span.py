"""The stretch of the book that a handover covers, read from the records themselves.

Every line stands in exactly one handover book: one begins where the last one ended, the first of
all with the sign-on of its officer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deskinc.book.record import Record
from deskinc.book.registers.day import ShiftRow
from deskinc.book.registers.lines import minutes_late
from deskinc.book.registers.values import idents, moment
from deskinc.desk.lines.found_lines import Found
from deskinc.desk.lines.lines import Line, told
from deskinc.desk.lines.signed_lines import found_lines, raised_from
from deskinc.desk.lines.source import Known, Source, disagrees
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.forms.catalogue.incident import TELLING
from deskinc.forms.taxonomy import SEVERITIES


@dataclass(frozen=True, slots=True)
class Span:
    """The sign-on, the handover before, and the records of that time.

    ``lines`` are those of the lines that are covered, without a gap, the first being ``first``.
    """

    on: Record
    before: Record | None
    first: int
    records: Sequence[Record]
    lines: Sequence[Record]

    @property
    def last(self) -> int:
        """The serial of the last line."""
        return self.first + len(self.lines) - 1


def shift_of(office: Office, officer: str, before: int | None = None) -> ShiftRow | None:
    """The newest shift of an officer, signed off or not; begun before a record, if one is named."""
    return office.read.last_shift(of=officer, before=before)


def span_now(source: Source, officer: str) -> Span:
    """What the shift of ``officer`` covers if it is handed over now."""
    row = source.read.last_handover()
    before = source.of_form(row.n, "handover") if row else None
    shift = shift_of(source.office, officer)
    serial = _whole(before, "last") + 1 if before else 0
    hints = [one.n for one in (before, shift, source.read.by_line(serial)) if one is not None]
    records = _records(source, hints, source.read.last_n())
    standing = [r for r in records if r.form == "handover" and not source.read.amended_by(r.id)]
    before = standing[-1] if standing else before
    on = _sign_on(source, records, officer)
    first = _whole(before, "last") + 1 if before else on.line or 1
    return Span(on, before, first, records, _lines(records, first, None))


def span_of(source: Source, act: Record) -> Span:
    """What the handover ``act`` says that it covers; BookFault where a line of it is missing."""
    first, last = _whole(act, "first"), _whole(act, "last")
    shift = shift_of(source.office, act.author, act.n)
    # the officer goes off duty with the record after the act, and no line beyond is covered
    hints = [one.n for one in (shift, source.read.by_line(first)) if one is not None]
    records = _records(source, hints, act.n + 1)
    on = _sign_on(source, [r for r in records if r.n < act.n], act.author)
    span = Span(on, None, first, records, _lines(records, first, last))
    if span.last != last:
        raise disagrees()
    return span


def found_in(source: Source, span: Span) -> Found:
    """The lines of the span, and what they are read with."""
    return found_lines(source, span.records, raised_from(span.records))


def lines_of(span: Span, found: Found) -> list[Line]:
    """The lines of the span as people read them."""
    return told([record.n for record in span.lines], found)


def came_late(source: Source, span: Span) -> int:
    """How many lines that stand came late: of a corrected one the first writing counts (D4)."""
    known = {record.id: record for record in span.records}
    stands = {line.thread: line for line in span.lines}
    return sum(
        minutes_late(known.get(thread) or source.read.by_id(thread) or line, happened) is not None
        for thread, line in stands.items()
        if line.form != "strike" and (happened := moment(line.values, "happened")) is not None
    )


def as_corrected(source: Source, record: Record) -> Record:
    """The record that stands for one that may have been corrected."""
    after = source.read.amended_by(record.id)
    return as_corrected(source, after) if after and after.form == record.form else record


def open_incidents(source: Source, span: Span) -> list[Known]:
    """The open incidents, the most severe first, then the oldest; exercises are none.

    Every one was handed on before, or has a record since then; the register only adds to these.
    """
    rows = source.read.incidents(None if span.before is None else "open")
    threads = {row.thread for row in rows}
    threads |= {record.thread for record in span.records if record.form in TELLING}
    threads |= set(idents(span.before.values, "items")) if span.before else set()
    known = (source.incident(thread) for thread in threads)
    rank = {severity.code: severity.rank for severity in SEVERITIES}
    return sorted(
        (one for one in known if one is not None and one.is_open and not one.is_exercise),
        key=lambda one: (-rank.get(one.severity, 0), one.opened),
    )


def made_void(source: Source, span: Span) -> list[tuple[Known, Record]]:
    """The incidents that this shift made void and that still are, with the record that says so.

    What was made void after the last line of the shift before belongs to this one.
    """
    before = source.read.by_line(span.first - 1)
    since = before.n if before is not None else 0
    said = {
        record.thread: record
        for record in span.records
        if record.form == "incident"
        and record.n > since
        and plain(record.values.get("state")) == "void"
    }
    found = ((source.incident(thread), record) for thread, record in said.items())
    return [(one, record) for one, record in found if one is not None and one.is_void]


def _records(source: Source, hints: Sequence[int], high: int) -> list[Record]:
    if not hints:
        raise disagrees()
    low = max(1, min(hints))
    return [r for _n, r in sorted(source.read.records(range(low, high + 1)).items())]


def _lines(records: Iterable[Record], first: int, last: int | None) -> list[Record]:
    found = [r for r in records if r.line is not None and r.line >= first]
    found = [r for r in found if last is None or (r.line or 0) <= last]
    if [r.line for r in found] != list(range(first, first + len(found))):
        raise disagrees()
    return found


def _sign_on(source: Source, records: Iterable[Record], officer: str) -> Record:
    mine = [r for r in records if (r.form, r.author, r.amends) == ("shift_on", officer, None)]
    if not mine:
        raise disagrees()
    return next((r for r in reversed(mine) if not _struck(source, r)), mine[-1])


def _struck(source: Source, record: Record) -> bool:
    after = source.read.amended_by(record.id)
    return after is not None and after.form == "strike"


def _whole(record: Record, name: str) -> int:
    value = record.values.get(name)
    return value if isinstance(value, int) else 1
