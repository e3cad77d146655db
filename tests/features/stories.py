"""Incidents told by keys alone in the real program, from the first call to the printed report.

The office has two officers and a shift lead; an officer works, the lead signs on, reviews and
closes, and prints. Nothing is called behind the window; only its clock is under the story's hand.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox, QListView, QPlainTextEdit
from tests.reports.tools import bare, text_of
from tests.ui.conftest import PLACES, Clock, Makes, NewOffice

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import settings, setup
from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.office import Office
from deskinc.desk.people import people
from deskinc.ui import tasks
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.night.cast import Hand
from deskinc.ui.night.robot import Robot
from deskinc.ui.prefs import Prefs
from deskinc.ui.program import Program

OFFICER = Hand("R. Malik", "harbour lamps at night 41")
RELIEF = Hand("D. Novak", "early tram and black coffee")
LEAD = Hand("J. Harding", "twenty minutes before the end")
INITIALS = {OFFICER.name: "R.M.", RELIEF.name: "D.N.", LEAD.name: "J.H."}
SIZE = (1280, 800)
SHEETS = "Times as they stand on the sheets"
NOTE = "What was seen, heard, done"
MORE = "More fields: "
TABS = 200
"""Presses of Tab after which a field is not to be reached."""


def with_officer(below: Path, clock: Clock) -> Office:
    """An office of a lead and two officers, insured, with somebody to ring for its lifts."""
    answers = setup.Answers(
        site="Harbour Court", officer=LEAD.name, initials="J.H.", passphrase=LEAD.passphrase,
        mirror=below / "mirror", places=PLACES, insured="Harbour Court Estates Ltd",
        insurer="Meridian Mutual", policy="HC-PL 220417",
    )  # fmt: skip
    made = setup.set_up(below / "data", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    for hand in (OFFICER, RELIEF):
        roles, initials = frozenset({"officer"}), INITIALS[hand.name]
        who = people.Enrolment(hand.name, initials, "", roles, identity="Passport")
        people.enrol(made, who, hand.passphrase, kdf=FLOOR)
    peep = {"name": "A. Osei", "place": "Floor 1, desk 14", "help": "two people and the chair"}
    lifts = {"name": "Lift firm", "number": "0800 555"}
    places = {"k1": {"name": "Canteen", "floor": "1"}, "k2": {"name": "Archive", "floor": "-1"}}
    more = {"contacts": {"001": lifts}, "peeps": {"001": peep}, "places": places}
    settings.change(made, more).result()
    return made


@dataclass(slots=True)
class Desk:
    """The program and whoever sits at it."""

    program: Program
    robot: Robot
    clock: Clock
    tray: Path
    number: str = ""
    """The incident that is worked on."""
    taken: int = 0
    """Papers that were taken from the tray."""

    @property
    def office(self) -> Office:
        """The open office, to read what was kept."""
        window = self.program.window
        assert isinstance(window, MainWindow)
        return window.session.office

    def page(self) -> IncidentPage:
        """The incident that is worked on, as the book has it."""
        office = self.office
        there = incidents.listed(office, exercises=True)
        (one,) = (one for one in there if one.number == self.number)
        return incidents.page(office, one.thread)

    def turn_to(self, number: str) -> None:
        """Ctrl+K and its number: work on another one."""
        robot = self.robot
        self.number = number
        robot.keys("Ctrl+K")
        robot.type(number)
        robot.until(lambda: any(one.startswith(f"{number} ") for one in self.seen()), number)
        robot.keys("Return")
        window, thread = self.program.window, self.page().incident.thread
        assert isinstance(window, MainWindow)
        shown = window.page("incidents").where
        robot.until(lambda: shown() == {"thread": thread}, f"{number} on screen")

    def seen(self) -> list[str]:
        """What is to be seen, line by line."""
        return self.robot.screen().splitlines()

    def go_on(self, **span: float) -> None:
        """Let time pass, and be shown."""
        self.clock.go_on(**span)
        shown = self.office.now().strftime("%H:%M")
        self.robot.until(lambda: shown in self.robot.screen(), shown)

    def sign_in(self, hand: Hand) -> None:
        """Name, Enter, passphrase, Enter."""
        for words in (hand.name, hand.passphrase):
            self.robot.type(words)
            self.robot.keys("Return")
        self.robot.wait_for(f"Officer {hand.name}")

    def sign_on(self, hand: Hand) -> None:
        """F8, initials, passphrase: somebody else has the desk, and the incident on screen."""
        robot = self.robot
        robot.keys("F8")
        robot.wait_for("Who writes now?")
        robot.type(INITIALS[hand.name])
        robot.keys("Return")
        robot.type(hand.passphrase)
        robot.keys("Return")
        robot.wait_for(f"Officer {hand.name}")
        self.turn_to(self.number)

    def raised(self, category: str, title: str, place: str) -> str:
        """Category, summary and place, from wherever one is; returns the number."""
        robot = self.robot
        robot.find("Go to Incidents")
        robot.keys("Ctrl+Shift+I")
        robot.wait_for("Everything else can be filled in afterwards.")
        robot.type(category)
        robot.keys("Return")
        robot.go_to("Summary")
        robot.type(title)
        robot.go_to("Place")
        robot.type(place)
        robot.keys("Return", "Return")
        robot.wait_for("Missing before Finish")
        (newest, *_more) = incidents.listed(self.office, exercises=True)
        self.number = newest.number
        return newest.number

    def note(self, words: str) -> None:
        """A line of the timeline, from the foot."""
        robot = self.robot
        robot.go_to(NOTE)
        robot.type(words)
        robot.keys("Ctrl+Return")
        robot.wait_for(words)

    def answer(self, answers: Mapping[str, str]) -> None:
        """F3 from one missing answer to the next, then kept."""
        robot = self.robot
        left = dict(answers)
        while left:
            robot.keys("F3")
            name = next((label for label in left if robot.name().startswith(label)), "")
            assert name, f"{robot.name()} is none of {list(left)}"
            self.give(left.pop(name))
        self.save()

    def fill(self, answers: Mapping[str, str]) -> None:
        """F4 to the fields, Tab to each, then kept."""
        self.robot.keys("F4")
        for name, words in answers.items():
            self.reach(name)
            self.robot.keys("Return")
            self.give(words)
        self.save()

    def row(self, table: str, cells: Mapping[str, str], *, new: bool = True) -> None:
        """Into a new row of a table, or into its first one, cell by cell."""
        robot = self.robot
        robot.keys("F4")
        self.reach(table)
        robot.keys("Return")
        if new:
            robot.go_to(f"{table}: add a row")
            robot.keys("Return")
        for name, words in cells.items():
            robot.go_to(f"{table} 1: {name}")
            self.write(words)

    def reach(self, name: str) -> None:
        """Tab until the field has the focus; what hides behind “More fields” is unfolded."""
        robot = self.robot
        for _press in range(TABS):
            shown = robot.name()
            if shown.startswith(f"{name}:"):
                return
            hidden = shown.startswith(MORE) and f", {name}, " in f", {shown.removeprefix(MORE)}, "
            robot.keys("Return" if hidden else "Tab")
        raise AssertionError(f"{name} is not reached")

    def give(self, words: str) -> None:
        """Into the field that is open: yes, no, or words."""
        robot = self.robot
        if words in {"yes", "no"}:
            robot.keys(*([] if words == "yes" else ["Right"]), "Space", "Return")
            return
        self.write(words)
        robot.keys("Escape" if isinstance(robot.focus(), QPlainTextEdit) else "Return")

    def write(self, words: str) -> None:
        """Type words in place of those there, or go down to them where they are offered."""
        offers = isinstance(self.robot.focus(), QComboBox)
        (self.robot.pick if offers else self.robot.write)(words)

    def save(self) -> None:
        """Ctrl+S, until nothing is unsaved."""
        robot = self.robot
        robot.keys("Ctrl+S")
        robot.until(lambda: "not saved" not in robot.screen(), "the changes in the book")

    def finish(self, hand: Hand = OFFICER) -> None:
        """Declare it finished."""
        robot = self.robot
        robot.keys("F7")
        robot.wait_for("I declare that this is what I saw, heard and did.")
        robot.type(hand.passphrase)
        robot.keys("Return")
        robot.until(lambda: self.page().incident.state == "finished", "the declaration")

    def debrief(self, worked: str, not_worked: str) -> None:
        """What was learned of it, which a critical one needs."""
        robot = self.robot
        robot.keys("Ctrl+Shift+L")
        robot.wait_for("Review of ")
        robot.go_to("What worked")
        robot.type(worked)
        robot.go_to("What did not")
        robot.type(not_worked)
        robot.keys("Ctrl+Return")
        robot.wait_for("Change the review")

    def close(self, words: str = "Read.") -> None:
        """The lead reads and closes it."""
        robot = self.robot
        robot.keys("F7")
        robot.wait_for("I have read this incident and close it.")
        robot.type(words)
        robot.keys("Tab")
        robot.type(LEAD.passphrase)
        robot.keys("Return")
        robot.until(lambda: self.page().incident.state == "closed", "its end")

    def ask(self, key: str, title: str, answers: Mapping[str, str]) -> None:
        """In a dialog of its own, opened by ``key``: answers, field by field, then kept."""
        self.robot.keys(key)
        self.robot.wait_for(title)
        self.say(answers)

    def say(self, answers: Mapping[str, str]) -> None:
        """In the dialog that is open: Tab to each field, answer, then keep it."""
        robot = self.robot
        for name, words in answers.items():
            robot.go_to(name)
            if words in {"yes", "no"}:
                robot.keys("Space" if words == "yes" else "Right")
            else:
                self.write(words)
        robot.keys("Ctrl+Return")

    def floors(self, *words: str) -> None:
        """Ctrl+F9: what the wardens’ sheets say, a field after the other."""
        self.robot.keys("Ctrl+F9")
        self.robot.wait_for(SHEETS)
        self.line(*words)

    def floors_kept(self) -> None:
        """All that was typed of them is in the book."""
        self.robot.keys("Ctrl+Return")
        self.robot.until(lambda: SHEETS not in self.robot.screen(), "the times in the book")

    def call(self, who: str, key: str = "1", word: str = "reached") -> None:
        """Somebody of the calls is rung: the key says what came of it."""
        robot, role = self.robot, Qt.ItemDataRole.AccessibleTextRole
        robot.until(lambda: any(one.startswith(f"{who}, ") for one in self.seen()), who)
        robot.keys("Ctrl+Shift+T", "Home")
        view = robot.focus()
        assert isinstance(view, QListView)
        while not str(view.currentIndex().data(role)).startswith(f"{who}, "):
            at = view.currentIndex().row()
            robot.keys("Down")
            assert view.currentIndex().row() > at, f"{who} is not among the calls"
        robot.keys(key)
        robot.wait_for(f"{who} called: {word}")

    def line(self, *words: str) -> None:
        """Words into one field after the other, Tab between them."""
        for said in words:
            self.robot.write(said)
            self.robot.keys("Tab")

    def signed_by_pen(self, page: Path) -> None:
        """The page of what was just kept was printed, signed and scanned: it comes back."""
        robot = self.robot
        robot.wait_for("Not signed yet")
        robot.keys("Alt+P")
        assert bare("Code of this page:") in self.paper("page-to-sign")
        robot.wait_for("Printed: ")
        robot.keys("Alt+C")
        robot.wait_for("How was it signed?")
        robot.keys("Alt+P")
        robot.write(str(page))
        robot.keys("Return")
        robot.wait_for(page.name)
        robot.keys("Ctrl+Return")
        robot.wait_for("The signature is kept with its record.")

    def printed(self, kind: str) -> str:
        """The report of the incident, signed by the lead and printed; its words."""
        robot = self.robot
        if kind == "incident":
            robot.keys("Ctrl+P")
        else:
            robot.find("Insurance report of the incident")
        robot.wait_for("what you see is what is signed")
        robot.go_to("Passphrase of ")
        robot.type(LEAD.passphrase)
        robot.keys("Return")
        robot.wait_for("these bytes are signed")
        robot.keys("Ctrl+P")
        return self.paper(f"{kind}-{self.number}")

    def paper(self, name: str) -> str:
        """The words of what the printer takes next."""
        paper = self.tray / f"{self.taken}.pdf"
        self.robot.until(lambda: paper.exists() and b"%%EOF" in paper.read_bytes()[-8:], name)
        self.taken += 1
        show(paper, name)
        return bare(text_of(paper.read_bytes()))


def scanned(path: Path) -> Path:
    """A page that came out of a scanner."""
    image = QImage(400, 560, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    image.save(str(path))
    return path


def show(paper: Path, name: str) -> None:
    """Leave what was printed in the folder ``DESKINC_PICTURES``, where that is set."""
    folder = os.environ.get("DESKINC_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}.pdf").write_bytes(paper.read_bytes())


@pytest.fixture
def desk(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice], qapp: QApplication,
    printer: Path,
) -> Iterator[Desk]:  # fmt: skip
    """The officer has signed in."""
    made = prepared(with_officer)
    data = made.copied(tmp_path)
    clock.at = made.at
    program = Program(qapp, Prefs(data), data, clock)
    program.open_door()
    assert program.window is not None
    program.window.resize(*SIZE)
    told = Desk(program, Robot(), clock, printer)
    told.sign_in(OFFICER)
    yield told
    tasks.drain()
    window = program.window
    if isinstance(window, MainWindow):
        window.close_now()
    program.close_office()
