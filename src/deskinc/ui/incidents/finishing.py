"""Finishing an incident: what it means, and the passphrase once more."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incidents import Incident
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui.session import Session
from deskinc.ui.signing import Says, Signing


class FinishDialog(Signing):
    """Stays until the declaration is in the book or somebody leaves it."""

    def __init__(
        self, parent: QWidget, session: Session, incident: Incident,
        lacking: Callable[[dict[str, str]], None],
    ) -> None:  # fmt: skip
        text = _("Whatever is added afterwards prints with its own date, time and name.")
        title = _("Finish {number}?").format(number=incident.number)
        super().__init__(parent, session, title, text, _("Declare and finish"))
        self._incident, self._lacking = incident, lacking
        self._id = new_id()
        self.layer.addWidget(Says(_("I declare that this is what I saw, heard and did.")))
        self.hand = self.ask_own()
        self.passphrase = self.hand.field
        self.leave.setText(_("Leave it open"))
        self.finish()
        self.passphrase.setFocus()

    def sign(self) -> None:
        """Write the declaration, signed."""
        if not self.is_typed():
            return
        office, thread, made = self.session.office, self._incident.thread, self._id
        words = self.passphrase.text()
        self.run(lambda: incidents.finish(office, thread, words, made), self._done)

    def _done(self, _saved: object) -> None:
        session, incident = self.session, self._incident
        may = session.office.officer.may("report")
        session.say(
            _("{number} is finished.").format(number=incident.number),
            _("Its report can be issued."),
            action=_("Report") if may else "",
            act=lambda: session.go("reports", thread=incident.thread),
        )

    def say(self, error: DeskError) -> None:
        """What is missing is said at its fields, what else is wrong in a banner."""
        self.reject()
        if isinstance(error, InvalidForm):
            self._lacking(error.notes)
        else:
            self.session.fail(error)
