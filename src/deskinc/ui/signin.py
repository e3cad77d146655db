"""Signing in: name, passphrase and perhaps a PIN beside the large clock.

A closed office knows nothing of the book until Enter: keys are derived and both stores checked on
the work lane, and whatever is wrong is said here, in the sentence it came with. In an open one
the system's keyring opens the book (decision 025), and whoever signs in takes over what is open.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from deskinc.desk.signing_on.pins import pin_fault
from deskinc.desk.signing_on.waits import Waits, clock_words
from deskinc.errors import DeskError, NoSlot, NotBegun, WrongPassphrase
from deskinc.i18n import Locale, _
from deskinc.ui import tasks
from deskinc.ui.doorfields import DoorFields
from deskinc.ui.labelled import wrong
from deskinc.ui.letting import (
    Clock,
    Handing,
    Patience,
    is_silent,
    machine_time,
    open_book,
    take_desk,
    unsigned,
    until,
    without_answer,
)
from deskinc.ui.unlocking import Unlocking

if TYPE_CHECKING:
    from deskinc.desk.office import Office
    from deskinc.desk.trouble.trouble import Trouble


SLOW = 3000
"""Milliseconds that opening may take until writing without it is offered."""


class SignIn(DoorFields):
    """The page before the book is open; ``opened`` carries the Office.

    ``troubled`` carries the Trouble of a book that does not open.
    """

    opened = Signal(object)
    troubled = Signal(object)
    unlocked = Signal(object)
    """Office: the keyring has opened the book, and nobody is signed in."""
    sheet_wanted = Signal()
    """The recovery sheet is to open a book that is open: close it, then :meth:`recover`."""

    def __init__(
        self, folder: Path, waits: Waits | None = None, clock: Clock = machine_time
    ) -> None:
        self.unlocking = Unlocking(folder, clock)
        super().__init__(self.unlocking)
        self._folder = folder
        self._time, self._waits, self.patience = clock, waits or Waits(), Patience()
        self._busy = self._leaving = self._after = False
        self._office: Office | None = None
        self._handing: Handing | None = None
        self._opening: tasks.Task | None = None
        self.entered.connect(self.sign_in)
        self.unsigned.clicked.connect(lambda _on=False: self.write_unsigned())
        self.name.textChanged.connect(lambda _new: self._show_wait())
        self.unlocking.opened.connect(self.unlocked)
        self.unlocking.ended.connect(self._go_on)
        self.unlocking.progressed.connect(self._show_progress)
        self.forgotten.clicked.connect(lambda _on=False: self.ask_sheet())
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._tick)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self._offer)
        self._tick()

    def use(self, office: "Office", state: QWidget, due: QWidget) -> None:
        """The book is open, and nobody signed in: list who may, what is ``due``, how it stands."""
        from deskinc.desk.people.people import officers

        self._office = office
        by = _("Open office: {name} opens the book.").format(name=office.keyring)
        how = by if office.keyring else _("Open office: the book is open.")
        self.show_open(office.site.name, how, [one.name for one in officers(office)], state)
        self.below.addWidget(due)
        self._go_on()

    def _go_on(self) -> None:
        """The keyring has opened the book, or does not: what was typed meanwhile is tried."""
        if self._after and not self._leaving:
            self._after = False
            self._set_busy(False)
            self.sign_in()

    def sign_in(self) -> None:
        """Try; nothing happens while an attempt runs or the name must wait."""
        name, passphrase, pin = self.name.text().strip(), self.passphrase.text(), self.pin.text()
        if self._busy or self._must_wait():
            return
        if self.missing(name, passphrase) or (pin and wrong(self.pin_row, pin_fault(pin))):
            return
        self._set_busy(True)
        if self._office is not None:
            self._take(self._office, (name, passphrase, pin))
            return
        self.state.setText(_("Checking the passphrase, then both copies of the book."))
        self._slow.start(SLOW)
        self.patience = Patience()
        if self.unlocking.is_opening:
            self._after = True
        else:
            self.unlocking.give_up()
            self._open((name, passphrase, pin))

    def _open(self, given: tuple[str, str, str]) -> None:
        folder, waits, clock = self._folder, self._waits, self._time
        handing, task = Handing(), tasks.Task(self)
        self._handing, self._opening = handing, task
        task.progressed.connect(self._show_progress)

        def opened(found: "Office | Trouble | None") -> None:
            if found is not None and not handing.given_up():
                self._done(found)

        def failed(error: Exception) -> None:
            if not handing.given_up():
                self._failed(error)

        task.start(
            lambda report, stop: handing.open(
                lambda: open_book(folder, given, waits, clock, until(stop, report))
            ),
            opened, failed,
        )  # fmt: skip

    def _take(self, office: "Office", given: tuple[str, str, str]) -> None:
        self.state.setText(_("Checking the passphrase."))
        tasks.run(self, lambda: take_desk(office, given), self._done, self._failed, lane="keys")

    def _offer(self) -> None:
        """Opening takes its time: whoever sits here need not wait for it to write."""
        if self._busy and not self._leaving:
            self.unsigned.setEnabled(True)
            self.unsigned.show()
            if not self.bar.maximum():
                self.state.setText(_("Opening takes longer than usual. You can write meanwhile."))
            folder, goes_on = self._folder, self.patience.went_on()
            tasks.look(self, lambda: not goes_on and is_silent(folder), self._go_on_without)

    def _go_on_without(self, silent: bool) -> None:
        """Whether the disk answers is asked again and again: it may fall silent at any time."""
        if self._busy and not self._leaving and self.patience.ends(silent=silent):
            folder, name, words = self._folder, self.name.text().strip(), self.passphrase.text()
            self._leave(lambda: without_answer(folder, name, words))
        elif self._busy and not self._leaving:
            self._slow.start(SLOW)

    def _show_progress(self, fraction: float, words: str) -> None:
        """How far the check of what was written since the last seal is, where it takes time."""
        self.patience.go_on()
        if self._busy and not self._leaving:
            self.bar.setRange(0, 1000)
            self.bar.setValue(int(fraction * 1000))
            self.state.setText(words)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.unsigned.setEnabled(not busy)
        parts = (self.names, self.name_row, self.passphrase_row, self.pin_row, self.forgotten)
        for part in parts:
            part.setEnabled(not busy)
        self.bar.setRange(0, 0 if busy else 1)
        self.bar.hide()
        self.go.setVisible(not busy)
        self.state.setText("")
        self._slow.stop()
        if busy:
            self.setFocus()
        QTimer.singleShot(1000, self, lambda: self.bar.setVisible(self._busy))

    def ask_sheet(self) -> None:
        """A passphrase is forgotten; an open book is closed first: the sheet opens it itself."""
        if not self._busy and self._office is not None:
            self.sheet_wanted.emit()
        elif not self._busy:
            self.recover()

    def recover(self) -> None:
        """Who helps where a passphrase is forgotten, and the recovery sheet."""
        from deskinc.ui.recovering.dialog import RecoverDialog

        self.unlocking.give_up()
        times = {} if self._time is machine_time else {"clock": self._time}
        dialog = RecoverDialog(self, self._folder, **times)
        dialog.enrolled.connect(self._enrolled)
        dialog.rejected.connect(self.unlocking.begin)
        dialog.open()

    def _enrolled(self, name: str, passphrase: str) -> None:
        self.name.setText(name)
        self.passphrase.setText(passphrase)
        self._waits.passed(name)
        self.sign_in()

    def write_unsigned(self) -> None:
        """Nothing opens for whoever sits here: he writes all the same, in the name he gives."""
        if not self._leaving:
            folder, name = self._folder, self.name.text()
            self._leave(lambda: unsigned(folder, name))

    def _leave(self, meet: "Callable[[], Trouble]") -> None:
        self._let_go()
        self._set_busy(True)
        self._leaving = True
        tasks.look(self, meet, self._done, self._failed)

    def _let_go(self) -> None:
        """Wait no longer for a book that is being opened."""
        self._after = False
        self.unlocking.give_up()
        if self._handing is not None:
            self._handing.give_up()
            self._handing = None

    def _done(self, found: "Office | Trouble") -> None:
        from deskinc.desk.trouble.trouble import Trouble

        self._busy = False
        self._handing = None
        self.forget()
        if isinstance(found, Trouble):
            self.troubled.emit(found)
            return
        self.state.setText(_("Opening the book."))
        self.opened.emit(found)

    def _failed(self, error: Exception) -> None:
        self._leaving, self._handing = False, None
        self._set_busy(False)
        self.forget()
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        row_, field = self.passphrase_row, self.passphrase.setFocus
        if isinstance(error, NoSlot):
            row_, field = self.name_row, self.name.setFocus
        row_.say(str(error))
        field()
        self.unsigned.setVisible(not isinstance(error, NotBegun))
        if isinstance(error, WrongPassphrase | NoSlot):
            if self._office is None:  # an open one counts by itself
                known = isinstance(error, WrongPassphrase)
                self._waits.guessed(self.name.text(), known=known)
            self._show_wait()

    def _must_wait(self) -> int:
        waits = self._waits if self._office is None else self._office.waits
        return waits.left(self.name.text())

    def _show_wait(self) -> None:
        """Count down while the name must wait; the button is filled only when it can be pressed."""
        left = self._must_wait()
        self.go.setEnabled(not left)
        self.go.set_kind("plain" if left else "primary")
        words = _("This name can try again in {time}.").format(time=clock_words(left))
        self.state.setText(words if left else "")

    def _tick(self) -> None:
        now = self._time().astimezone()
        self._clock.start(1000 - now.microsecond // 1000)
        self.show_time(now, Locale().date(now))
        if not self._busy:
            self._show_wait()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A book that is being opened is given up: what it has begun is stopped where it can be."""
        if self._opening is not None:
            self._opening.cancel()
        self._let_go()
        super().closeEvent(event)
