"""The night the clocks go back: the first of two equal times is typed, kept and corrected."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.ui.conftest import Clock, Robot, grab

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.book.page import BookPage
from deskinc.ui.clockface import ClockFace

FIRST, SECOND = datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


@pytest.fixture
def twice(office: Office, book: BookPage, clock: Clock) -> BookPage:
    """The Book page ten minutes after the second 01:30."""
    clock.at = SECOND + timedelta(minutes=10)
    book.entry.show_time(office.now())
    return book


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("0130 first", FIRST), ("0130", SECOND), ("-1h10", FIRST), ("-10m", SECOND)],
)
def test_rule02_both_times_of_the_doubled_hour_can_be_written(
    robot: Robot, twice: BookPage, office: Office, typed: str, meant: datetime
) -> None:
    twice.entry.happened.setFocus()
    robot.type(typed)
    robot.keys("Return")
    robot.post("p", "All secure.")
    happened = entries.newest(office, 1)[0].happened
    assert happened is not None
    assert happened.astimezone(UTC) == meant


def test_rule02_which_of_the_two_is_meant_is_said_and_changed_by_one_key(
    robot: Robot, twice: BookPage, office: Office
) -> None:
    entry = twice.entry
    entry.happened.setFocus()
    robot.type("0130")
    said = "01:30 (UTC+0) is meant, the second of the two. Up in its field: 01:30 (UTC+1)"
    assert entry.which.isVisible()
    assert (entry.which.text(), entry.happened.accessibleDescription()) == (said, said)
    assert not entry.hints.isVisible()
    grab(twice.window(), "doubled-second")
    robot.keys("Up")
    assert entry.happened.text() == "01:30 first"
    assert entry.which.text().startswith("01:30 (UTC+1) is meant, the first of the two. Down")
    assert entry.happened.cursorPosition() == 0, "the time is seen, not only its last word"
    robot.keys("Down", "Up", "Return")
    assert robot.focus() is entry.text
    assert entry.which.isVisible()
    robot.post("p", "All secure.")
    happened = entries.newest(office, 1)[0].happened
    assert happened is not None
    assert happened.astimezone(UTC) == FIRST
    assert not entry.which.isVisible()
    assert entry.hints.isVisible()


def test_rule02_before_the_second_has_passed_only_the_first_can_be_meant(
    robot: Robot, twice: BookPage, clock: Clock, office: Office
) -> None:
    clock.at = FIRST + timedelta(minutes=10)
    twice.entry.show_time(office.now())
    twice.entry.happened.setFocus()
    robot.type("0130")
    assert twice.entry.which.text() == "01:30 (UTC+1) is meant, the first of the two."
    robot.keys("Down")
    assert twice.entry.happened.text() == "0130"
    robot.keys("Ctrl+A")
    robot.type("0030")
    assert not twice.entry.which.text()


@pytest.mark.parametrize("size", [(853, 533), (640, 400)])
def test_what_is_said_of_the_two_is_read_in_a_small_window_too(
    robot: Robot, twice: BookPage, size: tuple[int, int]
) -> None:
    twice.window().resize(*size)
    twice.entry.happened.setFocus()
    robot.type("0130")
    entry = twice.entry
    robot.qtbot.waitUntil(entry.which.isVisible)
    robot.qtbot.waitUntil(lambda: twice.rect().contains(entry.geometry()))
    assert entry.rect().contains(entry.which.geometry())
    assert entry.which.width() >= entry.which.sizeHint().width()
    grab(twice.window(), f"doubled-{size[0]}")


def test_a_correction_keeps_the_first_of_the_two(
    robot: Robot, twice: BookPage, office: Office
) -> None:
    raw = {"type": "patrol", "text": "All secure.", "happened": FIRST}
    entries.post(office, raw, entries.new_id()).result()
    robot.qtbot.waitUntil(lambda: twice.log.rowCount() == 1)
    robot.keys("Ctrl+E")
    robot.type(" All.")
    robot.keys("Ctrl+Return")
    robot.type("m")
    robot.keys("Ctrl+Return")
    robot.wait_serial(3)
    happened = entries.newest(office, 1)[0].happened
    assert happened is not None
    assert happened.astimezone(UTC) == FIRST


def test_rule02_in_the_doubled_hour_the_clocks_say_the_offset(
    twice: BookPage, office: Office, clock: Clock
) -> None:
    face = ClockFace()
    for at, shown in ((FIRST, "UTC+1"), (SECOND, "UTC+0")):
        clock.at = at
        twice.entry.show_time(office.now())
        face.show_time(office.now())
        assert twice.entry.time.text() == f"01:30\n{shown}"
        assert face.accessibleDescription() == f"01:30 {shown}"
    wide = face.sizeHint().width()
    clock.at = SECOND + timedelta(minutes=40)
    twice.entry.show_time(office.now())
    face.show_time(office.now())
    assert (twice.entry.time.text(), face.accessibleDescription()) == ("02:10", "02:10")
    assert face.sizeHint().width() < wide
