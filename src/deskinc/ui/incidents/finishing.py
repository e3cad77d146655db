"""Finishing an incident: what it means, and the passphrase once more."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incidents import Incident
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError, InvalidForm, WrongPassphrase
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Labelled, Passphrase
from deskinc.ui.parts import Button
from deskinc.ui.session import Session


class FinishDialog(Question):
    """Stays until the declaration is in the book or somebody leaves it."""

    def __init__(
        self, parent: QWidget, session: Session, incident: Incident,
        lacking: Callable[[dict[str, str]], None],
    ) -> None:  # fmt: skip
        text = _(
            "You declare that this is what you saw, heard and did. Whatever is added afterwards "
            "prints with its own date, time and name."
        )
        super().__init__(parent, _("Finish {number}?").format(number=incident.number), text)
        self._session, self._incident, self._lacking = session, incident, lacking
        self._id = new_id()
        self.passphrase = Passphrase()
        self.line = Labelled(_("Passphrase of {name}").format(name=session.office.officer.name),
                             self.passphrase)  # fmt: skip
        self.layer.addWidget(self.line)
        self.go = Button(_("Declare and finish"), "primary", _("Enter"), pressed=self.declare)
        self.go.setDefault(True)
        leave = Button(_("Leave it open"), "plain", _("Esc"), pressed=self.reject)
        self.end(leave, self.go)
        self.passphrase.setFocus()

    def declare(self) -> None:
        """Write the declaration, signed."""
        words = self.passphrase.text()
        if not words:
            self.line.say(_("Type your passphrase."))
            return
        self.go.setEnabled(False)
        office, thread, made = self._session.office, self._incident.thread, self._id
        tasks.run(
            self, lambda: incidents.finish(office, thread, words, made), self._done, self._failed
        )

    def _done(self, _saved: object) -> None:
        self.accept()
        may = self._session.office.officer.may("report")
        self._session.say(
            _("{number} is finished.").format(number=self._incident.number),
            _("Its report can be issued."),
            action=_("Report") if may else "",
            act=lambda: self._session.go("reports", thread=self._incident.thread),
        )

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self.passphrase.forget()
        if isinstance(error, WrongPassphrase):
            self.line.say(str(error))
            self.passphrase.setFocus()
        elif isinstance(error, InvalidForm):
            self.reject()
            self._lacking(error.notes)
        elif isinstance(error, DeskError):
            self.reject()
            self._session.fail(error)
        else:
            tasks.crash(error)
