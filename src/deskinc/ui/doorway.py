"""The closed door: a large clock at the left, a narrow panel at the right.

Signing in and unlocking look alike. Needs nothing of the book, so that it is painted at once.
"""

from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.parts import ground, hairline, label, row

SIDE, SIDE_NARROW = 444, 348
"""Width of the panel, logical pixels."""
SMALL = 72
"""Pixel size of the clock where the window is narrow or low."""


class BigClock(QWidget):
    """``03:41`` in bold, ``:07`` in muted, read from across the room."""

    def __init__(self) -> None:
        super().__init__()
        self._main, self._rest = "00:00", ":00"
        self._small = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Time"))

    def _font(self, weight: int) -> QFont:
        made = QFont(theme.font("lock", weight))
        if self._small:
            made.setPixelSize(SMALL)
            made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -2)
        return made

    def set_small(self, small: bool) -> None:
        """Take less room."""
        if small != self._small:
            self._small = small
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for ``00:00:00``; tabular figures never change it."""
        main = QFontMetrics(self._font(600)).horizontalAdvance("00:00")
        rest = QFontMetrics(self._font(400)).horizontalAdvance(":00")
        return QSize(main + rest + 4, 78 if self._small else theme.line_height("lock"))

    def minimumSizeHint(self) -> QSize:
        """The clock is never cut."""
        return self.sizeHint()

    def show_time(self, now: datetime) -> None:
        """Show another second."""
        self._main, self._rest = now.strftime("%H:%M"), now.strftime(":%S")
        self.setAccessibleDescription(self._main)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both parts on one baseline."""
        painter = QPainter(self)
        left = 0
        for words, weight, role in ((self._main, 600, "ink"), (self._rest, 400, "muted")):
            font = self._font(weight)
            painter.setFont(font)
            painter.setPen(theme.color(role))
            area = QRect(left, 0, self.width() - left, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)
            left += QFontMetrics(font).horizontalAdvance(words)


class Doorway(QWidget):
    """Clock and date at the left over :attr:`below` and :attr:`foot`; :attr:`side` at the right."""

    def __init__(self, head: str) -> None:
        super().__init__()
        self.clock = BigClock()
        self.head = label(head, weight=600)
        self.date = label("", "title", role="muted", wrap=True)
        self.below = QVBoxLayout()
        self.foot = row(gap=24)
        self._clock_row = row(self.clock)
        self._clock_row.addStretch(1)
        self._left = QVBoxLayout()
        self._left.addWidget(self.head)
        self._left.addStretch(1)
        self._left.addLayout(self._clock_row)
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
        tight = self.width() < theme.NARROW or self.height() < theme.LOW
        self.clock.set_small(tight)
        self.panel.setFixedWidth(SIDE_NARROW if tight else SIDE)
        edge, side = (32, 32) if tight else (64, 56)
        self._left.setContentsMargins(edge, edge if tight else 40, edge, edge if tight else 40)
        self._clock_row.setContentsMargins(-3 if tight else -6, 0, 0, 0)
        self.side.setContentsMargins(side, 24, side, 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room where there is less."""
        super().resizeEvent(event)
        self._fit()
