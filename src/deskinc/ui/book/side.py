"""Beside the log of a wide window: what is due, and what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from deskinc.desk.incidents.incidents import Incident
from deskinc.desk.lines.visible import shown
from deskinc.desk.routine.due import Due
from deskinc.forms.moments import passed
from deskinc.i18n import Locale, _
from deskinc.ui import icons, theme
from deskinc.ui.forms.kinds import when
from deskinc.ui.parts import hairline, label
from deskinc.ui.strip import WORDS, remaining

WIDTH = 380
ROW = 52
TIME, APART = 46, 12
"""Least width of the time before the words, and the space after it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: its time, what it is, and where it leads.

    Of what is ``due`` the time turns red once it is missed.
    """

    at: datetime
    what: str
    severity: str
    number: str
    thread: str
    due: bool
    ends: datetime | None = None
    """Until when something due is not missed, where that is later."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an item at one moment, and the colour of its time.

    ``over`` stands under the time: how long it has been missed.
    """

    time: str
    over: str
    role: str
    what: str
    note: str


def said(item: Item, now: datetime, locale: Locale) -> Said:
    """What is shown of ``item`` now."""
    note = f"{_(WORDS[item.severity])} · {item.number}" if item.severity else item.number
    left = passed(now, item.ends or item.at)
    role = "ink"
    if item.due:
        role = "pending" if left >= timedelta() else "fault"
    over = remaining(left) if role == "fault" else ""
    return Said(
        when(locale.local(item.at), now, locale),
        over,
        role,
        shown(" ".join(item.what.split())),
        note,
    )


class SideRow(QAbstractButton):
    """Time, severity and what, and a note under it."""

    def __init__(self, item: Item, now: datetime, locale: Locale) -> None:
        super().__init__()
        self._item, self._locale = item, locale
        self._time = TIME
        self.said = said(item, now, locale)
        self.setFixedHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(shown(item.what))
        self._name()

    def _name(self) -> None:
        words = self.said
        parts = (words.time, words.over, f"{words.what}, {words.note}")
        self.setAccessibleName(" ".join(part for part in parts if part))

    def show_time(self, now: datetime) -> None:
        """Say it as it stands now."""
        words = said(self._item, now, self._locale)
        if words != self.said:
            self.said = words
            self._name()
            self.update()

    def leads_to(self) -> str:
        """The incident that it leads to."""
        return self._item.thread

    def time_width(self) -> int:
        """Width of its time."""
        metrics = QFontMetrics(theme.font("note", 600))
        return max(map(metrics.horizontalAdvance, (self.said.time, self.said.over)))

    def leave_for_time(self, width: int) -> None:
        """Begin the words so far from the left, in line with the rows around."""
        if width != self._time:
            self._time = width
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(WIDTH - 48, ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint on two baselines, a rule under them."""
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        left, words = self._time + APART, self.said
        sign = icons.META + 6
        if self._item.severity:
            icons.paint_severity(painter, self._item.severity, QPointF(left, 8), icons.META)
        else:
            icons.paint(painter, "timer", QPointF(left, 8), icons.META, words.role)
        for start, base, text, weight, role in (
            (0, 20, words.time, 600, words.role),
            (0, 38, words.over, 600, words.role),
            (left + sign, 20, words.what, 600, "ink"),
            (left + sign, 38, words.note, 400, "muted"),
        ):
            painter.setFont(theme.font_for(text, "note", weight))
            painter.setPen(theme.color(role))
            room = self.width() - start
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(start, base), cut)
        painter.fillRect(0, ROW - 1, self.width(), 1, theme.color("rule"))


class Side(QWidget):
    """The column; it is there only in a wide window."""

    opened = Signal(str)
    """The thread of the incident wanted."""
    wanted = Signal(object)
    """What a routine asks for, to be ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "surface")
        self.setFixedWidth(WIDTH)
        self._inside: QWidget | None = None
        self._rows: list[SideRow] = []
        self._open: Sequence[Incident] = ()
        self._asked: Sequence[Due] = ()
        self._layer = QVBoxLayout(self)
        self._layer.setContentsMargins(0, 0, 0, 0)
        self._line = hairline(upright=True)
        self._line.setParent(self)

    def show_incidents(
        self, open_ones: Sequence[Incident], now: datetime, locale: Locale
    ) -> None:  # fmt: skip
        """Show what is due, soonest first, and what is open, most severe first."""
        self._open = open_ones
        self._show(now, locale)

    def show_asked(self, asked: Sequence[Due], now: datetime, locale: Locale) -> None:
        """The same with what the routines ask for now."""
        if asked != self._asked:
            self._asked = asked
            self._show(now, locale)

    def _show(self, now: datetime, locale: Locale) -> None:
        open_ones = self._open
        due = [_due(row, row.due) for row in open_ones if row.due]
        due += [_asked(one) for one in self._asked]
        due.sort(key=lambda item: item.at.timestamp())
        still = [
            Item(row.opened, row.title, row.severity, row.number, row.thread, due=False)
            for row in open_ones
        ]
        inside = QWidget()
        layer = QVBoxLayout(inside)
        layer.setContentsMargins(24, 18, 24, 18)
        layer.setSpacing(0)
        self._rows = [SideRow(item, now, locale) for item in (*due, *still)]
        self._section(layer, _("Due"), self._rows[: len(due)], _("Nothing is due."))
        self._section(layer, _("Open"), self._rows[len(due) :], _("No incident is open."))
        layer.addStretch(1)
        if self._inside is not None:
            self._layer.removeWidget(self._inside)
            self._inside.deleteLater()
        self._inside = inside
        self._layer.addWidget(inside)
        self._line.raise_()
        self._line_up()

    def show_time(self, now: datetime) -> None:
        """A second on: what is missed by now turns red."""
        for row in self._rows:
            row.show_time(now)
        self._line_up()

    def _line_up(self) -> None:
        width = max((row.time_width() for row in self._rows), default=0)
        for row in self._rows:
            row.leave_for_time(max(TIME, width))

    def _go(self, thread: str) -> None:
        found = [one for one in self._asked if _name(one) == thread]
        if found:
            self.wanted.emit(found[0])
        else:
            self.opened.emit(thread)

    def _section(
        self, layer: QVBoxLayout, head: str, rows: Sequence[SideRow], none: str
    ) -> None:  # fmt: skip
        layer.addWidget(label(head, "text", 600))
        layer.addSpacing(8)
        for row in rows:
            row.clicked.connect(lambda _on=False, row=row: self._go(row.leads_to()))
            layer.addWidget(row)
        if not rows:
            layer.addWidget(label(none, "note", role="muted"))
        layer.addSpacing(24)

    def resizeEvent(self, _event: object) -> None:
        """Keep the hairline at the left edge."""
        self._line.setGeometry(0, 0, 1, self.height())


def _asked(one: Due) -> Item:
    note = " · ".join(part for part in (one.routine.verb, one.routine.place) if part)
    return Item(one.at, one.routine.name, "", note, _name(one), due=True, ends=one.ends)


def _name(one: Due) -> str:
    return f"{one.routine.thread} {one.at.isoformat()}"


def _due(row: Incident, due: datetime) -> Item:
    words = row.next_step or row.title
    return Item(due, words, row.severity, row.number, row.thread, due=True)
