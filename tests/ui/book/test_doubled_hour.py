"""The night the clocks go back: the first of two equal times is typed, kept and corrected."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.ui.conftest import Clock, Robot

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.book.page import BookPage

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
