"""Enrolling a relief officer from the shift: what was seen, then a passphrase he types himself."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Officer
from deskinc.desk.people.enrolment import Enrolment, initials_of
from deskinc.desk.shift import relief
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui.labelled import Labelled, beside, line, wrong
from deskinc.ui.newpassphrase import NewPassphrase
from deskinc.ui.parts import label
from deskinc.ui.session import Session
from deskinc.ui.signing import Signing


class ReliefDialog(Signing):
    """Stays until the relief officer is enrolled or somebody leaves it."""

    def __init__(
        self, parent: QWidget, session: Session, done: Callable[[Officer], object]
    ) -> None:
        text = _(
            "He writes the book and incidents, and takes and gives a handover, for 24 hours. His "
            "name prints as provisional until two people have vouched for him."
        )
        super().__init__(parent, session, _("Enrol a relief officer"), text, _("Enrol"))
        self._then = done
        self._own = False
        self.setMinimumWidth(600)
        self.name, self.initials = line(), line(limit=8)
        self.licence, self.identity, self.employer = line(limit=100), line(), line()
        self.phrase = NewPassphrase()
        licence = _(session.office.site.licence_name) or _("Licence no.")
        self.rows = {
            "name": Labelled(_("&Name, as it will be typed"), self.name),
            "initials": Labelled(_("Initia&ls"), self.initials),
            "licence": Labelled(licence.replace("&", "&&"), self.licence),
            "identity": Labelled(_("&Document seen"), self.identity),
            "employer": Labelled(_("Emplo&yer"), self.employer),
            "passphrase": self.phrase.first_row,
        }
        self._place()
        self.name.textEdited.connect(self._propose)
        self.initials.textEdited.connect(lambda typed: setattr(self, "_own", bool(typed)))
        self.name.setFocus()

    def _place(self) -> None:
        rows, layer = self.rows, self.layer
        hand = _(
            "Now hand over the keyboard: the relief officer types a passphrase nobody else knows."
        )
        layer.addSpacing(8)
        layer.addLayout(beside(rows["name"], rows["initials"]))
        layer.addLayout(beside(rows["licence"], rows["identity"]))
        layer.addLayout(beside(rows["employer"], QWidget()))
        layer.addWidget(label(hand, role="muted", wrap=True))
        layer.addWidget(self.phrase)
        self.finish()

    def _propose(self, name: str) -> None:
        if not self._own:
            self.initials.setText(initials_of(name)[:8])
            self.rows["initials"].clear()

    def sign(self) -> None:
        """Check what can be checked here, then make the keys in the background."""
        if self.busy or self._wrong():
            return
        office, passphrase = self.session.office, self.phrase.text()
        who = Enrolment(
            name=" ".join(self.name.text().split()), initials=self.initials.text().strip(),
            licence=self.licence.text().strip(), identity=self.identity.text().strip(),
            employer=self.employer.text().strip(),
        )  # fmt: skip
        self.run(lambda: relief.enrol(office, who, passphrase), self._done)

    def _wrong(self) -> bool:
        name, site = self.name.text().strip(), self.session.office.site.name
        asked = (
            ("name", "" if name else _("Type the name.")),
            ("initials", "" if self.initials.text().strip() else _("Give the initials.")),
            ("identity", "" if self.identity.text().strip() else
             _("Say which document you have seen.")),
        )  # fmt: skip
        return any(wrong(self.rows[key], words) for key, words in asked) or self.phrase.is_wrong(
            name, site
        )

    def set_busy(self, *, busy: bool, words: str = "") -> None:
        """Nothing that was chosen is shown meanwhile."""
        super().set_busy(busy=busy, words=words or _("Making the keys. This takes a few seconds."))
        self.phrase.cover()

    def _done(self, officer: Officer) -> None:
        self.phrase.forget()
        self._then(officer)

    def say(self, error: DeskError) -> None:
        """At the field it is about."""
        notes = error.notes if isinstance(error, InvalidForm) else {"": str(error)}
        for name, note in notes.items():
            if name in self.rows:
                wrong(self.rows[name], note)
            else:
                self.fault.say(note)
