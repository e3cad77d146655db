"""Lines of the book as papers print them: the time of writing and the time it happened stand apart.

All texts arrive as they are to be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from deskinc.i18n import _
from deskinc.reports.document import Block, Row, Table, Text, UpTo, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A line of the book as it stands there.

    ``day`` heads the lines of a new page of the book, ``day_no`` counts within it. ``happened`` is
    given where it is not the time of writing, and ``late`` (*LATE +38 min, patrol*) where that was
    long before. ``struck`` (*struck 21:58 R.M., see 4812*) strikes the words, which stay legible;
    ``corrects`` is *corrects 4811, wrong lift*. ``noted`` says that it was written while the book
    was closed; then ``written`` is when it came into the book. ``more`` stands below the words,
    ``mark`` (*J.H.*, *23 Nov 06:40*, *returned*) in the reviewer's own column.
    """

    serial: str
    written: str
    text: str
    author: str
    day_no: str = ""
    happened: str = ""
    kind: str = ""
    place: str = ""
    late: str = ""
    struck: str = ""
    corrects: str = ""
    incident: str = ""
    day: str = ""
    noted: str = ""
    more: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()


def lines_table(lines: Sequence[LineRow], *, reviewed: bool = False) -> list[Block]:
    """The lines under the headings of their days; ``reviewed`` has a column for the reviewer."""
    if not lines:
        return [Text(_("No line was written."))]
    reviewed = reviewed and any(line.mark for line in lines)
    rows: list[Row] = []
    for day, written in groupby(lines, lambda line: line.day):
        if day:
            rows.append(Row((Words(day, strong=True),), band=True))
        rows += [_line(line, reviewed=reviewed) for line in written]
    head = (_("No., day"), _("Written"), _("Type, place, entry"), _("By"), _("Reviewed"))
    widths = (UpTo(58), UpTo(46), 0.0, UpTo(40), UpTo(76))
    count = len(head) if reviewed else len(head) - 1
    return [Table(head[:count], widths[:count], tuple(rows), gap=6, close=True)]


def _line(line: LineRow, *, reviewed: bool) -> Row:
    struck = bool(line.struck)
    serial = (Words(line.serial, "muted", runs_on=True), Words(line.day_no, "muted", small=True))
    written = [Words(line.written, "struck" if struck else "ink", True)]
    if line.noted:
        written.append(Words(_("in the book"), "muted", small=True))
    number = serial if line.day_no else serial[:1]
    cells = (number, tuple(written), _entry(line), Words(line.author, "muted"))
    return Row((*cells, _mark(line))) if reviewed else Row(cells)


def _mark(line: LineRow) -> tuple[Words, ...]:
    """Who reviewed it and when, and below that it went back."""
    who, *when = line.mark or ("",)
    below = (Words(words.replace(" ", "\u00a0"), "muted", small=True) for words in when)
    return (Words(who, runs_on=True), *below)


def _entry(line: LineRow) -> tuple[Words, ...]:
    """Type and place before the words, all that the book says of them in one run below."""
    struck = bool(line.struck)
    begins = ", ".join(part for part in (line.kind, line.place) if part)
    entry = [Words(begins, "muted", strong=True, runs_on=True)] if begins else []
    entry.append(Words(line.text, "struck" if struck else "ink", struck=struck))
    happened = _("happened {time}").format(time=line.happened) if line.happened else ""
    said = (line.noted, *line.more, line.struck, line.corrects, line.incident)
    late, below = _joined(happened, line.late), _joined(*said)
    if not line.late:
        late, below = "", _joined(happened, below)
    if late:
        late = f"{late} ·" if below else late
        entry.append(Words(late, "late", small=True, runs_on=bool(below)))
    if below:
        entry.append(Words(below, "muted", small=True))
    return tuple(entry)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
