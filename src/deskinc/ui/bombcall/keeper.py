"""``F9`` wherever one is, and the sheet of a call that a crash or a locked desk left unwritten."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow

from deskinc.desk import bombcall
from deskinc.desk.bombcall import Call
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.actions import Action
from deskinc.ui.bombcall.sheet import CallSheet
from deskinc.ui.session import Session


class BombCalls(QObject):
    """Opens the sheet over the window, also while a dialog has the keyboard."""

    def __init__(self, session: Session, window: QMainWindow) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.sheet: CallSheet | None = None
        self._shown: set[str] = set()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._watch)
        session.bomb_call.connect(self.open)
        session.unlocked.connect(self._anew)
        self.look()

    def actions_offered(self) -> list[Action]:
        """For the palette and the sheet of keys."""
        return [Action("bomb_call", _("Bomb call"), "F9", "phone-call", _("Everywhere"), self.open)]

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """F9 that no shortcut took: a dialog is open, or the desk is locked."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_F9 or event.modifiers():
            return False
        self.open()
        return True

    def open(self) -> None:
        """The sheet for a call that is received now; one that is open comes forward."""
        if self._session.is_closed:
            return
        if self.sheet is not None:
            self.sheet.activateWindow()
            return
        self._show(bombcall.begin(self._session.office)).begin()

    def _anew(self) -> None:
        """Whoever unlocks is shown all that wait, also those that another one left."""
        self._shown.clear()
        self.look()

    def look(self) -> None:
        """Bring back what was not written, once what waited sealed is in the book."""
        office = self._session.office
        tasks.watch(self, office.handed_in(), self._look)

    def _look(self, _none: None) -> None:
        if not self._session.is_closed and not self._session.is_locked:
            office = self._session.office
            self._session.look(self, lambda: bombcall.kept(office), self._home)

    def _home(self, calls: Sequence[Call]) -> None:
        """One after another; for whoever cannot open it, it is kept: the next officer finds it."""
        session = self._session
        call = next((one for one in calls if one.thread not in self._shown), None)
        waits = call is not None and self.sheet is None and not session.is_locked
        if call is not None and waits and session.office.officer.may("raise_incident"):
            self._show(call)

    def _show(self, call: Call) -> CallSheet:
        session = self._session
        session.begin_call()
        self._shown.add(call.thread)
        sheet = self.sheet = CallSheet(self._window, session, call)
        sheet.finished.connect(self._over)
        sheet.setGeometry(self._window.geometry())
        sheet.show()
        sheet.activateWindow()
        return sheet

    def _over(self, _result: int) -> None:
        self.sheet = None
        self._session.end_call()
        (QApplication.activeModalWidget() or self._window).activateWindow()
        self.look()
