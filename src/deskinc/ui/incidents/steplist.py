"""The list of a checklist: number, box, words, and at the right time and initials.

Each step is one line; that the keyboard is on shows all its words, else the one that is next.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from deskinc.desk.lines.visible import shown
from deskinc.i18n import _
from deskinc.ui import icons, theme
from deskinc.ui.delegates import ROW, Index, Row, RowsModel, elided
from deskinc.ui.forms.wrapped import Wrapped

NUMBER, BOX, WORDS, PAD = 8, 30, 54, 5
"""Left edges of number, box and words, and the room above and below the words."""
_TICK = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}


def _laid(row: Row, width: int) -> Wrapped:
    return Wrapped(row.title, theme.font_for(row.title, "note"), width - WORDS - 8,
                   theme.line_height("note"))  # fmt: skip


def _beside(row: Row, width: int) -> Wrapped:
    """The words beside what the tick says, cut so that the row keeps its height."""
    font = theme.font_for(row.title, "note")
    room = width - WORDS - 8 - _right(row) - 8
    step, high = theme.line_height("note"), _laid(row, width).height()
    words, made = row.title, Wrapped(row.title, font, room, step)
    while made.height() > high and " " in words:
        words = words.rsplit(" ", 1)[0]
        made = Wrapped(f"{words} …", font, room, step)
    return made


def _right(row: Row) -> int:
    return QFontMetrics(theme.font("small")).horizontalAdvance(row.right)


def _is_open(view: QWidget, index: Index) -> bool:
    """Whether all words of a step are shown: of the one the keyboard is on, else of the next."""
    return isinstance(view, StepList) and view.open_step() == index


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        if isinstance(view, StepList) and _is_open(view, index):
            return QSize(100, 2 * PAD + _laid(index.data(ROW), view.viewport().width()).height())
        return QSize(100, 2 * PAD + theme.line_height("note"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        area: QRect = option.rect
        painter.save()
        self._ground(painter, option, area)
        line = QRect(area.left(), area.top() + PAD, area.width() - 8, theme.line_height("note"))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        number = QRect(line.left(), line.top(), BOX - 8, line.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(number, right, str(row.key))
        painter.drawText(line, right, row.right)
        at = QPointF(area.left() + BOX, line.top() + (line.height() - icons.TEXT) / 2)
        icons.paint(painter, row.icon, at, icons.TEXT, row.icon_role)
        painter.setPen(theme.color("muted" if row.right else "ink"))
        if _is_open(option.widget, index):
            made = _beside(row, area.width()) if row.right else _laid(row, area.width())
            made.paint(painter, area.left() + WORDS, area.top() + PAD)
        else:
            right_ = _right(row) + 8 if row.right else 0
            painter.setFont(theme.font_for(row.title, "note"))
            elided(painter, line.adjusted(WORDS, 0, -right_, 0), row.title,
                   Qt.AlignmentFlag.AlignLeft)  # fmt: skip
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        state: QStyle.StateFlag = option.state
        focused = state & QStyle.StateFlag.State_HasFocus
        if focused and state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("selection"))
            bar = QRect(area.left(), area.top(), theme.BAR, area.height())
            painter.fillRect(bar, theme.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("hover"))


class StepList(QListView):
    """Space, Enter or a click on the box tick; F5 asks when and who, - why not, Delete undoes."""

    ticked = Signal(int)
    asked = Signal(int)
    refused = Signal(int)
    taken_out = Signal(int)
    """Each with the number of the step."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = RowsModel(self)
        self._pressed, self._next, self.opens = 0, 0, False
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("Checklist"))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other steps; the one that was chosen stays so."""
        at = self.currentIndex().row()
        self._rows.set_rows(rows)
        if rows:
            self.setCurrentIndex(self._rows.index(min(max(at, 0), len(rows) - 1), 0))
        self._fit()

    def show_next(self, number: int) -> None:
        """That step is to be done next: it is read without the keyboard. 0 for none."""
        if number != self._next:
            self._next = number
            self._lay_out()

    def open_step(self) -> Index:
        """The step that shows all its words."""
        return self.currentIndex() if self.opens else self._rows.index_of(self._next)

    def row(self, number: int) -> Row | None:
        """The row of a step."""
        return self._rows.row_at(self._rows.index_of(number))

    def go_to(self, number: int) -> None:
        """Choose a step."""
        index = self._rows.index_of(number)
        if index.isValid():
            self.setCurrentIndex(index)

    def current(self) -> int:
        """The number of the chosen step; 0 for none."""
        row = self._rows.row_at(self.currentIndex())
        return int(str(row.key)) if row is not None else 0

    def _fit(self) -> None:
        option = QStyleOptionViewItem()
        option.widget = self
        indexes = (self._rows.index(at, 0) for at in range(self._rows.rowCount()))
        heights = [self.itemDelegate().sizeHint(option, index).height() for index in indexes]
        self.setFixedHeight(sum(heights) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Once, however long a key is held; the arrows are Qt's."""
        told = {Qt.Key.Key_F5: self.asked, Qt.Key.Key_Minus: self.refused,
                Qt.Key.Key_Delete: self.taken_out}  # fmt: skip
        key = Qt.Key(event.key())
        signal = self.ticked if key in _TICK else told.get(key)
        if signal is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif self.current() and not event.isAutoRepeat():
            signal.emit(self.current())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What is pressed is kept: the rows move when another one shows all its words."""
        row = self._rows.row_at(self.indexAt(event.position().toPoint()))
        self._pressed = int(str(row.key)) if row is not None else 0
        self._open(on=False)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks."""
        super().mouseReleaseEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        if self._pressed and left and event.position().x() < WORDS:
            self.ticked.emit(self._pressed)
        self._pressed = 0
        self._open(on=True)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Another step shows all its words."""
        super().currentChanged(current, previous)
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The step the keyboard is on shows all its words."""
        super().focusInEvent(event)
        self._open(on=event.reason() != Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """One line each, but for the next."""
        super().focusOutEvent(event)
        self._open(on=False)

    def _open(self, *, on: bool) -> None:
        """Never while a button of the mouse is down: the row would move away under it."""
        if on != self.opens:
            self.opens = on
            self._lay_out()

    def _lay_out(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._fit()

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole words and what the tick says, for a row that has no room for them."""
        if isinstance(event, QHelpEvent):
            row = self._rows.row_at(self.indexAt(event.pos()))
            if row is not None:
                QToolTip.showText(event.globalPos(), shown(row.spoken), self.viewport())
                return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls, not the list."""
        event.ignore()
