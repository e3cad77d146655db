"""The one window of the program: what takes its place, with its size and its focus ring."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from deskinc.ui import tasks
from deskinc.ui.prefs import Prefs
from deskinc.ui.ring import Ring
from deskinc.ui.windows import LEAST, SIZE


class OneWindow(QObject):
    """Shows one window after the other, each in the place of the one before."""

    def __init__(self, app: QApplication, prefs: Prefs) -> None:
        super().__init__(app)
        self._app, self._prefs = app, prefs
        self.window: QWidget | None = None
        self._ring: Ring | None = None

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        if before is not None:
            window.resize(before.size())
        elif not window.restoreGeometry(self._prefs.geometry()):
            window.resize(*SIZE)
        window.setMinimumSize(*LEAST)
        if not window.windowTitle():
            window.setWindowTitle("deskinc")
        window.show()
        window.activateWindow()
        if before is not None:
            before.hide()
            before.deleteLater()

    def come_forward(self) -> None:
        """Another start asked for this window."""
        if self.window is not None:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    def _close_window(self) -> None:
        before, self.window = self.window, None
        if before is not None:
            before.hide()
            before.deleteLater()
            # at once, so that what is still on its way to the window finds nobody
            QCoreApplication.sendPostedEvents(before, QEvent.Type.DeferredDelete)
        tasks.bring_home()

    def _ring_around(self) -> None:
        """A focus ring for the next window; the one before goes with its own."""
        self._drop_ring()
        self._ring = Ring()
        self._app.focusChanged.connect(self._ring.follow)

    def _drop_ring(self) -> None:
        if self._ring is not None:
            self._app.focusChanged.disconnect(self._ring.follow)
            self._ring.deleteLater()
            self._ring = None
