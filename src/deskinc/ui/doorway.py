"""The closed door: a large clock at the left, a narrow panel at the right.

Signing in and unlocking look alike. Needs nothing of the book, so that it is painted at once.
"""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.ui import theme
from deskinc.ui.clockface import ClockFace
from deskinc.ui.parts import ground, hairline, label, row

TINY = 720
"""Below this width (logical pixels) a window has room for the least only: 1280 px at 200 %."""
SIDE, SIDE_NARROW, SIDE_TINY = 444, 348, 300
"""Width of the panel, logical pixels."""
SMALL, SMALLEST = (72, 78), (60, 66)
"""Pixel size and height of the clock where the window is narrow or low, and where it is tiny."""


class BigClock(ClockFace):
    """Read from across the room."""

    GAP = 4

    def __init__(self) -> None:
        super().__init__("lock")
        self._small: tuple[int, int] | None = None

    def face(self, weight: int) -> QFont:
        """The font of the figures; smaller where the window is narrow or low."""
        made = super().face(weight)
        if self._small:
            made = QFont(made)
            made.setPixelSize(self._small[0])
            made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -2)
        return made

    def line(self) -> int:
        """Height of the clock."""
        return self._small[1] if self._small else super().line()

    def set_small(self, small: tuple[int, int] | None) -> None:
        """Take less room: :data:`SMALL`, :data:`SMALLEST`, or None for as large as drawn."""
        if small != self._small:
            self._small = small
            self.updateGeometry()


class Doorway(QWidget):
    """Clock and date at the left over :attr:`below` and :attr:`foot`; :attr:`side` at the right."""

    def __init__(self, head: str) -> None:
        super().__init__()
        self.clock = BigClock()
        self.head = label(head, weight=600)
        self.date = label("", "title", role="muted", wrap=True)
        self.below = QVBoxLayout()
        self.foot = row(gap=24)
        self._left = QVBoxLayout()
        self._left.addWidget(self.head)
        self._left.addStretch(1)
        self._left.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignLeft)
        self._left.addSpacing(4)
        self._left.addWidget(self.date)
        self._left.addSpacing(44)
        self._left.addLayout(self.below)
        self._left.addStretch(1)
        self._left.addLayout(self.foot)
        self.side = QVBoxLayout()
        self.side.setSpacing(0)
        self.panel = ground("surface", self.side)
        across = row(ground("window", self._left), gap=0)
        across.setStretch(0, 1)
        across.addWidget(hairline(upright=True))
        across.addWidget(self.panel)
        self.setLayout(across)
        self._fit()

    def show_time(self, now: datetime, date: str) -> None:
        """Show another second, and ``date`` below it."""
        self.clock.show_time(now)
        if date != self.date.text():
            self.date.setText(date)

    def _fit(self) -> None:
        tight, tiny = self.width() < theme.NARROW or self.height() < theme.LOW, self.width() < TINY
        self.clock.set_small(SMALLEST if tiny else SMALL if tight else None)
        self.panel.setFixedWidth(SIDE_TINY if tiny else SIDE_NARROW if tight else SIDE)
        edge, side = (24, 24) if tiny else (32, 32) if tight else (64, 56)
        self._left.setContentsMargins(edge, edge if tight else 40, edge, edge if tight else 40)
        self.side.setContentsMargins(side, 24, side, 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room where there is less."""
        super().resizeEvent(event)
        self._fit()
