"""The small dialogs of who writes: another writer by initials and PIN (D12), and a PIN chosen."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Office, Officer, Person
from deskinc.desk.people import people, writers
from deskinc.desk.people.writers import Given
from deskinc.desk.signing_on.pins import pin_fault
from deskinc.errors import DeskError, InvalidForm, NoSlot
from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.labelled import Labelled, Passphrase, line, wrong
from deskinc.ui.pinfield import pin_field
from deskinc.ui.session import Session
from deskinc.ui.shift.signers import Signers
from deskinc.ui.signing import Signing

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
               lambda: ChoosePin(window, session).open()),
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


class WriterDialog(Signing):
    """Initials and PIN; whoever is not signed on yet gives name, passphrase and perhaps a PIN."""

    def __init__(self, parent: QWidget, session: Session, done: LetIn) -> None:
        super().__init__(
            parent, session, _("Who writes now?"),
            _("Initials and PIN. Whoever has no PIN here yet types the passphrase. What is half "
              "written is kept for whose it is."), _("Write"),
        )  # fmt: skip
        self._then = done
        self._there = people.officers(session.office)
        self.who = line()
        self.secret = Passphrase(height=36)
        self.pin, self.pin_row = pin_field(_("PI&N, if you like"))
        self.who_row = Labelled(_("&Initials or name"), self.who)
        self.secret_row = Labelled("", self.secret)
        self.layer.addSpacing(8)
        for part in (self.who_row, self.secret_row, self.pin_row):
            self.layer.addWidget(part)
        self.finish()
        self.go.setDefault(False)  # Enter leads from the initials to the PIN
        self.who.textChanged.connect(lambda _words: self._show_asked())
        self.who.returnPressed.connect(self.secret.setFocus)
        for field in (self.secret, self.pin):
            field.returnPressed.connect(self.sign)
        self._show_asked()
        self.who.setFocus()

    def _officer(self) -> Officer | None:
        return writers.found(self._there, self.who.text())

    def _show_asked(self) -> None:
        """PIN where there is one, else the passphrase, and a PIN may be chosen with it."""
        officer = self._officer()
        by_pin = officer is None or writers.asks_pin(self.session.office, officer.thread)
        words = _("&PIN") if by_pin else _("&Passphrase")
        self.secret_row.caption.setText(words)
        self.secret.setAccessibleName(words.replace("&", ""))
        self.secret.set_pin(by_pin)
        self.pin_row.setVisible(not by_pin)

    def sign(self) -> None:
        """Check what was typed; nothing happens while it is checked."""
        officer, office = self._officer(), self.session.office
        if self.busy:
            return
        if officer is None:
            wrong(self.who_row, _("Nobody is enrolled under these initials or this name."))
            return
        pin = self.pin.text() if self.pin_row.isVisible() else ""
        given = Given(officer, self.secret.text(), pin)
        if wrong(self.secret_row, secret_fault(office, given)):
            return
        if given.pin and wrong(self.pin_row, pin_fault(given.pin)):
            return
        self.run(
            lambda: writers.opened(office, given),
            lambda person: self._then(person, by_pin=given.by_pin), lane="keys",
        )  # fmt: skip

    def set_busy(self, *, busy: bool, words: str = "") -> None:
        """The fields too."""
        super().set_busy(busy=busy, words=words or _("Checking."))
        for part in (self.who_row, self.secret_row, self.pin_row):
            part.setEnabled(not busy)

    def say(self, error: DeskError) -> None:
        """At the field it is about."""
        self.secret.forget()
        self._show_asked()
        if isinstance(error, InvalidForm):
            wrong(self.pin_row, str(error))
        else:
            wrong(self.who_row if isinstance(error, NoSlot) else self.secret_row, str(error))


class ChoosePin(Signing):
    """The writer chooses a PIN; the passphrase says that it is he."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(
            parent, session, _("Choose a PIN, {name}").format(name=session.office.officer.name),
            _("It lasts until you sign off or the book is closed, and is kept nowhere. Five wrong "
              "ones, and the passphrase is asked again."), _("Choose it"),
        )  # fmt: skip
        self.layer.addSpacing(8)
        self.passphrase = self.ask_own(_("&Passphrase")).field
        self.pin, self.pin_row = pin_field(_("PI&N"))
        self.layer.addWidget(self.pin_row)
        self.finish()
        self.go.setDefault(False)  # Enter leads from the passphrase to the PIN
        self.passphrase.returnPressed.connect(self.pin.setFocus)
        self.pin.returnPressed.connect(self.sign)
        self.passphrase.setFocus()

    def sign(self) -> None:
        """Check both; nothing happens while they are checked."""
        office, passphrase, pin = self.session.office, self.passphrase.text(), self.pin.text()
        if not self.is_typed() or wrong(self.pin_row, pin_fault(pin)):
            return
        self.run(
            lambda: writers.choose_pin(office, passphrase, pin),
            lambda _none: self.session.say(
                _("Your PIN is chosen."), _("It unlocks the desk, and F8 makes you the writer.")
            ), lane="keys",
        )  # fmt: skip
