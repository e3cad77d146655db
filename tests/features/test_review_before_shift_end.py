"""The story: twenty minutes before the shift ends its lead reads the night, keys only.

A real night with a late line and two hours without a word; one line goes back with a question,
its writer answers, and the lead approves the answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import settings, setup
from deskinc.desk.demo import StoryClock
from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Office, sign_in
from deskinc.desk.people import people
from deskinc.desk.review import queue
from deskinc.desk.trust import trust
from deskinc.ui import sweeping, tasks, theme
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.night import story
from deskinc.ui.night.cast import Cast, Hand, Night
from deskinc.ui.night.playing import SIZE, last_dusk
from deskinc.ui.night.robot import Robot
from deskinc.ui.prefs import Prefs
from deskinc.ui.program import Program

LEAD = Hand("J. Harding", "twenty minutes before the end")
OFFICER = Hand("R. Malik", "harbour lamps at night 41")
PATROL, PARCEL = "All doors secure.", "Parcel for Caldwell & Reid."
VISITOR = "Mr A. Brandt refused, no host on site."
KEY, ANSWER = "Key 7 handed out.", "Key 7 handed out to Ms Nair, floor 5."
RAIN = "All secure. Rain since midnight."
ASKED = "To whom?"


@dataclass(frozen=True, slots=True)
class Played:
    """What the night left, and what each record of a line was before anybody reviewed it."""

    folder: Path
    clock: StoryClock
    signed: dict[int, tuple[bytes, dict[str, object]]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The night and its review, played once for all that is asked of it."""
    root = tmp_path_factory.mktemp("review")
    running = QApplication.instance()
    qapp = running if isinstance(running, QApplication) else QApplication(["deskinc"])
    theme.start(qapp, "light")
    sweeping.start(qapp)
    evening = last_dusk(datetime.now(UTC))
    clock = StoryClock(evening.astimezone(UTC))
    folder = found(root, clock)
    cast = Cast(OFFICER, OFFICER, LEAD, LEAD)
    night = Night(Robot(), cast, evening, clock.until, (), root, ())
    program = Program(qapp, Prefs(folder), folder, clock)
    program.open_door()
    assert program.window is not None
    program.window.resize(*SIZE)
    story.sign_in(night, OFFICER)
    write_the_night(night)
    signed = records(program)
    the_lead_returns_a_line(night)
    the_officer_answers(night)
    the_lead_approves_the_answer(night)
    close(program)
    return Played(folder, clock, signed)


def found(root: Path, clock: StoryClock) -> Path:
    """A new office of a lead and an officer, where an entry is asked for after an hour."""
    answers = setup.Answers(
        site="Harbour Court", officer=LEAD.name, initials="J.H.", passphrase=LEAD.passphrase,
        mirror=root / "second copy", places=("Reception", "Loading bay", "B1 car park"),
    )  # fmt: skip
    folder = root / "book"
    office = setup.set_up(folder, answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    settings.change(office, {"nil_every": "60"}).result()
    who = people.Enrolment(OFFICER.name, "R.M.", "", frozenset({"officer"}), identity="Passport")
    people.enrol(office, who, OFFICER.passphrase, kdf=FLOOR)
    office.close()
    return folder


def write_the_night(night: Night) -> None:
    """On duty, four lines, one of them late, then two hours and more without a word."""
    robot = night.robot
    robot.keys("Alt+S")
    robot.wait_for("Sign on")
    robot.go_to("Keys and kit")
    robot.keys("Space", "Return")
    robot.wait_for(f"{OFFICER.name} has the desk")
    robot.keys("Alt+B")
    for clock, kind, words, happened in (
        ("20:40", "p", PATROL, ""), ("21:15", "d", PARCEL, ""),
        ("21:55", "v", VISITOR, "2131"), ("22:05", "k", KEY, ""),
    ):  # fmt: skip
        night.at(clock)
        write(robot, kind, words, happened)
        if happened:
            robot.wait_for("Why?")
            robot.keys("Return")
            robot.wait_for("On patrol")
    night.at("00:40", days=1)
    write(robot, "p", RAIN)
    night.at("01:30", days=1)
    robot.keys("Ctrl+N")
    robot.wait_for("All correct.")


def write(robot: Robot, kind: str, words: str, happened: str = "") -> None:
    """Type by its letter, words, when it happened, Ctrl+Enter."""
    robot.keys("F3")
    robot.type(kind)
    robot.keys("Return")
    robot.type(words)
    if happened:
        robot.go_to("Happened", key="Shift+Tab")
        robot.type(happened)
        robot.keys("Return")
    robot.keys("Ctrl+Return")
    written(robot, words)


def written(robot: Robot, words: str) -> None:
    """Wait until a line with these words has its number."""
    numbered = re.compile(rf"^\d+, \d\d:\d\d, .*{re.escape(words)}", re.MULTILINE)
    robot.until(lambda: numbered.search(robot.screen()), f"“{words}” in the book")


def change_to(robot: Robot, hand: Hand, initials: str) -> None:
    """F8: somebody else writes; roles differ, so the window is another one."""
    robot.keys("F8")
    robot.wait_for("Who writes now?")
    robot.type(initials)
    robot.keys("Return")
    robot.type(hand.passphrase)
    robot.keys("Return")
    robot.wait_for(f"Officer {hand.name}")


def the_lead_returns_a_line(night: Night) -> None:
    """F3 from one thing that stands out to the next; the line about the key goes back."""
    robot = night.robot
    night.at("02:20", days=1)
    change_to(robot, LEAD, "jh")
    robot.keys("Alt+V")
    robot.wait_for("Stands out: 1 late")
    assert "2 after a silence" in robot.screen()
    assert "nothing written for 2 h 3" in robot.screen()
    assert robot.name() == "Lines to review"
    while KEY not in chosen(robot):
        robot.keys("Return")
    robot.keys("Ctrl+M")
    robot.type(ASKED)
    robot.keys("Return")
    robot.wait_for(f"goes back: {ASKED}")
    robot.keys("End", "Return")
    sign(robot)
    robot.wait_for("1 line went back to its writer.")
    robot.wait_for(f"Waits for: {OFFICER.name}.")


def the_officer_answers(night: Night) -> None:
    """What came back stands over the page; the correction answers it."""
    robot = night.robot
    change_to(robot, OFFICER, "rm")
    robot.wait_for(f"J.H. returned line {serial(robot, KEY)}. {ASKED}")
    robot.keys("Ctrl+Shift+R")
    robot.wait_for("Ctrl+E corrects it")
    robot.keys("Ctrl+E")
    robot.write(ANSWER)
    robot.keys("Ctrl+Return")
    robot.type("m")
    robot.keys("Ctrl+Return")
    written(robot, ANSWER)
    robot.until(lambda: "J.H. returned line" not in robot.screen(), "the end of the amber line")


def the_lead_approves_the_answer(night: Night) -> None:
    """The answer says what it answers; with it nothing waits any more."""
    robot = night.robot
    change_to(robot, LEAD, "jh")
    robot.keys("Alt+V")
    robot.wait_for(f"returned by J.H.: {ASKED}")
    robot.keys("End", "Return")
    sign(robot)
    robot.wait_for("Nothing to review")


def chosen(robot: Robot) -> str:
    """The words of the chosen line."""
    view = robot.focus()
    assert hasattr(view, "currentIndex")
    return str(view.currentIndex().data())


def serial(robot: Robot, words: str) -> str:
    """The number of the line with those words, as it is read out."""
    line = next(row for row in robot.screen().splitlines() if words in row and ", " in row)
    return line.split(",")[0]


def sign(robot: Robot) -> None:
    """The passphrase under what the signature says."""
    robot.wait_for("The signature says")
    robot.wait_for(f"Passphrase of {LEAD.name}")
    robot.type(LEAD.passphrase)
    robot.keys("Return")


def records(program: Program) -> dict[int, tuple[bytes, dict[str, object]]]:
    """Every record of a line: its leaf and its values."""
    office = program.office
    assert office is not None
    found = office.read.records(list(entries.ids(office)))
    return {n: (record.leaf, dict(record.values)) for n, record in found.items()}


def close(program: Program) -> None:
    """Close the window without a word, and the book."""
    tasks.drain()
    assert isinstance(program.window, MainWindow)
    program.window.close_now()
    program.close_office()


@pytest.fixture
def office(played: Played) -> Iterator[Office]:
    """The office afterwards, opened by its lead."""
    opened = sign_in(played.folder, LEAD.name, LEAD.passphrase, clock=played.clock)
    yield opened
    opened.close()


def lines(office: Office) -> dict[str, Line]:
    """Every line by its words."""
    return {line.text: line for line in entries.lines(office, list(entries.ids(office)))}


def test_rule14_no_word_of_any_line_changed_by_its_review(played: Played, office: Office) -> None:
    after = office.read.records(list(played.signed))
    assert {n: (r.leaf, dict(r.values)) for n, r in after.items()} == played.signed
    assert {PATROL, PARCEL, VISITOR, KEY, RAIN, ANSWER} <= set(lines(office))
    verdict = trust.verify(office, full=True)
    assert verdict.ok, verdict.faults


def test_the_line_that_went_back_is_struck_and_its_answer_approved(office: Office) -> None:
    found = lines(office)
    key, answer = found[KEY], found[ANSWER]
    assert key.struck is not None
    assert key.struck.see == answer.line
    assert key.mark is not None
    assert (key.mark.verdict, key.mark.by, key.mark.comment) == ("returned", "J.H.", ASKED)
    assert answer.mark is not None
    assert (answer.mark.verdict, answer.mark.by) == ("approved", "J.H.")
    marks = {line.mark.verdict for line in found.values() if line.mark is not None}
    assert marks == {"approved", "returned"}
    assert found[VISITOR].late == 24


def test_two_records_hold_the_whole_review(office: Office) -> None:
    every = office.read.records(range(1, office.read.last_n() + 1)).values()
    reviews = [record for record in every if record.form == "review"]
    assert [[record.values["first"], record.values["last"]] for record in reviews] == [
        [1, lines(office)["All correct."].line], [lines(office)[ANSWER].line] * 2,
    ]  # fmt: skip
    assert queue.count(office) == 0
    assert queue.queue(office).returned == ()
