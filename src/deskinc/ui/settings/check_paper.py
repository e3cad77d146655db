"""The report on a check, on paper: signed by whoever may sign papers, or without a signature."""

from PySide6.QtWidgets import QWidget

from deskinc.desk.papers import check_papers
from deskinc.desk.papers.papers import Signed
from deskinc.desk.trust.trust import Verdict
from deskinc.errors import DeskError, WrongPassphrase
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Labelled, Passphrase
from deskinc.ui.papers.leaving import Leaving
from deskinc.ui.parts import Button, column, row
from deskinc.ui.session import Session


class CheckPaper(QWidget):
    """*Print the report…*, then the ways a paper leaves the book."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._verdict: Verdict | None = None
        self.button = Button(_("Print the rep&ort…"), icon="printer", pressed=self.ask)
        self.leaving = Leaving(session)
        foot = row(self.button)
        foot.addStretch(1)
        layer = column(gap=8, margins=(0, 8, 0, 0))
        layer.addLayout(foot)
        layer.addWidget(self.leaving)
        self.setLayout(layer)
        self.leaving.hide()

    def show_verdict(self, verdict: Verdict) -> None:
        """Offer a report on ``verdict``."""
        self._verdict = verdict
        self.leaving.hide()
        self.button.setEnabled(True)
        self.button.setVisible(self._session.office.officer.may("verify"))

    def ask(self, wrong: str = "") -> Question | None:
        """Ask who signs; None where that is not asked, and the report is made at once."""
        if not check_papers.may_sign(self._session.office):
            self.make("")
            return None
        made = Question(
            self.window(), _("Report on the check of the book"),
            _("It is kept in the book, with a record that it left. Your signature says that you "
              "had this check made and that the report tells what came of it."),
        )  # fmt: skip
        field = Passphrase()
        asked = Labelled(_("Passphrase of {name}").format(name=self._session.office.officer.name),
                         field)  # fmt: skip
        made.layer.addWidget(asked)
        asked.say(wrong)

        def sign() -> None:
            if not field.text():
                asked.say(_("Type your passphrase, or go on without a signature."))
                return
            made.accept()
            self.make(field.text())

        def unsigned() -> None:
            made.accept()
            self.make("")

        made.end(
            Button(_("Leave it"), "plain", _("Esc"), pressed=made.reject),
            Button(_("&Without a signature"), "plain", pressed=unsigned),
            Button(_("Sign"), "primary", _("Enter"), pressed=sign),
        )
        field.returnPressed.connect(sign)
        field.setFocus()
        made.open()
        return made

    def make(self, passphrase: str) -> None:
        """Make the paper on the work lane; signed unless ``passphrase`` is empty."""
        verdict, office = self._verdict, self._session.office
        if verdict is None:
            return
        self.button.setEnabled(False)
        tasks.run(
            self, lambda: check_papers.report(office, verdict, passphrase), self._made, self._failed
        )

    def _made(self, signed: Signed) -> None:
        self.button.setEnabled(True)
        self.leaving.show_paper(signed)
        self.leaving.show()
        self.leaving.print.setFocus()

    def _failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        if isinstance(error, WrongPassphrase):
            self.ask(str(error))
        elif isinstance(error, DeskError):
            self._session.fail(error)
        else:
            tasks.crash(error)
