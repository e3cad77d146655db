"""Keys under the entry line: the key in ink, what it does in muted."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskinc.ui import theme

GAP = 20
Hint = tuple[str, str]
"""A key, and what it does."""


class KeyHints(QWidget):
    """As many hints as there is room for, from the first, in one row or two."""

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[Hint, ...] = ()
        self._rows: list[list[Hint]] = []

    def show_keys(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show these keys and what they do."""
        self._hints = tuple(hints)
        self._rows = [list(hints)]
        self.update()

    def fit(self, room: int, rows: int = 1) -> QWidget:
        """Show no more than fit into ``rows`` rows of ``room``; returns itself."""
        self._rows = [[]]
        for hint in self._hints:
            if _wide([*self._rows[-1], hint]) > room:
                if len(self._rows) == rows or _wide([hint]) > room:
                    break
                self._rows.append([])
            self._rows[-1].append(hint)
        return self

    def sizeHint(self) -> QSize:
        """Room for the hints shown."""
        rows = max(1, len(self._rows))
        return QSize(max(map(_wide, self._rows), default=0), rows * theme.line_height("small"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Side by side on the baseline of their row."""
        painter = QPainter(self)
        for at, row in enumerate(self._rows):
            left, base = 0.0, at * theme.line_height("small") + 12
            for key, words in row:
                wide, rest = _widths(key, words)
                painter.setFont(theme.font("small", 600))
                painter.setPen(theme.color("ink"))
                painter.drawText(QPointF(left, base), key)
                painter.setFont(theme.font("small"))
                painter.setPen(theme.color("muted"))
                painter.drawText(QPointF(left + wide, base), words)
                left += wide + rest


def _widths(key: str, words: str) -> tuple[float, float]:
    bold = QFontMetricsF(theme.font("small", 600))
    thin = QFontMetricsF(theme.font("small"))
    return bold.horizontalAdvance(key) + 4, thin.horizontalAdvance(words) + GAP


def _wide(row: Sequence[Hint]) -> int:
    return max(0, int(sum(sum(_widths(*hint)) for hint in row)) - GAP + 1)
