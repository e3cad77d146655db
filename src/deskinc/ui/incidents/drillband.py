"""The band over an exercise, and the way out of it: what turned out to be real begins at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import earnest
from deskinc.desk.incidents.incidents import Incident, IncidentPage
from deskinc.desk.lines.entries import new_id
from deskinc.i18n import _
from deskinc.ui import icons, tasks, theme
from deskinc.ui.dialogs import Question
from deskinc.ui.parts import Button, IconLabel, label, row
from deskinc.ui.session import Session

KEY = "Ctrl+F6"


class DrillBand(QWidget):
    """Says that nobody is told of it, and offers that it is real; hidden over any other incident.

    ``opened`` bears the thread of the incident as which it goes on.
    """

    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._page: IncidentPage | None = None
        self._busy = False
        self.words = label("", "note", 600, "pending", wrap=True)
        self.go = Button(_("This is real…"), "text", KEY, size="small", pressed=self.ask)
        self._line = row(IconLabel("triangle-alert", icons.TEXT, "pending"), self.words, gap=8)
        self._line.setStretch(1, 1)
        self._line.addWidget(self.go)
        self.setLayout(self._line)
        self.set_margin(theme.MARGIN)
        self.hide()

    def set_margin(self, margin: int) -> None:
        """Another margin at the left and right."""
        self._line.setContentsMargins(margin, 0, margin, 8)

    def show_page(self, page: IncidentPage) -> None:
        """Show it over an exercise."""
        self._page = page
        self.words.setText(_("EXERCISE. Nobody outside is told, and no figure counts it."))
        self.go.setVisible(self._session.office.officer.may("raise_incident"))
        self.setVisible(page.incident.exercise)

    def ask(self) -> None:
        """Ask whether it is real; what is not saved goes with nothing."""
        page = self._page
        if page is None or not page.incident.exercise:
            return
        made = Question(
            self, _("Is {number} real?").format(number=page.incident.number),
            _("An incident of its own is opened at once with what was seen and heard, linked to "
              "this one. Its times, calls and checklist begin anew, and whoever is told of "
              "incidents is told. What was done, and photos, files, exhibits and statements, stay "
              "with the exercise."),
        )  # fmt: skip
        go = Button(_("It is real"), "danger", _("Enter"), pressed=made.accept)
        made.end(go, Button(_("Go on with the exercise"), "plain", _("Esc"), pressed=made.reject))
        go.setDefault(True)
        go.setFocus()
        made.accepted.connect(self._real)
        made.open()

    def _real(self) -> None:
        page, office, made = self._page, self._session.office, new_id()
        if page is None or self._busy:
            return
        self._busy = True
        thread = page.incident.thread

        def opened() -> Incident | None:
            earnest.real(office, thread, made)
            return earnest.real_of(office, thread)

        tasks.run(self, opened, self._opened, self._failed)

    def _opened(self, incident: Incident | None) -> None:
        self._busy = False
        if incident is not None:
            self._session.say(
                _("{number} is open: this is real.").format(number=incident.number),
                _("Its calls stand at the right."), tone="pending",
            )  # fmt: skip
            self.opened.emit(incident.thread)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._session.fail(error)
