"""What runs beside the incident on screen: its calls, and who went there."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.incidents.response import calls
from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.incidents.calls.panel import Calls
from deskinc.ui.incidents.calls.reading_out import ReadOutDialog
from deskinc.ui.incidents.calls.sidelist import SideList
from deskinc.ui.incidents.calls.units import Units
from deskinc.ui.parts import column
from deskinc.ui.session import Session

CALLS_KEY, SEND_KEY, WORDS_KEY = "Ctrl+Shift+T", "Ctrl+Shift+G", "Ctrl+Shift+W"


class Running(QWidget):
    """Calls over units; each is gone where it has nothing to say."""

    wanted = Signal(QWidget)
    """One of the two has the keyboard: it is to be seen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._page: IncidentPage | None = None
        self.calls, self.units = Calls(session), Units(session)
        self.calls.read_out.clicked.connect(lambda _on=False: self.read_out())
        self.setLayout(column(self.calls, self.units, gap=20))

    def show_page(self, page: IncidentPage) -> None:
        """Show another incident, or the same with more in it."""
        self._page = page
        self.calls.show_page(page)
        self.units.show_page(page)

    def is_due(self) -> bool:
        """Whether somebody is still to be called while it is going on."""
        page, next_ = self._page, calls.next_call(self.calls.found)
        return page is not None and page.incident.state == "open" and next_ is not None

    def show_time(self) -> None:
        """Let the deadlines run on."""
        self.calls.show_time()

    def show_writer(self, *, may: bool) -> None:
        """Whether whoever is signed in may write them."""
        self.calls.may = self.units.may = may
        for button in (self.calls.button, self.units.button):
            button.setVisible(may)

    def read_out(self) -> None:
        """Show the words to read out."""
        if self._page is not None and self.calls.may:
            ReadOutDialog(self, self._session, self._page).open()

    def enter(self, part: SideList) -> None:
        """Put the keyboard into one of the two, and bring it into sight."""
        if part.isVisibleTo(self):
            part.enter()
            self.wanted.emit(part)

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits, in order."""
        return [self.calls.button, self.calls.view, self.units.button, self.units.view]

    def actions_offered(self, group: str) -> Sequence[Action]:
        """What can be done here by key and from the palette."""
        return (
            Action("incident_calls", _("Go to the calls"), CALLS_KEY, "phone-call", group,
                   partial(self.enter, self.calls), act="follow_up"),
            Action("send_somebody", _("Send somebody"), SEND_KEY, "user-round", group,
                   self.units.ask_send, act="follow_up"),
            Action("incident_units", _("Go to who was sent"), "", "user-round", group,
                   partial(self.enter, self.units), act="follow_up"),
            Action("read_out", _("Read words out"), WORDS_KEY, "book-open", group,
                   self.read_out, act="follow_up"),
        )  # fmt: skip
