"""The report on a check, on paper: signed by whoever may sign papers, or without a signature."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskinc.desk.papers import check_papers
from deskinc.desk.papers.papers import Signed
from deskinc.desk.trust.trust import Verdict
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.papers.leaving import Leaving
from deskinc.ui.parts import Button, column, row
from deskinc.ui.session import Session
from deskinc.ui.signing import Says, Signing


class ReportDialog(Signing):
    """The passphrase of whoever had the check made; or no signature."""

    def __init__(
        self, parent: QWidget, session: Session, verdict: Verdict,
        done: Callable[[Signed], object],
    ) -> None:  # fmt: skip
        text = _("It is kept in the book, with a record that it left.")
        super().__init__(parent, session, _("Report on the check of the book"), text, _("Sign"))
        self._verdict, self._then = verdict, done
        self.layer.addWidget(Says(_(check_papers.MEANING)))
        self.own = self.ask_own().field
        self.without = Button(_("&Without a signature"), "plain", pressed=lambda: self._make(""))
        self.finish(self.without)
        self.own.setFocus()

    def sign(self) -> None:
        """Make the paper, signed."""
        if self.is_typed():
            self._make(self.own.text())

    def _make(self, passphrase: str) -> None:
        office, verdict = self.session.office, self._verdict
        self.run(lambda: check_papers.report(office, verdict, passphrase), self._then)

    def set_busy(self, *, busy: bool, words: str = "") -> None:
        """The other verb too."""
        super().set_busy(busy=busy, words=words or _("The paper is being made."))
        self.without.setEnabled(not busy)


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

    def ask(self) -> None:
        """Ask who signs; where nobody can, the report is made at once."""
        if self._verdict is None:
            return
        if check_papers.may_sign(self._session.office):
            ReportDialog(self.window(), self._session, self._verdict, self._made).open()
        else:
            self.make()

    def make(self) -> None:
        """Make the paper on the work lane, without a signature."""
        verdict, office = self._verdict, self._session.office
        if verdict is None:
            return
        self.button.setEnabled(False)
        tasks.run(self, lambda: check_papers.report(office, verdict, ""), self._made, self._failed)

    def _made(self, signed: Signed) -> None:
        self.button.setEnabled(True)
        self.leaving.show_paper(signed)
        self.leaving.show()
        self.leaving.print.setFocus()

    def _failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self._session.fail(error)
