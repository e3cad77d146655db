"""The field where a line is written: it grows with the words, to six lines."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.book.blanks import BlankWords

LINES = 6
"""Lines shown where there is room for them."""


class GrowingText(BlankWords):
    """Plain text; Tab goes on, Up from the first line goes into the log."""

    grown = Signal()
    """The height it wants has changed."""
    up = Signal()
    """Up from the first line."""
    idle_key = Signal(int)
    """Enter, Left, Right or Esc in an empty field, where they write nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._rows, self._most = 1, LINES
        self.setProperty("kind", "entry")
        self.setFont(theme.font("entry", tabular=False))
        self.setAccessibleName(_("What was seen, heard, done"))
        self.setPlaceholderText(_("What was seen, heard, done"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursorWidth(2)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._measure())

    def rows(self) -> int:
        """How many lines are shown."""
        return self._rows

    def set_most(self, most: int) -> None:
        """Show so many lines at most."""
        if most != self._most:
            self._most = most
            self._measure()

    def wanted_height(self, least: int) -> int:
        """Height for what is written; ``least`` for one line."""
        return least + (self._rows - 1) * self.fontMetrics().lineSpacing()

    def _measure(self) -> None:
        whole = int(self.document().size().height())
        rows = min(self._most, max(1, whole))
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy if whole > self._most else off)
        if rows != self._rows:
            self._rows = rows
            self.grown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give away the keys that write nothing here."""
        key = event.key()
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        empty = not self.toPlainText()
        if plain and empty and key in _IDLE:
            self.idle_key.emit(key)
        elif plain and key == Qt.Key.Key_Up and self._in_first_line():
            self.up.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in _ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _in_first_line(self) -> bool:
        cursor = self.textCursor()
        before = self.cursorRect(cursor).top()
        cursor.movePosition(cursor.MoveOperation.Start)
        return before == self.cursorRect(cursor).top()


_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_IDLE = {*_ENTER, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape}
