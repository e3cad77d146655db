"""A line of text that is shortened where there is no room for it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from deskinc.ui import theme

_TOO_FEW = 4
"""Letters with their … that tell nobody anything."""


class OneLine(QLabel):
    """Plain text that ends in … where there is no room; a letter or two of it are not shown."""

    def __init__(self, text: str, step: str = "base", role: str = "") -> None:
        super().__init__(text)
        self.setFont(theme.font_for(text or "-", step))
        self.setToolTip(text)
        if role:
            self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        painter.setFont(self.font())
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        if words != self.text() and len(words) <= _TOO_FEW:
            return
        painter.setPen(theme.color(str(self.property("role") or "ink")))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
