"""Who is enrolled by the sheet, with which passphrase, and who signs beside it."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from deskinc.desk.people import by_sheet
from deskinc.desk.people.by_sheet import Opened, Second
from deskinc.desk.people.enrolment import Enrolment, initials_of
from deskinc.i18n import _
from deskinc.ui.labelled import Labelled, Passphrase, beside, choice, line, wrong
from deskinc.ui.newpassphrase import NewPassphrase
from deskinc.ui.parts import column, label
from deskinc.ui.signing import Says

Given = tuple[Enrolment, str, str, Second | None]
"""Who, the thread where known, the new passphrase, and who signs beside the sheet."""


class NewPerson(QWidget):
    """The person, chosen or typed; the second person only where it takes one."""

    def __init__(self) -> None:
        super().__init__()
        self._opened: Opened | None = None
        self._allowed: list[str] = []
        self._own = False
        self.who = choice([])
        self.who_row = Labelled(_("&Who gets a new passphrase"), self.who)
        self.name, self.initials = line(), line(limit=8)
        self.licence, self.identity = line(limit=100), line()
        self.name_row = Labelled(_("&Name, as it will be typed"), self.name)
        self.initials_row = Labelled(_("&Initials"), self.initials)
        self.licence_row = Labelled(_("&Licence no."), self.licence)
        self.phrase = NewPassphrase()
        self.second, self.theirs = line(), Passphrase(height=36)
        self.second_row = Labelled(_("Si&gns beside the sheet"), self.second)
        self.theirs_row = Labelled(_("&Their passphrase"), self.theirs)
        self.told = label("", "note", role="pending", wrap=True)
        self._place()
        self.who.currentIndexChanged.connect(lambda _at: self._chosen())
        self.name.textChanged.connect(lambda _name: self._show_meaning())
        self.name.textEdited.connect(self._propose)
        self.initials.textEdited.connect(lambda typed: setattr(self, "_own", bool(typed)))

    def _place(self) -> None:
        layer = column(self.who_row, gap=14)
        self._new = QWidget()
        identity = Labelled(_("&Document seen"), self.identity)
        inner = column(gap=14)
        inner.addLayout(beside(self.name_row, self.initials_row))
        inner.addLayout(beside(self.licence_row, identity))
        self._new.setLayout(inner)
        layer.addWidget(self._new)
        layer.addWidget(self.phrase)
        layer.addWidget(self.told)
        self.says = Says()
        self._beside = QWidget()
        inner = column(self.says, gap=8)
        inner.addLayout(beside(self.second_row, self.theirs_row))
        self._beside.setLayout(inner)
        layer.addWidget(self._beside)
        self.setLayout(layer)

    def show_people(self, opened: Opened) -> None:
        """Offer everybody who is enrolled, administrators first, and somebody new."""
        self._opened = opened
        there = sorted(opened.people(), key=lambda one: "admin" not in one.roles)
        self.who.clear()
        for one in there:
            self.who.addItem(one.name, one.thread)
        self.who.addItem(_("Somebody who is not enrolled yet"), "")
        self._chosen()

    def _chosen(self) -> None:
        opened = self._opened
        if opened is None or self.who.currentIndex() < 0:
            return
        thread = str(self.who.currentData())
        self._allowed = opened.seconds(thread)
        self._new.setVisible(not thread)
        self._beside.setVisible(bool(self._allowed))
        admin = _("Whoever is enrolled here is an administrator from then on.")
        if self._allowed:
            words = _("With the sheet signs one of these: {names}.").format(
                names=", ".join(self._allowed)
            )
        else:
            words = _(
                "Nobody else is enrolled who could sign beside the sheet, so it enrols alone: that "
                "stands in amber, and the name prints as provisional, until somebody has vouched."
            )
        self.told.setText(f"{words} {admin}")
        self._show_meaning()

    def _show_meaning(self) -> None:
        known = self.who.currentText() if self.who.currentData() else ""
        self.says.show_words(by_sheet.meaning(known or " ".join(self.name.text().split()) or "…"))

    def _propose(self, name: str) -> None:
        if not self._own:
            self.initials.setText(initials_of(name)[:8])
            self.initials_row.clear()

    def given(self) -> Given | None:
        """The answers; None while one will not do, which is said at it."""
        thread, name = str(self.who.currentData() or ""), " ".join(self.name.text().split())
        known = self.who.currentText() if thread else name
        site = self._opened.office.site.name if self._opened is not None else ""
        asked = [
            (self.name_row, "" if name or thread else _("Type the name.")),
            (self.initials_row, "" if self.initials.text().strip() or thread else
             _("Give the initials.")),
        ]  # fmt: skip
        beside_it = [
            (self.second_row, "" if self.second.text().strip() else
             _("Type the name, as enrolled.")),
            (self.theirs_row, "" if self.theirs.text() else _("Type the passphrase.")),
        ]  # fmt: skip
        if any(wrong(at, words) for at, words in asked) or self.phrase.is_wrong(known, site):
            return None
        if self._allowed and any(wrong(at, words) for at, words in beside_it):
            return None
        who = Enrolment(
            name=known, initials=self.initials.text().strip() or initials_of(known)[:8],
            licence=self.licence.text().strip(), identity=self.identity.text().strip(),
            roles=frozenset({"officer", "lead"}),
        )  # fmt: skip
        second = Second(" ".join(self.second.text().split()), self.theirs.text())
        return who, thread, self.phrase.text(), second if self._allowed else None

    def show_notes(self, notes: Mapping[str, str]) -> str:
        """Say what is wrong where it stands; what has no field is given back."""
        rows = {
            "name": self.name_row, "initials": self.initials_row,
            "passphrase": self.phrase.first_row, "second": self.second_row,
            "second_passphrase": self.theirs_row,
        }  # fmt: skip
        for name, note in reversed([*notes.items()]):
            if name in rows and not rows[name].isHidden():
                wrong(rows[name], note)
        return " ".join(n for name, n in notes.items() if name not in rows)

    def forget(self) -> None:
        """Empty what is secret."""
        self.phrase.forget()
        self.theirs.forget()
