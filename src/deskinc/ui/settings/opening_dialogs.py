"""The passphrase of whoever opens or closes the office, and what the keyring says to it."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtWidgets import QWidget

from deskinc import disks
from deskinc.desk import open_office
from deskinc.desk.open_office import Given, Item, Standing
from deskinc.errors import DeskError, WrongPassphrase
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Fault, Labelled, Passphrase, wrong
from deskinc.ui.parts import Button, label
from deskinc.ui.session import Session

Done = Callable[[str, str], object]
"""Told, once it is done, what was done and what is left to do."""


class _Choice(Question):
    """A passphrase and a verb; a keyring that asks for its own password holds nothing up."""

    def __init__(self, parent: QWidget, session: Session, title: str, text: str, verb: str) -> None:
        super().__init__(parent, title, text)
        self._session, self._busy = session, False
        name = session.office.officer.name
        self.passphrase = Passphrase(height=36)
        self.row = Labelled(_("&Passphrase of {name}").format(name=name), self.passphrase)
        self.state, self.fault = label("", "note", role="muted", wrap=True), Fault()
        self.layer.addSpacing(8)
        for part in (self.row, self.state, self.fault):
            self.layer.addWidget(part)
        self.go = Button(verb, "primary", _("Enter"), pressed=self.submit)
        self.end(Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject), self.go)
        self.passphrase.returnPressed.connect(self.submit)
        session.locked.connect(self.reject)
        self.passphrase.setFocus()

    def submit(self) -> None:
        """Begin, once there is a passphrase and no wait."""
        left = self._session.waits.left(self._session.office.officer.thread, monotonic())
        wait = _("Try again in {time}.").format(time=f"{left // 60}:{left % 60:02d}")
        missing = "" if self.passphrase.text() else _("Type your passphrase.")
        if not self._busy and not wrong(self.row, wait if left else missing):
            self.fault.say("")
            self.set_busy(True)
            self.begin(self.passphrase.text())

    def begin(self, passphrase: str) -> None:
        """Do it; overridden."""

    def set_busy(self, busy: bool, words: str = "") -> None:
        """Nothing is typed while it is done."""
        self._busy = busy
        self.state.setText(words or (_("Checking the passphrase.") if busy else ""))
        for part in (self.row, self.go):
            part.setEnabled(not busy)

    def failed(self, error: Exception) -> None:
        """Say why it was not done."""
        self.set_busy(False)
        self.passphrase.forget()
        if isinstance(error, WrongPassphrase):
            self._session.waits.failed(self._session.office.officer.thread, monotonic())
            wrong(self.row, str(error))
        elif isinstance(error, DeskError):
            self.fault.say(str(error))
        else:
            tasks.crash(error)


class OpenDialog(_Choice):
    """The keyring is named, and what is to be known of it, before it is chosen."""

    def __init__(self, parent: QWidget, session: Session, stands: Standing, done: Done) -> None:
        ring = stands.ring
        text = _(
            "{name} will hold a key that opens the book on this computer, and nobody’s own keys. "
            "Passphrases and the recovery sheet open it as before."
        ).format(name=ring.name)
        super().__init__(parent, session, _("Choose the open office?"), text, _("Open office"))
        self._ring, self._then = ring, done
        other = _("The keyring of the other computer opens it no more.")
        for words in (ring.why, other if stands.elsewhere else ""):
            if words:
                self.layer.insertWidget(2, label(words, role="pending", wrap=True))

    def begin(self, passphrase: str) -> None:
        """Have the keyring take a key first; a locked one may ask for ever."""
        if self._ring.locked:
            words = _("{name} is locked: it asks for its password in a window of its own.")
            self.set_busy(True, words.format(name=self._ring.name))
        office = self._session.office
        asked = disks.beside(lambda: open_office.ready(office, passphrase))
        tasks.watch(self, asked, self._ready, self.failed)

    def _ready(self, given: Given) -> None:
        office = self._session.office
        tasks.run(
            self, lambda: open_office.open_up(office, given), lambda _none: self._done(given),
            self.failed, lane="keys",
        )  # fmt: skip

    def _done(self, given: Given) -> None:
        then, name = self._then, given.ring.name
        self.accept()
        then(_("The office is open."), _("{name} opens the book from now on.").format(name=name))


class CloseDialog(_Choice):
    """The slot goes first: what the keyring still holds opens nothing then."""

    def __init__(self, parent: QWidget, session: Session, done: Done) -> None:
        text = _(
            "From now on each start asks a passphrase. While nobody is signed in nothing is "
            "sealed, checked, mirrored or backed up."
        )
        title, verb = _("Choose the closed office?"), _("Closed office")
        super().__init__(parent, session, title, text, verb)
        self._then = done

    def begin(self, passphrase: str) -> None:
        """Close it; then the keyring gives back what it held."""
        office = self._session.office
        tasks.run(
            self, lambda: open_office.close_up(office, passphrase), self._closed, self.failed,
            lane="keys",
        )  # fmt: skip

    def _closed(self, item: Item) -> None:
        session, then = self._session, self._then
        self.accept()
        then(_("The office is closed."), _("Each start asks a passphrase."))

        def taken(out: bool) -> None:
            if not out:
                session.say(
                    _("The keyring did not give back the key of this office."),
                    _("It opens nothing any more. It is listed there as “deskinc”."),
                    tone="pending",
                )

        session.watch(session, disks.beside(lambda: open_office.take_out(item)), taken)
