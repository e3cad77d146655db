"""A busy night, keys only: two writers, 120 lines, three incidents at once, all on paper at dawn.

Four lines come late, two are corrected. What is asked of is the signed handover book as an outsider
reads it, every line of it, and both day pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.features.nights import LEAD, OFFICER, STAFF, Desk, new_desk, printed
from tests.reports.tools import bare, run, text_of

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Office, sign_in
from deskinc.desk.papers import day_pages
from deskinc.desk.trust import trust
from deskinc.ui.night import papers
from deskinc.ui.night.cast import Cast, Hand, Night

LONDON = ZoneInfo("Europe/London")
EVENING = datetime(2026, 11, 20, 18, 58, tzinfo=LONDON)
NOVAK = Hand("D. Novak", "early tram and black coffee")
OKAFOR = Hand("T. Okafor", "walnut shelf beside the front desk")
INITIALS = {"rm": OFFICER, "dn": NOVAK}
PLACES = ("Reception", "Lobby", "Loading bay", "B1 car park", "Lift 2", "Roof", "East stair")
COUNTS = (42, 6)
KINDS = (
    ("p", "Round {n}: dry, shut, lit."), ("v", "Guest {n} for floor {f}."),
    ("d", "Crate {n} to store {f}."), ("k", "Set {n} out to bay {f}."),
    ("u", "Van {n} at gate {f}."), ("c", "Call {n} answered."), ("m", "Rang back flat {n}."),
)  # fmt: skip
TYPES = {
    "p": "Patrol", "v": "Visitor", "d": "Delivery", "k": "Keys", "u": "Vehicle",
    "c": "Check call", "m": "Message", "o": "Door", "f": "Lift", "a": "Alarm",
}  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class Posted:
    """A line as it was typed: when it is said to have happened, and by whom."""

    kind: str
    place: str
    words: str
    hand: Hand
    happened: str = ""

    def row(self, line: Line) -> str:
        """Its printed row: two numbers, time of writing, type, place, words, time of the event."""
        happened = f"happened {self.happened[:2]}:{self.happened[2:]}" if self.happened else ""
        (place,) = [name for name in PLACES if name.startswith(self.place)]
        head = f"{line.line}{line.day_no}{line.written:%H:%M}"
        return bare(f"{head}{TYPES[self.kind]}, {place}{self.words}{happened}")


@dataclass
class Told:
    """What the night wrote, and where its papers lie."""

    desk: Desk
    paper: Path
    lines: list[Posted] = field(default_factory=list)
    """Every line that a hand posted, in order."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The night, played once for all that is asked of it."""
    root = tmp_path_factory.mktemp("busy")
    desk, qapp = new_desk(root, EVENING, staff=(*STAFF, (OKAFOR, "T.O.", "officer")), places=PLACES)
    made = Told(desk, root / papers.HANDOVER)
    cast = Cast(OFFICER, OKAFOR, LEAD, LEAD)
    night = Night(desk.robot, cast, EVENING, desk.clock.until, (), root, COUNTS)
    desk.start(qapp)
    play(night, made)
    papers.hand_over(night)
    desk.leave()
    desk.end()
    return made


def play(night: Night, told: Told) -> None:
    """Dusk to dawn: sign on, write, raise, correct, change hands."""
    desk = told.desk
    desk.sign_in(OFFICER)
    desk.sign_on(OFFICER, "")
    desk.change_to(NOVAK, "dn")
    desk.sign_on(NOVAK, "")
    writers, count = cycle(INITIALS), 0
    for days, blocks in ((0, BLOCKS), (1, MORNING)):
        for block in blocks:
            night.at(block, days)
            who = INITIALS[initials := next(writers)]
            desk.change_to(who, initials)
            for _line in range(PER_BLOCK):
                count += 1
                routine(told, count, who)
            if block in LATE:
                late(told, LATE[block], who)
            if block in INCIDENTS:
                raise_one(told, block, who)
            if block in CORRECTED:
                correct(told, block, who)


def post(told: Told, kind: str, place: str, words: str, hand: Hand, happened: str = "") -> None:
    """Type and place by their beginnings, words, Ctrl+Enter; wait for the line and its number."""
    robot = told.desk.robot
    robot.keys("F3")
    robot.type(kind)
    robot.keys("Return", "F4")
    robot.type(place)
    robot.keys("Down", "Up", "Return")
    robot.type(words)
    if happened:
        robot.go_to("Happened", key="Shift+Tab")
        robot.type(happened)
        robot.keys("Return")
    robot.keys("Ctrl+Return")
    told.desk.written(words)
    told.lines.append(Posted(kind, place, words, hand, happened))


def routine(told: Told, count: int, hand: Hand) -> None:
    """One of the lines every night is full of."""
    letter, words = KINDS[count % len(KINDS)]
    place = PLACES[count % len(PLACES)][:4]
    post(told, letter, place, words.format(n=100 + count, f=count % 9), hand)


def late(told: Told, happened: str, hand: Hand) -> None:
    """A line of what happened before; the reason offered is taken."""
    words = f"Door alarm seen to at {happened[:2]}:{happened[2:]}."
    post(told, "o", "East", words, hand, happened)
    told.desk.robot.wait_for("Why?")
    told.desk.robot.keys("Return")


def raise_one(told: Told, block: str, hand: Hand) -> None:
    """A line, and the incident out of it: its words are not typed again."""
    letter, words, category, title = INCIDENTS[block]
    post(told, letter, "Lift", words, hand)
    robot = told.desk.robot
    robot.keys("Ctrl+Up", "Ctrl+Shift+I")
    robot.go_to("Category")
    robot.write(category)
    robot.keys("Return")
    robot.go_to("Summary")
    robot.write(title)
    robot.keys("Return")
    robot.wait_for(f"Summary: {title}")
    told.desk.go("Book")


def correct(told: Told, block: str, hand: Hand) -> None:
    """The line just written, struck and said rightly."""
    words, why = CORRECTED[block]
    robot = told.desk.robot
    robot.keys("Ctrl+E")
    robot.write(words)
    robot.keys("Tab")
    robot.type(why)
    robot.keys("Return")
    told.desk.written(words)
    struck = told.lines[-1]
    told.lines.append(Posted(struck.kind, struck.place, words, hand))


@pytest.fixture(scope="module")
def office(told: Told) -> Iterator[Office]:
    """The office afterwards, opened by its lead."""
    opened = sign_in(told.desk.folder, LEAD.name, LEAD.passphrase, clock=told.desk.clock)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def lines(office: Office) -> dict[str, Line]:
    """Every line by its words."""
    return {line.text: line for line in entries.newest(office, 400)}


@pytest.fixture(scope="module")
def paper(told: Told) -> str:
    """The handover book as an outsider reads it."""
    return printed(told.paper)


def test_every_line_of_the_night_stands_on_the_paper_once(told: Told, paper: str) -> None:
    assert len(told.lines) >= 120
    plain = bare(run("pdftotext", told.paper, "-"))
    raised = {words for _kind, words, _category, _title in INCIDENTS.values()}
    for posted in told.lines:
        assert plain.count(bare(posted.words)) == 1 or posted.words in raised, posted
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


def test_each_line_bears_its_writer_and_the_book_verifies(
    told: Told, office: Office, lines: dict[str, Line]
) -> None:
    written = [lines[posted.words] for posted in told.lines]
    assert [line.by_name for line in written] == [posted.hand.name for posted in told.lines]
    verdict = trust.verify(office, full=True)
    assert verdict.ok, verdict.faults


def test_both_day_pages_print_every_line_with_numbers_times_type_place_and_initials(
    told: Told, office: Office, lines: dict[str, Line]
) -> None:
    evening = EVENING.date()
    made = day_pages.print_day(office, evening, evening + timedelta(days=1))
    path = told.paper.with_name("days.pdf")
    path.write_bytes(made.pdf)
    plain, paper = bare(text_of(made.pdf)), printed(path)
    for posted in told.lines:
        line = lines[posted.words]
        below = line.late or line.struck or line.corrects or line.incident
        assert posted.row(line) + ("" if below else line.by) in plain, posted
    typed = [posted.words for posted in told.lines]
    for words, why in CORRECTED.values():
        at = typed.index(words)
        old, new = lines[typed[at - 1]], lines[words]
        assert bare(f"struck {old.written:%H:%M} {new.by}, see {new.line}, {why}") in plain
        assert bare(f"corrects {old.line}, {why} {new.by}") in plain
    assert paper.count("LATE +") == 4
    for day in (evening, evening + timedelta(days=1)):
        assert f"{day:%A} {day.day} {day:%B %Y}" in paper
    for hand, initials in ((OFFICER, "R.M."), (NOVAK, "D.N.")):
        assert f"Night 19:00–07:00 {hand.name} {initials}" in paper
    assert "UTC+0" in paper
