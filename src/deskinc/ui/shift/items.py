"""What is carried to the next shift, as a list: severity, what, since when, read by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from deskinc.desk.shift.handover import Item
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.i18n import _
from deskinc.ui import icons, theme
from deskinc.ui.delegates import ROW, Index, paint_ground
from deskinc.ui.shift.parts import severity_word
from deskinc.ui.shift.wrapping import Words, wrapped

LINE = 20
PAD = 10
SINCE, STATE = 128, 104
"""Widths of the columns beside the words, logical pixels."""
SLIM = 620
"""Below this width *since* stands among the words."""
BUTTON = QSize(92, 28)
_KIND = 96
"""Width of the column of severities in English, which others may need more than."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as a row; ``reader`` are the initials of who reads ("" while preparing)."""

    item: Item
    reader: str = ""

    def note(self, *, since: bool) -> str:
        """The line below the words."""
        item = self.item
        owner = item.owner or _("no owner yet")
        step = _("next: {step}").format(step=item.next or _("none named"))
        parts = [item.number, owner, step]
        if since and item.since:
            parts.insert(1, _("since {time}").format(time=item.since))
        said = " · ".join(part for part in parts if part)
        if item.remark:
            said += "\n" + _("{reader} says: {words}").format(
                reader=self.reader or _("Incoming"), words=item.remark
            )
        return said

    def state(self) -> str:
        """``D.N. 06:49``, or that it is still to be read; "" while preparing."""
        if not self.reader:
            return ""
        read = f"{self.reader} {self.item.read_at}".strip()
        return read if self.item.read else _("to read")

    def spoken(self) -> str:
        """What a screen reader says."""
        word = severity_word(self.item.severity)
        said = (word, self.item.what or _("Nothing written yet"), self.note(since=True))
        state = self.state()
        if self.item.read:
            state = _("read by {who}").format(who=state)
        return ", ".join(part for part in (*said, state) if part)


class ItemsModel(QAbstractListModel):
    """The items, replaced as a whole; what is chosen stays chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Shown] = []
        self.reader = ""
        """Initials of who reads the items now; "" where nobody does."""

    def show_items(self, items: Sequence[Item], reader: str = "") -> None:
        """Show the items as ``reader`` (initials) finds them."""
        self.reader = reader
        rows = [Shown(item, reader) for item in items]
        if len(rows) == len(self._rows):
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            self.layoutChanged.emit()
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many items there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, the row itself under ROW, and what a screen reader says."""
        if not index.isValid():
            return None
        shown = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.item.what
        if role == ROW:
            return shown
        return shown.spoken() if role == Qt.ItemDataRole.AccessibleTextRole else None


def kind_width() -> int:
    """Width of the column of severities, logical pixels, in the language of the site."""
    metrics = QFontMetrics(theme.font("base", 600))
    words = [*(_(severity.word) for severity in SEVERITIES), _("Note")]
    return max(_KIND, icons.TEXT + 18 + max(map(metrics.horizontalAdvance, words)))


class ItemsDelegate(QStyledItemDelegate):
    """Paints a Shown: as high as its words, columns of fixed width beside them."""

    def __init__(self, view: "ItemsView") -> None:
        super().__init__(view)
        self._view = view

    def _lines(self, shown: Shown) -> tuple[Words, Words]:
        width = self._view.words_width()
        what = shown.item.what or _("Nothing written yet")
        note = shown.note(since=self._view.slim())
        fonts = theme.font_for(what, "base", 600), theme.font_for(note, "note")
        return (
            Words(wrapped(what, fonts[0], width), fonts[0]),
            Words(wrapped(note, fonts[1], width), fonts[1]),
        )

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as title and note."""
        title, note = self._lines(index.data(ROW))
        return QSize(100, 2 * PAD + LINE * (len(title.lines) + len(note.lines)) + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Severity, words, since, and who has read it."""
        shown: Shown = index.data(ROW)
        area: QRect = option.rect
        painter.save()
        chosen = paint_ground(painter, option, area.height())
        margin = self._view.margin
        top = area.top() + PAD
        self._kind(painter, shown, QPointF(area.left() + margin, top))
        title, note = self._lines(shown)
        left = area.left() + margin + kind_width()
        written = bool(shown.item.what)
        top = self._text(painter, title, left, top, "ink" if written or chosen else "muted")
        self._text(painter, note, left, top, "ink" if chosen else "muted")
        right = QRect(area.right() - margin - STATE, area.top() + PAD, STATE, LINE)
        self._since(painter, shown, right, chosen=chosen)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        self._state(painter, shown, right, button=chosen and has_focus)
        painter.restore()

    def _since(self, painter: QPainter, shown: Shown, state: QRect, *, chosen: bool) -> None:
        if self._view.slim() or not shown.item.since:
            return
        painter.setFont(theme.font("note"))
        painter.setPen(theme.color("ink" if chosen else "muted"))
        area = state.adjusted(-SINCE, 0, -STATE if shown.reader else 0, 0)
        side = Qt.AlignmentFlag.AlignLeft if shown.reader else Qt.AlignmentFlag.AlignRight
        words = _("since {time}").format(time=shown.item.since)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, words)

    @staticmethod
    def _text(painter: QPainter, words: Words, left: int, top: int, role: str) -> int:
        painter.setFont(words.font)
        painter.setPen(theme.color(role))
        for line in words.lines:
            painter.drawText(QPointF(left, top + 15), line)
            top += LINE
        return top

    @staticmethod
    def _kind(painter: QPainter, shown: Shown, at: QPointF) -> None:
        code = shown.item.severity
        painter.setFont(theme.font("base" if code else "note", 600))
        if code:
            icons.paint_severity(painter, code, at + QPointF(0, 2), icons.TEXT)
        else:
            icons.paint(painter, "pen-line", at + QPointF(0, 2), icons.TEXT, "muted")
        painter.setPen(theme.color(code or "muted"))
        word = severity_word(code) or _("Note")
        painter.drawText(at + QPointF(icons.TEXT + 6, 15), word)

    def _state(self, painter: QPainter, shown: Shown, area: QRect, *, button: bool) -> None:
        words, read = shown.state(), shown.item.read
        if not words:
            return
        if button and not read:
            self._read_button(painter, self._view.button_rect(area))
            return
        painter.setFont(theme.font("note", 600 if read else 400))
        painter.setPen(theme.color("ok" if read else "muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(area, flags, words)
        if read:
            width = QFontMetrics(painter.font()).horizontalAdvance(words)
            at = QPointF(area.right() - width - icons.TEXT - 4, area.top() + 2)
            icons.paint(painter, "circle-check", at, icons.TEXT, "ok")

    @staticmethod
    def _read_button(painter: QPainter, area: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        painter.setFont(theme.font("note", 600))
        painter.setPen(theme.color("accent"))
        verb = _("Read")
        painter.drawText(area.adjusted(11, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, verb)
        wide = QFontMetrics(painter.font()).horizontalAdvance(verb)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        rest = area.adjusted(11 + wide + 8, 0, 0, 0)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, _("Enter"))


class ItemsView(QListView):
    """The list; ``activated`` is Enter, a double click, or a click on Read."""

    _tall = 0

    def __init__(self, name: str, model: ItemsModel) -> None:
        super().__init__()
        self.margin = theme.MARGIN
        self._items = model
        self.setModel(model)
        self.setItemDelegate(ItemsDelegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWordWrap(True)  # only then heights are asked again when the width changes
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMinimumHeight(90)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """As high as all items together."""
        return QSize(super().sizeHint().width(), max(90, self.contentsSize().height()))

    def updateGeometries(self) -> None:
        """Ask for another height when the items have become more, or wrap otherwise."""
        super().updateGeometries()
        if self._tall != self.contentsSize().height():
            self._tall = self.contentsSize().height()
            self.updateGeometry()

    def slim(self) -> bool:
        """Whether there is no room for a column of its own for *since*."""
        return self.viewport().width() < SLIM

    def words_width(self) -> int:
        """Width of the words, logical pixels; never wider than is read with ease."""
        columns = (STATE if self._items.reader else 0) + (0 if self.slim() else SINCE)
        beside = 2 * self.margin + kind_width() + columns + 16
        return min(760, self.viewport().width() - beside)

    @staticmethod
    def button_rect(state: QRect) -> QRect:
        """Where *Read* stands in the column ``state`` of the chosen row."""
        return QRect(state.right() - BUTTON.width(), state.top(), BUTTON.width(), BUTTON.height())

    def choose(self, row: int) -> None:
        """Choose a row and bring it into view."""
        if self.model().rowCount():
            self.setCurrentIndex(self.model().index(min(row, self.model().rowCount() - 1), 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click at the right end of an item reads it."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid() and at.x() > self.viewport().width() - self.margin - STATE:
            self.activated.emit(index)
