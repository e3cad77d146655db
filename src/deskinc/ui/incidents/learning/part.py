"""The part *Lessons* of an incident: its review, what is done, what lies behind it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents.incidents import Incident, IncidentPage
from deskinc.desk.learning import lessons, paper, slips
from deskinc.desk.learning.lessons import DEBRIEF, FORMS, MEASURE, PROBLEM, Lesson
from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.incidents import slip
from deskinc.ui.incidents.evidence.heldlist import HeldList
from deskinc.ui.incidents.evidence.showing import to_paper
from deskinc.ui.incidents.learning.dialogs import LessonDialog
from deskinc.ui.incidents.learning.register import LessonsDialog
from deskinc.ui.incidents.learning.words import row_of
from deskinc.ui.parts import Button, column, label
from deskinc.ui.session import Session

REVIEW_KEY = "Ctrl+Shift+L"


class LearningPart(QWidget):
    """Three short lists, and the ways to add to each for whoever may."""

    counted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._incident: Incident | None = None
        self._found: Sequence[Lesson] = ()
        self.write = Button(_("Write the review…"), "text", size="small")
        self.write.clicked.connect(lambda _on=False: self.write_review())
        self.add = Button(_("Add an action…"), "text", size="small", icon="plus")
        self.add.clicked.connect(lambda _on=False: self.add_action())
        self.open = Button(_("Open a problem…"), "text", size="small", icon="plus")
        self.open.clicked.connect(lambda _on=False: self.open_problem())
        self.lists = {
            DEBRIEF: HeldList(_("Post-incident review"), self.write),
            MEASURE: HeldList(_("Actions"), self.add),
            PROBLEM: HeldList(_("Problems"), self.open),
        }
        self.print = Button(_("Print what was learned"), "text", size="small", icon="printer")
        self.print.clicked.connect(lambda _on=False: self.print_all())
        self.print.hide()
        self.none = label(_("Nothing yet. Internal: it goes into no report."), "note", role="muted")
        self.none.setContentsMargins(8, 0, 8, 0)
        for one in self.lists.values():
            one.wanted.connect(self._show)
        self.setLayout(column(self.none, *self.lists.values(), self.print))
        self.show_ways(shown=False)

    def show_ways(self, *, shown: bool) -> None:
        """The ways to add something, where whoever is here may."""
        for one in self.lists.values():
            one.show_ways(shown=shown)

    def show_page(self, page: IncidentPage) -> None:
        """Show what was learned of an incident, read off the GUI thread."""
        fresh = self._incident is None or self._incident.thread != page.incident.thread
        self._incident = page.incident
        if fresh:
            self._fill(())
        office, thread = self._session.office, page.incident.thread

        def home(found: Sequence[Lesson]) -> None:
            if self._incident is not None and self._incident.thread == thread:
                self._fill(found)

        self._session.look(self, lambda: lessons.about(office, thread), home)

    def _fill(self, found: Sequence[Lesson]) -> None:
        self._found = found
        now, locale = self._session.now(), self._session.office.locale
        for form in FORMS:
            there = [one for one in found if one.form == form]
            rows = [row_of(one, now, locale, about=False) for one in there]
            self.lists[form].show_rows(rows)
        reviewed = any(one.form == DEBRIEF for one in found)
        self.write.setText(_("Change the review…") if reviewed else _("Write the review…"))
        self.none.setVisible(not found)
        self.print.setVisible(bool(found) and self._session.office.officer.may("learn"))
        self.counted.emit()

    def count(self) -> int:
        """How much was learned."""
        return len(self._found)

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits, in order."""
        return [each for one in self.lists.values() for each in (*one.ways, one.view)] + [
            self.print
        ]

    def actions_offered(self, group: str) -> Sequence[Action]:
        """What can be done here from the palette."""
        return (
            Action("write_review", _("Write the review of the incident"), REVIEW_KEY, "eye", group,
                   self.write_review, act="learn"),
            Action("add_action", _("Add a corrective action"), "", "clipboard-list", group,
                   self.add_action, act="learn"),
            Action("open_problem", _("Open a problem"), "", "repeat", group, self.open_problem,
                   act="learn"),
            Action("print_lessons", _("Print what was learned"), "", "printer", group,
                   self.print_all, act="learn"),
            Action("print_slip", _("Print a slip for the owner"), "", "printer", group,
                   self.ask_slip, act="follow_up"),
            Action("lessons", _("Actions and problems"), "", "clipboard-list", group,
                   self.show_all, act="read_incidents"),
        )  # fmt: skip

    def write_review(self) -> None:
        """Ask for the review, or show the one there is."""
        there = next((one for one in self._found if one.form == DEBRIEF), None)
        if there is not None:
            self._show(there.thread)
        elif (named := self._named()) is not None:
            known = {"about": named, "held": self._session.now()}
            LessonDialog(self, self._session, DEBRIEF, known).open()

    def add_action(self) -> None:
        """Ask for an action about the incident; one that belongs to a problem is about that."""
        if (named := self._named()) is not None:
            LessonDialog(self, self._session, MEASURE, {"about": named}).open()

    def open_problem(self) -> None:
        """Ask for a problem that the incident is part of, with its repeats."""
        named = self._named()
        if named is None or self._incident is None:
            return
        repeated = lessons.repeats_of(self._session.office, self._incident.thread)
        rows = {f"{n:03d}": {"incident": one} for n, one in enumerate([*repeated, named], 1)}
        known = {"title": self._incident.title, "incidents": rows}
        LessonDialog(self, self._session, PROBLEM, known).open()

    def print_all(self) -> None:
        """Print reviews, actions and problems of the incident, for the house."""
        one, office = self._incident, self._session.office
        if one is not None:
            to_paper(self, self._session, lambda: paper.printed(office, one.thread))

    def ask_slip(self) -> None:
        """Show the slip for an owner without a key before it is printed."""
        if (one := self._incident) is not None:
            office = self._session.office
            slip.ask(self, self._session, lambda: slips.of_incident(office, one.thread))

    def show_all(self) -> None:
        """The lists of all actions and problems."""
        LessonsDialog(self, self._session).open()

    def _named(self) -> dict[str, str] | None:
        one = self._incident
        return None if one is None else {"id": one.thread, "text": one.number}

    def _show(self, thread: object) -> None:
        for one in self._found:
            if one.thread == thread:
                LessonDialog(self, self._session, one.form, lesson=one).open()
