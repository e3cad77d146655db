"""A field of several lines whose order counts: Alt+Up and Alt+Down move one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Ordered(QPlainTextEdit):
    """Tab leaves it."""

    def __init__(self, text: str = "", *, height: int = 92) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setFixedHeight(height)

    def said(self) -> list[str]:
        """The lines that say something, in their order."""
        return [line for part in self.toPlainText().splitlines() if (line := part.strip())]

    def move_line(self, by: int) -> None:
        """Put the line of the cursor so many lines further down; it can be undone."""
        cursor = self.textCursor()
        at, column = cursor.blockNumber(), cursor.positionInBlock()
        lines = self.toPlainText().split("\n")
        if not 0 <= at + by < len(lines):
            return
        lines.insert(at + by, lines.pop(at))
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText("\n".join(lines))
        cursor.setPosition(self.document().findBlockByNumber(at + by).position() + column)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move the line."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_line(step)
        else:
            super().keyPressEvent(event)
