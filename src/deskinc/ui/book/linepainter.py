"""Paints one line of the book: one baseline for all columns, the meta line, the day's heading."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from deskinc.ui import icons, theme
from deskinc.ui.book.columns import Columns
from deskinc.ui.book.laying import Laid

END_RULE, DATE, DUTY = 44, 40, 18
"""Heights of the rule that ends a day, of the next day's date, of the officers under it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What heads a day: its date, its page with the offset of its clock, who was on duty."""

    day: str
    page: str
    duty: str

    @property
    def said(self) -> str:
        """For a screen reader."""
        return ", ".join(part for part in (self.day, self.page, self.duty) if part)


@dataclass(frozen=True, slots=True)
class Turn:
    """What stands over the first line of a day: the end of the day before, the new heading.

    A day that is not ``closed`` is not ruled off: somebody has still to sign it off, and is
    ``overdue`` once his shift should have ended.
    """

    ended: str
    last: date
    day: date
    heading: Heading
    closed: bool
    overdue: bool = False


def turn_height(columns: Columns, turn: Turn, width: int) -> int:
    """How much room the end of a day and the heading of the next take."""
    return END_RULE + heading_height(columns, len(duty_rows(turn.heading, columns, width)))


def heading_height(columns: Columns, rows: int = 1) -> int:
    """Height of a day's heading; in a low window it does without the officers."""
    return DATE if columns.low else DATE + DUTY * max(1, rows)


def duty_rows(heading: Heading, columns: Columns, width: int) -> list[str]:
    """The officers with their licences, whole, in as many rows as they take."""
    if columns.low:
        return []
    room = columns.right(width) - columns.margin
    metrics = QFontMetricsF(theme.font_for(heading.duty, "note"))
    rows = [""]
    for word in heading.duty.split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and metrics.horizontalAdvance(longer) > room:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows


@dataclass(frozen=True, slots=True)
class State:
    """How a row is shown now."""

    chosen: bool = False
    focused: bool = False
    fresh: bool = False
    hovered: bool = False


def paint_line(painter: QPainter, row: QRect, laid: Laid, state: State) -> None:
    """Paint a line that was laid out into ``row``."""
    colours = theme.colors()
    _ground(painter, row, state)
    quiet = colours["ink"] if state.chosen else colours["muted"]
    inks = {"quiet": quiet, "main": colours["ink"]}
    corner = QPointF(row.topLeft())
    for cell in laid.cells:
        painter.setPen(inks.get(cell.role) or colours[cell.role])
        cell.layout.draw(painter, corner + QPointF(cell.left, cell.base))
    words = corner + laid.at
    if laid.severity:
        icons.paint_severity(painter, laid.severity, words + QPointF(-1, 3), icons.TEXT)
    painter.setPen(inks[laid.role])
    laid.layout.draw(painter, words)
    for sign in laid.signs:
        role = "ink" if state.chosen and sign.role == "muted" else sign.role
        icons.paint(painter, sign.icon, corner + sign.at, icons.META, role, 2)


def _ground(painter: QPainter, row: QRect, state: State) -> None:
    colours = theme.colors()
    for wanted, role in ((state.chosen, "selection"), (state.fresh, "accent_soft"),
                         (state.hovered, "hover")):  # fmt: skip
        if wanted:
            painter.fillRect(row, colours[role])
            break
    if state.chosen and state.focused:
        painter.fillRect(row.left(), row.top(), theme.BAR, row.height(), colours["accent"])
    rule = QRect(row.left(), row.bottom(), row.width(), 1)
    painter.fillRect(rule, colours["selection" if state.chosen else "rule"])


def _put(
    painter: QPainter, left: float, base: float, words: str, step: str, weight: int, colour: QColor
) -> None:  # fmt: skip
    painter.setFont(theme.font_for(words, step, weight))
    painter.setPen(colour)
    painter.drawText(QPointF(left, base), words)


def paint_turn(
    painter: QPainter, area: QRect, turn: Turn, columns: Columns, *, ended: bool, headed: bool
) -> None:
    """Paint the end of a day and the heading of the next into ``area``, each if it is wanted."""
    left, right = area.left() + columns.margin, columns.right(area.width())
    if ended:
        _paint_end(painter, left, right, area.top() + END_RULE // 2 + 1, turn)
    if headed:
        paint_heading(painter, turn.heading, columns, area.top() + END_RULE, area.width())


def paint_heading(
    painter: QPainter, heading: Heading, columns: Columns, top: int, width: int
) -> None:
    """Paint date and page on one baseline, and the officers under them where there is room."""
    colours = theme.colors()
    left, right, base = columns.margin, columns.right(width), top + 27
    _put(painter, left, base, heading.day, "title", 600, colours["ink"])
    wide = QFontMetricsF(theme.font("note")).horizontalAdvance(heading.page)
    _put(painter, right - wide, base - 2, heading.page, "note", 400, colours["muted"])
    for at, duty in enumerate(duty_rows(heading, columns, width)):
        _put(painter, left, top + DATE + 8 + DUTY * at, duty, "note", 400, colours["muted"])


def _cut(words: str, step: str, room: int, weight: int = 400) -> str:
    font = theme.font_for(words, step, weight)
    return QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)


def _paint_end(painter: QPainter, left: int, right: int, middle: int, turn: Turn) -> None:
    """Paint the double rule with its words in the middle; one broken line where it is open."""
    colours = theme.colors()
    weight = 600 if turn.overdue else 400
    words = _cut(turn.ended, "note", right - left - 80, weight)
    width = QFontMetricsF(theme.font_for(words, "note", weight)).horizontalAdvance(words)
    start = (left + right - width) / 2
    colour = colours["pending" if turn.overdue else "muted"]
    _put(painter, start, middle + 4, words, "note", weight, colour)
    pen = QPen(colours["pending" if turn.overdue else "edge"], 1)
    pen.setStyle(Qt.PenStyle.SolidLine if turn.closed else Qt.PenStyle.DashLine)
    pen.setCosmetic(True)
    painter.setPen(pen)
    for y in (middle - 2, middle + 2) if turn.closed else (middle,):
        painter.drawLine(QPointF(left, y + 0.5), QPointF(start - 14, y + 0.5))
        painter.drawLine(QPointF(start + width + 14, y + 0.5), QPointF(right - 1, y + 0.5))
