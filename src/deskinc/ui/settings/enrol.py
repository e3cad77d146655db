"""Enrolling a person: what the enroller saw, then a passphrase the person types alone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from deskinc.desk.office import Officer
from deskinc.desk.people import again as anew
from deskinc.desk.people import licences, people
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.roles import GIVEN
from deskinc.i18n import _
from deskinc.ui import tasks, theme
from deskinc.ui.labelled import Fault, Labelled, Passphrase, beside, line, wrong
from deskinc.ui.newpassphrase import NewPassphrase
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.person_dialogs import day, days
from deskinc.ui.signing import Hand, Says, Second, second_hand


class EnrolForm(QWidget):
    """``enrolled`` carries the Officer; ``left`` when it was given up."""

    enrolled = Signal(object)
    left = Signal()

    def __init__(self, session: Session, again: Officer | None = None) -> None:
        super().__init__()
        self._session, self._again = session, again
        self._busy = False
        self._own = False
        self.name, self.initials = line(), line(limit=8)
        self.licence, self.identity, self.employer = line(limit=100), line(), line()
        self.licence_until, self.first_aid = line(limit=10), line(limit=10)
        self.until_row = Labelled(
            _("Licence valid until"), self.licence_until, _("For example 2027-03-31")
        )
        self.aid_row = Labelled(
            _("First-aid certificate until"), self.first_aid, _("For example 2027-03-31")
        )
        self.phrase = NewPassphrase()
        self.identity_row = Labelled(_("&Document seen"), self.identity)
        self.own, self.second = self._hands()
        self.name_row = Labelled(_("&Name, as it will be typed"), self.name)
        self.initials_row = Labelled(_("Initia&ls"), self.initials)
        self.roles = {role.code: QCheckBox(_(role.label)) for role in GIVEN}
        self.roles["officer"].setChecked(True)
        self.weak = label("", "note", role="pending", wrap=True)
        self.fault = Fault()
        self.state = label("", "note", role="muted")
        self.go = Button(_("Enrol"), "primary", _("Enter"), pressed=self.enrol)
        self.leave = Button(_("Cancel"), "plain", _("Esc"), pressed=self.left.emit)
        self._place()
        self.name.textEdited.connect(self._propose)
        self.initials.textEdited.connect(lambda typed: setattr(self, "_own", bool(typed)))
        for tick in self.roles.values():
            tick.toggled.connect(self._weigh)

    def _place(self) -> None:
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 16)
        layer.setSpacing(16)
        licence = _(self._session.office.site.licence_name) or _("Licence no.")
        again = _("Enrol {name} again, with new keys")
        title = again.format(name=self._again.name) if self._again else _("Enrol a person")
        layer.addWidget(label(title, "text", 600))
        layer.addLayout(beside(self.name_row, self.initials_row))
        licence_row = Labelled(licence.replace("&", "&&"), self.licence)
        layer.addLayout(beside(licence_row, self.identity_row))
        layer.addLayout(beside(self.until_row, self.aid_row))
        layer.addLayout(beside(Labelled(_("Emplo&yer"), self.employer), QWidget()))
        self._place_roles(layer)
        self._place_signing(layer)
        hand = _(
            "Now hand over the keyboard: the person enrolled types a passphrase nobody else knows."
        )
        layer.addWidget(label(hand, role="muted", wrap=True))
        layer.addWidget(self.phrase)
        layer.addWidget(self.fault)
        foot = row(self.state, gap=12)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        layer.addLayout(foot)

    def _hands(self) -> tuple[Hand, Second | None]:
        """Who signs it: whoever enrols, and a second person where somebody gets a new key."""
        office, own = self._session.office, Passphrase(height=36)
        name = office.officer.name
        words = _("Passphrase of {name}").format(name=name.replace("&", "&&"))
        asks = self._again is not None and anew.takes_second(office, self._again.thread)
        second = second_hand() if asks else None
        for hand in filter(None, (mine := Hand(Labelled(words, own), own, name), second)):
            self._session.locked.connect(hand.field.forget)
        return mine, second

    def _place_signing(self, layer: QVBoxLayout) -> None:
        """What is signed, before the keyboard is handed over."""
        if self._again is None:
            said = _("I have seen the document of the person named here, who gets these roles.")
            layer.addWidget(Says(said))
        else:
            head = _("Both signatures say") if self.second else ""
            layer.addWidget(Says(anew.meaning(self._again.name), head))
        layer.addLayout(beside(*self.own.rows(), QWidget()))
        if self.second is not None:
            layer.addLayout(beside(*self.second.rows()))

    def _place_roles(self, layer: QVBoxLayout) -> None:
        """The roles to tick; somebody who is enrolled again keeps those that he has."""
        roles = label(_("Roles"), "note", role="muted")
        layer.addWidget(roles)
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        for at, tick in enumerate(self.roles.values()):
            tick.setFont(theme.font("base"))
            grid.addWidget(tick, at // 2, at % 2)
        layer.addLayout(grid)
        layer.addWidget(self.weak)
        self.weak.hide()
        if self._again is not None:
            self._fill(self._again)
            for part in (roles, *self.roles.values()):
                part.hide()

    def _fill(self, who: Officer) -> None:
        """The same person: name, initials and roles stay as they are."""
        known = licences.papers(self._session.office, who.thread)
        self.name.setText(who.name)
        self.name.setReadOnly(True)
        self.initials.setText(who.initials)
        self._own = True
        self.licence.setText(known.licence)
        self.employer.setText(known.employer)
        self.licence_until.setText(day(known.licence_until))
        self.first_aid.setText(day(known.first_aid_until))

    def first_focus(self) -> QWidget:
        """The name, or the document that was seen where the name is known."""
        return self.identity if self._again is not None else self.name

    def _propose(self, name: str) -> None:
        if not self._own:
            self.initials.setText(people.initials_of(name)[:8])
            self.initials_row.clear()

    def chosen(self) -> frozenset[str]:
        """The roles ticked."""
        return frozenset(code for code, tick in self.roles.items() if tick.isChecked())

    def _weigh(self) -> None:
        chosen = self.chosen()
        words = ""
        if "admin" in chosen:
            words = _("An administrator enrols people and changes settings; keep to two or three.")
        if len(chosen) > 1:
            more = _("Several roles in one hand: nobody else checks this person’s work.")
            words = f"{more} {words}".strip()
        self.weak.setText(words)
        self.weak.setVisible(bool(words))

    def enrol(self) -> None:
        """Check what can be checked here, then make the keys in the background."""
        if self._busy or self._wrong():
            return
        office, passphrase = self._session.office, self.phrase.text()
        until, aid = days(self.until_row), days(self.aid_row)
        if self.until_row.fault.text() or self.aid_row.fault.text():
            return
        again = self._again.thread if self._again else ""
        who = people.Enrolment(
            name=" ".join(self.name.text().split()), initials=self.initials.text().strip(),
            licence=self.licence.text().strip(), roles=self.chosen(),
            identity=self.identity.text().strip(), employer=self.employer.text().strip(),
            licence_until=until, first_aid_until=aid,
        )  # fmt: skip
        own, second = self.own.field.text(), self.second.given() if self.second else None
        self._set_busy(True)
        tasks.run(
            self,
            lambda: people.sign(office, own, who, passphrase, again=again, second=second),
            self._done, self._failed,
        )  # fmt: skip

    def _wrong(self) -> bool:
        name, initials = self.name.text().strip(), self.initials.text().strip()
        seen = self.identity.text().strip()
        return (
            wrong(self.name_row, "" if name else _("Type the name."))
            or wrong(self.initials_row, "" if initials else _("Give the initials."))
            or wrong(self.identity_row, "" if seen else _("Say which document you have seen."))
            or any(hand.is_missing() for hand in (self.own, self.second) if hand)
            or self.phrase.is_wrong(name, self._session.office.site.name)
        )

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.phrase.cover()
        self.go.setVisible(not busy)
        self.leave.setVisible(not busy)
        self.state.setText(_("Making the keys. This takes a few seconds.") if busy else "")
        self.fault.say("")

    def _done(self, person: Officer) -> None:
        self.phrase.forget()
        self.own.field.forget()
        self.enrolled.emit(person)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, InvalidForm):
            rows = {
                "name": self.name_row,
                "initials": self.initials_row,
                "identity": self.identity_row,
                "passphrase": self.phrase.first_row,
            }
            for name, note in error.notes.items():
                if name in rows:
                    wrong(rows[name], note)
                else:
                    self.fault.say(note)
        elif isinstance(error, DeskError):
            if not any(hand.refuses(error) for hand in (self.own, self.second) if hand):
                self.fault.say(str(error))
        else:
            tasks.crash(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter enrols, Esc leaves it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.enrol()
        elif event.key() == Qt.Key.Key_Escape and not self._busy:
            self.left.emit()
        else:
            super().keyPressEvent(event)
