"""The small dialogs of who writes: another writer by initials and PIN (D12), and a PIN chosen."""

from time import monotonic
from typing import Protocol

from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Office, Officer, Person
from deskinc.desk.people import people, writers
from deskinc.desk.people.writers import Given
from deskinc.desk.signing_on.pins import pin_fault
from deskinc.errors import DeskError, InvalidForm, NoSlot, WrongPassphrase, WrongPin
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.actions import Action
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Labelled, Passphrase, line, wrong
from deskinc.ui.parts import Button, label
from deskinc.ui.pinfield import pin_field
from deskinc.ui.session import Session
from deskinc.ui.shift.signers import Signers

SHORT = 10
"""Digits alone, fewer than these, were meant for a PIN: a passphrase is longer."""


class LetIn(Protocol):
    """What becomes of the person who gave PIN or passphrase."""

    def __call__(self, person: Person, *, by_pin: bool) -> object:
        """Let the person in."""


def secret_fault(office: Office, given: Given) -> str:
    """Why what was typed cannot be tried, as a sentence; "" when it can."""
    secret, asks_pin = given.secret, writers.asks_pin(office, given.officer.thread)
    if not secret:
        return _("Type your PIN or passphrase.") if asks_pin else _("Type your passphrase.")
    if given.by_pin and not asks_pin:
        return _("No PIN is chosen for this officer. Type the passphrase.")
    if asks_pin and secret.isdigit() and not given.by_pin and len(secret) < SHORT:
        return _("A PIN has six digits.")
    return ""


def writer_actions(window: QWidget, session: Session) -> list[Action]:
    """What the window offers of this: F8, and a PIN."""
    group = _("Everywhere")
    return [
        Action("writer", _("Change the writer"), "F8", "user-round", group,
               lambda: ask_writer(window, session)),
        Action("choose_pin", _("Choose a PIN"), "", "key-round", group,
               lambda: PinDialog(window, session).open()),
    ]  # fmt: skip


def ask_writer(window: QWidget, session: Session) -> None:
    """Ask who writes now, unless a handover is being signed and says it."""
    if any(both.busy for both in window.findChildren(Signers)):
        session.say(
            _("A handover is being signed."), _("It says who writes then; wait for its paper."),
            tone="pending",
        )  # fmt: skip
    else:
        WriterDialog(window, session, session.let_in).open()


class WriterDialog(Question):
    """Initials and PIN; whoever is not signed on yet gives name, passphrase and perhaps a PIN."""

    def __init__(self, parent: QWidget, session: Session, done: LetIn) -> None:
        super().__init__(
            parent, _("Who writes now?"),
            _("Initials and PIN. Whoever has no PIN here yet types the passphrase. What is half "
              "written is kept for whose it is."),
        )  # fmt: skip
        self._session, self._then, self._busy = session, done, False
        self._there = people.officers(session.office)
        self.who = line()
        self.secret = Passphrase(height=36)
        self.pin, self.pin_row = pin_field(_("PI&N, if you like"))
        self.who_row = Labelled(_("&Initials or name"), self.who)
        self.secret_row = Labelled("", self.secret)
        self.state = label("", "note", role="muted")
        self.layer.addSpacing(8)
        for part in (self.who_row, self.secret_row, self.pin_row, self.state):
            self.layer.addWidget(part)
        self.go = Button(_("Write"), "primary", _("Enter"), pressed=self.submit)
        self.end(Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject), self.go)
        self.who.textChanged.connect(lambda _words: self._ask())
        self.who.returnPressed.connect(self.secret.setFocus)
        for field in (self.secret, self.pin):
            field.returnPressed.connect(self.submit)
        self._ask()
        self.who.setFocus()

    def _officer(self) -> Officer | None:
        return writers.found(self._there, self.who.text())

    def _ask(self) -> None:
        """PIN where there is one, else the passphrase, and a PIN may be chosen with it."""
        officer = self._officer()
        by_pin = officer is None or writers.asks_pin(self._session.office, officer.thread)
        words = _("&PIN") if by_pin else _("&Passphrase")
        self.secret_row.caption.setText(words)
        self.secret.setAccessibleName(words.replace("&", ""))
        self.pin_row.setVisible(not by_pin)

    def submit(self) -> None:
        """Check what was typed; nothing happens while it is checked."""
        officer = self._officer()
        if self._busy:
            return
        if officer is None:
            wrong(self.who_row, _("Nobody is enrolled under these initials or this name."))
            return
        pin = self.pin.text() if self.pin_row.isVisible() else ""
        given = Given(officer, self.secret.text(), pin)
        left = 0 if given.by_pin else self._session.waits.left(officer.thread, monotonic())
        wait = _("Try again in {time}.").format(time=f"{left // 60}:{left % 60:02d}")
        if wrong(self.secret_row, wait if left else secret_fault(self._session.office, given)):
            return
        if given.pin and wrong(self.pin_row, pin_fault(given.pin)):
            return
        self._set_busy(True)
        office = self._session.office
        tasks.run(
            self, lambda: writers.opened(office, given), lambda person: self._done(person, given),
            lambda error: self._failed(error, officer), lane="keys",
        )  # fmt: skip

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for part in (self.who_row, self.secret_row, self.pin_row, self.go):
            part.setEnabled(not busy)
        self.state.setText(_("Checking.") if busy else "")

    def _done(self, person: Person, given: Given) -> None:
        then = self._then
        self.accept()
        then(person, by_pin=given.by_pin)

    def _failed(self, error: Exception, officer: Officer) -> None:
        self._set_busy(False)
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        self.secret.forget()
        self._ask()
        if isinstance(error, InvalidForm):
            wrong(self.pin_row, str(error))
            return
        if isinstance(error, WrongPassphrase) and not isinstance(error, WrongPin):
            self._session.waits.failed(officer.thread, monotonic())
        wrong(self.who_row if isinstance(error, NoSlot) else self.secret_row, str(error))


class PinDialog(Question):
    """The writer chooses a PIN; the passphrase says that it is he."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(
            parent, _("Choose a PIN, {name}").format(name=session.office.officer.name),
            _("It lasts until you sign off or the book is closed, and is kept nowhere. Five wrong "
              "ones, and the passphrase is asked again."),
        )  # fmt: skip
        self._session, self._busy = session, False
        self.passphrase = Passphrase(height=36)
        self.passphrase_row = Labelled(_("&Passphrase"), self.passphrase)
        self.pin, self.pin_row = pin_field(_("PI&N"))
        self.layer.addSpacing(8)
        self.layer.addWidget(self.passphrase_row)
        self.layer.addWidget(self.pin_row)
        self.go = Button(_("Choose it"), "primary", _("Enter"), pressed=self.submit)
        self.end(Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject), self.go)
        self.passphrase.returnPressed.connect(self.pin.setFocus)
        self.pin.returnPressed.connect(self.submit)
        self.passphrase.setFocus()

    def submit(self) -> None:
        """Check both; nothing happens while they are checked."""
        office, passphrase, pin = self._session.office, self.passphrase.text(), self.pin.text()
        left = self._session.waits.left(office.officer.thread, monotonic())
        wait = _("Try again in {time}.").format(time=f"{left // 60}:{left % 60:02d}")
        missing = "" if passphrase else _("Type your passphrase.")
        if self._busy or wrong(self.passphrase_row, wait if left else missing):
            return
        if wrong(self.pin_row, pin_fault(pin)):
            return
        self._set_busy(True)
        tasks.run(
            self, lambda: writers.choose_pin(office, passphrase, pin), self._done, self._failed,
            lane="keys",
        )  # fmt: skip

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for part in (self.passphrase_row, self.pin_row, self.go):
            part.setEnabled(not busy)

    def _done(self, _none: None) -> None:
        self._session.say(
            _("Your PIN is chosen."), _("It unlocks the desk, and F8 makes you the writer.")
        )
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        self.passphrase.forget()
        if isinstance(error, WrongPassphrase):
            self._session.waits.failed(self._session.office.officer.thread, monotonic())
        wrong(self.passphrase_row, str(error))
