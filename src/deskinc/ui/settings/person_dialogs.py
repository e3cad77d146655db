"""What is done to a person of the desk: vouched for, suspended, given other roles or papers."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from deskinc.desk.office import Officer
from deskinc.desk.people import licences, role_changes, suspension, vouching
from deskinc.desk.people.licences import Papers
from deskinc.forms.roles import GIVEN
from deskinc.i18n import _
from deskinc.ui.labelled import Labelled, beside, line, wrong
from deskinc.ui.session import Session
from deskinc.ui.signing import Says, Signing

Done = Callable[[str], object]
"""Told, in a sentence, once it is in the book."""


class VouchDialog(Signing):
    """A second person signs that the document was seen; the first session goes on."""

    def __init__(self, parent: QWidget, session: Session, who: Officer, done: Done) -> None:
        text = _("Whoever vouches types name and passphrase here. Nobody signs in or out by it.")
        super().__init__(
            parent, session, _("Vouch for {name}").format(name=who.name), text, _("Sign")
        )
        self._who, self._then = who, done
        self.layer.addWidget(Says(vouching.meaning(who.name)))
        self.hand = self.ask_second(_("&Name, as enrolled"), _("&Passphrase"))
        self.name, self.passphrase = self.hand.name_field, self.hand.field
        own = session.office.officer
        if own.may("vouch") and own.thread != who.thread:
            self.name.setText(own.name)
        self.finish()
        (self.passphrase if self.name.text() else self.name).setFocus()

    def sign(self) -> None:
        """Let the person sign."""
        if not self.is_typed():
            return
        (name, words), office, thread = self.hand.given(), self.session.office, self._who.thread
        said = _("{other} has vouched for {name}.").format(other=name, name=self._who.name)
        self.run(
            lambda: vouching.vouch(office, thread, name, words), lambda _none: self._then(said)
        )


class SuspendDialog(Signing):
    """Asked once, signed and done at once."""

    danger = True

    def __init__(self, parent: QWidget, session: Session, who: Officer, done: Done) -> None:
        text = _(
            "From now on the passphrase of {name} opens nothing here. What was signed before stays "
            "valid. Whoever comes back is enrolled with a new key."
        ).format(name=who.name)
        title = _("Suspend {name} now?").format(name=who.name)
        super().__init__(parent, session, title, text, _("Suspend now"))
        self._who, self._then = who, done
        self.layer.addWidget(Says(suspension.meaning(who.name)))
        self.own = self.ask_own().field
        self.finish()
        self.own.setFocus()

    def sign(self) -> None:
        """Suspend the person."""
        if not self.is_typed():
            return
        office, who, words = self.session.office, self._who, self.own.text()

        def done(gone: bool) -> None:
            said = _("{name} is suspended.").format(name=who.name)
            more = _("The key slot could not be taken off the disk; it opens nothing all the same.")
            self._then(said if gone else f"{said} {more}")

        self.run(lambda: suspension.suspend(office, who.thread, words), done)


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
        self.says = Says(head=_("Both signatures say"))
        for code, tick in self.ticks.items():
            tick.setChecked(code in who.roles)
            tick.toggled.connect(lambda _on: self._show_meaning())
            self.layer.addWidget(tick)
        self.layer.addSpacing(4)
        self.layer.addWidget(self.says)
        self.own = self.ask_own().field
        self.second = self.ask_second()
        self.other, self.theirs = self.second.name_field, self.second.field
        self._show_meaning()
        self.finish()
        next(iter(self.ticks.values())).setFocus()

    def chosen(self) -> frozenset[str]:
        """The roles ticked."""
        return frozenset(code for code, tick in self.ticks.items() if tick.isChecked())

    def _show_meaning(self) -> None:
        self.says.show_words(role_changes.meaning(self._who.name, self.chosen()))

    def sign(self) -> None:
        """Let both sign."""
        if not self.is_typed():
            return
        roles, second = self.chosen(), self.second.given()
        office, who, own = self.session.office, self._who, self.own.text()
        words = _("{name} has other roles now.").format(name=who.name)
        if "admin" in roles - who.roles:
            words = _("{name} is an administrator now; enrol again, so that the keys issue "
                      "certificates.").format(name=who.name)  # fmt: skip
        self.run(
            lambda: role_changes.change(office, who, roles, own, second),
            lambda _none: self._then(words),
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
        self.run(
            lambda: licences.renew(office, thread, new).result(), lambda _none: self._then(words)
        )


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
