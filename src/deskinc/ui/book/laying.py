"""One line of the book laid out for a width: its wrapped words, its meta line, its links."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from deskinc.desk.lines.entries import Corrects, Line, Noted, unsigned_words
from deskinc.desk.lines.marking import ranges
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.book.cells import BASELINE, LINE, META, Cell, cell, cells_of
from deskinc.ui.book.columns import Columns

ICON = 16
SIGN = 14
"""Size of an icon in the meta line, logical pixels."""
_BREAK = "\u2028"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the meta line: icon, words, colour role, and the serial it leads to."""

    words: str
    role: str = "muted"
    icon: str = ""
    link: int | None = None
    near: bool = False
    """Follows the piece before it without the usual gap."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a press leads: an incident's thread or the serial of a line."""

    area: QRectF
    thread: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon of the meta line."""

    icon: str
    at: QPointF
    role: str


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


@dataclass(frozen=True, slots=True)
class Marks:
    """What the log knows of a line beside the line itself."""

    waiting: bool = False
    """Posted, not yet numbered."""
    mirrored: bool = True
    found: str = ""
    """What was looked for: its words are marked."""
    sealed: bool = False
    """Waiting in the spool until the book can take it."""


def meta_of(line: Line, marks: Marks) -> tuple[Piece, ...]:
    """What stands in small under the words, if there is something to say."""
    made = _times(line)
    if line.noted:
        made += _noted(line.noted)
    if line.corrects:
        made += _corrects(line, line.corrects)
    if line.struck:
        made += _struck(line)
    if marks.sealed:
        made.append(Piece(_("kept sealed"), icon="lock"))
    if not marks.mirrored and not marks.waiting:
        made.append(Piece(_("saved here, mirror pending"), "pending", "hourglass"))
    return tuple(made)


def _times(line: Line) -> list[Piece]:
    """What the two columns of times leave unsaid: how late, why, and when the key was pressed."""
    made: list[Piece] = []
    if line.late:
        words = _("LATE +{minutes} min").format(minutes=line.late)
        made.append(Piece(words, "late", "clock-alert"))
        if line.late_reason:
            made.append(Piece(line.late_reason))
    if line.stamped:
        words = _("stamped {time}").format(time=f"{line.stamped:%H:%M:%S}")
        made.append(Piece(words, icon="pen-line"))
    return made


def closed_words(mark: Noted) -> str:
    """``written 03:12 while the book was closed``."""
    return mark.when(f"{mark.at:%H:%M}")


def _noted(mark: Noted) -> list[Piece]:
    """When it was written, and whether it was signed: the column says who only if it was."""
    made = [Piece(closed_words(mark), icon="lock")]
    if not mark.by:
        made.append(Piece(unsigned_words(mark), "pending"))
    return made


def _corrects(line: Line, mark: Corrects) -> list[Piece]:
    strikes = line.form == "strike"
    made = [Piece(_("strikes") if strikes else _("corrects"))]
    made.append(Piece(mark.cited, "accent", "", mark.line, near=True))
    if mark.reason and not strikes:
        made.append(Piece(_("Reason: {reason}").format(reason=mark.reason)))
    return made


def _struck(line: Line) -> list[Piece]:
    mark = line.struck
    if mark is None:
        return []
    words = _("struck {time} {who}").format(time=mark.at.strftime("%H:%M"), who=mark.by)
    if mark.see is None:
        made = [Piece(words, icon="corner-down-right")]
        if mark.reason:
            made.append(Piece(_("Reason: {reason}").format(reason=mark.reason)))
        return made
    see = Piece(_("{struck}, see").format(struck=words), icon="corner-down-right")
    return [see, Piece(mark.cited, "accent", "", mark.see, near=True)]


def words_of(line: Line) -> tuple[str, str]:
    """The words as they are wrapped, and the incident's number that ends them."""
    text = line.text.replace("\r\n", "\n").replace("\n", _BREAK)
    if line.action:
        text += _BREAK + _("Action: {what}").format(what=line.action).replace("\n", _BREAK)
    return text, line.incident


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
    meta = meta_of(line, marks)
    top = columns.pad + LINE * rows
    stacked = columns.stacked and not columns.low
    under = (bool(line.place), line.happened is not None)
    words = max(LINE * rows, LINE + META if stacked and any(under) else 0)
    height = columns.pad * 2 + words + 1
    if meta:
        height = max(height, top + META + columns.pad + 1)
    cells, signs, links = _meta_parts(meta, columns, top)
    return Laid(
        layout=layout,
        at=QPointF(columns.text, columns.pad),
        role="quiet" if line.automatic or marks.waiting else "main",
        severity=line.severity,
        cells=(*cells_of(line, columns, width, waiting=marks.waiting), *cells),
        signs=tuple(signs),
        links=(*_number_links(layout, columns, line, text, number), *links),
        height=height,
    )


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
    found = QTextCharFormat()
    found.setFontWeight(QFont.Weight.Bold)
    found.setForeground(theme.color("accent"))
    made += [_range(at, end - at, found) for at, end in ranges(text, marks.found)]
    return made if whole.isascii() else [_in_units(whole, one) for one in made]


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


def _meta_parts(
    meta: Sequence[Piece], columns: Columns, top: int
) -> tuple[list[Cell], list[Sign], list[Link]]:
    """Words, icons and links of the meta line that begins ``top`` pixels down the row."""
    cells, signs, links = [], [], []
    left = float(columns.text)
    for at, piece in enumerate(meta):
        start = left + ((5 if piece.near else 14) if at else 0)
        left = start
        if piece.icon:
            signs.append(Sign(piece.icon, QPointF(start, top + 2), piece.role))
            left += SIGN + 5
        muted = piece.role == "muted"
        role, weight = ("quiet", 400) if muted else (piece.role, 600)
        cells.append(cell(piece.words, left, top + 13, "small", weight, role))
        left += cells[-1].layout.maximumWidth()
        if piece.link is not None:
            links.append(Link(QRectF(start, top, left - start, META), line=piece.link))
    return cells, signs, links
