"""One line of the book laid out for a width: its wrapped words, its meta line, its links."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from deskinc.desk.lines.answers import answers
from deskinc.desk.lines.entries import Line
from deskinc.desk.lines.marking import ranges
from deskinc.desk.lines.visible import shown
from deskinc.ui import theme
from deskinc.ui.book.cells import BASELINE, LINE, META, Cell, cells_of
from deskinc.ui.book.columns import Columns
from deskinc.ui.book.meta import Marks, meta_of
from deskinc.ui.book.under import SIGN, Link, Sign, lay_under

ICON = 16
_BREAK = "\u2028"


@dataclass(slots=True)
class Laid:
    """A line ready to paint; coordinates count from the row's top left corner."""

    layout: QTextLayout
    at: QPointF
    """Top left corner of the words."""
    role: str
    """Colour of the words, as of a cell."""
    severity: str
    cells: tuple[Cell, ...]
    signs: tuple[Sign, ...]
    links: tuple[Link, ...]
    height: int


def words_of(line: Line) -> tuple[str, str]:
    """The words as they are wrapped, and the incident's number that ends them."""
    said = "\n".join(map(shown, (line.text, *answers(line))))
    return said.replace("\r\n", "\n").replace("\n", _BREAK), line.incident


def lay(line: Line, columns: Columns, width: int, marks: Marks) -> Laid:
    """Lay ``line`` out in a log ``width`` logical pixels wide."""
    text, number = words_of(line)
    whole = f"{text} {number}" if number else text
    layout = QTextLayout(whole, QFont(theme.font_for(whole, "note" if line.automatic else "text")))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(_formats(line, text, number, marks))
    layout.setCacheEnabled(True)
    indent = ICON + 3 if line.severity else 0
    rows = _break(layout, columns.text_width(width), indent)
    top = columns.pad + LINE * rows
    room = columns.right(width) - columns.by - 16 - columns.text
    under = lay_under(meta_of(line, marks), columns.text, max(120, room), top)
    stacked = columns.stacked and not columns.low
    beside = (bool(line.place), line.happened is not None)
    words = max(LINE * rows, LINE + META if stacked and any(beside) else 0)
    height = max(columns.pad * 2 + words + 1, top + under.height + columns.pad + 1)
    return Laid(
        layout=layout,
        at=QPointF(columns.text, columns.pad),
        role="quiet" if line.automatic or marks.waiting else "main",
        severity=line.severity,
        cells=(*cells_of(line, columns, width, waiting=marks.waiting), *under.cells),
        signs=(*under.signs, *_tick(line, columns)),
        links=(*_number_links(layout, columns, line, text, number), *under.links),
        height=height,
    )


def _tick(line: Line, columns: Columns) -> Sequence[Sign]:
    """The reviewer's mark stands apart, in the margin: it changes no word of the line."""
    if line.mark is None or line.mark.verdict != "approved":
        return ()
    return (Sign("check", QPointF((columns.margin - SIGN) // 2, columns.pad + 4), "accent"),)


def _formats(line: Line, text: str, number: str, marks: Marks) -> list[QTextLayout.FormatRange]:
    made = []
    whole = f"{text} {number}" if number else text
    if line.struck:
        struck = QTextCharFormat()
        struck.setFontStrikeOut(True)
        struck.setForeground(theme.color("struck"))
        made.append(_range(0, len(text), struck))
    if number:
        link = QTextCharFormat()
        link.setFontWeight(QFont.Weight.DemiBold)
        link.setForeground(theme.color("accent"))
        made.append(_range(len(text) + 1, len(number), link))
    made = made if whole.isascii() else [_in_units(whole, one) for one in made]
    return [*made, *found_in(text, marks.found)]


def found_in(text: str, words: str) -> list[QTextLayout.FormatRange]:
    """The words that were looked for, as they are marked in a text."""
    found = QTextCharFormat()
    found.setFontWeight(QFont.Weight.Bold)
    found.setForeground(theme.color("accent"))
    made = [_range(at, end - at, found) for at, end in ranges(text, words)]
    return made if text.isascii() else [_in_units(text, one) for one in made]


def _in_units(text: str, one: QTextLayout.FormatRange) -> QTextLayout.FormatRange:
    """The range as Qt counts: a sign beyond the first 65,536 takes two places."""
    before, inside = text[: one.start], text[one.start : one.start + one.length]
    return _range(_units(before), _units(inside), one.format)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _range(start: int, length: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    made.format = style
    return made


def _break(layout: QTextLayout, width: int, indent: int) -> int:
    """Break into lines on fixed baselines; returns how many."""
    layout.beginLayout()
    rows = 0
    while (line := layout.createLine()).isValid():
        left = indent if rows == 0 else 0
        line.setLineWidth(width - left)
        line.setPosition(QPointF(left, rows * LINE + BASELINE - line.ascent()))
        rows += 1
    layout.endLayout()
    return max(1, rows)


def _number_links(
    layout: QTextLayout, columns: Columns, line: Line, text: str, number: str
) -> Sequence[Link]:
    if not number:
        return ()
    start = len(text) + 1
    at = layout.lineForTextPosition(start)
    left = _x(at.cursorToX(start))
    right = _x(at.cursorToX(min(start + len(number), at.textStart() + at.textLength())))
    top = columns.pad + at.lineNumber() * LINE
    area = QRectF(columns.text + left, top, right - left, LINE)
    return (Link(area, thread=line.incident_thread),)


def _x(value: object) -> float:
    """The position out of ``cursorToX``, which PySide returns with its cursor."""
    return float(value[0]) if isinstance(value, tuple) else float(str(value))
