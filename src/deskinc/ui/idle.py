"""Since when nobody has touched a key or the mouse."""

from time import monotonic

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

_TOUCHES = {QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress}


class Idle(QObject):
    """Watches every window of the program that has the focus: the main one, a dialog over it."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.since = monotonic()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._watch)

    def seconds(self) -> float:
        """How long nobody has been there."""
        return monotonic() - self.since

    def touch(self) -> None:
        """Somebody is there."""
        self.since = monotonic()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in _TOUCHES:
            self.touch()
        return False
