"""A running clock: hours and minutes in bold, seconds in muted, on one baseline.

Needs nothing of the book, so that the door can show it before the book's libraries are there.
"""

from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskinc.i18n import _
from deskinc.ui import doubled, theme


class ClockFace(QWidget):
    """``03:41`` and ``:07``, in a doubled hour ``UTC+0``; only its own rectangle is repainted.

    The first figure's ink begins at the left edge, in line with what stands below.
    """

    GAP = 2
    """Room left over at the right, logical pixels."""

    def __init__(self, step: str = "title") -> None:
        super().__init__()
        self._step = step
        self._main, self._rest, self._offset = "00:00", ":00", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Time"))

    def face(self, weight: int) -> QFont:
        """The font of the figures in ``weight``."""
        return theme.font(self._step, weight)

    def line(self) -> int:
        """Height of the clock, logical pixels."""
        return theme.line_height(self._step)

    def sizeHint(self) -> QSize:
        """Room for ``00:00:00``; tabular figures never change it."""
        main = QFontMetrics(self.face(600)).horizontalAdvance("00:00")
        rest = QFontMetrics(self.face(400)).horizontalAdvance(":00")
        offset = QFontMetrics(self.face(400)).horizontalAdvance(self._offset)
        return QSize(main + rest + offset + self.GAP, self.line())

    def minimumSizeHint(self) -> QSize:
        """The clock is never cut."""
        return self.sizeHint()

    def show_time(self, now: datetime) -> None:
        """Show another second."""
        self._main, self._rest = now.strftime("%H:%M"), now.strftime(":%S")
        offset = doubled.offset(now)
        offset = offset and f" {offset}"
        self.setAccessibleDescription(f"{self._main}{offset}")
        if offset != self._offset:
            self._offset = offset
            self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both parts on one baseline."""
        painter = QPainter(self)
        left = -QFontMetrics(self.face(600)).tightBoundingRect(self._main[0]).left()
        seconds = f"{self._rest}{self._offset}"
        for words, weight, role in ((self._main, 600, "ink"), (seconds, 400, "muted")):
            font = self.face(weight)
            painter.setFont(font)
            painter.setPen(theme.color(role))
            area = QRect(left, 0, self.width() - left, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)
            left += QFontMetrics(font).horizontalAdvance(words)
