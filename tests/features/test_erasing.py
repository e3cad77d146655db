"""The story: a visitor asks to be forgotten; two people erase her in the real window, keys only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.book import scanning

from deskinc.book.book import Book
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.slots import Keys
from deskinc.desk import setup
from deskinc.desk.copies import backups
from deskinc.desk.demo import StoryClock
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.desk.people import people
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.night.robot import Robot
from deskinc.ui.pictures import shut
from deskinc.ui.prefs import Prefs
from deskinc.ui.windows import main_window

LEAD, PHRASE = "J. Harding", "twenty minutes before the end"
OTHER, OTHERS = "E. Marsh", "ledger of the whole building"
NAME = "Quarrington"
NIGHT = datetime(2026, 11, 22, 22, tzinfo=UTC)


@dataclass
class Story:
    """The office, its window, and the officer's hands."""

    office: Office
    window: MainWindow
    robot: Robot
    folder: Path
    keys: Keys


@pytest.fixture
def story(qapp: QApplication, tmp_path: Path) -> Iterator[Story]:
    """An office of two people in whose book a visitor stands; the lead has signed in."""
    clock, folder = StoryClock(NIGHT), tmp_path / "book"
    answers = setup.Answers(
        site="Harbour Court", officer=LEAD, initials="J.H.", passphrase=PHRASE,
        mirror=tmp_path / "mirror", places=("Reception", "Lobby"),
    )  # fmt: skip
    office = setup.set_up(folder, answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    who = people.Enrolment(OTHER, "E.M.", "", frozenset({"manager"}), identity="Passport")
    people.enrol(office, who, OTHERS, kdf=FLOOR)
    said = {"type": "visitor", "place": "Lobby", "text": f"Ms W. {NAME} let in."}
    (line,) = entries.post(office, said, entries.new_id()).result().records
    raised = {
        **incidents.start(office, [line.n]), "title": "Fall in the lobby", "severity": "low",
        "category": "injury.slip", "narrative": f"Ms {NAME} fell.",
    }  # fmt: skip
    incidents.open_new(office, raised, entries.new_id()).result()
    office.close()
    office = sign_in(folder, LEAD, PHRASE, clock=clock)
    window = main_window(office, Prefs(folder))
    window.show()
    window.activateWindow()
    yield Story(office, window, Robot(), tmp_path, office.person.keys)
    office.close()


def to_section(robot: Robot) -> None:
    """Through the palette to the section."""
    robot.keys("Ctrl+K")
    robot.type("holds and era")
    robot.wait_for("Settings: Holds and erasures")
    robot.keys("Return")
    robot.wait_for("Put a hold")


def search(robot: Robot) -> None:
    """Open the form and look for the name."""
    robot.go_to("Erase a person…")
    robot.keys("Space")
    robot.wait_for("Every value of the book is searched")
    robot.type(NAME.lower())
    robot.keys("Return")
    robot.wait_for("places found")


def hold_and_release(robot: Robot) -> None:
    """A hold on the incident shows in the search; then it is released."""
    robot.go_to("Put a hold…")
    robot.keys("Space")
    robot.type("inc-2026-0001")
    robot.keys("Tab")
    robot.write("Claim 17 is open")
    robot.go_to("Hold it")
    robot.keys("Space")
    robot.wait_for("The hold stands")
    search(robot)
    robot.wait_for("Claim 17 is open")
    robot.keys("Escape")
    robot.go_to("Holds")
    robot.keys("Home")
    robot.go_to("Release it")
    robot.keys("Space")
    robot.wait_for("Release the hold?")
    robot.type("The claim is settled.")
    robot.keys("Return")
    robot.wait_for("The hold is released")


def erase(robot: Robot) -> None:
    """Everything that is found goes; both sign."""
    search(robot)
    robot.go_to("Tick all", key="Shift+Tab")
    robot.keys("Space")
    robot.go_to("Go on")
    robot.keys("Space")
    robot.wait_for("values of 2 records are erased")
    assert "when rotation ends it" in robot.screen()
    robot.go_to(f"Passphrase of {LEAD}")
    robot.type(PHRASE)
    robot.go_to("Their passphrase")
    robot.type(OTHERS)
    robot.go_to("Erase for ever")
    robot.keys("Space")
    robot.wait_for("Erased: 2 values")


def test_d42_a_hold_stops_it_and_then_two_people_erase_a_visitor_for_ever(story: Story) -> None:
    robot, office = story.robot, story.office
    backups.make(office, story.folder / "backups", lambda _f, _w: None, lambda: False)
    to_section(robot)
    hold_and_release(robot)
    erase(robot)
    robot.wait_for("when rotation ends it")
    (act,) = office.read.erasures()
    robot.keys("Alt+B")
    robot.wait_for(f"ERASE {act.n}]")
    assert NAME not in robot.screen()
    assert office.book.verify(full=True) == []
    book, mirror = office.book.id, office.book.mirror
    assert mirror is not None
    shut(story.window)
    office.close()
    found = scanning.where([NAME], story.folder / "book", mirror, story.keys, book)
    assert found == set()
    Book.open(story.folder / "book", story.keys).close()
