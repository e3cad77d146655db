"""The program from the door to the window and out again; one office at a time.

Nothing of the book is imported before its passphrase is typed.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from deskinc.desk.signing_on.waits import Waits
from deskinc.i18n import _
from deskinc.paths import is_first_run
from deskinc.ui import demo, rekeying, sweeping, tasks
from deskinc.ui.letting import Clock, beside, machine_time
from deskinc.ui.onewindow import OneWindow
from deskinc.ui.prefs import Prefs
from deskinc.ui.signin import SignIn
from deskinc.ui.single import Single
from deskinc.ui.warming import Warming
from deskinc.ui.windows import back_up_daily, main_window

if TYPE_CHECKING:
    from deskinc.desk.office import Office
    from deskinc.desk.trouble.trouble import Trouble
    from deskinc.ui.session import Tone
    from deskinc.ui.unattended import Unattended


class Program(OneWindow):
    """From the door to the window and out again; one office at a time."""

    def __init__(
        self,
        app: QApplication,
        prefs: Prefs,
        folder: Path,
        clock: Clock = machine_time,
        single: Single | None = None,
    ) -> None:
        super().__init__(app, prefs)
        self._single = single
        self._clock = clock
        self._folder = folder
        self._demo: Path | None = None
        self._since: datetime | None = None
        self.office: Office | None = None
        self._waits = Waits()
        self._unattended: Unattended | None = None

    def begin(self) -> bool:
        """Open the door, unless another program was first: False if that one came forward.

        It need not have the folder: while the drive is away nobody has it. One that does not answer
        closes no desk: lines are taken beside it.
        """
        first = self._single is None or self._single.first()
        if self._single is not None and self._single.call_first():
            self._single.release()
            return False
        if first:
            self.open_door()
            self._be_called()
        else:
            folder = self._folder
            tasks.look(self, lambda: beside(folder), self.show_trouble)
        return True

    def _be_called(self) -> None:
        if self._single is not None:
            self._single.listen(self.come_forward)

    def open_door(self) -> None:
        """Show sign-in, or set-up on the first run; before there is any window."""
        self._show_door(new=is_first_run(self._folder))

    def _show_door(self, *, new: bool, by_keyring: bool = True) -> None:
        self._ring_around()
        if new:
            from deskinc.ui.setup.wizard import SetUp

            wizard = SetUp(self._folder)
            wizard.finished.connect(self.open_office)
            wizard.unkept.connect(
                lambda why: self.tell(
                    why, _("Choose again in Settings, Open or closed office."), "pending"
                )
            )
            wizard.demo_wanted.connect(self.open_demo)
            wizard.restore_wanted.connect(self.restore_lost)
            self._show(wizard)
        else:
            door = SignIn(self._folder, self._waits, self._clock)
            door.opened.connect(self.open_office)
            door.troubled.connect(self.show_trouble)
            door.unlocked.connect(self.stay_open)
            door.sheet_wanted.connect(lambda: QTimer.singleShot(0, self, self._recover))
            self._show(door)
            if self.office is not None:
                self.stay_open(self.office)
            elif by_keyring:
                QTimer.singleShot(0, door, door.unlocking.begin)
        QTimer.singleShot(0, self, lambda: Warming(self, sweeping.spare))

    def stay_open(self, office: "Office") -> None:
        """The book is open and nobody signed in: the desk works on, and the door lists names."""
        from deskinc.ui.unattended import Unattended

        if self._unattended is None:
            self.office, self._folder, self._since = office, office.folder, office.now()
            self._unattended = Unattended(office, self._prefs, self._since, self)
            self._hand_waits(office)
        if isinstance(self.window, SignIn):
            self.window.use(office, self._unattended.state(), self._unattended.due())

    def _attend(self) -> None:
        if self._unattended is not None:
            self._unattended.end()
            self._unattended = None

    def show_trouble(self, found: "Trouble") -> None:
        """The book does not open: say why, and let the officer write."""
        from deskinc.ui.trouble.page import TroublePage

        self._ring_around()
        page = TroublePage(found, self._clock, self._waits)
        page.again.connect(lambda name: QTimer.singleShot(0, self, lambda: self._try_again(name)))
        self._show(page)

    def _try_again(self, name: str) -> None:
        from deskinc.ui.trouble.page import TroublePage

        single, folder, before = self._single, self._folder, self.window

        def look() -> tuple[bool, bool]:
            return single is None or single.first(), is_first_run(folder)

        def looked(found: tuple[bool, bool]) -> None:
            if isinstance(before, TroublePage) and before.holds_text():
                before.try_again()  # typed meanwhile: it says that this is to be posted first
            elif self.window is before:
                self._tried(name, *found)

        tasks.look(self, look, looked)

    def _tried(self, name: str, first: bool, new: bool) -> None:
        if self._single is not None and not first:
            tasks.look(self, self._single.call_first, self._called_again)
            return
        self._show_door(new=new)
        self._be_called()
        if isinstance(self.window, SignIn) and name:
            self.window.name.setText(name)
            self.window.passphrase.setFocus()

    def _called_again(self, answered: bool) -> None:
        from deskinc.ui.trouble.page import TroublePage

        if isinstance(self.window, TroublePage) and answered:
            self.window.close()
        elif isinstance(self.window, TroublePage):
            self.window.say_again()

    def restore_lost(self) -> None:
        """Nothing is left here: bring the book back from its mirror or a backup, step by step."""
        from deskinc.ui.restoring.guide import RestoreGuide

        if self.window is not None:
            given = {} if self._clock is machine_time else {"clock": self._clock}
            guide = RestoreGuide(self.window, self._folder, waits=self._waits, **given)
            guide.restored.connect(
                lambda name: QTimer.singleShot(0, self, lambda: self._try_again(name))
            )
            guide.open()

    def restore_opened(self) -> None:
        """What opens is not what was written: close it, and bring it back at the door."""
        name = self.office.officer.name if self.office is not None else ""
        self._close_for_good()
        self._ask_to_restore(name)

    def _recover(self) -> None:
        """The recovery sheet opens the book itself."""
        self._close_for_good()
        if isinstance(self.window, SignIn):
            self.window.recover()

    def _close_for_good(self) -> None:
        """Close also an open office, and show a door that the keyring does not open."""
        self._close_book()
        self._close_window()
        sweeping.release()
        self._show_door(new=False, by_keyring=False)

    def _ask_to_restore(self, name: str) -> None:
        from deskinc.ui.restoring.dialog import RestoreDialog

        def restored() -> None:
            QTimer.singleShot(0, self, lambda: self._try_again(name))

        if self.window is not None:
            given = {} if self._clock is machine_time else {"clock": self._clock}
            dialog = RestoreDialog(
                self.window, self._folder, None, name, waits=self._waits, **given
            )
            dialog.restored.connect(restored)
            if isinstance(self.window, SignIn):
                dialog.rejected.connect(self.window.unlocking.begin)
            dialog.open()

    def open_demo(self) -> None:
        """Write the demo office in a folder that goes with the program, then open it."""
        waiting = demo.waiting()
        self._show(waiting)
        self._demo = demo.write(waiting, self._demo_built)

    def _demo_built(self, office: "Office") -> None:
        self.open_office(office)
        self.tell(*demo.words(), "ok")

    def open_office(self, office: "Office", refused: str = "") -> None:
        """Show the window of an open office; ``refused`` is said in a banner."""
        self._attend()
        self.office, self._folder, self._since = office, office.folder, office.now()
        self._hand_waits(office)
        self._drop_ring()  # the window has a ring of its own
        self._open_window(office)
        sweeping.spare()
        self._say_came_in(office)
        if refused:
            self.tell(refused, _("Bring another in Settings, Floor plans."), "pending")

    def _hand_waits(self, office: "Office") -> None:
        """Who guessed at the door waits on in the book, and the other way round."""
        from deskinc.desk.access import take_over

        if self._demo is None:
            take_over(office, self._waits)

    def _open_window(self, office: "Office") -> None:
        """A window for whoever writes now; the one before goes."""
        window = main_window(office, self._prefs)
        window.closed.connect(self._app.quit)
        window.passed.connect(lambda: QTimer.singleShot(0, self, self._pass_on))
        window.left.connect(
            lambda restoring: QTimer.singleShot(
                0, self, self.restore_opened if restoring else self.change_officer
            )
        )
        rekeying.listen(self, window)
        self._show(window)
        if self._demo is None:
            back_up_daily(window, self._since)

    def _pass_on(self) -> None:
        """Another window over the same open book; nothing of the one before stays in memory."""
        if self.office is not None:
            self._replace_window(self.office)
            sweeping.release()

    def _replace_window(self, office: "Office") -> None:
        before = self.window
        self._open_window(office)
        QCoreApplication.sendPostedEvents(before, QEvent.Type.DeferredDelete)
        tasks.bring_home()

    def _say_came_in(self, office: "Office") -> None:
        from deskinc.desk.trouble.sealed import told

        came = told(office, office.came_in)
        if came is not None:
            self.tell(*came, "ok")

    def tell(self, what: str, todo: str, tone: "Tone") -> None:
        """Say something in a banner of the window that stays."""
        from deskinc.ui.mainwindow import MainWindow

        if isinstance(self.window, MainWindow):
            self.window.session.say(what, todo, tone=tone, stays=True)

    def step_aside(self, waiting: QWidget) -> None:
        """Close book and window; ``waiting`` stands here until an office opens again."""
        self._close_book()
        self._close_window()
        sweeping.release()
        self._show(waiting)

    def change_officer(self) -> None:
        """Show the door for somebody else; nobody is signed off. An open office stays open."""
        if not self._stays_open():
            self._close_book()
        self._close_window()
        sweeping.release()
        self._show_door(new=False)

    def _stays_open(self) -> bool:
        """Whether the office is open here; then whoever left leaves no key behind."""
        from deskinc.desk import open_office

        if self.office is None or not open_office.is_open(self.office):
            return False
        open_office.leave(self.office)
        return True

    def _close_book(self) -> None:
        if self.office is not None:
            from deskinc.desk.trust.seals import before_closing

            session = getattr(self.window, "session", None)
            if session is not None:  # what is still on its way to the window finds no book
                QCoreApplication.removePostedEvents(session)
            self._attend()
            tasks.drain()
            before_closing(self.office)
            self.office.close()
            self.office = None

    def close_office(self) -> None:
        """Finish what is queued, close both stores, forget the demo."""
        self._close_book()
        if self._demo is not None:
            demo.throw_away(self._demo)
            self._demo = None
