"""Step 3: the first officer, who looks after the others too."""

from PySide6.QtWidgets import QWidget

from deskinc.i18n import N_, _
from deskinc.ui.labelled import Labelled, beside, line, wrong
from deskinc.ui.parts import label
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.step import FIELD, Step


class OfficerStep(Step):
    """Name, initials (proposed from the name) and licence."""

    word = N_("First officer")

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            draft,
            _("First officer"),
            _("You. Lines you write carry your initials, papers your name and licence."),
        )
        self.name = line(draft.officer, height=FIELD)
        self.initials = line(draft.initials, limit=8, height=FIELD)
        self.licence = line(draft.licence, limit=100, height=FIELD)
        self.name_row = Labelled(
            _("Your &name"), self.name, _("You type it each time you sign in.")
        )
        self.initials_row = Labelled(_("&Initials"), self.initials)
        self.licence_row = Labelled(_("&Licence"), self.licence)
        self.body.addLayout(beside(self.name_row, self.initials_row))
        self.body.addSpacing(20)
        self.body.addLayout(beside(self.licence_row, QWidget()))
        self.body.addSpacing(36)
        self.body.addWidget(label(_("What you may do"), "text", 600))
        self.body.addSpacing(4)
        may = _(
            "Officer, shift lead, facilities manager and administrator in one, until you enrol "
            "others. Alone, nobody checks what you do, and the window says so. Restoring and "
            "erasing take two."
        )
        words = label(may, role="muted", wrap=True)
        words.setMaximumWidth(560)
        self.body.addWidget(words)
        self._own = bool(draft.initials)
        self.name.textEdited.connect(self._propose)
        self.initials.textEdited.connect(self._keep)

    def enter(self) -> None:
        """The licence is called what the country calls it."""
        words = _(self.draft.licence_name) or _("Licence number, if any")
        self.licence_row.caption.setText(words.replace("&", "&&"))

    def _keep(self, typed: str) -> None:
        self._own = bool(typed)

    def _propose(self, name: str) -> None:
        if not self._own:
            from deskinc.desk.people.people import initials_of

            self.initials.setText(initials_of(name)[:8])
            self.initials_row.clear()

    def leave(self) -> None:
        """Name and initials are needed."""
        name, initials = " ".join(self.name.text().split()), self.initials.text().strip()
        if wrong(self.name_row, "" if name else _("Type your name.")):
            return
        if wrong(self.initials_row, "" if initials else _("Give the initials that lines carry.")):
            return
        self.draft.officer, self.draft.initials = name, initials
        self.draft.licence = self.licence.text().strip()
        self.passed.emit()

    def first_focus(self) -> QWidget:
        """The name."""
        return self.name
