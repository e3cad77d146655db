"""Keystrokes, honestly counted (D14): a chord is one, and only the words themselves are free."""

from itertools import pairwise
from statistics import median

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot

from deskinc.desk import settings
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.book.page import BookPage

PLACES = {
    "g": "Gate 3", "l": "Lobby", "d": "Loading bay", "r": "Roof", "k": "Car park", "b": "Basement",
    "ra": "Riser A", "rb": "Riser B", "s": "Server room", "p": "Pump room",
}  # fmt: skip
NIGHT = (
    ("p", "patrol", "g", "Gate shut and locked."), ("v", "visitor", "l", "M. Berg for level 4."),
    ("d", "delivery", "d", "Two pallets, paper."), ("p", "patrol", "r", "Roof doors shut."),
    ("c", "check_call", "l", "Answered at once."), ("l", "lock_unlock", "k", "Barrier down."),
    ("k", "keys", "l", "Set 4 to the cleaner."), ("r", "contractor", "ra", "Lift Co signed in."),
    ("t", "test", "p", "Pump 2 run for 5 min."), ("a", "alarm", "b", "Zone 7, no fire, reset."),
    ("f", "lift", "rb", "Lift 2 stands at 3."), ("o", "door", "s", "Held open, closed."),
    ("e", "defect", "k", "Light over bay 12 out."), ("u", "vehicle", "g", "White van waits."),
    ("m", "message", "l", "Client rings back at 6."), ("w", "weather", "r", "Ice on the walkway."),
    ("n", "information", "l", "Fire panel engineer at 7."), ("p", "patrol", "b", "Dry."),
    ("v", "visitor", "g", "Taxi for R. Shah."), ("x", "other", "s", "Fan noise in rack 2."),
)  # fmt: skip


@pytest.fixture
def coded(office: Office, book: BookPage, qtbot: QtBot) -> BookPage:
    rows = {f"x{code}": {"name": name, "code": code} for code, name in PLACES.items()}
    settings.change(office, {"places": rows}).result()
    qtbot.waitUntil(lambda: "x" not in {row.code for row in office.site.places} and any(
        offer.letter == "rb" for offer in book.entry._places))  # fmt: skip
    return book


def press(robot: Robot, *keys: str) -> int:
    """Press chords and letters; how many keystrokes that was."""
    for key in keys:
        if key.islower():
            robot.type(key)
        else:
            robot.keys(key)
    return sum(len(key) if key.islower() else 1 for key in keys)


def test_d14_twenty_lines_and_a_correction(robot: Robot, coded: BookPage, office: Office) -> None:
    needed = []
    for serial, (letter, _type, code, words) in enumerate(NIGHT, 2):
        robot.type(words)
        needed.append(press(robot, "F3", letter, "F4", code, "Ctrl+Return"))
        robot.wait_serial(serial)
    lines = entries.newest(office, 20)
    written = [(line.type, line.place, line.text) for line in lines]
    assert written == [(type_, PLACES[code], words) for _key, type_, code, words in NIGHT]
    assert len({row[1] for row in NIGHT}) >= 5
    assert len({row[2] for row in NIGHT}) >= 8
    assert all(a[1:3] != b[1:3] for a, b in pairwise(NIGHT))
    assert median(needed) <= 6
    assert max(needed) <= 9
    correcting = press(robot, "Ctrl+E", "F4", "k", "Ctrl+Return", "p", "Ctrl+Return")
    robot.wait_serial(22)
    old, new = entries.newest(office, 2)
    assert old.struck is not None
    assert (new.place, new.text, old.struck.reason) == ("Car park", old.text, "Wrong place")
    assert correcting <= 9


def test_a_place_is_taken_by_its_code_and_by_nothing_less(robot: Robot, coded: BookPage) -> None:
    robot.keys("F4")
    robot.type("ra")
    robot.keys("Tab")
    assert coded.entry.place.text() == "Riser A"
    robot.keys("F4")
    robot.type("rise")
    robot.keys("Tab")
    assert coded.entry.place.text() == "rise"


def test_a_reason_of_ones_own_stays_as_typed(robot: Robot, coded: BookPage, office: Office) -> None:
    robot.post("p", "All secure.")
    robot.keys("Ctrl+E")
    robot.type(" At 4.")
    robot.keys("Ctrl+Return")
    robot.type("seen on camera 4")
    robot.keys("Return")
    robot.wait_serial(3)
    old = entries.newest(office, 2)[0]
    assert old.struck is not None
    assert old.struck.reason == "seen on camera 4"
