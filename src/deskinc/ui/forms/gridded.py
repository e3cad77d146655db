"""The rows of a table as columns under their words; what is too long for one stands below its row.

Nothing is cut: a column is as wide as its longest cell, and what has no room goes below in full.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from PySide6.QtGui import QFont, QFontMetrics, QPainter

from deskinc.desk.lines.visible import shown
from deskinc.ui import theme
from deskinc.ui.forms.wrapped import Wrapped

GAP, WIDEST, BETWEEN = 16, 190, 5
"""Room between columns, the widest of them, and the room between rows; logical pixels."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The words over the columns, and of each row its cells; a cell may be empty."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Gridded:
    """A grid laid out in ``width`` logical pixels; painted in the painter's pen."""

    def __init__(self, grid: Grid, width: int) -> None:
        self._width = width
        filled = [any(cells) for cells in zip(*grid.rows, strict=True)]
        self._heads = list(compress(grid.heads, filled))
        rows = [list(compress(row, filled)) for row in grid.rows]
        self._lefts = self._columns(rows)
        self._rows = [self._laid(row) for row in rows]

    def _columns(self, rows: Sequence[Sequence[str]]) -> dict[int, int]:
        """By column that has room: its left edge."""
        lefts: dict[int, int] = {}
        left = 0
        for at, cells in enumerate(zip(*rows, strict=True)):
            needs = max(_wide(cell, _font(at)) for cell in cells)
            needs = max(needs, _wide(self._heads[at], theme.font("small")))
            if needs <= WIDEST and left + needs <= self._width:
                lefts[at] = left
                left += needs + GAP
        return lefts

    def _laid(self, row: Sequence[str]) -> tuple[Sequence[str], Wrapped | None]:
        below = ", ".join(cell for at, cell in enumerate(row) if cell and at not in self._lefts)
        if not below:
            return row, None
        font = theme.font_for(below, "note")
        return row, Wrapped(below, font, self._width, theme.line_height("note"))

    def height(self) -> int:
        """Of the words over the columns and all rows."""
        step = theme.line_height("base") + BETWEEN
        under = sum(below.height() for _row, below in self._rows if below is not None)
        return theme.line_height("small") + BETWEEN + step * len(self._rows) + under

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint, the words over the columns first."""
        ink, muted, rule = painter.pen(), theme.color("muted"), theme.color("rule")
        painter.setPen(muted)
        self._line(painter, left, top, [(at, self._heads[at], theme.font("small"))
                                        for at in self._lefts], "small")  # fmt: skip
        top += theme.line_height("small") + BETWEEN
        for row, below in self._rows:
            painter.fillRect(round(left), round(top) - 3, self._width, 1, rule)
            painter.setPen(ink)
            self._line(painter, left, top, [(at, row[at], _font(at)) for at in self._lefts], "base")
            top += theme.line_height("base")
            if below is not None:
                painter.setPen(muted)
                below.paint(painter, left, top)
                top += below.height()
            top += BETWEEN

    def _line(
        self, painter: QPainter, left: float, top: float,
        cells: Sequence[tuple[int, str, QFont]], step: str,
    ) -> None:  # fmt: skip
        for at, words, font in cells:
            painter.setFont(font)
            metrics = painter.fontMetrics()
            room = (theme.line_height(step) - metrics.height()) / 2
            painter.drawText(round(left) + self._lefts[at], round(top + room + metrics.ascent()),
                             shown(words))  # fmt: skip


def _font(at: int) -> QFont:
    """The first column is what a row is found by."""
    return theme.font("note", 600 if at == 0 else 400)


def _wide(words: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(shown(words))
