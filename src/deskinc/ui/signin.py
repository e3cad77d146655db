"""Signing in: name, passphrase and perhaps a PIN beside the large clock.

Knows nothing of the book until Enter: keys are derived and both stores checked on the work lane,
and whatever is wrong is said here, in the sentence it came with.
"""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar

from deskinc.desk.signing_on.pins import pin_fault
from deskinc.errors import DeskError, NoSlot, NotBegun, WrongPassphrase
from deskinc.i18n import Locale, _
from deskinc.ui import tasks, theme
from deskinc.ui.doorway import Doorway
from deskinc.ui.labelled import Labelled, Passphrase, line, wrong
from deskinc.ui.letting import (
    Clock,
    Handing,
    Patience,
    is_silent,
    machine_time,
    open_book,
    unsigned,
    until,
    without_answer,
)
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.pinfield import hint, pin_field
from deskinc.ui.waits import Waits

if TYPE_CHECKING:
    from deskinc.desk.office import Office
    from deskinc.desk.trouble.trouble import Trouble


SLOW = 3000
"""Milliseconds that opening may take until writing without it is offered."""


class SignIn(Doorway):
    """The page before the book is open; ``opened`` carries the Office.

    ``troubled`` carries the Trouble of a book that does not open.
    """

    opened = Signal(object)
    troubled = Signal(object)

    def __init__(
        self, folder: Path, waits: Waits | None = None, clock: Clock = machine_time
    ) -> None:
        super().__init__("deskinc")
        self._folder = folder
        self._time, self._waits, self.patience = clock, waits or Waits(), Patience()
        self._busy = self._leaving = False
        self._handing: Handing | None = None
        self._opening: tasks.Task | None = None
        self.name = line(height=44)
        self.passphrase = Passphrase()
        self.name_row = Labelled(_("&Name"), self.name)
        self.passphrase_row = Labelled(_("&Passphrase"), self.passphrase)
        self.pin, self.pin_row = pin_field(_("P&IN, if you like"), height=44)
        self.go = Button(_("Sign in"), "primary", _("Enter"), size="tall", pressed=self.sign_in)
        self.unsigned = Button(_("&Write without signing in"), "text", pressed=self.write_unsigned)
        self.forgotten = Button(_("&Forgotten passphrase…"), "text", pressed=self.recover)
        self.state = label("", "note", role="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Opening the book"))
        self._place()
        self.name.textEdited.connect(lambda _new: self._show_wait())
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._tick)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self._offer)
        self._tick()
        self._lay(low=True)
        self.setFocusProxy(self.name)

    def _place(self) -> None:
        self.side.addStretch(1)
        self.side.addWidget(label(_("Sign in"), "title", 600))
        self.side.addSpacing(4)
        self._more = label(_("Names are typed here, not listed."), role="muted", wrap=True)
        self.side.addWidget(self._more)
        self.side.addSpacing(12)
        self._secrets = column(self.passphrase_row, self.pin_row, gap=12)
        self.side.addWidget(self.name_row)
        self.side.addSpacing(12)
        self.side.addLayout(self._secrets)
        self.side.addSpacing(12)
        self.go.setSizePolicy(self.name.sizePolicy())
        self.side.addWidget(self.go)
        self.side.addSpacing(12)
        self.side.addWidget(self.bar)
        self.side.addWidget(self.state)
        self.side.addWidget(self.unsigned)
        self.side.addStretch(1)
        self.side.addWidget(self.forgotten, 0, Qt.AlignmentFlag.AlignLeft)
        self.bar.hide()
        self.unsigned.hide()
        self.foot.addLayout(row(label(_("The book is closed."), "note", role="muted")))
        self.foot.addStretch(1)

    def sign_in(self) -> None:
        """Try; nothing happens while an attempt runs or the name must wait."""
        name, passphrase, pin = self.name.text().strip(), self.passphrase.text(), self.pin.text()
        if self._busy or self._waits.left(name, monotonic()):
            return
        if not self._asked(name, passphrase) or (pin and wrong(self.pin_row, pin_fault(pin))):
            return
        self._set_busy(True)
        self.state.setText(_("Checking the passphrase, then both copies of the book."))
        self._slow.start(SLOW)
        folder, failures, clock = self._folder, self._waits.count(), self._time
        given, handing, task = (name, passphrase, pin), Handing(), tasks.Task(self)
        self._handing, self._opening, self.patience = handing, task, Patience()
        task.progressed.connect(self._show_progress)

        def opened(found: "Office | Trouble | None") -> None:
            if found is not None and not handing.given_up():
                self._done(found)

        def failed(error: Exception) -> None:
            if not handing.given_up():
                self._failed(error)

        task.start(
            lambda report, stop: handing.open(
                lambda: open_book(folder, given, failures, clock, until(stop, report))
            ),
            opened, failed,
        )  # fmt: skip

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

    def _asked(self, name: str, passphrase: str) -> bool:
        self.passphrase_row.say("" if passphrase else _("Type your passphrase."))
        self.name_row.say("" if name else _("Type your name, as it was enrolled."))
        empty = self.name if not name else self.passphrase
        if not name or not passphrase:
            empty.setFocus()
            return False
        return True

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.unsigned.setEnabled(not busy)
        for part in (self.name_row, self.passphrase_row, self.pin_row, self.forgotten):
            part.setEnabled(not busy)
        self.bar.setRange(0, 0 if busy else 1)
        self.bar.hide()
        self.go.setVisible(not busy)
        self.state.setText("")
        self._slow.stop()
        if busy:
            self.setFocus()
        QTimer.singleShot(1000, self, lambda: self.bar.setVisible(self._busy))

    def recover(self) -> None:
        """A passphrase is forgotten: who helps, and the recovery sheet."""
        from deskinc.ui.recovering.dialog import RecoverDialog

        if not self._busy:
            times = {} if self._time is machine_time else {"clock": self._time}
            dialog = RecoverDialog(self, self._folder, **times)
            dialog.enrolled.connect(self._enrolled)
            dialog.open()

    def _enrolled(self, name: str, passphrase: str) -> None:
        self.name.setText(name)
        self.passphrase.setText(passphrase)
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
        if self._handing is not None:
            self._handing.give_up()
            self._handing = None

    def _done(self, found: "Office | Trouble") -> None:
        from deskinc.desk.trouble.trouble import Trouble

        self._busy = False
        self._handing = None
        self._waits.clear()
        self._forget()
        if isinstance(found, Trouble):
            self.troubled.emit(found)
            return
        self.state.setText(_("Opening the book."))
        self.opened.emit(found)

    def _failed(self, error: Exception) -> None:
        self._leaving, self._handing = False, None
        self._set_busy(False)
        self._forget()
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
            self._waits.failed(self.name.text(), monotonic())
            self._show_wait()

    def _forget(self) -> None:
        for field in (self.passphrase, self.pin):
            field.forget()

    def _show_wait(self) -> None:
        """Count down while the name must wait; the button is filled only when it can be pressed."""
        left = self._waits.left(self.name.text(), monotonic())
        self.go.setEnabled(not left)
        self.go.set_kind("plain" if left else "primary")
        clock = f"{left // 60}:{left % 60:02d}"
        self.state.setText(
            _("This name can try again in {time}.").format(time=clock) if left else ""
        )

    def _tick(self) -> None:
        now = self._time().astimezone()
        self._clock.start(1000 - now.microsecond // 1000)
        self.show_time(now, Locale().date(now))
        if not self._busy:
            self._show_wait()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from the name to the passphrase, and from there signs in."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.name.hasFocus() and self.name.text().strip() and not self.passphrase.text():
            self.passphrase.setFocus()
        else:
            self.sign_in()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the fields need it."""
        super().resizeEvent(event)
        self._lay(low=self.height() < theme.LOW)

    def _lay(self, *, low: bool) -> None:
        self._more.setVisible(not low)
        self.pin_row.set_hint("" if low else hint())
        ways = QBoxLayout.Direction
        self._secrets.setDirection(ways.LeftToRight if low else ways.TopToBottom)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A book that is being opened is given up: what it has begun is stopped where it can be."""
        if self._opening is not None:
            self._opening.cancel()
        self._let_go()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor stands in the name."""
        super().showEvent(event)
        self.name.setFocus()
