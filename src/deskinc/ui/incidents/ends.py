"""The ways on from an incident: finished, closed on the spot, reviewed, void, opened again."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents.closing import may_void
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.i18n import _
from deskinc.ui.incidents.body import Body
from deskinc.ui.incidents.ending import REOPEN, REVIEW, SPOT, VOID, EndDialog, Ending
from deskinc.ui.incidents.finishing import FinishDialog
from deskinc.ui.incidents.head import Head
from deskinc.ui.session import Session


class Ends:
    """Asks for each over the incident on screen, once its changes are saved."""

    def __init__(
        self, session: Session, head: Head, body: Body, page: Callable[[], IncidentPage | None]
    ) -> None:
        self._session, self._head, self._body, self._page = session, head, body, page

    def go_on(self) -> None:
        """Ask for what comes next: it is finished, reviewed, or opened again."""
        head = self._head
        ways = {head.review: self.ask_review, head.again: self.ask_again,
                head.finish: self.ask_finish}  # fmt: skip
        asked = next((ask for way, ask in ways.items() if not way.isHidden()), None)
        if asked is not None:
            asked()
        elif self._page() is not None:
            self._wait(_("It is for somebody else to go on with it."),
                       _("A shift lead reviews what is finished."))  # fmt: skip

    def ask_finish(self) -> None:
        """Ask for the declaration, or go to what is missing first."""
        page, body = self._page(), self._body
        if page is None or page.incident.state != "open":
            return
        body.close_editors()
        missing = body.missing.names()
        if body.answers.changed_fields():
            self._wait(_("There are changes not saved."), _("Save them with Ctrl+S, then finish."))
        elif missing:
            self._wait(_("Something is missing before it can be finished."),
                       _("The list names it; each row jumps to its field."))  # fmt: skip
            body.focus_field(missing[0])
        else:
            FinishDialog(body, self._session, page.incident, self._lacking).open()

    def ask_spot(self) -> None:
        """Ask what was done, to close it at once."""
        self._end(SPOT, self._head.spot)

    def ask_review(self) -> None:
        """Ask the reviewing lead whether it is closed or goes back."""
        self._end(REVIEW, self._head.review)

    def ask_void(self) -> None:
        """Ask why it was a mistake; say so where it is too late for that."""
        page = self._page()
        if page is None:
            return
        if may_void(page.values, page.incident.state):
            self._end(VOID)
        else:
            self._wait(_("An incident that was reviewed or closed is not made void."),
                       _("Write a follow-up that says what was wrong."))  # fmt: skip

    def ask_again(self) -> None:
        """Ask why it is opened again."""
        self._end(REOPEN, self._head.again)

    def _end(self, ending: Ending, way: QWidget | None = None) -> None:
        """Ask it where the button of it stands, if it has one; changes are saved first."""
        page = self._page()
        if page is None or (way is not None and way.isHidden()):
            return
        self._body.close_editors()
        if self._body.answers.changed_fields():
            self._wait(_("There are changes not saved."), _("Save them with Ctrl+S first."))
        else:
            EndDialog(self._body, self._session, page.incident, ending).open()

    def _wait(self, what: str, todo: str) -> None:
        self._session.say(what, todo, tone="pending")

    def _lacking(self, notes: dict[str, str]) -> None:
        self._body.say(notes)
