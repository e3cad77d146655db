"""A busy night, keys only: two writers, 120 lines, three incidents at once, all on paper at dawn.

Four lines come late, two are corrected. What is asked of is the signed handover book as an outsider
reads it, every line of it, and both day pages.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.reports.tools import bare, run

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.demo import StoryClock
from deskinc.desk.lines import entries
from deskinc.desk.office import sign_in
from deskinc.desk.papers import day_pages
from deskinc.desk.people import people
from deskinc.desk.trust import trust
from deskinc.ui import sweeping, theme
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.night import papers, story
from deskinc.ui.night.cast import Cast, Hand, Night
from deskinc.ui.night.playing import last_dusk
from deskinc.ui.night.robot import Robot
from deskinc.ui.prefs import Prefs
from deskinc.ui.program import Program

MALIK = Hand("R. Malik", "harbour lamps at night 41")
NOVAK = Hand("D. Novak", "early tram and black coffee")
OKAFOR = Hand("T. Okafor", "walnut shelf beside the front desk")
BOSS = Hand("J. Harding", "twenty minutes before the end")
INITIALS = {"rm": MALIK, "dn": NOVAK}
PLACES = ("Reception", "Lobby", "Loading bay", "B1 car park", "Lift 2", "Roof", "East stair")
COUNTS = (42, 6)
KIT = (("Key sets", 42), ("Radios", 6))
KINDS = (
    ("p", "Round {n}: dry, shut, lit."), ("v", "Guest {n} for floor {f}."),
    ("d", "Crate {n} to store {f}."), ("k", "Set {n} out to bay {f}."),
    ("u", "Van {n} at gate {f}."), ("c", "Call {n} answered."), ("m", "Rang back flat {n}."),
)  # fmt: skip
BLOCKS = ("20:10", "20:50", "21:30", "22:05", "22:40", "23:15")
MORNING = ("00:40", "01:25", "02:15", "03:20", "04:30")
PER_BLOCK = 11
LATE = {"20:50": "2035", "22:40": "2210", "01:25": "0050", "04:30": "0355"}
"""In which block a line comes late, and when that happened."""
CORRECTED = {
    "21:30": ("Set 77 of riser B given out.", "Wrong key"),
    "02:15": ("Roof hatch found shut.", "seen again"),
}
INCIDENTS = {
    "20:10": ("f", "Lift 2 stands at 3, two inside.", "lift entrap", "Two people in Lift 2"),
    "20:50": ("a", "Zone 7 in alarm, no smoke seen.", "false alarm", "Zone 7 in alarm"),
    "22:05": ("o", "Water under riser B, spreading.", "leak", "Water under riser B"),
}


@dataclass
class Told:
    """What the night wrote, and where its papers lie."""

    folder: Path
    papers: Path
    evening: datetime
    clock: StoryClock
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind, words and writer of every line that a hand posted, in order."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The night, played once for all that is asked of it."""
    root = tmp_path_factory.mktemp("busy")
    running = QApplication.instance()
    qapp = running if isinstance(running, QApplication) else QApplication(["deskinc"])
    theme.start(qapp, "light")
    sweeping.start(qapp)
    evening = last_dusk(datetime.now(UTC))
    clock = StoryClock(evening.astimezone(UTC))
    found(root, clock)
    made = Told(root / "book", root, evening, clock)
    night = Night(Robot(), Cast(MALIK, OKAFOR, BOSS, BOSS), evening, clock.until, (), root, COUNTS)
    program = Program(qapp, Prefs(root), made.folder, clock)
    program.open_door()
    assert program.window is not None
    program.window.resize(1280, 800)
    play(night, made)
    papers.hand_over(night)
    window = program.window
    assert isinstance(window, MainWindow)
    papers.leave(night)
    night.robot.until(lambda: not window.isVisible(), "the end of the window")
    program.close_office()
    return made


def found(root: Path, clock: StoryClock) -> None:
    """An office of four, nothing in its book."""
    answers = setup.Answers(
        site="Harbour Court", officer=BOSS.name, initials="J.H.", passphrase=BOSS.passphrase,
        mirror=root / "second copy", places=PLACES, kit=KIT,
    )  # fmt: skip
    office = setup.set_up(root / "book", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    for hand, initials in ((MALIK, "R.M."), (NOVAK, "D.N."), (OKAFOR, "T.O.")):
        who = people.Enrolment(hand.name, initials, "", frozenset({"officer"}), identity="Passport")
        people.enrol(office, who, hand.passphrase, kdf=FLOOR)
    office.close()


def play(night: Night, told: Told) -> None:
    """Dusk to dawn: sign on, write, raise, correct, change hands."""
    robot = night.robot
    story.sign_in(night, MALIK)
    sign_on(robot, MALIK)
    change(robot, "dn", NOVAK)
    sign_on(robot, NOVAK)
    robot.find("Go to Book")
    writers, count = cycle(INITIALS), 0
    for days, blocks in ((0, BLOCKS), (1, MORNING)):
        for block in blocks:
            night.at(block, days)
            who = INITIALS[initials := next(writers)]
            change(robot, initials, who)
            for _line in range(PER_BLOCK):
                count += 1
                routine(robot, told, count, who)
            if block in LATE:
                late(robot, told, LATE[block], who)
            if block in INCIDENTS:
                raise_one(robot, told, block, who)
            if block in CORRECTED:
                correct(robot, told, block, who)


def sign_on(robot: Robot, hand: Hand) -> None:
    """On duty with everything checked."""
    robot.find("Go to Shift")
    robot.go_to("Relieved")
    for tick in ("Keys and kit", "Assignment instructions", "Sound"):
        robot.go_to(tick)
        robot.keys("Space")
    robot.keys("Return")
    robot.wait_for(f"{hand.name} has the desk")


def change(robot: Robot, initials: str, hand: Hand) -> None:
    """F8, initials, passphrase; nothing where he writes already."""
    if f"Officer {hand.name}" in robot.screen():
        return
    robot.keys("F8")
    robot.wait_for("Who writes now?")
    robot.type(initials)
    robot.keys("Return")
    robot.type(hand.passphrase)
    robot.keys("Return")
    robot.wait_for(f"Officer {hand.name}")


def post(robot: Robot, told: Told, kind: str, place: str, words: str, hand: Hand) -> None:
    """Type and place by their beginnings, words, Ctrl+Enter; wait for the line and its number."""
    robot.keys("F3")
    robot.type(kind)
    robot.keys("Return", "F4")
    robot.type(place)
    robot.keys("Down", "Up", "Return")
    robot.type(words)
    robot.keys("Ctrl+Return")
    story._written(robot, words)
    told.lines.append((kind, words, hand.name))


def routine(robot: Robot, told: Told, count: int, hand: Hand) -> None:
    """One of the lines every night is full of."""
    letter, words = KINDS[count % len(KINDS)]
    place = PLACES[count % len(PLACES)][:4]
    post(robot, told, letter, place, words.format(n=100 + count, f=count % 9), hand)


def late(robot: Robot, told: Told, happened: str, hand: Hand) -> None:
    """A line of what happened before; the reason offered is taken."""
    words = f"Door alarm seen to at {happened[:2]}:{happened[2:]}."
    robot.keys("F3")
    robot.type("o")
    robot.keys("Return", "F4")
    robot.type("East")
    robot.keys("Down", "Up", "Return")
    robot.type(words)
    robot.go_to("Happened", key="Shift+Tab")
    robot.type(happened)
    robot.keys("Return", "Ctrl+Return")
    robot.wait_for("Why?")
    robot.keys("Return")
    story._written(robot, words)
    told.lines.append(("o", words, hand.name))


def raise_one(robot: Robot, told: Told, block: str, hand: Hand) -> None:
    """A line, and the incident out of it: its words are not typed again."""
    letter, words, category, title = INCIDENTS[block]
    post(robot, told, letter, "Lift", words, hand)
    robot.keys("Ctrl+Up", "Ctrl+Shift+I")
    robot.go_to("Category")
    robot.write(category)
    robot.keys("Return")
    robot.go_to("Summary")
    robot.write(title)
    robot.keys("Return")
    robot.wait_for(f"Summary: {title}")
    robot.find("Go to Book")


def correct(robot: Robot, told: Told, block: str, hand: Hand) -> None:
    """The line just written, struck and said rightly."""
    words, why = CORRECTED[block]
    robot.keys("Ctrl+E")
    robot.write(words)
    robot.keys("Tab")
    robot.type(why)
    robot.keys("Return")
    story._written(robot, words)
    told.lines.append(("", words, hand.name))


def words_of(path: Path) -> str:
    """The text of a paper, white space as one blank."""
    return " ".join(run("pdftotext", "-layout", path, "-").split())


@pytest.fixture(scope="module")
def paper(told: Told) -> str:
    """The handover book as an outsider reads it."""
    return words_of(told.papers / papers.HANDOVER)


def test_every_line_of_the_night_stands_on_the_paper_once(told: Told, paper: str) -> None:
    assert len(told.lines) >= 120
    plain = bare(run("pdftotext", told.papers / papers.HANDOVER, "-"))
    for _kind, words, _hand in told.lines:
        assert plain.count(bare(words)) >= 1, words
    last = int(re.findall(r"lines 1–(\d+)", paper)[-1])
    assert last > len(told.lines)


def test_late_lines_corrections_and_incidents_are_told_with_their_figures(paper: str) -> None:
    for minutes in (15, 30, 35, 35):
        assert f"LATE +{minutes} min" in paper
    assert paper.count("LATE +") == 4
    assert len(re.findall(r"struck \d\d:\d\d", paper)) == 2
    for block, (words, why) in CORRECTED.items():
        assert why in paper, block
        assert words in paper
    for at, (_kind, _words, _category, title) in enumerate(INCIDENTS.values(), 1):
        assert f"-000{at}" in paper
        assert title in paper


def test_each_line_bears_its_writer_and_both_are_named(told: Told, paper: str) -> None:
    assert MALIK.name in paper
    assert NOVAK.name in paper
    office = sign_in(told.folder, BOSS.name, BOSS.passphrase, clock=told.clock)
    try:
        by = {line.text: line.by_name for line in entries.newest(office, 400)}
        assert all(by[words] == hand for _kind, words, hand in told.lines)
        verdict = trust.verify(office, full=True)
        assert verdict.ok, verdict.faults
    finally:
        office.close()


def test_both_day_pages_print_the_night_with_its_offset_and_who_was_on_duty(told: Told) -> None:
    office = sign_in(told.folder, OKAFOR.name, OKAFOR.passphrase, clock=told.clock)
    try:
        evening = told.evening.date()
        made = day_pages.print_day(office, evening, evening + timedelta(days=1))
    finally:
        office.close()
    path = told.papers / "days.pdf"
    path.write_bytes(made.pdf)
    plain, paper = bare(run("pdftotext", path, "-")), words_of(path)
    assert all(bare(words) in plain for _kind, words, _hand in told.lines)
    assert paper.count("LATE +") == 4
    assert all(why in paper for _words, why in CORRECTED.values())
    for day in (evening, evening + timedelta(days=1)):
        assert f"{day:%A} {day.day} {day:%B %Y}" in paper
    for hand, initials in ((MALIK, "R.M."), (NOVAK, "D.N.")):
        assert f"Night 19:00–07:00 {hand.name} {initials}" in paper
    assert "UTC+" in paper
