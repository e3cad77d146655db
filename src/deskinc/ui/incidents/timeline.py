"""The timeline of an incident: what happened, in order, *now*, and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from deskinc.desk.incidents.incidents import Incident, TimelineRow
from deskinc.desk.incidents.response.calls import Call
from deskinc.desk.incidents.timeline import order
from deskinc.forms.moments import passed
from deskinc.i18n import Locale, _
from deskinc.ui import theme
from deskinc.ui.delegates import ROW, Index, Row, RowsModel
from deskinc.ui.forms.wrapped import Wrapped
from deskinc.ui.strip import remaining

TIME, DOT, WORDS, BY = 40, 59, 75, 40
"""Left edges of the columns, the middle of the dots, and the width of the initials."""
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


NEWEST = 40
"""Rows of what happened that are shown before somebody asks for the rest."""


@dataclass(frozen=True, slots=True)
class Event:
    """One row: ``kind`` is more, day, past, now, due or over."""

    kind: str
    time: str
    words: str
    written: str = ""
    by: str = ""
    line: int | None = None


def past(rows: Sequence[TimelineRow], today: date, locale: Locale) -> list[Event]:
    """What happened, which stays as it is until midnight."""
    made: list[Event] = []
    day: date | None = None
    for each in sorted(rows, key=_order):
        if each.happened.date() != day:
            day = each.happened.date()
            if day != today or made:
                made.append(Event("day", "", locale.date(each.happened)))
        made.append(_past(each, locale))
    return made


def folded(rows: Sequence[TimelineRow], today: date, locale: Locale) -> list[Event]:
    """The newest of what happened, below a row that opens the rest."""
    newest = sorted(rows, key=_order)[-NEWEST:]
    left = len(rows) - len(newest)
    if not left:
        return past(rows, today, locale)
    words = _("Show {count} earlier").format(count=left)
    return [Event("more", "", words), *past(newest, today, locale)]


def coming(
    rows: Sequence[TimelineRow], incident: Incident, now: datetime, locale: Locale,
    calls: Sequence[Call] = (),
) -> list[Event]:  # fmt: skip
    """Now, the calls and the next step that are due; nothing once the incident is finished."""
    if incident.state != "open":
        return []
    last = max((row.happened for row in rows), key=datetime.timestamp, default=None)
    headed = last is not None and last.date() != now.date()
    made = [Event("day", "", locale.date(now))] if headed else []
    made.append(Event("now", locale.time(now), _("now")))
    due = [(one.at, _("Call {who}").format(who=one.who)) for one in calls if one.at is not None]
    if incident.due is not None:
        due.append((incident.due, incident.next_step or _("Next step due")))
    in_order = sorted(due, key=lambda one: one[0].timestamp())
    return [*made, *(_due(words, at, now, locale) for at, words in in_order)]


def _order(each: TimelineRow) -> tuple[float, float]:
    return order(each.happened, each.written)


def _past(each: TimelineRow, locale: Locale) -> Event:
    happened, written = locale.clock(each.happened), locale.clock(each.written)
    notes = _which(each.happened, locale)
    if each.written.date() != each.happened.date():
        written = f"{locale.short_date(each.written)}, {written}"
    if written != happened:
        notes.append(_("written {time}").format(time=written))
    if each.names:
        notes.append(_("names it"))
    time = locale.time(each.happened)
    return Event("past", time, each.text, ", ".join(notes), each.by, each.line)


def _which(moment: datetime, locale: Locale) -> list[str]:
    """The offset of a time that the clock shows twice."""
    return [locale.utc_offset(moment)] if locale.is_doubled(moment) else []


def _due(words: str, due: datetime, now: datetime, locale: Locale) -> Event:
    left = passed(now, due)
    over = left < timedelta()
    time = remaining(left)
    said = f"{words}, {time}" if over else _("{what}, in {time}").format(what=words, time=time)
    parts = [*_which(due, locale), said]
    if due.date() != now.date():
        parts.insert(0, locale.short_date(due))
    return Event("over" if over else "due", locale.time(due), ", ".join(parts))


class _Delegate(QStyledItemDelegate):
    """Paints an Event: time, dot on the hairline, words, written time, initials."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        event = _event(index)
        if event.kind == "now":
            return QSize(100, 20)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 400
        return QSize(100, 8 + _height(event, width, theme.line_height("base")))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        event = _event(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, area)
        if event.kind == "now":
            self._now(painter, area, event)
        elif event.kind in {"day", "more"}:
            painter.setFont(theme.font_for(event.words, "small", 600))
            painter.setPen(theme.color("accent" if event.kind == "more" else "muted"))
            painter.drawText(area.adjusted(WORDS, 4, 0, 0), _WRAP, event.words)
        else:
            self._row(painter, area, event)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        state: QStyle.StateFlag = option.state
        focused = state & QStyle.StateFlag.State_HasFocus
        if focused and state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("selection"))
            bar = QRect(area.left(), area.top(), theme.BAR, area.height())
            painter.fillRect(bar, theme.color("accent"))
        line = QRectF(area.left() + DOT, area.top(), 1, area.height())
        painter.fillRect(line, theme.color("line"))

    @staticmethod
    def _now(painter: QPainter, area: QRect, event: Event) -> None:
        painter.fillRect(area.adjusted(TIME + 10, 0, 0, 0), theme.color("surface"))
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font("base", 600))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area.adjusted(8, 0, 0, 0), middle, event.time)
        painter.setFont(theme.font("small", 600))
        width = painter.fontMetrics().horizontalAdvance(event.words)
        painter.drawText(area.adjusted(DOT, 0, 0, 0), middle, event.words)
        left = DOT + width + 10
        rule = QRect(area.left() + left, area.center().y(), area.width() - left - 8, 1)
        painter.fillRect(rule, theme.color("accent"))

    def _row(self, painter: QPainter, area: QRect, event: Event) -> None:
        role = {"due": "pending", "over": "fault"}.get(event.kind, "ink")
        top = area.top() + 4
        painter.setPen(theme.color(role))
        painter.setFont(theme.font("base", 600))
        painter.drawText(QRect(area.left() + 8, top, TIME, 20), _WRAP, event.time)
        self._dot(painter, QPointF(area.left() + DOT + 0.5, top + 10), event, role)
        painter.setPen(theme.color(role))
        _laid(event, area.width()).paint(painter, area.left() + WORDS, top)
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font("note"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        by = QRect(area.right() - BY - 8, top + 1, BY, 20)
        painter.drawText(by, right, event.by)
        painter.setFont(theme.font("small"))
        painter.drawText(QRect(area.left(), top + 2, by.left() - 4 - area.left(), 20), right,
                         event.written)  # fmt: skip

    @staticmethod
    def _dot(painter: QPainter, at: QPointF, event: Event, role: str) -> None:
        if event.kind == "past":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("muted"))
            painter.drawEllipse(at, 3.5, 3.5)
        else:
            painter.setPen(QPen(theme.color(role), 1.5))
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(at, 4, 4)


def _event(index: Index) -> Event:
    row: Row = index.data(ROW)
    if not isinstance(row.key, Event):
        raise TypeError("a timeline holds events")
    return row.key


def _font(event: Event) -> QFont:
    return theme.font_for(event.words, "base", 600 if event.kind in {"due", "over"} else 400)


@lru_cache(maxsize=2048)
def _height(event: Event, width: int, _step: int) -> int:
    """Asked of each row by the view and by its own height, over and over."""
    return _laid(event, width).height()


def _laid(event: Event, width: int) -> Wrapped:
    return Wrapped(event.words, _font(event), _room(event, width), theme.line_height("base"))


def _room(event: Event, width: int) -> int:
    """Width left for the words."""
    written = QFontMetrics(theme.font("small")).horizontalAdvance(event.written)
    return max(80, width - WORDS - BY - 20 - (written + 12 if written else 0))


class Timeline(QListView):
    """All events, as high as they need; Enter goes to the line in the book."""

    line_wanted = Signal(int)
    rest_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows = RowsModel(self)
        self._events: list[Event] = []
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("Timeline"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.activated.connect(self._activated)
        self.clicked.connect(self._clicked)

    def show_events(self, found: Sequence[Event]) -> None:
        """Show other events; the rows before the first that differs stay as they are."""
        if found == self._events:
            return
        same = next(
            (at for at, (new, old) in enumerate(zip(found, self._events, strict=False))
             if new != old), min(len(found), len(self._events)),
        )  # fmt: skip
        self._events = list(found)
        at = self.currentIndex().row()
        self._rows.set_from(same, [_as_row(event) for event in found[same:]])
        self.setCurrentIndex(self._rows.index(at, 0) if at >= 0 else QModelIndex())
        self._fit()

    def events(self) -> list[Event]:
        """What is shown, in order."""
        return list(self._events)

    def _fit(self) -> None:
        option = QStyleOptionViewItem()
        option.widget = self
        heights = [
            self.itemDelegate().sizeHint(option, self._rows.index(at, 0)).height()
            for at in range(self._rows.rowCount())
        ]
        self.setFixedHeight(sum(heights) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls, not the list."""
        event.ignore()

    def _clicked(self, index: QModelIndex) -> None:
        if _event(index).kind == "more":
            self.rest_wanted.emit()

    def _activated(self, index: QModelIndex) -> None:
        event = _event(index)
        if event.line is not None:
            self.line_wanted.emit(event.line)
        elif event.kind == "more":
            self.rest_wanted.emit()


def _as_row(event: Event) -> Row:
    parts = (event.time, event.words, event.written, event.by)
    return Row(event, event.words, spoken=", ".join(part for part in parts if part))
