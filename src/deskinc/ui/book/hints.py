"""Keys under the entry line: the key in ink, what it does in muted."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskinc.ui import theme

GAP = 20


class KeyHints(QWidget):
    """As many hints as there is room for, from the first."""

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[tuple[str, str], ...] = ()
        self._shown = 0

    def show_keys(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show these keys and what they do."""
        self._hints = tuple(hints)
        self._shown = len(hints)
        self.update()

    def fit(self, room: int) -> QWidget:
        """Show no more than fit into ``room``; returns itself."""
        self._shown = len(self._hints)
        while self._shown and self.sizeHint().width() > room:
            self._shown -= 1
        return self

    @staticmethod
    def _widths(key: str, words: str) -> tuple[float, float]:
        bold = QFontMetricsF(theme.font("small", 600))
        thin = QFontMetricsF(theme.font("small"))
        return bold.horizontalAdvance(key) + 4, thin.horizontalAdvance(words) + GAP

    def sizeHint(self) -> QSize:
        """Room for the hints shown."""
        width = sum(sum(self._widths(*hint)) for hint in self._hints[: self._shown])
        return QSize(max(0, int(width) - GAP + 1), theme.line_height("small"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Side by side on one baseline."""
        painter = QPainter(self)
        left = 0.0
        for key, words in self._hints[: self._shown]:
            wide, rest = self._widths(key, words)
            painter.setFont(theme.font("small", 600))
            painter.setPen(theme.color("ink"))
            painter.drawText(QPointF(left, 12), key)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            painter.drawText(QPointF(left + wide, 12), words)
            left += wide + rest
