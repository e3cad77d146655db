"""The active strip: open incidents, most severe first, each with its clock and next deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from deskinc.i18n import N_, _
from deskinc.ui import icons, theme
from deskinc.ui.parts import hairline, label

HEIGHT, HEIGHT_NARROW = 40, 36
ORDER = ("critical", "high", "medium", "low")
WORDS = {"low": N_("Low"), "medium": N_("Medium"), "high": N_("High"), "critical": N_("Critical")}
_GAP = 7


@dataclass(frozen=True, slots=True)
class Active:
    """Something going on: an open incident with the time it opened and what is due next."""

    thread: str
    number: str
    severity: str
    what: str
    since: datetime
    due: datetime | None = None
    due_words: str = ""


def by_severity(items: Sequence[Active]) -> list[Active]:
    """Most severe first; among equals the oldest first."""
    return sorted(items, key=lambda item: (ORDER.index(item.severity), item.since))


def elapsed(span: timedelta) -> str:
    """``00:14:21``, from a day on ``2 d 03:10``."""
    seconds = max(0, int(span.total_seconds()))
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    if days:
        return _("{days} d {time}").format(days=days, time=f"{hours:02d}:{minutes:02d}")
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def remaining(span: timedelta) -> str:
    """``3:12`` to go, ``0:43 over`` once missed, hours as ``2 h 05``."""
    seconds = int(abs(span.total_seconds()))
    minutes, rest = divmod(seconds, 60)
    words = f"{minutes // 60} h {minutes % 60:02d}" if minutes >= 60 else f"{minutes}:{rest:02d}"
    return words if span >= timedelta() else _("{time} over").format(time=words)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words in one colour and weight, or an icon before it."""

    words: str
    role: str = "ink"
    weight: int = 400
    icon: str = ""


class StripItem(QAbstractButton):
    """One active thing; pressing it opens the incident."""

    def __init__(self, active: Active, now: datetime) -> None:
        super().__init__()
        self.active = active
        self._now = now
        self._short = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        word = _(WORDS[active.severity])
        self.setAccessibleName(f"{word} {active.number} {active.what}")

    def set_short(self, short: bool) -> None:
        """Leave out what happened, for a low window."""
        self._short = short
        self.updateGeometry()

    def show_time(self, now: datetime) -> None:
        """Run on by a second."""
        self._now = now
        self.update()

    def _pieces(self) -> list[_Piece]:
        active, now = self.active, self._now
        made = [
            _Piece(_(WORDS[active.severity]), active.severity, 600, active.severity),
            _Piece(active.number, weight=600),
        ]
        if not self._short:
            made.append(_Piece(active.what))
        made.append(_Piece(elapsed(now - active.since), weight=600))
        if active.due is not None:
            left = active.due - now
            role = "pending" if left >= timedelta() else "fault"
            made.append(_Piece(f"{active.due_words} {remaining(left)}".strip(), role, 600, "timer"))
        return made

    def sizeHint(self) -> QSize:
        """Room for all pieces."""
        width = sum(self._width(piece) + _GAP for piece in self._pieces())
        return QSize(width, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """An item is shown whole or not at all."""
        return self.sizeHint()

    @staticmethod
    def _width(piece: _Piece) -> int:
        font = theme.font_for(piece.words, "base", piece.weight)
        words = QFontMetrics(font).horizontalAdvance(piece.words)
        return words + (icons.TEXT + 6 if piece.icon else 0) + 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Pieces side by side on one baseline."""
        painter = QPainter(self)
        left = 0
        for piece in self._pieces():
            top = (self.height() - icons.TEXT) / 2
            start = left
            if piece.icon in icons.SEVERITY:
                icons.paint_severity(painter, piece.icon, QPointF(left, top), icons.TEXT)
                start += icons.TEXT + 6
            elif piece.icon:
                icons.paint(painter, piece.icon, QPointF(left, top), icons.TEXT, piece.role)
                start += icons.TEXT + 4
            painter.setFont(theme.font_for(piece.words, "base", piece.weight))
            painter.setPen(theme.color(piece.role))
            area = QRect(start, 0, self.width() - start, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, piece.words)
            left += self._width(piece) + _GAP
        if self.underMouse():
            line = QRectF(0, self.height() - 3, self.width() - _GAP, 1)
            painter.fillRect(line, theme.color("edge"))


class MoreItem(QAbstractButton):
    """``2 more``: opens the list of incidents."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Words and arrow."""
        width = QFontMetrics(theme.font("base")).horizontalAdvance(self.text())
        return QSize(width + 8 + icons.TEXT, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words and a chevron."""
        painter = QPainter(self)
        painter.setFont(theme.font("base"))
        painter.setPen(theme.color("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.text())
        at = QPointF(self.width() - icons.TEXT, (self.height() - icons.TEXT) / 2)
        icons.paint(painter, "chevron-down", at, icons.TEXT, "ink")


class ActiveStrip(QWidget):
    """What is going on now; gone when all is quiet."""

    opened = Signal(str)
    """The thread of the incident wanted; "" for the list of all."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "surface")
        self._items: list[StripItem] = []
        self._rules: list[QWidget] = []
        self._head = label(_("Active"), "small", 600, "muted")
        self._more = MoreItem()
        self._more.clicked.connect(lambda: self.opened.emit(""))
        self._aside = label("", role="muted")
        self._layer = QHBoxLayout(self)
        self._layer.setSpacing(0)
        self._line = hairline()
        self._line.setParent(self)
        self._narrow = self._low = False
        self.set_size(narrow=False, low=False)
        self.hide()

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """Head and margins go when narrow; the words of the incident go when low."""
        self._narrow, self._low = narrow, low
        self.setFixedHeight(HEIGHT_NARROW if narrow else HEIGHT)
        side = 12 if low else theme.MARGIN_NARROW if narrow else theme.MARGIN
        self._layer.setContentsMargins(side, 0, side, 1)
        self._fill()

    def set_aside(self, words: str) -> None:
        """Words at the right end: the day page, when the window is low."""
        self._aside.setText(words)
        self._settle()

    def show_items(self, items: Sequence[Active], now: datetime) -> None:
        """Show what is active, most severe first."""
        for old in (*self._items, *self._rules):
            old.deleteLater()
        self._items = [StripItem(item, now) for item in by_severity(items)]
        self._rules = [hairline(upright=True) for _item in items]
        for item in self._items:
            item.clicked.connect(lambda _on=False, it=item: self.opened.emit(it.active.thread))
        self._fill()
        self._settle()

    def _settle(self) -> None:
        self.setVisible(bool(self._items) or (self._low and bool(self._aside.text())))

    def show_time(self, now: datetime) -> None:
        """Run all clocks on by a second."""
        for item in self._items:
            if item.isVisible():
                item.show_time(now)

    def _fill(self) -> None:
        while self._layer.count():
            self._layer.takeAt(0)
        self._head.setVisible(not self._narrow and bool(self._items))
        self._layer.addWidget(self._head)
        self._layer.addSpacing(0 if self._narrow else 16)
        for at, item in enumerate(self._items):
            item.set_short(self._low)
            if at:
                self._rules[at].setFixedHeight(20)
                self._layer.addWidget(self._rules[at])
                self._layer.addSpacing(14)
            self._layer.addWidget(item)
        self._layer.addWidget(self._more)
        self._layer.addStretch(1)
        self._layer.addWidget(self._aside)
        self._aside.setVisible(self._low)
        self._fit()

    def _fit(self) -> None:
        """Show as many whole items as there is room for, then how many more there are."""
        room = self.width() - 2 * theme.MARGIN - 60 - 90
        fits = 0
        for item in self._items:
            room -= item.sizeHint().width() + 15
            if room < 0 or (self._narrow and fits):
                break
            fits += 1
        fits = max(fits, 1)
        for at, item in enumerate(self._items):
            item.setVisible(at < fits)
            self._rules[at].setVisible(0 < at < fits)
        rest = len(self._items) - fits
        self._more.setVisible(rest > 0)
        self._more.setText(_("{count} more").format(count=rest))
        self._more.setAccessibleName(_("{count} more active incidents").format(count=rest))

    def resizeEvent(self, _event: object) -> None:
        """Fit the items again and keep the hairline at the lower edge."""
        self._line.setGeometry(0, self.height() - 1, self.width(), 1)
        self._fit()
