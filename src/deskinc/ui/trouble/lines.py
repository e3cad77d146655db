"""The lines written while the book does not open, newest at the top, in the columns of the log."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from deskinc.desk.lines.entries import Line
from deskinc.desk.trouble.sealed import Sealed
from deskinc.i18n import _
from deskinc.ui.book.columns import FULL, Columns
from deskinc.ui.book.laying import lay
from deskinc.ui.book.linepainter import State, paint_line
from deskinc.ui.book.meta import Marks, spoken

Index = QModelIndex | QPersistentModelIndex
SEALED = Marks(waiting=True, sealed=True)


class SealedLines(QAbstractListModel):
    """The lines of this sitting."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def add(self, sealed: Sealed) -> None:
        """Put a line on top."""
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._lines.insert(0, line_of(sealed))
        self.endInsertRows()

    def line_at(self, row: int) -> Line:
        """The line of a row."""
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many lines were written."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, and what a screen reader says."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(line, SEALED)
        return None


class SealedView(QListView):
    """Paints them as the log paints its lines."""

    def __init__(self, model: SealedLines) -> None:
        super().__init__()
        self.columns: Columns = FULL
        self._lines = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("Lines kept sealed"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def set_columns(self, columns: Columns) -> None:
        """Lay out for another measure of the window."""
        self.columns = columns
        self.scheduleDelayedItemsLayout()

    def line_at(self, row: int) -> Line:
        """The line of a row."""
        return self._lines.line_at(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew in another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: SealedView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        line = self._view.line_at(index.row())
        return QSize(width, lay(line, self._view.columns, width, SEALED).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        laid = lay(self._view.line_at(index.row()), self._view.columns, row.width(), SEALED)
        chosen = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        paint_line(painter, row, laid, State(chosen, self._view.hasFocus()))


def line_of(sealed: Sealed) -> Line:
    """A sealed line as the log would show it."""
    return Line(
        n=0,
        line=0,
        day="",
        form="occurrence",
        written=sealed.at,
        happened=sealed.happened,
        late=None,
        late_reason="",
        type="",
        type_text=sealed.type_text,
        place=sealed.place,
        text=sealed.text,
        by=initials(sealed.by),
        by_name=sealed.by,
        automatic=False,
    )


def initials(name: str) -> str:
    """``R.M.`` of R. Malik: the list of officers lies in the book."""
    return "".join(f"{word[0].upper()}." for word in name.split()[:3])
