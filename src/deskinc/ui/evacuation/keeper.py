"""``Shift+F9`` wherever one is: the pack is on its way to the printer, and the incident open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from deskinc.desk.evacuation import floors, ordering, score, start
from deskinc.desk.evacuation.floors import Cleared
from deskinc.desk.evacuation.ordering import Ordered
from deskinc.desk.evacuation.score import Score
from deskinc.desk.evacuation.start import Pack
from deskinc.desk.incidents.incident_reading import Incident
from deskinc.desk.lines import entries
from deskinc.desk.office import Record
from deskinc.desk.papers import list_tables
from deskinc.errors import DeskError
from deskinc.forms.catalogue.incident import is_exercise
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.ui.actions import Action
from deskinc.ui.evacuation.floors import FloorsDialog
from deskinc.ui.evacuation.pack import PackDialog
from deskinc.ui.evacuation.score import ScoreDialog
from deskinc.ui.find.leaving import export_list
from deskinc.ui.printing import print_pdf
from deskinc.ui.session import Session


@dataclass(frozen=True, slots=True)
class Begun:
    """What the key did: what is ordered, and why its pack is not printed ("" if it is).

    ``kept`` is false where no disk took what the book did not take.
    """

    ordered: Ordered
    refused: str
    kept: bool = True


class Evacuations(QObject):
    """Begins an evacuation or a drill, takes the times that come back, says how a drill went."""

    def __init__(self, session: Session, window: QMainWindow) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._busy = False
        self._owed: Ordered | None = None
        session.recorded.connect(self._heard)

    def _heard(self, records: Sequence[Record]) -> None:
        """An exercise is finished: say that it can be looked at how it went."""
        if self._session.is_closed:
            return
        self._open_late(records)
        read = self._session.office.read
        ended = [one for one in records if one.values.get("declaration") is True]
        rows = (read.incident(one.thread) for one in ended if one.form == "incident")
        for row in rows:
            if row is not None and is_exercise(row.number):
                self._session.say(
                    _("{number} is finished.").format(number=row.number),
                    _("It can be seen how it went."), action=_("Look at it…"), act=self.ask_score,
                    stays=True,
                )  # fmt: skip

    def actions_offered(self) -> list[Action]:
        """For the palette and the sheet of keys."""
        group = _("Everywhere")
        return [
            Action("evacuate", _("Evacuation: print the pack"), "Shift+F9", "siren", group,
                   self.begin),
            Action("floors_clear", _("Floors clear, from the wardens’ sheets"), "Ctrl+F9",
                   "clipboard-list", group, self.ask_floors, act="follow_up"),
            Action("evacuation_drill", _("Evacuation drill: print the pack"), "", "siren", group,
                   self.drill, act="raise_incident"),
            Action("exercise_score", _("How the last exercise went"), "", "clipboard-list", group,
                   self.ask_score, act="read_incidents"),
            Action("export_exercises", _("Export the list of exercises"), "", "file-text", group,
                   self.export, act="export_list"),
        ]  # fmt: skip

    def export(self) -> None:
        """They stand in no list that is not asked for them."""
        session = self._session
        export_list(
            self._window, session, lambda: list_tables.incident_list(session.office, "exercises")
        )

    def begin(self) -> None:
        """The building is left: nothing is asked, and the pack comes whatever the book takes."""
        office = self._session.office
        self._work(lambda: ordering.order(office))

    def drill(self) -> None:
        """The same as an exercise, for which the book is needed."""
        office, id_ = self._session.office, entries.new_id()

        def drilled() -> Ordered:
            thread = start.begun(office, exercise=True) or id_
            if thread == id_:
                start.begin(office, thread, exercise=True)
            return Ordered(thread, start.pack(office, thread))

        self._work(drilled)

    def _work(self, order: Callable[[], Ordered]) -> None:
        if self._busy:
            return
        self._busy = True
        office, owed = self._session.office, self._owed is not None

        def work() -> Begun:
            ordered = order()
            refused = printed(ordered.pack)
            kept = True
            if ordered.why and not owed:
                try:
                    ordering.keep(office, ordered)
                except DeskError:
                    kept = False
            return Begun(ordered, refused, kept)

        self._session.look(self, work, self._begun, self._failed)

    def _begun(self, begun: Begun) -> None:
        self._busy = False
        ordered, made = begun.ordered, begun.ordered.pack
        if ordered.why:
            self._say_unwritten(begun)
        else:
            self._session.go("incidents", thread=ordered.thread)
        if begun.refused:
            PackDialog(self._window, self._session, made, begun.refused).open()
            return
        words = _("{title} is on its way to the printer, {pages} pages.")
        self._session.say(
            words.format(title=made.title, pages=made.pages),
            _("Take it along. Ctrl+F9 takes the times that come back."), stays=True,
        )  # fmt: skip

    def _say_unwritten(self, begun: Begun) -> None:
        """Say in a sentence that the book has nothing of it, and what becomes of it."""
        session, ordered = self._session, begun.ordered
        todo = _("It is kept sealed, and opened as an incident once the book can be written.")
        if not session.office.officer.may("raise_incident"):
            todo = _("A line of the book tells of it; whoever works on incidents raises it.")
        if not begun.kept:
            todo = _("No disk takes it either: note on the sheet when it was ordered.")
        session.say(
            _("The evacuation is not in the book. {why}").format(why=ordered.why), todo,
            tone="pending", stays=True,
        )  # fmt: skip
        if begun.kept and self._owed is None:
            self._owed = ordered
            session.sealed.emit(False)
            session.check_health()

    def _open_late(self, records: Sequence[Record]) -> None:
        """The line of an evacuation came home: the incident is opened from it."""
        owed = self._owed
        if owed is None or unb64(owed.line) not in {one.id for one in records}:
            return
        self._owed = None
        office = self._session.office
        self._session.look(self, lambda: ordering.open_late(office, owed), self._opened_late)

    def _opened_late(self, thread: str) -> None:
        if thread:
            self._session.say(
                _("The evacuation is an incident now."), action=_("Show it"),
                act=lambda: self._session.go("incidents", thread=thread), stays=True,
            )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._session.fail(error)

    def ask_floors(self) -> None:
        """The times of the newest evacuation that is open."""
        office = self._session.office

        def work() -> tuple[Incident, Cleared, int] | None:
            there = floors.evacuations(office)
            if not there:
                return None
            return there[0], floors.cleared(office, there[0].thread), floors.sheet(office)

        self._session.look(self, work, self._ask_floors)

    def _ask_floors(self, found: tuple[Incident, Cleared, int] | None) -> None:
        if found is None:
            self._session.say(
                _("No evacuation is open."),
                _("Shift+F9 begins one; or say in an incident that the building was left."),
                tone="pending",
            )  # fmt: skip
            return
        FloorsDialog(self._window, self._session, *found).open()

    def ask_score(self) -> None:
        """How the newest exercise went."""
        office = self._session.office
        self._session.look(self, lambda: score.newest(office), self._show_score)

    def _show_score(self, found: Score | None) -> None:
        if found is None:
            self._session.say(
                _("There was no exercise yet."),
                _("Any incident can be raised as one."), tone="pending",
            )  # fmt: skip
            return
        ScoreDialog(self._window, self._session, found).open()


def printed(pack: Pack) -> str:
    """Print it; why it is not printed, "" where it is."""
    try:
        print_pdf(pack.pdf)
    except DeskError as error:
        todo = _("Save it and print it elsewhere, or take the sheets that lie at the desk.")
        return f"{error.what} {todo}"
    return ""
