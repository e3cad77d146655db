"""What stands beside an incident: whom to call, what to do, what is missing, what is next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import guides
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.forms.fields import Value
from deskinc.i18n import N_
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.formview import FormView
from deskinc.ui.forms.lists import Lists
from deskinc.ui.forms.manner import Manner
from deskinc.ui.incidents.calls.running import Running
from deskinc.ui.incidents.cards.known import Known
from deskinc.ui.incidents.checklist import Checklist
from deskinc.ui.incidents.claims.meter import Meter
from deskinc.ui.incidents.left import HasLeft
from deskinc.ui.incidents.missing import MissingList, lacking
from deskinc.ui.incidents.parts import NEXT, RUNNING
from deskinc.ui.parts import column
from deskinc.ui.session import Session


class Beside(QWidget):
    """The calls stand first while one is due, else the checklist."""

    moved = Signal()
    """Tab goes another way than before."""

    def __init__(self, session: Session, answers: Answers, lists: Lists) -> None:
        super().__init__()
        self._session, self._answers = session, answers
        self.checklist, self.running = Checklist(session), Running(session)
        self.missing, self.meter = MissingList(), Meter(session)
        self.known, self.left = Known(session, answers), HasLeft(session, answers)
        following = Manner(always=RUNNING, most=1, none={"due": N_("none")})
        self.next = FormView(answers, lists, (NEXT,), following)
        self._calls_first = False
        self._layer = column(
            self.checklist, self.running, self.missing, self.meter, self.known, self.left,
            self.next, gap=20,
        )  # fmt: skip
        self.setLayout(self._layer)

    def show_page(self, page: IncidentPage, *, fresh: bool) -> None:
        """Show an incident; ``fresh`` when it is another one than before."""
        office, incident = self._session.office, page.incident
        if fresh:
            self.meter.fold()
            self.missing.fold()
        self.known.show_thread(incident.thread)
        steps = guides.steps(office, page.values)
        self.checklist.show_steps(incident.thread, steps, over=incident.state != "open")
        self.running.show_page(page)
        self._order(calls_first=self.running.is_due())

    def show_answers(self, page: IncidentPage, values: dict[str, Value]) -> None:
        """What the answers, as they are typed, leave open."""
        self.missing.show_fields(lacking(self._answers.form, values))
        self.missing.setVisible(page.incident.state == "open")
        self.meter.show_values(
            values, since=page.incident.opened, photos=bool(page.photos), closed=bool(page.closed)
        )

    def _order(self, *, calls_first: bool) -> None:
        if calls_first != self._calls_first:
            self._calls_first = calls_first
            self._layer.insertWidget(0, self.running if calls_first else self.checklist)
            self.moved.emit()

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits, in order."""
        first, second = self.running.stops(), self.checklist.stops()
        if not self._calls_first:
            first, second = second, first
        return [
            *first, *second, self.missing.view, self.missing.more, self.meter.view,
            self.meter.more, *self.known.stops(), *self.next.stops(),
        ]  # fmt: skip
