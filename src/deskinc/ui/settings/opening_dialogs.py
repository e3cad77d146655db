"""The passphrase of whoever opens or closes the office, and what the keyring says to it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskinc import disks
from deskinc.desk import open_office
from deskinc.desk.open_office import Given, Item, Standing
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.parts import label
from deskinc.ui.session import Session
from deskinc.ui.signing import Signing

Done = Callable[[str, str], object]
"""Told, once it is done, what was done and what is left to do."""


class OpenDialog(Signing):
    """The keyring is named, and what is to be known of it, before it is chosen."""

    stays = False

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
        self.own = self.ask_own().field
        self.finish()
        self.own.setFocus()

    def sign(self) -> None:
        """Have the keyring take a key first; a locked one may ask for ever."""
        if not self.is_typed():
            return
        words = _("{name} is locked: it asks for its password in a window of its own.")
        self.fault.say("")
        self.set_busy(
            busy=True, words=words.format(name=self._ring.name) if self._ring.locked else ""
        )
        office, passphrase = self.session.office, self.own.text()
        asked = disks.beside(lambda: open_office.ready(office, passphrase))
        tasks.watch(self, asked, self._ready, self.failed)

    def _ready(self, given: Given) -> None:
        office, more = self.session.office, _("{name} opens the book from now on.")
        said = _("The office is open."), more.format(name=given.ring.name)
        self.run(
            lambda: open_office.open_up(office, given), lambda _none: self._then(*said), lane="keys"
        )


class CloseDialog(Signing):
    """The slot goes first: what the keyring still holds opens nothing then."""

    def __init__(self, parent: QWidget, session: Session, done: Done) -> None:
        text = _(
            "From now on each start asks a passphrase. While nobody is signed in nothing is "
            "sealed, checked, mirrored or backed up."
        )
        title, verb = _("Choose the closed office?"), _("Closed office")
        super().__init__(parent, session, title, text, verb)
        self._then = done
        self.own = self.ask_own().field
        self.finish()
        self.own.setFocus()

    def sign(self) -> None:
        """Close it; then the keyring gives back what it held."""
        if self.is_typed():
            office, words = self.session.office, self.own.text()
            self.run(lambda: open_office.close_up(office, words), self._closed, lane="keys")

    def _closed(self, item: Item) -> None:
        session = self.session
        self._then(_("The office is closed."), _("Each start asks a passphrase."))

        def taken(out: bool) -> None:
            if not out:
                session.say(
                    _("The keyring did not give back the key of this office."),
                    _("It opens nothing any more. It is listed there as “deskinc”."),
                    tone="pending",
                )

        session.watch(session, disks.beside(lambda: open_office.take_out(item)), taken)
