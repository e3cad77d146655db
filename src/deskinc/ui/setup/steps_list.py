"""The steps at the left: numbered, the current one with its bar, those done with a tick."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskinc.i18n import _
from deskinc.ui import icons, theme

ROW = 40


class StepsList(QWidget):
    """Not pressed, only read: the buttons at the foot lead on and back."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words = tuple(words)
        self._at = 0
        self._left = 32
        self.setFixedHeight(ROW * len(self._words))
        self.setAccessibleName(_("Steps"))

    def show_step(self, at: int) -> None:
        """The step ``at`` (from 0) is on; those before it are done."""
        self._at = at
        words = _("Step {at} of {all}, {word}")
        self.setAccessibleDescription(
            words.format(at=at + 1, all=len(self._words), word=self._words[at])
        )
        self.update()

    def set_left(self, left: int) -> None:
        """How far the numbers stand from the edge."""
        self._left = left
        self.update()

    def sizeHint(self) -> QSize:
        """Rows of 40."""
        return QSize(160, ROW * len(self._words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Number or tick, word, bar."""
        painter = QPainter(self)
        for at, word in enumerate(self._words):
            top = at * ROW
            current = at == self._at
            if current:
                bar = QRectF(0, top + 6, theme.BAR, ROW - 12)
                painter.fillRect(bar, theme.color("accent"))
            painter.setPen(theme.color("ink" if current else "muted"))
            if at < self._at:
                corner = QPointF(self._left + 3, top + (ROW - icons.TEXT) / 2)
                icons.paint(painter, "check", corner, icons.TEXT, "accent")
            else:
                painter.setFont(theme.font("note", 600 if current else 400))
                number = QRect(self._left, top, 18, ROW)
                flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(number, flags, str(at + 1))
            painter.setFont(theme.font("base", 600 if current else 400))
            area = QRect(self._left + 30, top, self.width() - self._left - 30, ROW)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, word)
