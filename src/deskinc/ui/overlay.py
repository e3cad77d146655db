"""A popup inside the window: ``raised``, 1 px edge, over the shell, gone with Esc or a click away.

It is a child widget, not a window of its own, so that it never takes the window's focus away and
is hidden with everything else when the desk is locked.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget


class Overlay(QFrame):
    """Centred near the top of its window; remembers where the focus was."""

    def __init__(self, over: QWidget, name: str, width: int) -> None:
        super().__init__(over)
        self.over = over
        self._width = width
        self._back: QWidget | None = None
        self.setProperty("kind", "popup")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.layer = QVBoxLayout(self)
        self.layer.setContentsMargins(6, 6, 6, 6)
        self.layer.setSpacing(6)
        self.hide()
        over.installEventFilter(self)

    def open(self) -> None:
        """Show, above everything in the window."""
        if not self.isVisible():
            self._back = QApplication.focusWidget()
        self.place()
        self.show()
        self.raise_()

    def shut(self) -> None:
        """Hide and put the focus back where it was."""
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back = None

    def place(self) -> None:
        """Centre in the window, a tenth from its top."""
        over = self.over
        width = min(self._width, over.width() - 32)
        self.setFixedWidth(width)
        self.adjustSize()
        height = min(self.sizeHint().height(), over.height() - self.top() - 16)
        self.resize(width, height)
        self.move((over.width() - width) // 2, self.top())

    def top(self) -> int:
        """How far from the upper edge of its window it stands, logical pixels."""
        return self.over.height() // 10

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place while the window is resized; a click beside it closes it."""
        if self.isVisible() and watched is self.over:
            if event.type() == QEvent.Type.Resize:
                self.place()
            elif event.type() == QEvent.Type.MouseButtonPress:
                self.shut()
        return False
