"""Words in a row, one of them current: the anchors over an incident and over the list."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from deskinc.ui import theme
from deskinc.ui.parts import hairline

HIGH, GAP, LEAST = 32, 18, 9
"""Height of one row of words, the room between two, and the least of it; logical pixels."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Tab(QAbstractButton):
    """One word with its count; the current one is ink, 600 and underlined in accent."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        self.key = key
        self._words = words
        self._count = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_count("")

    def set_count(self, count: str) -> None:
        """Show a count after the word; "" shows none."""
        self._count = count
        self.setText(f"{self._words} {count}".strip())
        self.setAccessibleName(self.text())
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows are the row's; Enter presses it as Space does."""
        if event.key() in _STEPS:
            event.ignore()
        elif event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as the bold words, so that nothing moves when it becomes current."""
        width = QFontMetrics(theme.font("note", 600)).horizontalAdvance(self.text())
        return QSize(width + 2, HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words and underline."""
        painter = QPainter(self)
        current = self.isChecked()
        painter.setFont(theme.font("note", 600 if current else 400))
        painter.setPen(theme.color("ink" if current or self.underMouse() else "muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.text())
        if current:
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.color("accent"))


class Tabs(QWidget):
    """Tabs side by side, in a second row where there is no room; arrows go from one to the next."""

    chosen = Signal(str)
    entered = Signal(str)
    """Pressed, with what it leads to; the arrows only choose."""

    def __init__(self, tabs: Sequence[tuple[str, str]], *, margin: int, line: bool) -> None:
        super().__init__()
        self._margin = margin
        self.tabs = {key: Tab(key, words) for key, words in tabs}
        self._line = hairline() if line else None
        if self._line is not None:
            self._line.setParent(self)
        for key, tab in self.tabs.items():
            tab.setParent(self)
            tab.clicked.connect(lambda _on=False, key=key: self._enter(key))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_current(next(iter(self.tabs)))

    def current(self) -> str:
        """The key of the current tab."""
        return next(key for key, tab in self.tabs.items() if tab.isChecked())

    def set_current(self, key: str) -> None:
        """Mark a tab as the current one."""
        for each, tab in self.tabs.items():
            tab.setChecked(each == key)

    def set_counts(self, counts: Mapping[str, int | str]) -> None:
        """Show counts; 0 or "" shows none."""
        for key, count in counts.items():
            self.tabs[key].set_count(str(count) if count else "")
        self._place()

    def set_margin(self, margin: int) -> None:
        """Another margin at the left and right."""
        self._margin = margin
        self._place()

    def _enter(self, key: str) -> None:
        self._choose(key)
        self.entered.emit(key)

    def _choose(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)

    def _place(self) -> None:
        left, top = self._margin, 0
        right = self.width() - self._margin
        shown = [(tab, tab.sizeHint().width()) for tab in self.tabs.values() if not tab.isHidden()]
        spare = right - left - sum(width for _tab, width in shown)
        gap = min(GAP, spare // max(1, len(shown) - 1))
        gap = gap if gap >= LEAST else GAP
        for tab, width in shown:
            if left > self._margin and left + width > right:
                left, top = self._margin, top + HIGH
            tab.setGeometry(QRect(left, top, width, HIGH))
            left += width + gap
        self.setFixedHeight(top + HIGH + (1 if self._line else 0))
        if self._line is not None:
            self._line.setGeometry(0, top + HIGH, self.width(), 1)

    def resizeEvent(self, _event: object) -> None:
        """Lay the tabs out anew."""
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go to the neighbour."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        tabs = [tab for tab in self.tabs.values() if not tab.isHidden()]
        at = next((i for i, tab in enumerate(tabs) if tab.hasFocus()), -1)
        if step and at >= 0:
            other = tabs[(at + step) % len(tabs)]
            other.setFocus(Qt.FocusReason.OtherFocusReason)
            self._choose(other.key)
        else:
            super().keyPressEvent(event)
