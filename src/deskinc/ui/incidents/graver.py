"""The amber line in the head of an incident that a rule calls graver than its severity says."""

from datetime import datetime

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import graver, incidents
from deskinc.desk.incidents.graver import Graver
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import icons, tasks, theme
from deskinc.ui.parts import Button, IconLabel, label, row
from deskinc.ui.session import Session

KEY = "F6"


class GraverLine(QWidget):
    """What the rule says, and one key to raise the severity; asked anew each minute."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._page: IncidentPage | None = None
        self._asked: Graver | None = None
        self._minute: datetime | None = None
        self._busy = False
        self.may = True
        self.words = label("", "note", 600, "pending", wrap=True)
        self.go = Button(_("Raise the severity"), "text", KEY, size="small", pressed=self.raise_now)
        self.line = row(IconLabel("triangle-alert", icons.TEXT, "pending"), self.words, gap=8)
        self.line.setStretch(1, 1)
        self.line.addWidget(self.go)
        self.setLayout(self.line)
        self.set_margin(theme.MARGIN)
        self.hide()

    def set_margin(self, margin: int) -> None:
        """Another margin at the left and right."""
        self.line.setContentsMargins(margin, 0, margin, 8)

    def show_page(self, page: IncidentPage) -> None:
        """Another incident is shown, or the same with other values; say what a rule raised."""
        before, self._page, self._busy = self._page, page, False
        if before is not None and before.incident.thread == page.incident.thread:
            found = graver.told(before.values, page.values)
            if found is not None:
                what = _("Severity raised to {word}.").format(word=found.word)
                self._session.say(what, found.reason, tone="pending")
        self._ask(self._session.now())

    def show_time(self, now: datetime) -> None:
        """Ask the rules again once a minute."""
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self._ask(now)

    def _ask(self, now: datetime) -> None:
        page = self._page
        running = page is not None and page.incident.state == "open" and self.may
        found = None
        if running and page is not None:
            found = graver.asked_for(page.values, page.changes, now)
        if found != self._asked:
            self._asked = found
            if found is not None:
                self.words.setText(found.reason)
                self.go.setText(_("Raise to {word}").format(word=found.word))
                told = QAccessibleEvent(self.words, QAccessible.Event.Alert)
                QAccessible.updateAccessibility(told)
        self.setVisible(found is not None)

    def raise_now(self) -> None:
        """Raise the severity as the rule says, once."""
        page, found = self._page, self._asked
        if page is None or found is None or self._busy:
            return
        office, thread = self._session.office, page.incident.thread
        try:
            future = incidents.follow_up(office, thread, found.answers(), new_id())
        except DeskError as error:
            self._session.fail(error)
            return
        self._busy = True
        tasks.watch(self, future, tasks.nothing, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._session.fail(error)
