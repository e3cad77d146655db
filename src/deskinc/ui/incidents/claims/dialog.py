"""The card of a claim: received, asked and answered, its letter."""

from dataclasses import replace

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskinc.desk.claims import claims
from deskinc.desk.claims.claims import Claim
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.catalogue import current
from deskinc.forms.form import Section
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.completing import Offer
from deskinc.ui.dialogs import Wide
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.formview import FormView
from deskinc.ui.forms.lists import Lists, lists_of
from deskinc.ui.forms.manner import Manner
from deskinc.ui.incidents.laying import lay_out
from deskinc.ui.incidents.sight import scrolled
from deskinc.ui.labelled import Labelled
from deskinc.ui.parts import Button, column, ground, label, row
from deskinc.ui.pathfield import PathField
from deskinc.ui.session import Session

ASKED = (
    "claimant", "received", "reference", "adjuster", "notified", "state", "reserve", "paid",
    "asked",
)  # fmt: skip


class ClaimDialog(Wide):
    """Asks what came in; with a claim, what is changed of it."""

    def __init__(
        self, parent: QWidget, session: Session, incident: str, number: str,
        claim: Claim | None = None,
    ) -> None:  # fmt: skip
        title = _("A claim about {number}") if claim is None else _("The claim about {number}")
        super().__init__(parent, title.format(number=number))
        self._session, self._incident, self._claim = session, incident, claim
        self._id = new_id()
        form = current("claim")
        self.answers = Answers(form, claim.values if claim else {}, parent=self)
        self.view = FormView(
            self.answers, self._lists(), [Section("", tuple(map(form.field, ASKED)))],
            Manner(always_open=True, titles=False, most=2),
        )  # fmt: skip
        self.path = PathField(_("The letter"), _("Choose…"), kinds=_("All files") + " (*)")
        self.path.field.setAccessibleName(_("Letter"))
        self.letter = Labelled(_("&Letter"), self.path, claim.letter[1] if claim else "")
        self.layer.addWidget(label(title.format(number=number), "title", 600))
        if claim is None:
            words = _(
                "At once nothing of the incident can be erased, nor lines at its place of the "
                "ninety days before, until a shift lead releases the hold."
            )
            self.layer.addWidget(label(words, role="muted", wrap=True))
        inside = column(self.view, self.letter, gap=12, margins=(0, 0, 12, 0))
        inside.addStretch(1)
        self.layer.addWidget(scrolled(ground("surface", inside), _("Claim")), 1)
        self.go = Button(_("Keep it"), "primary", "Ctrl+Enter", pressed=self.submit)
        last = row(gap=12)
        last.addStretch(1)
        last.addWidget(Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject))
        last.addWidget(self.go)
        self.layer.addLayout(last)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        self.view.focus_field("claimant")

    def _lists(self) -> Lists:
        """The issued papers of the incident are what an answer may name."""
        office = self._session.office
        sent = [Offer(*one) for one in claims.reports(office, self._incident)]
        return replace(lists_of(office), records=lambda: sent)

    def submit(self) -> None:
        """Write it; what is wrong is said beside its field."""
        if not self.go.isEnabled():
            return
        try:
            cells = self.answers.to_write()
        except InvalidForm as error:
            self._at_fault(error)
            return
        office, path, id_ = self._session.office, self.path.path(), self._id
        claim, incident = self._claim, self._incident
        self.go.setEnabled(False)

        def work() -> object:
            if claim is None:
                return claims.receive(office, incident, cells, path, id_).result()
            return claims.change(office, claim.thread, cells, path, id_).result()

        tasks.run(self, work, self._kept, self._failed)

    def _kept(self, _saved: object) -> None:
        if self._claim is None:
            self._session.say(
                _("The claim is kept; the hold stands."),
                _("What can still be got is listed on the incident."),
            )
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        if isinstance(error, InvalidForm):
            self._at_fault(error)
        elif isinstance(error, DeskError):
            self.letter.say(str(error))
        else:
            self._session.fail(error)

    def _at_fault(self, error: InvalidForm) -> None:
        self.letter.say(error.notes.get("letter", ""))
        first = self.view.say(error.notes)
        lay_out()
        if first:
            self.view.focus_field(first)
