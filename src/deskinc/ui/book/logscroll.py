"""Rows of any height in a list of any length: where they stand, and scrolling among them.

Only rows on screen are measured, and none before the list has its size. The place is (top row,
pixels of it scrolled away); the scroll bar counts in 1/64 of a row. Qt's own layout of the list is
never run, and it is not asked for its size again and again: each question may wait for a worker.
"""

from collections.abc import Iterator

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QScrollBar

Index = QModelIndex | QPersistentModelIndex
BAR_WIDTH = 12
"""The bar lies over the right margin, so that rows run through to the edge."""
PARTS = 64
"""Steps of the scroll bar to a row."""


class LogScroll(QListView):
    """A list standing on its lower edge; a subclass says how high a row is and paints it."""

    moved = Signal()
    """Another row may be the top one."""

    def __init__(self) -> None:
        self._top, self._off = 0, 0
        self._wide, self._room = 0, 0
        self._sticks = True
        self._way = 0
        """Which way one scrolls: 1 down, −1 up, 0 after a jump."""
        self._syncing = False
        self._tail = PARTS
        """Steps of the bar from where it stands at the newest line to the end of all rows."""
        self._measure = (0, 0, QRect())
        self.bar = QScrollBar(Qt.Orientation.Vertical)
        super().__init__()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.bar.setParent(self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.valueChanged.connect(self.verticalScrollBar().setValue)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().valueChanged.connect(self._bar_moved)

    def minimumSizeHint(self) -> QSize:
        """It gives way to what is written below it."""
        return QSize(72, 0)

    def row_height(self, row: int) -> int:
        """Height of a row in logical pixels; a subclass measures it."""
        return self.sizeHintForRow(row)

    def count(self) -> int:
        """How many rows there are."""
        model = self.model()
        return model.rowCount() if model is not None else 0

    def shown(self) -> Iterator[tuple[int, int, int]]:
        """(row, y, height) of each row on screen; a short list stands on the lower edge."""
        count, room = self.count(), self._room
        y, row = -self._off, self._top
        if self._top == 0 and self._off == 0:
            y = max(0, room - self._total(room))
        while y < room and row < count:
            height = self.row_height(row)
            yield row, y, height
            y += height
            row += 1

    def _total(self, most: int) -> int:
        total = 0
        for row in range(self.count()):
            total += self.row_height(row)
            if total >= most:
                break
        return total

    def top_row(self) -> int:
        """The first row of which anything is seen; −1 in an empty list."""
        return min(self._top, self.count() - 1)

    def at_end(self) -> bool:
        """Whether the last row is seen whole."""
        return self._sticks

    def to_end(self) -> None:
        """Show the last row at the lower edge, and stay there while rows are added."""
        if not self._room:
            self._sticks = True
            return
        row = max(0, self.count() - 1)
        y = self._room - (self.row_height(row) if self.count() else 0)
        while y > 0 and row > 0:
            row -= 1
            y -= self.row_height(row)
        self._top, self._off = row, max(0, -y)
        self._sync()

    def scroll_by(self, pixels: int) -> None:
        """Scroll down (or, negative, up), no further than the ends."""
        last = self.count() - 1
        if last >= 0 and self._room:
            self._way = 1 if pixels > 0 else -1
            self._shift(pixels)
            while self._top < last and self._off >= (height := self.row_height(self._top)):
                self._off -= height
                self._top += 1
            self._clamp()
            self._sync()

    def _shift(self, pixels: int) -> None:
        self._off += pixels
        while self._off < 0 and self._top > 0:
            self._top -= 1
            self._off += self.row_height(self._top)
        self._off = max(0, self._off)

    def _clamp(self) -> None:
        missing = self._room - self._below()
        if missing > 0:
            self._shift(-missing)

    def _below(self) -> int:
        """Pixels from the upper edge to the end of the last row, as far as one screen."""
        y, row, room, count = -self._off, self._top, self._room, self.count()
        while row < count and y <= room:
            y += self.row_height(row)
            row += 1
        return y if row >= count else room + 1

    def _sync(self) -> None:
        self._syncing = True
        height = self.row_height(self._top) if self.count() else 1
        value = self._top * PARTS + self._off * PARTS // height
        if self._below() <= self._room:
            self._tail = self.count() * PARTS - value
        self.updateGeometries()
        self.verticalScrollBar().setValue(value)
        self.bar.setValue(value)
        self._syncing = False
        self._settled()

    def _bar_moved(self, value: int) -> None:
        if self._syncing or not self.count() or not self._room:
            return
        if value >= self.bar.maximum():
            self.to_end()
        else:
            self._top = min(value // PARTS, self.count() - 1)
            self._off = value % PARTS * self.row_height(self._top) // PARTS
            self._clamp()
            self._settled()

    def _settled(self) -> None:
        self._sticks = self._below() <= self._room
        self.viewport().update()
        self.moved.emit()

    def rows_came(self, first: int, last: int) -> None:
        """Rows were put in: those in front move the place, those at the end are followed."""
        came = last - first + 1
        if not self._room:
            self._top += came if first <= self._top and not self._sticks else 0
        elif first <= self._top and came < self.count() and not (self._sticks and first):
            self._top += came
            self._sync()
        elif self._sticks:
            self.to_end()
        else:
            self._sync()

    def rows_changed(self) -> None:
        """Heights may differ: stay at the end if there, otherwise at the same row."""
        if self._sticks:
            self.to_end()
        elif self._room:
            self._top = max(0, min(self._top, self.count() - 1))
            self._clamp()
            self._sync()

    def doItemsLayout(self) -> None:
        """Nothing: rows are laid out when they are seen."""

    def updateGeometries(self) -> None:
        """Range of the scroll bar, where it changed."""
        most = max(0, self.count() * PARTS - self._tail)
        area = QRect(self._wide - BAR_WIDTH, 0, BAR_WIDTH, self._room)
        if (most, self._tail, area) == self._measure:
            return
        self._measure = (most, self._tail, area)
        for bar in (self.verticalScrollBar(), self.bar):
            bar.setRange(0, most)
            bar.setSingleStep(PARTS)
            bar.setPageStep(max(PARTS, self._tail))
        self.bar.setVisible(most > 0)
        self.bar.setGeometry(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the newest line at the lower edge if it stood there."""
        QAbstractItemView.resizeEvent(self, event)
        self._wide, self._room = event.size().width(), event.size().height()
        self.rows_changed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by pixels."""
        self.scroll_by(-(event.pixelDelta().y() or event.angleDelta().y()))

    def visualRect(self, index: Index) -> QRect:
        """Where a row stands on screen; null when it does not."""
        for row, y, height in self.shown():
            if row == index.row():
                return QRect(0, y, self._wide, height)
        return QRect()

    def scrollTo(
        self, index: Index, _hint: QAbstractItemView.ScrollHint = QListView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a row on screen; a far one comes to the upper third."""
        if not index.isValid() or not self.count():
            return
        area, room = self.visualRect(index), self._room
        if not room:
            self._top, self._off, self._sticks = index.row(), 0, False
        elif area.isNull():
            self._top, self._off = index.row(), 0
            self.scroll_by(-room // 3)
            self._way = 0
        elif area.top() < 0:
            self.scroll_by(area.top())
        elif area.bottom() > room:
            self.scroll_by(min(area.bottom() - room + 1, area.top()))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row under a point."""
        for row, y, height in self.shown():
            if y <= point.y() < y + height:
                return self.model().index(row, 0)
        return QModelIndex()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _mods: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The row that a key leads to."""
        to = QAbstractItemView.CursorAction
        row, count = max(0, self.currentIndex().row()), self.count()
        page = max(1, sum(1 for _row in self.shown()) - 1)
        rows = {
            to.MoveUp: row - 1, to.MovePrevious: row - 1, to.MoveDown: row + 1,
            to.MoveNext: row + 1, to.MovePageUp: row - page, to.MovePageDown: row + page,
            to.MoveHome: 0, to.MoveEnd: count - 1,
        }  # fmt: skip
        return self.model().index(min(max(0, rows.get(action, row)), count - 1), 0)

    def horizontalOffset(self) -> int:
        """Never scrolled sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Pixels of the top row that are scrolled away."""
        return self._off

    def isIndexHidden(self, _index: Index) -> bool:
        """No row is hidden."""
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose the row under the middle of ``rect``."""
        index = self.indexAt(rect.center())
        if index.isValid():
            self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """What to repaint when the choice changes."""
        return QRegion(self.viewport().rect())
