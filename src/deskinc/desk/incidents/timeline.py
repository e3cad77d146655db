"""The timeline of an incident: its lines, and what was done and stands in no line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from deskinc.book.record import Record
from deskinc.book.records.reading import folded
from deskinc.book.registers.values import idents
from deskinc.desk.incidents import checks
from deskinc.desk.incidents.response.reading import REACHED, Doing, brought, doings, told
from deskinc.desk.lines.lines import Line, followed, lines
from deskinc.desk.notices import telling
from deskinc.desk.office import Office
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What happened when, and when and by whom it was written; ``line`` is its serial."""

    happened: datetime
    written: datetime
    text: str
    by: str
    line: int | None
    names: bool = False
    """Whether the line is of something else and only names the incident."""


def raised(values: Mapping[str, Value]) -> list[bytes]:
    """The ids of the lines from which an incident was raised."""
    return list(idents(values, "lines"))


def timeline(office: Office, key: bytes, records: Sequence[Record]) -> tuple[TimelineRow, ...]:
    """The lines that raised it and belong to it, and what was done, in the order it happened."""
    values = folded(records)
    there = map(office.read.by_id, raised(values))
    ns = [record.n for record in there if record is not None]
    ns += office.read.search("", incident=key, limit=2000)
    found = [line for line in followed(office.read, ns) if line.struck is None]
    rows = [*map(_timeline_row, found), *(_done(office, one) for one in deeds(records, values))]
    notified = telling.told(office, b64(key))
    rows += [TimelineRow(one.at, one.at, one.words, _("desk"), None) for one in notified]
    return tuple(sorted(rows, key=lambda row: order(row.happened, row.written)))


def order(happened: datetime, written: datetime) -> tuple[float, float]:
    """What happened in one minute stands as it was written: many times are known to the minute."""
    return happened.timestamp() // 60, written.timestamp()


def deeds(records: Sequence[Record], values: Mapping[str, Value]) -> tuple[Doing, ...]:
    """What was done and stands in no line: steps ticked, calls, moves, words read out."""
    besides = {
        tick.row for one in told(values) if one.outcome == REACHED
        for tick in brought(records, values, one.row).ticks
    }  # fmt: skip
    found = (
        Doing(one.tick.at, one.written, one.author, checks.told(one))
        for one in checks.ticked(records, values, besides)
    )
    return (*found, *doings(records, values))


def _done(office: Office, one: Doing) -> TimelineRow:
    return TimelineRow(
        one.at or one.written, one.written, one.words, office.writer(one.author), None
    )


def named(office: Office, thread: str, number: str) -> tuple[TimelineRow, ...]:
    """The lines that name the incident in their words and do not belong to it (rule 16)."""
    ns = office.read.search(f'"{number}"', limit=200) if number else []
    there = (line for line in lines(office.read, ns) if line.struck is None)
    found = [line for line in there if any(one.id == thread for one in line.names)]
    return tuple(replace(_timeline_row(line), names=True) for line in found)


def _timeline_row(line: Line) -> TimelineRow:
    return TimelineRow(line.happened or line.written, line.written, line.text, line.by, line.line)
