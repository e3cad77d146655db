"""How the book is opened: by the system's keyring, or by a passphrase at each start (025)."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from deskinc import disks
from deskinc.desk import open_office
from deskinc.desk.open_office import Standing
from deskinc.i18n import N_, _
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.opening_dialogs import CloseDialog, OpenDialog
from deskinc.ui.settings.section import Section
from deskinc.ui.settings.state import State


class OpeningSection(Section):
    """Open or closed office, and which keyring it is."""

    key, word, icon = "opening", N_("Open or closed office"), "book-open"
    needs = ("settings",)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        about = _(
            "In an open office this computer’s keyring opens the book when the program starts: the "
            "desk seals, checks, mirrors and backs up while nobody is signed in. Whoever can use "
            "this computer’s user can then open the book. A closed office asks a passphrase at "
            "each start. Nobody signs in or writes without one in either."
        )
        self.body.addWidget(label(about, role="muted", wrap=True))
        self.body.addSpacing(16)
        self.stands: Standing | None = None
        self.office, self.ring = State(_("Office")), State(_("Keyring"))
        self.open = Button(_("&Open office…"), pressed=self.ask_open)
        self.close_it = Button(_("&Closed office…"), pressed=self.ask_close)
        self.note = label("", "note", role="muted", wrap=True)
        for state in (self.office, self.ring):
            self.body.addWidget(state)
        self.body.addSpacing(20)
        foot = row(self.open, self.close_it, gap=8)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addSpacing(8)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self._show(None)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyring may be another by now."""
        super().showEvent(event)
        self.load()

    def load(self) -> None:
        """See how it stands, off the GUI thread: a keyring may be slow to answer."""
        office = self.session.office
        if self.isVisible() and not self.session.is_closed:
            asked = disks.beside(lambda: open_office.standing(office))
            self.session.watch(self, asked, self._show)

    def _show(self, stands: Standing | None) -> None:
        self.stands = stands
        for button in (self.open, self.close_it):
            button.setVisible(False)
        if stands is None:
            self.office.say("hourglass", "muted", _("The keyring is asked."))
            self.ring.say("", "muted", "")
            return
        name = stands.ring.name
        if stands.fault:
            self.office.say(
                "hourglass",
                "pending",
                _("Open, but a passphrase is asked at each start: {why}").format(why=stands.fault),
            )
        elif stands.open:
            self.office.say(
                "shield-check",
                "ok",
                _("Open: {name} opens the book.").format(name=name or _("the keyring")),
            )
        elif stands.elsewhere:
            self.office.say(
                "hourglass",
                "pending",
                _("Closed here: the keyring of another computer opens this office."),
            )
        elif stands.ended:
            self.office.say(
                "hourglass",
                "pending",
                _("Closed, as it is when somebody has left: the keyring opens the book no more."),
            )
        else:
            self.office.say("lock", "ink", _("Closed: each start asks a passphrase."))
        self._show_ring(stands)

    def _show_ring(self, stands: Standing) -> None:
        ring = stands.ring
        if ring.sound:
            locked = _("{name}, locked at the moment") if ring.locked else "{name}"
            self.ring.say("shield-check", "ok", locked.format(name=ring.name))
        else:
            self.ring.say("hourglass", "pending", ring.why)
        renew = bool(stands.fault)
        self.open.setText(_("&Open office anew…") if renew else _("&Open office…"))
        self.open.setVisible((renew or not stands.open) and ring.usable)
        self.close_it.setVisible(stands.open or stands.elsewhere or stands.ended)
        unfit = not ring.usable and not stands.open
        self.note.setText(
            _("An open office needs a keyring that encrypts what it keeps.") if unfit else ""
        )

    def ask_open(self) -> None:
        """Ask the passphrase, then have the keyring open the book."""
        if self.stands is not None:
            OpenDialog(self.window(), self.session, self.stands, self._chosen).open()

    def ask_close(self) -> None:
        """Ask the passphrase, then have every start ask one."""
        CloseDialog(self.window(), self.session, self._chosen).open()

    def _chosen(self, words: str, more: str) -> None:
        self.session.say(words, more)
        self.load()

    def first_focus(self) -> QWidget:
        """The first button there is."""
        shown = (one for one in (self.open, self.close_it) if one.isVisible())
        return next(shown, self)
