"""The short words of a line beside its text, laid out once on fixed baselines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout

from deskinc.desk.lines.entries import Line
from deskinc.desk.lines.visible import shown
from deskinc.i18n import MONTHS_SHORT, WEEKDAYS, _
from deskinc.ui import theme
from deskinc.ui.book.columns import Columns

LINE, BASELINE, META = 22, 16, 18
"""Height of a line of words, its baseline below its top, height of a meta line."""
_WIDE = 10_000
"""Wider than any screen: a cell is never wrapped."""


@dataclass(slots=True)
class Cell:
    """Words ready to paint: where their baseline begins in the row, and their colour.

    ``role`` is ``main``, ``quiet`` (both depend on how the row is shown) or a colour of the theme.
    """

    layout: QTextLayout
    left: float
    base: float
    role: str


def cell(
    words: str, left: float, base: float, step: str = "note", weight: int = 400,
    role: str = "quiet", room: int = 0,
) -> Cell:  # fmt: skip
    """Lay ``words`` out, cut to ``room`` logical pixels where that is given."""
    font = theme.font_for(words, step, weight)
    if room:
        words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
    layout = QTextLayout(words, font)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(_WIDE)
        line.setPosition(QPointF(0, -line.ascent()))
    layout.endLayout()
    return Cell(layout, left, base, role)


def _numbers(line: Line, columns: Columns, base: float) -> Iterator[Cell]:
    """The number of a line, and where it has a column its number within the day.

    One with its epoch is small, and begins early enough to fit.
    """
    digits = line.cited.isdigit()
    width = _width(line.cited, "note" if digits else "small")
    room = columns.written - columns.number - 4
    if digits:
        yield cell(line.cited, columns.number, base)
    else:
        left = max(0, columns.number - max(0, width - room))
        yield cell(line.cited, left, base, "small")
    day = _width(line.day_no, "small")
    if digits and not columns.stacked and line.day_no and width + 6 + day <= room:
        yield cell(line.day_no, columns.written - 8 - day, base, "small")


def _width(words: str, step: str) -> float:
    return QFontMetricsF(theme.font_for(words, step, 400)).horizontalAdvance(words)


def cells_of(line: Line, columns: Columns, width: int, *, waiting: bool) -> Iterator[Cell]:
    """Number, times, type, place and initials of ``line`` in a log ``width`` wide."""
    base = columns.pad + BASELINE
    main = "quiet" if line.automatic or waiting else "main"
    if not waiting:
        yield from _numbers(line, columns, base)
    step, weight = ("note", 400) if line.automatic else ("text", 600)
    yield cell(line.written.strftime("%H:%M"), columns.written, base, step, weight, main)
    if line.happened is not None and not (columns.low and not line.late):
        words = happened_words(line.happened, line.written)
        drop = META if columns.stacked else 0
        weight, role = (600, "late") if line.late else (400, "quiet")
        yield cell(words, columns.happened, base + drop, "note", weight, role)
    room = (columns.text if columns.stacked else columns.place) - columns.kind - 8
    yield cell(line.type_text, columns.kind, base, role=main, room=room)
    place = shown(line.place)
    if place and not columns.stacked:
        yield cell(place, columns.place, base, room=columns.text - columns.place - 10)
    elif place and not columns.low:
        yield cell(place, columns.kind, base + META, room=room)
    right = columns.right(width) - QFontMetricsF(theme.font("note")).horizontalAdvance(line.by)
    yield cell(line.by, right, base)


def happened_words(happened: datetime, written: datetime) -> str:
    """``21:31``, of another day ``Sat 23:50``, of another week ``22 Nov``."""
    days = (written.date() - happened.date()).days
    if days == 0:
        return happened.strftime("%H:%M")
    if 0 < days < 7:
        return f"{_(WEEKDAYS[happened.weekday()])[:3]} {happened:%H:%M}"
    return f"{happened.day} {_(MONTHS_SHORT[happened.month - 1])}"
