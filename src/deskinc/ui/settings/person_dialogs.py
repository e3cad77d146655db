"""What is done to a person of the desk: vouched for, suspended, given other roles or papers."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from deskinc.desk.office import Officer
from deskinc.desk.people import licences, role_changes, suspension, vouching
from deskinc.desk.people.licences import Papers
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.roles import GIVEN
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Fault, Labelled, Passphrase, beside, line, wrong
from deskinc.ui.parts import Button, label
from deskinc.ui.session import Session

Done = Callable[[str], object]
"""Told, in a sentence, once it is in the book."""


class Signing(Question):
    """A question with passphrases: the work is done off the GUI thread, what is wrong is said."""

    safe = False
    """Whether leaving it is the answer that is filled, and stands last."""

    def __init__(self, parent: QWidget, session: Session, title: str, text: str, verb: str) -> None:
        super().__init__(parent, title, text)
        self.session = session
        self.fault = Fault()
        self.go = Button(verb, "primary", _("Enter"), pressed=self.sign)
        self.go.setDefault(True)
        self.leave = Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject)
        session.locked.connect(self.reject)

    def finish(self) -> None:
        """Put fault and buttons at the end."""
        self.layer.addWidget(self.fault)
        self.end(*((self.go, self.leave) if self.safe else (self.leave, self.go)))

    def sign(self) -> None:
        """Do it; overridden."""

    def run(self, work: Callable[[], object], done: Callable[[], object]) -> None:
        """Do ``work`` on the work lane, then ``done``."""
        self.fault.say("")
        self.go.setEnabled(False)

        def home(_result: object) -> None:
            self.accept()
            done()

        tasks.run(self, work, home, self.failed)

    def failed(self, error: Exception) -> None:
        """Say why it was not done."""
        self.go.setEnabled(True)
        for field in self.findChildren(Passphrase):
            field.forget()
        if isinstance(error, InvalidForm):
            self.fault.say(" ".join(error.notes.values()))
        elif isinstance(error, DeskError):
            self.fault.say(str(error))
        else:
            tasks.crash(error)


class VouchDialog(Signing):
    """A second person signs that the document was seen; the first session goes on."""

    def __init__(self, parent: QWidget, session: Session, who: Officer, done: Done) -> None:
        text = _("Whoever vouches types name and passphrase here. Nobody signs in or out by it.")
        super().__init__(
            parent, session, _("Vouch for {name}").format(name=who.name), text, _("Sign")
        )
        self._who, self._then = who, done
        self.name, self.passphrase = line(), Passphrase(height=36)
        own = session.office.officer
        if own.may("vouch") and own.thread != who.thread:
            self.name.setText(own.name)
        self.name_row = Labelled(_("Name, as enrolled"), self.name)
        self.passphrase_row = Labelled(_("Passphrase"), self.passphrase)
        self.layer.addWidget(label(_("The signature says"), "note", role="muted"))
        self.layer.addWidget(label(f"“{vouching.meaning(who.name)}”", wrap=True))
        self.layer.addWidget(self.name_row)
        self.layer.addWidget(self.passphrase_row)
        self.finish()
        (self.passphrase if self.name.text() else self.name).setFocus()

    def sign(self) -> None:
        """Let the person sign."""
        name, words = self.name.text().strip(), self.passphrase.text()
        if wrong(self.name_row, "" if name else _("Type the name, as enrolled.")):
            return
        if wrong(self.passphrase_row, "" if words else _("Type the passphrase.")):
            return
        office, thread = self.session.office, self._who.thread
        said = _("{other} has vouched for {name}.").format(other=name, name=self._who.name)
        self.run(lambda: vouching.vouch(office, thread, name, words), lambda: self._then(said))


class SuspendDialog(Signing):
    """Asked once, done at once."""

    safe = True

    def __init__(self, parent: QWidget, session: Session, who: Officer, done: Done) -> None:
        text = _(
            "From now on the passphrase of {name} opens nothing here and signs nothing. What was "
            "signed before stays valid. Whoever comes back is enrolled with a new key."
        ).format(name=who.name)
        title = _("Suspend {name} now?").format(name=who.name)
        super().__init__(parent, session, title, text, _("Suspend now"))
        self.go.set_kind("danger")
        self.go.set_key("")
        self.go.setDefault(False)
        self.leave.set_kind("primary")
        self._who, self._then = who, done
        self.finish()
        self.leave.setDefault(True)
        self.leave.setFocus()

    def sign(self) -> None:
        """Suspend the person."""
        office, who = self.session.office, self._who
        gone: list[bool] = []

        def work() -> None:
            gone.append(suspension.suspend(office, who.thread))

        def done() -> None:
            words = _("{name} is suspended.").format(name=who.name)
            more = _("The key slot could not be taken off the disk; it opens nothing all the same.")
            self._then(words if all(gone) else f"{words} {more}")

        self.run(work, done)


class RolesDialog(Signing):
    """Other roles, signed by the administrator and a second person."""

    def __init__(self, parent: QWidget, session: Session, who: Officer, done: Done) -> None:
        text = _(
            "Two people sign it, and it counts once both have. Whom it is about is not the second."
        )
        title = _("Roles of {name}").format(name=who.name)
        super().__init__(parent, session, title, text, _("Sign, both"))
        self._who, self._then = who, done
        self.ticks = {role.code: QCheckBox(_(role.label)) for role in GIVEN}
        for code, tick in self.ticks.items():
            tick.setChecked(code in who.roles)
            self.layer.addWidget(tick)
        own = session.office.officer.name
        self.own, self.theirs = Passphrase(height=36), Passphrase(height=36)
        self.other = line()
        self.own_row = Labelled(_("Passphrase of {name}").format(name=own), self.own)
        self.other_row = Labelled(_("Second person"), self.other)
        self.theirs_row = Labelled(_("Their passphrase"), self.theirs)
        self.layer.addWidget(self.own_row)
        self.layer.addLayout(beside(self.other_row, self.theirs_row))
        self.finish()
        next(iter(self.ticks.values())).setFocus()

    def sign(self) -> None:
        """Let both sign."""
        empty = _("Type the passphrase.")
        if (
            wrong(self.own_row, "" if self.own.text() else empty)
            or wrong(self.other_row, "" if self.other.text() else _("Type the name, as enrolled."))
            or wrong(self.theirs_row, "" if self.theirs.text() else empty)
        ):
            return
        roles = frozenset(code for code, tick in self.ticks.items() if tick.isChecked())
        office, who, own = self.session.office, self._who, self.own.text()
        second = (self.other.text().strip(), self.theirs.text())
        words = _("{name} has other roles now.").format(name=who.name)
        if "admin" in roles - who.roles:
            words = _("{name} is an administrator now; enrol again, so that the keys issue "
                      "certificates.").format(name=who.name)  # fmt: skip
        self.run(
            lambda: role_changes.change(office, who, roles, own, second),
            lambda: self._then(words),
        )


class PapersDialog(Signing):
    """Licence and first-aid certificate, with their last days."""

    def __init__(self, parent: QWidget, session: Session, who: Officer, done: Done) -> None:
        text = _(
            "Sixty days before a last day it stands in amber. Empty: there is none, or no end."
        )
        title = _("Papers of {name}").format(name=who.name)
        super().__init__(parent, session, title, text, _("Write it"))
        self._who, self._then = who, done
        known = licences.papers(session.office, who.thread)
        self.licence, self.employer = line(known.licence, limit=100), line(known.employer)
        self.licence_until, self.first_aid = line(day(known.licence_until)), line()
        self.first_aid.setText(day(known.first_aid_until))
        name = _(session.office.site.licence_name) or _("Licence no.")
        self.until_row = Labelled(_("Valid until"), self.licence_until, _("For example 2027-03-31"))
        self.aid_row = Labelled(
            _("First-aid certificate until"), self.first_aid, _("For example 2027-03-31")
        )
        self.layer.addLayout(
            beside(Labelled(name.replace("&", "&&"), self.licence), self.until_row)
        )
        self.layer.addLayout(beside(Labelled(_("Employer"), self.employer), self.aid_row))
        self.finish()
        self.licence.setFocus()

    def sign(self) -> None:
        """Write what was changed."""
        until, aid = days(self.until_row), days(self.aid_row)
        if self.until_row.fault.text() or self.aid_row.fault.text():
            return
        new = Papers(self.licence.text().strip(), until, aid, self.employer.text().strip())
        office, thread = self.session.office, self._who.thread
        words = _("The papers of {name} are in the book.").format(name=self._who.name)
        self.run(lambda: licences.renew(office, thread, new).result(), lambda: self._then(words))


def day(when: date | None) -> str:
    """A day as it is typed."""
    return "" if when is None else when.isoformat()


def days(asked: Labelled) -> date | None:
    """The day typed in a field, None for none; what is no day is said below it."""
    words = asked.field.text().strip()  # type: ignore[attr-defined]
    asked.say("")
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        wrong(asked, _("“{text}” is no day. Write it as 2027-03-31.").format(text=words))
        return None
