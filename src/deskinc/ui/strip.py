"""The active strip: open incidents, most severe first, each with its clock and next deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from deskinc.desk.lines.visible import shown
from deskinc.forms.catalogue.incident import is_exercise
from deskinc.forms.moments import passed
from deskinc.i18n import N_, _
from deskinc.ui import icons, theme
from deskinc.ui.parts import hairline, label
from deskinc.ui.pieces import GAP, Piece, fitted, least_of, paint_pieces, width_of

HEIGHT, HEIGHT_NARROW = 40, 36
ORDER = ("critical", "high", "medium", "low")
WORDS = {"low": N_("Low"), "medium": N_("Medium"), "high": N_("High"), "critical": N_("Critical")}
WHAT, STEP = 120, 90
"""Widths that what happened and the next step keep while there is room for the rest."""
NEAR = timedelta(minutes=15)
"""So long before its deadline what is due is amber; red once that has passed."""
APART = 15
"""From the end of an item to the beginning of the next, logical pixels."""


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


def drill_mark(number: str, words: str = "") -> str:
    """``EXERCISE`` before ``words`` where the number is that of an exercise, else ``words``."""
    return f"{_('EXERCISE')} {words}".rstrip() if is_exercise(number) else words


def by_severity(items: Sequence[Active]) -> list[Active]:
    """Most severe first; among equals the oldest first; exercises after all that is real."""
    return sorted(
        items,
        key=lambda item: (
            is_exercise(item.number), ORDER.index(item.severity), item.since.timestamp(),
        ),
    )  # fmt: skip


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


class StripItem(QAbstractButton):
    """One active thing; pressing it opens the incident."""

    def __init__(self, active: Active, now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.active = active
        self._now = now
        self._short = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        word = _(WORDS[active.severity])
        number = drill_mark(active.number, active.number)
        self.setAccessibleName(shown(f"{word} {number} {active.what}"))
        told = (active.what, active.due_words)
        self.setToolTip(shown("\n".join(words for words in told if words)))

    def set_short(self, short: bool) -> None:
        """Leave out what happened, for a low window."""
        self._short = short

    def show_time(self, now: datetime) -> None:
        """Run on by a second."""
        self._now = now
        self.update()

    def _pieces(self) -> list[Piece]:
        active, now = self.active, self._now
        made = [
            Piece(_(WORDS[active.severity]), active.severity, 600, active.severity),
            Piece(drill_mark(active.number), "pending", 600),
            Piece(active.number, weight=600),
        ]
        if not self._short:
            made.append(Piece(_in_one_line(active.what), keep=WHAT))
        made.append(Piece(elapsed(passed(active.since, now)), weight=600))
        if active.due is not None:
            left = passed(now, active.due)
            role = "fault" if left < timedelta() else "pending" if left < NEAR else "ink"
            made.append(Piece("", role, icon="timer"))
            made.append(Piece(_in_one_line(active.due_words), role, 600, keep=STEP))
            made.append(Piece(remaining(left), role, 600))
        return [piece for piece in made if piece.words or piece.icon]

    def shown(self) -> list[Piece]:
        """The pieces as they are cut to the item's width."""
        return fitted(self._pieces(), self.width())

    def least(self) -> int:
        """Width with the words cut as short as they should get."""
        return least_of(self._pieces())

    def sizeHint(self) -> QSize:
        """Room for all pieces."""
        return QSize(width_of(self._pieces()), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Pieces side by side on one baseline."""
        painter = QPainter(self)
        shown = self.shown()
        paint_pieces(painter, shown, self.height())
        if self.underMouse():
            line = QRectF(0, self.height() - 3, width_of(shown) - GAP, 1)
            painter.fillRect(line, theme.color("edge"))


def _in_one_line(words: str) -> str:
    return shown(" ".join(words.split()))


class MoreItem(QAbstractButton):
    """``2 more``: opens the list of incidents."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_rest(self, rest: int) -> None:
        """Say how many more there are."""
        self.setText(_("{count} more").format(count=rest))
        self.setAccessibleName(_("{count} more active incidents").format(count=rest))

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
    """What is going on now; gone when all is quiet.

    It places its items itself: each gets what it wants as far as there is room, the most severe
    first, and none is shown with its clock or its deadline cut off.
    """

    opened = Signal(str)
    """The thread of the incident wanted; "" for the list of all."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "surface")
        self._items: list[StripItem] = []
        self._rules: list[QWidget] = []
        self._head = label(_("Active"), "small", 600, "muted")
        self._more = MoreItem(self)
        self._more.clicked.connect(lambda: self.opened.emit(""))
        self._aside = label("", role="muted", tabular=True)
        self._line = hairline()
        for part in (self._head, self._aside, self._line):
            part.setParent(self)
        self._narrow = self._low = False
        self.set_size(narrow=False, low=False)
        self.hide()

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """Head and margins go when narrow; the words of the incident go when low."""
        self._narrow, self._low = narrow, low
        self.setFixedHeight(HEIGHT_NARROW if narrow else HEIGHT)
        for item in self._items:
            item.set_short(low)
        self._settle()

    def set_aside(self, words: str) -> None:
        """Words at the right end: the day page, when the window is low."""
        self._aside.setText(words)
        self._settle()

    def show_items(self, items: Sequence[Active], now: datetime) -> None:
        """Show what is active, most severe first."""
        for old in (*self._items, *self._rules):
            old.hide()
            old.deleteLater()
        self._items = [StripItem(item, now, self) for item in by_severity(items)]
        self._rules = [hairline(upright=True) for _item in items]
        for item, rule in zip(self._items, self._rules, strict=True):
            item.set_short(self._low)
            item.clicked.connect(lambda _on=False, it=item: self.opened.emit(it.active.thread))
            rule.setParent(self)
        self._settle()

    def _settle(self) -> None:
        self._place()
        self.setVisible(bool(self._items) or (self._low and bool(self._aside.text())))

    def show_time(self, now: datetime) -> None:
        """Run all clocks on by a second."""
        for item in self._items:
            item.show_time(now)
        self._place()

    def _place(self) -> None:
        """Head, items and how many more at the left, the words aside at the right."""
        side = 12 if self._low else theme.MARGIN_NARROW if self._narrow else theme.MARGIN
        left, right = side, self.width() - side
        self._line.setGeometry(0, self.height() - 1, self.width(), 1)
        self._head.setVisible(not self._narrow and bool(self._items))
        if self._head.isVisibleTo(self):
            left = self._put(self._head, left) + 16
        self._aside.setVisible(self._low)
        if self._low and self._aside.text():
            right -= self._aside.sizeHint().width()
            self._put(self._aside, right)
            right -= APART
        self._place_items(left, right)

    def _put(self, part: QWidget, left: int, width: int = 0) -> int:
        """Place a part over the strip's height; returns its right edge."""
        width = width or part.sizeHint().width()
        part.setGeometry(left, 0, width, self.height() - 1)
        return left + width

    def _place_items(self, left: int, right: int) -> None:
        fits = self._fitting(right - left)
        rest = len(self._items) - fits
        self._more.setVisible(rest > 0)
        self._more.show_rest(rest)
        room = right - left - (self._more.sizeHint().width() + APART if rest else 0)
        least = [item.least() for item in self._items[:fits]]
        room -= sum(least) + APART * (fits - 1)
        for at, (item, rule) in enumerate(zip(self._items, self._rules, strict=True)):
            item.setVisible(at < fits)
            rule.setVisible(0 < at < fits)
            if at < fits:
                wants = min(item.sizeHint().width(), max(60, least[at] + room))
                room -= wants - least[at]
                rule.setGeometry(left - APART, (self.height() - 20) // 2, 1, 20)
                left = self._put(item, left, wants) + APART
        self._put(self._more, left)

    def _fitting(self, room: int) -> int:
        """How many items there is room for at their least: one at least, when narrow no more."""
        widths = [item.least() + APART for item in self._items]
        many = 1 if self._narrow else len(widths)
        while many > 1 and sum(widths[:many]) - APART > room - self._room_for_more(many):
            many -= 1
        return min(many, len(widths))

    def _room_for_more(self, many: int) -> int:
        self._more.show_rest(len(self._items) - many)
        return self._more.sizeHint().width() + APART if many < len(self._items) else 0

    def resizeEvent(self, _event: object) -> None:
        """Place everything again."""
        self._place()
