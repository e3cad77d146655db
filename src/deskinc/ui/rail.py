"""The rail: the pages by name, how many things wait on each, and the keys that find the rest."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from deskinc.ui import icons, theme
from deskinc.ui.oneline import MARKED
from deskinc.ui.parts import by_letter, hairline, mnemonics

WIDTHS = {"full": (148, 208), "narrow": (76, 104), "low": (52, 52)}
"""Least and greatest width of each mode, logical pixels."""


class RailItem(QAbstractButton):
    """One page: icon and word; ``selection``, accent icon and a bar while it is the current one."""

    def __init__(self, icon: str, word: str, key: str) -> None:
        super().__init__()
        self._icon = icon
        self.key = key
        self._count = 0
        self._mode = "full"
        self.setText(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(word.replace("&", ""))
        self.setToolTip(word.replace("&", ""))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def event(self, event: QEvent) -> bool:
        """Alt and its letter show the page without delay."""
        return by_letter(self, event) or super().event(event)

    def set_count(self, count: int) -> None:
        """How many things wait there; 0 shows nothing."""
        self._count = count
        word = self.text().replace("&", "")
        self.setAccessibleName(f"{word}, {count}" if count else word)
        self.update()

    def set_mode(self, mode: str) -> None:
        """``full``, ``narrow`` (icon over word) or ``low`` (icon alone)."""
        self._mode = mode
        self.setFixedHeight({"full": 36, "narrow": 46, "low": 40}[mode])
        self.update()

    def needs(self, mode: str) -> int:
        """The width at which the whole word stands there, with a count of two figures."""
        word = self.text().replace("&", "")
        if mode == "full":
            count = QFontMetrics(theme.font("small", 600)).horizontalAdvance("00") + 6
            return 70 + count + QFontMetrics(theme.font("base", 600)).horizontalAdvance(word)
        return 8 + QFontMetrics(theme.font("small", 600)).horizontalAdvance(word)

    def sizeHint(self) -> QSize:
        """As wide as the rail."""
        return QSize(100, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, word, count, bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pad = 8 if self._mode == "full" else 6
        body = QRectF(self.rect()).adjusted(pad, 0, -pad, 0)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection" if self.isChecked() else "hover"))
            painter.drawRoundedRect(body, theme.RADIUS, theme.RADIUS)
        if self.isChecked():
            inset = 6 if self._mode == "full" else 4
            bar = QRectF(0, inset, theme.BAR, self.height() - 2 * inset)
            painter.fillRect(bar, theme.color("accent"))
        role = "accent" if self.isChecked() else "muted"
        {"full": self._paint_full, "narrow": self._paint_narrow, "low": self._paint_low}[
            self._mode
        ](painter, body, role)

    def _word(self, painter: QPainter, area: QRect, step: str, flags: Qt.AlignmentFlag) -> None:
        painter.setFont(theme.font(step, 600 if self.isChecked() else 400))
        painter.setPen(theme.color("ink"))
        shown = mnemonics()
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, area.width(), MARKED
        )
        painter.drawText(area, flags | shown, words)

    def _paint_count(self, painter: QPainter, area: QRect) -> None:
        if self._count:
            painter.setFont(theme.font("small", 600))
            painter.setPen(theme.color("muted"))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, flags, str(self._count))

    def _paint_full(self, painter: QPainter, body: QRectF, role: str) -> None:
        top = (self.height() - icons.RAIL) / 2
        icons.paint(painter, self._icon, QRectF(body.left() + 10, top, 0, 0).topLeft(),
                    icons.RAIL, role)  # fmt: skip
        area = body.toRect().adjusted(38, 0, -10, 0)
        self._paint_count(painter, area)
        if self._count:
            area.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(f"{self._count} "), 0)
        self._word(painter, area, "base", Qt.AlignmentFlag.AlignVCenter)

    def _paint_narrow(self, painter: QPainter, body: QRectF, role: str) -> None:
        left = body.center().x() - icons.RAIL / 2
        icons.paint(painter, self._icon, QRectF(left, 6, 0, 0).topLeft(), icons.RAIL, role)
        area = QRect(0, 26, self.width(), 16)
        self._word(painter, area, "small", Qt.AlignmentFlag.AlignCenter)
        self._paint_count(painter, QRect(0, 4, self.width() - 7, 16))

    def _paint_low(self, painter: QPainter, body: QRectF, role: str) -> None:
        left = body.center().x() - icons.RAIL / 2
        icons.paint(painter, self._icon, QRectF(left, 11, 0, 0).topLeft(), icons.RAIL, role)
        self._paint_count(painter, QRect(0, 2, self.width() - 9, 16))


class KeyHint(QAbstractButton):
    """A word with its key at the foot of the rail; pressing it does the same."""

    def __init__(self, word: str, key: str) -> None:
        super().__init__()
        self._key = key
        self.setText(word)
        self.setAccessibleName(f"{word} {key}")
        self.setFixedHeight(30)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """As wide as the rail."""
        return QSize(100, 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Word at the left, key at the right, both muted."""
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("ink" if self.underMouse() else "muted"))
        area = self.rect().adjusted(18, 0, -18, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.text())
        width = QFontMetrics(painter.font()).horizontalAdvance(self._key)
        area.setLeft(area.right() - width)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._key)


class Rail(QWidget):
    """All pages, one of them current."""

    chosen = Signal(str)
    """The key of the page wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "window")
        self._items: dict[str, RailItem] = {}
        self._hints: list[KeyHint] = []
        self._group = QButtonGroup(self)
        self._layer = QVBoxLayout(self)
        self._layer.setContentsMargins(0, 12, 0, 10)
        self._layer.setSpacing(2)
        self._layer.addStretch(1)
        self._line = hairline(upright=True)
        self._line.setParent(self)

    def add_page(self, key: str, icon: str, word: str) -> None:
        """Add a page below the others; ``word`` may carry a mnemonic."""
        item = RailItem(icon, word, key)
        self._items[key] = item
        self._group.addButton(item)
        self._layer.insertWidget(len(self._items) - 1, item)
        item.clicked.connect(lambda: self.chosen.emit(key))

    def add_hint(self, word: str, key: str) -> KeyHint:
        """Add a word with its key at the foot."""
        hint = KeyHint(word, key)
        self._hints.append(hint)
        self._layer.addWidget(hint)
        return hint

    def item(self, key: str) -> RailItem:
        """The item of a page."""
        return self._items[key]

    def set_current(self, key: str) -> None:
        """Mark a page as the current one."""
        self._items[key].setChecked(True)

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """Icon beside word, icon over word when narrow, icon alone when low."""
        mode = "low" if low else "narrow" if narrow else "full"
        self.setFixedWidth(self._width(mode))
        margins = (0, 12, 0, 10) if mode == "full" else (0, 8, 0, 8)
        self._layer.setContentsMargins(*margins)
        self._layer.setSpacing(2 if mode == "full" else 0)
        for item in self._items.values():
            item.set_mode(mode)
        for hint in self._hints:
            hint.setVisible(mode == "full")

    def _width(self, mode: str) -> int:
        """As wide as the longest name of a page asks, within reason; beyond that it ends in …."""
        least, most = WIDTHS[mode]
        needs = max((item.needs(mode) for item in self._items.values()), default=0)
        return least if mode == "low" else min(most, max(least, needs))

    def resizeEvent(self, _event: object) -> None:
        """Keep the hairline at the right edge."""
        self._line.setGeometry(self.width() - 1, 0, 1, self.height())
