"""The log of the book: lines painted, chosen, followed by key and mouse."""

from collections import OrderedDict
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from deskinc.i18n import _
from deskinc.ui.book.cells import LINE
from deskinc.ui.book.choosing import MOVES, chosen_rows, extend, extends
from deskinc.ui.book.columns import FULL, Columns
from deskinc.ui.book.laying import Laid, lay
from deskinc.ui.book.linepainter import (
    END_RULE,
    State,
    Turn,
    paint_line,
    paint_turn,
    turn_height,
)
from deskinc.ui.book.logscroll import LogScroll
from deskinc.ui.book.meta import Marks
from deskinc.ui.book.model import BLOCK, LogModel
from deskinc.ui.book.under import Link

KEPT = 600
"""Rows whose layout is kept."""
FAR = 3
"""Blocks of lines that are read ahead the way one scrolls."""
FRESH_MS = 600
"""How long a new line is shown on ``accent_soft``."""


class LogView(LogScroll):
    """Lines of the book, oldest at the top, standing on the lower edge."""

    menu_wanted = Signal(QModelIndex)
    """Enter or a right press on a line."""
    link_pressed = Signal(object)
    """Link: an incident's number or a line's serial was pressed."""
    onward = Signal()
    """Right: to what the chosen line names."""
    typed = Signal(str)
    """Words typed here belong into the entry line."""
    left = Signal()
    """Esc: back to the entry line."""

    def __init__(self, model: LogModel) -> None:
        self._log = model
        self._laid: OrderedDict[int, tuple[Laid, Turn | None]] = OrderedDict()
        self._width = 0
        self._columns: Columns = FULL
        self._found = ""
        self._fresh = 0
        self._hover = -1
        super().__init__()
        self.setAccessibleName(_("Occurrence book"))
        self.setMouseTracking(True)
        self.setModel(model)
        model.rowsInserted.connect(self._rows_came)
        model.rowsRemoved.connect(self._rows_went)
        for changed in (model.dataChanged, model.modelReset):
            changed.connect(self.relay)
        model.arrived.connect(self._arrived)

    def set_columns(self, columns: Columns) -> None:
        """Lay out for another measure of the window."""
        self._columns = columns
        self.relay()

    def set_found(self, words: str) -> None:
        """Mark the words that were looked for."""
        self._found = words
        self.relay()

    def relay(self, *_what: object) -> None:
        """Lay all rows out anew: width, colours or lines changed."""
        self._laid.clear()
        self.rows_changed()

    def count(self) -> int:
        """How many lines there are."""
        return self._log.rowCount()

    def row_height(self, row: int) -> int:
        """Height of a line with the day's heading over it."""
        laid, turn = self._lay(row)
        return laid.height + (turn_height(self._columns, turn, self._wide) if turn else 0)

    def _lay(self, row: int) -> tuple[Laid, Turn | None]:
        if self._wide != self._width:
            self._laid.clear()
            self._width = self._wide
        made = self._laid.get(row)
        if made is None:
            laid = lay(self._log.line_at(row), self._columns, self._wide, self._marks(row))
            made = laid, self._log.turn_at(row)
            self._laid[row] = made
            if len(self._laid) > KEPT:
                self._laid.popitem(last=False)
        return made

    def _marks(self, row: int) -> Marks:
        return replace(self._log.marks_at(row), found=self._found)

    def _rows_came(self, _parent: QModelIndex, first: int, last: int) -> None:
        if first == 0:
            self._laid.clear()
        for row in range(max(0, first), min(self.count(), first + KEPT)):
            self._laid.pop(row, None)
        self.rows_came(first, last)

    def _rows_went(self, _parent: QModelIndex, first: int, _last: int) -> None:
        """Only what stood from there on stands elsewhere now."""
        for row in [row for row in self._laid if row >= first]:
            del self._laid[row]
        self.rows_changed()

    def _arrived(self, n: int) -> None:
        self._fresh = n
        self.viewport().update()
        QTimer.singleShot(FRESH_MS, self, self._faded)

    def _faded(self) -> None:
        self._fresh = 0
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows on screen."""
        painter = QPainter(self.viewport())
        chosen, focused = chosen_rows(self), self.hasFocus()
        fresh = self._log.row_of(self._fresh) if self._fresh else -1
        row = top = self._top
        for row, y, height in self.shown():
            laid, turn = self._lay(row)
            area = QRect(0, y, self._wide, height)
            if turn is not None:
                cut = self.cut(y)
                paint_turn(painter, area, turn, self._columns, ended=not cut, headed=self.headed(y))
                area.setTop(y + turn_height(self._columns, turn, self._wide))
            if self._left_blank(painter, area):
                continue
            state = State(row in chosen, focused, row == fresh, row == self._hover)
            paint_line(painter, area, laid, state)
            painter.setClipping(False)
        edge, step = row if self._way > 0 else top, self._way * BLOCK
        self._log.read_ahead(*(edge + step * far for far in range(1, FAR + 1) if step))

    def cut(self, y: int) -> bool:
        """Whether a row at ``y`` is cut off above while the newest line stands at the edge."""
        return y < 0 and self.at_end()

    def _left_blank(self, painter: QPainter, area: QRect) -> bool:
        """Whether a line that is cut stays unpainted: at rest no half letters are shown.

        Of one that fills the log the words are seen from their first whole line on.
        """
        if not self.cut(area.top()):
            return False
        if area.bottom() >= self._room // 2:
            first = (area.top() + self._columns.pad) % LINE
            painter.setClipRect(0, first, self._wide, area.bottom() + 1)
            return False
        return True

    def headed(self, y: int) -> bool:
        """Whether a day that begins in a row at ``y`` has its heading in the log."""
        if self._columns.low:
            return y >= -END_RULE or not self.at_end()
        return y > -END_RULE and not self.cut(y)

    def day_row(self) -> int:
        """A row of the day that is read at the top: its heading stands over the log.

        A day that ends at the very top is still that day; the heading below its double rule in
        the log gives way to the one over the log as soon as it would be the first thing seen.
        """
        top = self.top_row()
        ends = top > 0 and self._off < END_RULE and self._room and not self.cut(-self._off)
        return top - 1 if ends and self._lay(top)[1] is not None else top

    def chosen_row(self) -> int:
        """The row that is chosen; −1 for none."""
        chosen = self.selectionModel().hasSelection()
        return self.currentIndex().row() if chosen else -1

    def choose(self, row: int) -> None:
        """Choose a row and bring it on screen."""
        self.setCurrentIndex(self._log.index(row, 0))

    def enter(self) -> None:
        """Take the focus, on the newest line if none is chosen."""
        if self.count():
            if self.chosen_row() < 0:
                self.choose(self.count() - 1)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Choose nothing, show the end."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        self.to_end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the line's menu, Esc goes back, letters go to the entry line."""
        key, words = event.key(), event.text()
        if extends(event):
            extend(self, self.moveCursor(MOVES[Qt.Key(key)], event.modifiers()).row())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu}:
            self.menu_wanted.emit(self.currentIndex())
        elif key == Qt.Key.Key_Right and self.chosen_row() >= 0:
            self.onward.emit()
        elif key == Qt.Key.Key_Escape or (
            key == Qt.Key.Key_Down and self.chosen_row() == self.count() - 1
        ):
            self.left.emit()
        elif words.isprintable() and words and not _held(event):
            self.typed.emit(words)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose (with Shift all between), follow a link, or open the menu."""
        row = self.indexAt(event.position().toPoint()).row()
        right = event.button() == Qt.MouseButton.RightButton
        if row >= 0 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier and not right:
            extend(self, row)
            return
        if not (right and row in chosen_rows(self)):
            super().mousePressEvent(event)
        link = self._link_at(event.position())
        if event.button() == Qt.MouseButton.RightButton:
            self.menu_wanted.emit(self.indexAt(event.position().toPoint()))
        elif link is not None:
            self.link_pressed.emit(link)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The same menu as Enter."""
        self.menu_wanted.emit(self.indexAt(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the mouse, show a hand over links."""
        hover = self.indexAt(event.position().toPoint()).row()
        if hover != self._hover:
            self._hover = hover
            self.viewport().update()
        hand = self._link_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the mouse."""
        self._hover = -1
        self.viewport().update()
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: colours are part of the layouts."""
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._laid.clear()
        super().changeEvent(event)

    def _link_at(self, at: QPointF) -> Link | None:
        for row, y, height in self.shown():
            if y <= at.y() < y + height:
                laid, turn = self._lay(row)
                start = y + (turn_height(self._columns, turn, self._wide) if turn else 0)
                spot = QPointF(at.x(), at.y() - start)
                return next((link for link in laid.links if link.area.contains(spot)), None)
        return None

    def menu_point(self, index: QModelIndex) -> QPoint:
        """Where the menu of a line opens, on the screen."""
        area = self.visualRect(index)
        spot = QPoint(self._columns.text, area.bottom() - 8)
        return self.viewport().mapToGlobal(spot)


def _held(event: QKeyEvent) -> bool:
    """Whether Ctrl without Alt is held: then a key is a command, not a character."""
    held = event.modifiers()
    ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
    return ctrl and not held & Qt.KeyboardModifier.AltModifier
