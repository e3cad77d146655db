"""Keystrokes, honestly counted (D14): a chord is one, and only the words themselves are free."""

from collections.abc import Callable
from itertools import pairwise
from statistics import median

import pytest
from bench.night import MEDIAN, MOST, NIGHT, PLACES, RAISING, correction, lines, places, raising
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot

from deskinc.desk import settings
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.incidents.page import PAGE as INCIDENTS
from deskinc.ui.mainwindow import MainWindow


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Incidents."""
    return make_window(BOOK, INCIDENTS)


@pytest.fixture
def coded(office: Office, book: BookPage, qtbot: QtBot) -> BookPage:
    settings.change(office, {"places": places()}).result()
    qtbot.waitUntil(lambda: "x" not in {row.code for row in office.site.places} and any(
        offer.letter == "rb" for offer in book.entry._places))  # fmt: skip
    return book


def test_d14_twenty_lines_and_a_correction(robot: Robot, coded: BookPage, office: Office) -> None:
    needed = [*lines(robot, first=1)]
    found = entries.newest(office, 20)
    written = [(line.type, line.place, line.text) for line in found]
    assert written == [(type_, PLACES[code], words) for _key, type_, code, words in NIGHT]
    assert len({row[1] for row in NIGHT}) >= 5
    assert len({row[2] for row in NIGHT}) >= 8
    assert all(a[1:3] != b[1:3] for a, b in pairwise(NIGHT))
    assert median(needed) <= MEDIAN <= 6
    assert max(needed) <= MOST <= 9
    correcting = correction(robot)
    robot.wait_serial(22)
    old, new = entries.newest(office, 2)
    assert old.struck is not None
    assert (new.place, new.text, old.struck.reason) == ("Car park", old.text, "Wrong place")
    assert correcting <= MOST


def test_d14_an_incident_is_raised_from_a_line_by_two_keys(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    assert book.first_focus().hasFocus()
    robot.post("p", "Gate stands open.")
    assert raising(robot) <= RAISING <= 2
    qtbot.waitUntil(lambda: bool(incidents.active(office)))
    (found,) = incidents.active(office)
    assert (found.title, found.category) == ("Gate stands open", "access.door_insecure")


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
