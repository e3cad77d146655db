"""Lists as the look wants them: rows of 52 with shape or icon, title, note, words at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from deskinc.desk.lines.visible import shown
from deskinc.ui import icons, theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
LIST_ROW = 52


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a list. ``severity`` or ``icon`` stands before the title; roles are colours."""

    key: object
    title: str
    note: str = ""
    right: str = ""
    severity: str = ""
    icon: str = ""
    icon_role: str = "muted"
    right_role: str = "muted"
    spoken: str = ""
    """What a screen reader says; made of title, note and right where empty."""


class RowsModel(QAbstractListModel):
    """A short list of rows, replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Show more rows after the others."""
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def change(self, at: int, row: Row) -> None:
        """Show another row in the place of one, which stays chosen where it was."""
        if self._rows[at] != row:
            self._rows[at] = row
            self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def set_from(self, first: int, rows: Sequence[Row]) -> None:
        """Show other rows from the row ``first`` on."""
        if first < len(self._rows):
            self.beginRemoveRows(QModelIndex(), first, len(self._rows) - 1)
            del self._rows[first:]
            self.endRemoveRows()
        self.add_rows(rows)

    def row_at(self, index: Index) -> Row | None:
        """The row of an index, None for an invalid one."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, key: object) -> QModelIndex:
        """The index of the row with that key; invalid if there is none."""
        for at, row in enumerate(self._rows):
            if row.key == key:
                return self.index(at, 0)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title, the row itself under ROW, and what a screen reader says."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(row.title)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return shown(row.spoken or ", ".join(filter(None, (row.title, row.note, row.right))))
        return None


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, height: int) -> bool:
    """Ground of a row, its bar while the list has the focus, its rule; True when chosen."""
    area: QRect = option.rect
    state: QStyle.StateFlag = option.state
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen:
        painter.fillRect(area, theme.color("selection"))
        if state & QStyle.StateFlag.State_Active and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(area.left(), area.top(), theme.BAR, height, theme.color("accent"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(area, theme.color("hover"))
    painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("rule"))
    return chosen


def elided(painter: QPainter, area: QRect, words: str, flags: Qt.AlignmentFlag) -> None:
    """Draw one line of words, cut with … where there is no room."""
    cut = painter.fontMetrics().elidedText(shown(words), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, flags | Qt.AlignmentFlag.AlignVCenter, cut)


class ListDelegate(QStyledItemDelegate):
    """Paints a Row: 52 high with a note, 36 without."""

    inset = 16

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Height of the row."""
        row: Row = index.data(ROW)
        return QSize(100, LIST_ROW if row.note else 36)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Shape or icon, title over note, words at the right."""
        row: Row = index.data(ROW)
        area: QRect = option.rect
        painter.save()
        chosen = paint_ground(painter, option, area.height())
        inner = area.adjusted(self.inset, 0, -self.inset, 0)
        middle = inner.top() + (26 if row.note else area.height()) / 2 + (3 if row.note else 0)
        if row.severity:
            at = QPointF(inner.left(), middle - 8)
            icons.paint_severity(painter, row.severity, at, icons.TEXT)
        elif row.icon:
            at = QPointF(inner.left(), middle - 8)
            icons.paint(painter, row.icon, at, icons.TEXT, row.icon_role)
        if row.severity or row.icon:
            inner.adjust(icons.TEXT + 8, 0, 0, 0)
        self._words(painter, inner, row, chosen=chosen)
        painter.restore()

    def _words(self, painter: QPainter, inner: QRect, row: Row, *, chosen: bool) -> None:
        right = QFontMetrics(theme.font("note")).horizontalAdvance(row.right)
        painter.setFont(theme.font("note"))
        painter.setPen(theme.color("ink" if chosen else row.right_role))
        top = QRect(inner.topLeft(), QSize(inner.width(), 32 if row.note else inner.height()))
        at_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(top, at_right, row.right)
        painter.setFont(theme.font_for(row.title, "base", 600 if row.note else 400))
        painter.setPen(theme.color("ink"))
        elided(painter, top.adjusted(0, 0, -right - (12 if right else 0), 0), row.title,
               Qt.AlignmentFlag.AlignLeft)  # fmt: skip
        if row.note:
            painter.setFont(theme.font_for(row.note, "note"))
            painter.setPen(theme.color("ink" if chosen else "muted"))
            below = QRect(inner.left(), inner.top() + 26, inner.width(), 20)
            elided(painter, below, row.note, Qt.AlignmentFlag.AlignLeft)


def make_list(name: str, model: RowsModel) -> QListView:
    """A list with accessible ``name`` over ``model``; ``activated`` is Enter or double click."""
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(ListDelegate(view))
    view.setAccessibleName(name)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return view
