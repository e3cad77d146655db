"""Paints one line of the book: one baseline for all columns, the meta line, the day's heading."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from deskinc.desk.entries import Line
from deskinc.i18n import MONTHS_SHORT, WEEKDAYS, _
from deskinc.ui import icons, theme
from deskinc.ui.book.columns import Columns
from deskinc.ui.book.laying import BASELINE, LINE, META, Laid, Marks, meta_lefts

END_RULE, HEADING = 44, 40
"""Heights of the double rule that ends a day and of the heading of the next."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What stands over the first line of a day: the end of the day before, the new heading."""

    ended: str
    day: date
    heading: str
    page: str


@dataclass(frozen=True, slots=True)
class State:
    """How a row is shown now."""

    chosen: bool = False
    focused: bool = False
    fresh: bool = False
    hovered: bool = False


def paint_line(
    painter: QPainter, row: QRect, line: Line, laid: Laid, columns: Columns,
    marks: Marks, state: State,
) -> None:  # fmt: skip
    """Paint ``line`` into ``row``."""
    colours = theme.colors()
    _ground(painter, row, state)
    quiet = colours["ink"] if state.chosen else colours["muted"]
    main = quiet if line.automatic or marks.waiting else colours["ink"]
    top = row.top() + columns.pad
    base = top + BASELINE
    size = "note" if line.automatic else "text"
    number = "" if marks.waiting else str(line.line)
    _put(painter, columns.number, base, number, "note", 400, quiet)
    written = line.written.strftime("%H:%M")
    _put(painter, columns.written, base, written, size, 400 if line.automatic else 600, main)
    _happened(painter, base, line, columns, quiet)
    room = (columns.text if columns.stacked else columns.place) - columns.kind - 8
    _put(painter, columns.kind, base, line.type_text, "note", 400, main, room)
    if not columns.stacked:
        room = columns.text - columns.place - 10
        _put(painter, columns.place, base, line.place, "note", 400, quiet, room)
    elif not columns.low:
        _put(painter, columns.kind, base + META, line.place, "note", 400, quiet, room)
    _words(painter, QPointF(columns.text, top), line, laid, main)
    _by(painter, row, base, line, columns, quiet)
    _meta(painter, QPointF(columns.text, top + LINE * laid.rows), laid, state)


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
    painter: QPainter, left: float, base: float, words: str, step: str, weight: int,
    colour: QColor, room: int = 0,
) -> None:  # fmt: skip
    if not words:
        return
    painter.setFont(theme.font_for(words, step, weight))
    painter.setPen(colour)
    if room:
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QPointF(left, base), words)


def _happened(
    painter: QPainter, base: float, line: Line, columns: Columns, quiet: QColor
) -> None:
    if line.happened is None or (columns.low and not line.late):
        return
    words = happened_words(line.happened, line.written)
    colour = theme.color("late") if line.late else quiet
    drop = META if columns.stacked else 0
    _put(painter, columns.happened, base + drop, words, "note", 600 if line.late else 400, colour)


def happened_words(happened: datetime, written: datetime) -> str:
    """``21:31``, of another day ``Sat 23:50``, of another week ``22 Nov``."""
    days = (written.date() - happened.date()).days
    if days == 0:
        return happened.strftime("%H:%M")
    if 0 < days < 7:
        return f"{_(WEEKDAYS[happened.weekday()])[:3]} {happened:%H:%M}"
    return f"{happened.day} {_(MONTHS_SHORT[happened.month - 1])}"


def _words(painter: QPainter, at: QPointF, line: Line, laid: Laid, ink: QColor) -> None:
    if line.severity:
        icons.paint_severity(painter, line.severity, at + QPointF(-1, 3), icons.TEXT)
    painter.setPen(ink)
    laid.layout.draw(painter, at)


def _by(
    painter: QPainter, row: QRect, base: float, line: Line, columns: Columns, quiet: QColor
) -> None:
    font = theme.font("note")
    width = QFontMetricsF(font).horizontalAdvance(line.by)
    _put(painter, columns.right(row.width()) - width, base, line.by, "note", 400, quiet)


def _meta(painter: QPainter, at: QPointF, laid: Laid, state: State) -> None:
    colours = theme.colors()
    for piece, left in zip(laid.meta, meta_lefts(laid.meta), strict=True):
        muted = piece.role == "muted"
        role = "ink" if state.chosen and muted else piece.role
        x = at.x() + left
        if piece.icon:
            icons.paint(painter, piece.icon, QPointF(x, at.y() + 2), icons.META, role, 2)
            x += icons.META + 5
        _put(painter, x, at.y() + 13, piece.words, "small", 400 if muted else 600, colours[role])


def paint_turn(painter: QPainter, area: QRect, turn: Turn, columns: Columns) -> None:
    """Paint the end of a day and the heading of the next into ``area``."""
    colours = theme.colors()
    font = theme.font("note")
    width = QFontMetricsF(font).horizontalAdvance(turn.ended)
    left, right = area.left() + columns.margin, columns.right(area.width())
    middle = area.top() + END_RULE // 2 + 1
    start = (left + right - width) / 2
    _put(painter, start, middle + 4, turn.ended, "note", 400, colours["muted"])
    pen = QPen(colours["edge"], 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    for y in (middle - 2, middle + 2):
        painter.drawLine(QPointF(left, y + 0.5), QPointF(start - 14, y + 0.5))
        painter.drawLine(QPointF(start + width + 14, y + 0.5), QPointF(right - 1, y + 0.5))
    base = area.top() + END_RULE + 27
    _put(painter, left, base, turn.heading, "title", 600, colours["ink"])
    width = QFontMetricsF(font).horizontalAdvance(turn.page)
    _put(painter, right - width, base, turn.page, "note", 400, colours["muted"])


def spoken(line: Line, marks: Marks) -> str:
    """What a screen reader says of a line."""
    parts = [
        _("Not yet saved") if marks.waiting else _("Line {no}").format(no=line.line),
        line.written.strftime("%H:%M"),
    ]
    if line.happened is not None:
        parts.append(_("happened {time}").format(time=line.happened.strftime("%H:%M")))
    if line.late:
        parts.append(_("late by {minutes} minutes").format(minutes=line.late))
    parts += [line.type_text, line.place, line.text, line.incident]
    if line.struck:
        see = _("see {no}").format(no=line.struck.see) if line.struck.see else ""
        parts += [_("struck"), see]
    if line.corrects:
        parts.append(_("corrects {no}").format(no=line.corrects.line))
    if not marks.mirrored:
        parts.append(_("saved here, mirror pending"))
    parts.append(_("by {name}").format(name=line.by_name))
    return ", ".join(part for part in parts if part)
