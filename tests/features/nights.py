"""Nights in the real window, keys only: the office they are played in, and what is done often."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from tests.reports.tools import run

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.demo import StoryClock
from deskinc.desk.office import Office
from deskinc.desk.people import people
from deskinc.desk.routine import routines
from deskinc.ui import sweeping, theme
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.night.cast import Hand
from deskinc.ui.night.robot import Robot
from deskinc.ui.night.story import NUMBERED
from deskinc.ui.prefs import Prefs
from deskinc.ui.program import Program

OFFICER = Hand("R. Malik", "harbour lamps at night 41")
RELIEF = Hand("D. Novak", "early tram and black coffee")
LEAD = Hand("J. Harding", "twenty minutes before the end")
PLACES = ("Reception", "Lobby", "Loading bay", "B1 car park", "Lift 2")
KIT = (("Key sets", 42), ("Radios", 6))
Staff = Sequence[tuple[Hand, str, str]]
STAFF: Staff = ((OFFICER, "R.M.", "officer"), (RELIEF, "D.N.", "officer"))
"""Who is enrolled beside the lead, with initials and role."""
SIZE = (1280, 800)


@dataclass(slots=True)
class Desk:
    """The program on an office of three, its clock under the story's hand."""

    root: Path
    clock: StoryClock
    robot: Robot
    program: Program | None = None

    @property
    def folder(self) -> Path:
        """Where the book lies."""
        return self.root / "book"

    @property
    def office(self) -> Office:
        """The open office, for what a locked screen does not show."""
        assert self.program is not None
        assert isinstance(self.program.window, MainWindow)
        return self.program.window.session.office

    def start(self, qapp: QApplication) -> None:
        """Show the door."""
        self.program = Program(qapp, Prefs(self.folder), self.folder, self.clock)
        self.program.open_door()
        if self.program.window is not None:
            self.program.window.resize(*SIZE)

    def end(self) -> None:
        """The window has gone: close the book."""
        program = self.program
        assert program is not None
        window = program.window
        self.robot.until(lambda: window is None or not window.isVisible(), "the end of the window")
        program.close_office()

    def at(self, moment: datetime) -> None:
        """Let a moment come, and be shown."""
        self.clock.until(moment.astimezone(UTC))
        shown = moment.strftime("%H:%M")
        self.robot.wait_for(shown)

    def sign_in(self, hand: Hand) -> None:
        """Name, Enter, passphrase, Enter."""
        self.robot.type(hand.name)
        self.robot.keys("Return")
        self.robot.type(hand.passphrase)
        self.robot.keys("Return")
        self.robot.wait_for(f"Officer {hand.name}")

    def go(self, page: str) -> None:
        """Go to a page."""
        self.robot.find(f"Go to {page}")

    def sign_on(self, hand: Hand, relieved: str) -> None:
        """Relieved whom, and each check ticked."""
        robot = self.robot
        self.go("Shift")
        robot.go_to("Relieved")
        robot.write(relieved)
        for tick in ("Keys and kit", "Assignment instructions", "Sound tested"):
            robot.go_to(tick)
            robot.keys("Space")
        robot.keys("Return")
        robot.wait_for(f"{hand.name} has the desk")
        self.go("Book")

    def line(self, kind: str, words: str, happened: str = "") -> None:
        """Type by its letter, words, perhaps when, Ctrl+Enter."""
        robot = self.robot
        robot.keys("F3")
        robot.type(kind)
        robot.keys("Return")
        robot.type(words)
        if happened:
            robot.go_to("Happened", key="Shift+Tab")
            robot.type(happened)
            robot.keys("Return")
        robot.keys("Ctrl+Return")
        self.written(words)

    def nil(self) -> None:
        """Ctrl+N, until one more line stands in the book."""
        before = self.count("All correct")
        self.robot.keys("Ctrl+N")
        self.robot.until(lambda: self.count("All correct") > before, "the nil return")

    def count(self, words: str) -> int:
        """How many lines on screen that have their number say so."""
        rows = self.robot.screen().splitlines()
        return sum(words in row for row in rows if NUMBERED.match(row))

    def written(self, words: str) -> None:
        """The line stands in the book, with its number."""
        self.robot.until(lambda: self.count(words), f"“{words}” in the book")

    def hand_over(self, outgoing: Hand, incoming: Hand, counts: Sequence[int], to: Path) -> None:
        """Prepare, exchange, sign; the paper is saved."""
        robot = self.robot
        self.go("Shift")
        robot.wait_for("Counted at handover")
        robot.keys("Ctrl+H")
        robot.wait_for("Prepare")
        robot.keys("Ctrl+Return")
        robot.wait_for("Taken over by")
        if robot.name() == "Taken over by":
            robot.pick(incoming.name)
            robot.go_to("Counted: ", key="Tab")
        for count in counts:
            robot.type(str(count))
            robot.keys("Return")
        robot.type("+1")
        robot.keys("Return")
        robot.wait_for("Both sign the same pages")
        for hand in (outgoing, incoming):
            robot.type(hand.passphrase)
            robot.keys("Return")
        robot.wait_for(f"{incoming.name} has the desk")
        robot.keys("Ctrl+S")
        robot.write(str(to))
        robot.keys("Return")
        robot.wait_for(f"{to.name} is saved.")
        robot.keys("Ctrl+Return")

    def change_to(self, hand: Hand, initials: str) -> None:
        """F8, initials, passphrase; nothing where he writes already."""
        robot = self.robot
        if f"Officer {hand.name}" in robot.screen():
            return
        robot.keys("F8")
        robot.wait_for("Who writes now?")
        robot.type(initials)
        robot.keys("Return")
        robot.type(hand.passphrase)
        robot.keys("Return")
        robot.wait_for(f"Officer {hand.name}")

    def print_day(self, hand: Hand, to: Path) -> None:
        """Print the day of the chosen line, or of today, signed; it is saved."""
        robot = self.robot
        robot.keys("Ctrl+Shift+P")
        robot.until(lambda: robot.name().startswith("Passphrase"), "the pages of the day")
        robot.type(hand.passphrase)
        robot.keys("Ctrl+Return")
        robot.wait_for("Save it or print it")
        robot.keys("Ctrl+S")
        robot.write(str(to))
        robot.keys("Return")
        robot.wait_for(f"{to.name} is saved.")

    def leave(self) -> None:
        """Close the window in an open shift."""
        robot = self.robot
        robot.go_to("Officer")
        robot.keys("Space")
        robot.type("c")
        robot.wait_for("Close the window in an open shift?")
        robot.go_to("Close")
        robot.keys("Space")


def new_desk(
    root: Path, evening: datetime, asked: Sequence[dict[str, object]] = (), *,
    staff: Staff = STAFF, also: Callable[[Office], object] = lambda _office: None, **more: Any,
) -> tuple[Desk, QApplication]:  # fmt: skip
    """An office of the lead and ``staff`` with these routines; nothing in the book yet.

    ``also`` is done in it before it opens, ``more`` answered when it is set up.
    """
    running = QApplication.instance()
    qapp = running if isinstance(running, QApplication) else QApplication(["deskinc"])
    theme.start(qapp, "light")
    sweeping.start(qapp)
    clock = StoryClock(evening.astimezone(UTC) - timedelta(minutes=10))
    said = {"places": PLACES, "kit": KIT, **more}
    answers = setup.Answers(
        site="Harbour Court", officer=LEAD.name, initials="J.H.", passphrase=LEAD.passphrase,
        mirror=root / "second copy", licence="1015440099990000", phone="020 7946 0111", **said,
    )  # fmt: skip
    office = setup.set_up(root / "book", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    for hand, initials, role in staff:
        who = people.Enrolment(hand.name, initials, "", frozenset({role}), identity="Passport")
        people.enrol(office, who, hand.passphrase, kdf=FLOOR)
    for raw in asked:
        routines.change(office, raw).result()
    also(office)
    office.close()
    clock.until(evening.astimezone(UTC))
    return Desk(root, clock, Robot()), qapp


def printed(path: Path) -> str:
    """The text of a printed paper, white space as one blank."""
    return " ".join(run("pdftotext", "-layout", path, "-").split())
