"""Lines of the book as papers print them: the time of writing and the time it happened stand apart.

All texts arrive as they are to be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from deskinc.i18n import _
from deskinc.reports.document import Block, Row, Table, Text, Tone, Words


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
    rows: list[Row] = []
    for day, written in groupby(lines, lambda line: line.day):
        if day:
            rows.append(Row((Words(day, strong=True),), band=True))
        rows += [_line(line, reviewed=reviewed) for line in written]
    head = (_("No., day"), _("Written, happened"), _("Type, place"), _("Entry"), _("By"))
    widths = (36, 42, 54, 0, 22)
    if not reviewed:
        return [Table(head, widths, tuple(rows), gap=6)]
    return [Table((*head, _("Reviewed")), (*widths, 54), tuple(rows), gap=6)]


def _line(line: LineRow, *, reviewed: bool) -> Row:
    struck = bool(line.struck)
    serial = [Words(line.serial, "muted")]
    if line.day_no:
        serial.append(Words(line.day_no, "muted", small=True))
    written = [Words(line.written, "struck" if struck else "ink", True)]
    if line.noted:
        written.append(Words(_("in the book"), "muted", small=True))
    if line.happened:
        tone: Tone = "struck" if struck else "late" if line.late else "muted"
        written.append(Words(line.happened, tone, small=True))
    kind = [Words(line.kind, "muted")]
    if line.place:
        kind.append(Words(line.place, "muted", small=True))
    author = Words(line.author, "muted")
    cells = (tuple(serial), tuple(written), tuple(kind), _entry(line), author)
    return Row((*cells, _mark(line))) if reviewed else Row(cells)


def _mark(line: LineRow) -> tuple[Words, ...]:
    """Who reviewed it, and below when, and that it went back."""
    first, *below = line.mark or ("",)
    return (Words(first), *(Words(words, "muted", small=True) for words in below))


def _entry(line: LineRow) -> tuple[Words, ...]:
    struck = bool(line.struck)
    entry = [Words(line.text, "struck" if struck else "ink", struck=struck)]
    if line.late:
        entry.append(Words(line.late, "late", small=True))
    entry += [Words(words, "muted", small=True) for words in (line.noted, *line.more) if words]
    marks = " · ".join(part for part in (line.struck, line.corrects, line.incident) if part)
    if marks:
        entry.append(Words(marks, "muted", small=True))
    return tuple(entry)
