"""The list that opens at a field: everything that matches, eight rows of it in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from deskinc.i18n import _
from deskinc.ui.delegates import ROW, Index, Row, RowsModel
from deskinc.ui.matching import paint_matched

MOST, HIGH, WIDTH, EDGE = 8, 32, 290, 10
"""Rows in sight, height of one, least width, and what the frame adds (logical pixels)."""


class Suggestions(QFrame):
    """The list of what matches; its field keeps the focus and sends the keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.wanted = ""
        self.setProperty("kind", "popup")
        self.model = RowsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self))
        self.list.setAccessibleName(_("Suggestions"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("ground", "raised")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(4, 4, 4, 4)
        layer.addWidget(self.list)
        self.hide()

    def show_rows(
        self, rows: Sequence[tuple[object, str, str]], wanted: str, field: QWidget, *,
        chosen: int, up: bool,
    ) -> None:  # fmt: skip
        """Open at ``field`` with (key, words, note) of each row; no rows close it.

        ``chosen`` is the row that Enter takes, −1 for none. The list stands under the field, or
        over it (``up``), unless only the other side has room for it.
        """
        self.wanted = wanted
        self.model.set_rows([Row(key, words, note) for key, words, note in rows])
        if not rows:
            self.hide()
            return
        window = field.window()
        corner = field.mapTo(window, QPoint(0, 0))
        rooms = (corner.y(), window.height() - corner.y() - field.height())
        near, far = rooms if up else rooms[::-1]
        most = min(MOST, len(rows))
        up = up == (near - 4 - EDGE >= most * HIGH or near >= far)
        fits = (rooms[0 if up else 1] - 4 - EDGE) // HIGH
        self.list.setFixedHeight(HIGH * max(1, min(most, fits)))
        self.setFixedWidth(min(max(WIDTH, field.width()), window.width() - 16))
        self.adjustSize()
        left = min(corner.x(), window.width() - self.width() - 8)
        top = corner.y() - self.height() - 4 if up else corner.y() + field.height() + 4
        self.move(left, top)
        self.show()
        self.raise_()
        self._choose(chosen)

    def _choose(self, row: int) -> None:
        index = self.model.index(row, 0) if row >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        self.list.scrollTo(self.model.index(max(0, row), 0))

    def step(self, by: int) -> None:
        """Go down (or, negative, up) by so many rows; one beyond an end is the other end."""
        at, last = self.list.currentIndex().row(), self.model.rowCount() - 1
        if at < 0:
            self._choose(0 if by > 0 else last)
        elif abs(by) == 1:
            self._choose((at + by) % (last + 1))
        else:
            self._choose(min(max(0, at + by), last))

    def chosen(self) -> object:
        """The key of the row that Enter would take; None for none."""
        row = self.model.row_at(self.list.currentIndex())
        return row.key if row is not None else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, popup: Suggestions) -> None:
        super().__init__(popup)
        self._popup = popup

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        area: QRect = option.rect
        chosen = index.row() == self._popup.list.currentIndex().row()
        paint_matched(painter, area, row.title, row.note, self._popup.wanted, chosen=chosen)
