"""A scroll area that brings whatever takes the focus into view."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


class FollowingArea(QScrollArea):
    """Scrolls up and down only; never in the way of Tab."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, 24)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands above the focus may have grown: follow it there."""
        done = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() == QEvent.Type.Resize:
            self._soon()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The window may have become lower."""
        super().resizeEvent(event)
        self._soon()

    def _soon(self) -> None:
        """Once what is inside stands where it belongs."""
        QTimer.singleShot(0, self, lambda: self._follow(None, QApplication.focusWidget()))
