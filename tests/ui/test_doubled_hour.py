"""Clocks and spans on screen in the night the clock goes back, from 02:00 to 01:00 in London."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock

from deskinc.desk.incidents.incident_reading import Incident
from deskinc.desk.incidents.timeline import TimelineRow
from deskinc.desk.office import Office
from deskinc.forms.fields import FieldError
from deskinc.i18n import Locale
from deskinc.ui.book.side import Item, said
from deskinc.ui.incidents.listing import age
from deskinc.ui.incidents.timeline import coming, past
from deskinc.ui.lockparts import Due
from deskinc.ui.session import Session
from deskinc.ui.shift.nextsteps import NextSteps
from deskinc.ui.shift.ticking import PointRow
from deskinc.ui.strip import Active, StripItem, by_severity

LOCALE = Locale(zone="Europe/London")
FIRST, SECOND = (datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1))
NOW = LOCALE.local(SECOND)
OPEN = Incident(
    "thread", "INC-2027-0001", "Leak", "building.water", "Water", "high", "open", "", None,
    LOCALE.local(FIRST - timedelta(minutes=10)), "", "Engineer due", LOCALE.local(FIRST), False,
)  # fmt: skip


@pytest.fixture
def london(office: Office, clock: Clock) -> Office:
    """The office, in London, at the first 01:30."""
    assert office.locale.zone == LOCALE.zone
    clock.at = FIRST
    return office


def test_what_was_due_at_the_first_half_past_one_is_an_hour_over_at_the_second(
    qtbot: QtBot,
) -> None:
    assert OPEN.due is not None
    item = Item(OPEN.due, "Engineer", "high", "INC", "thread", due=True)
    assert said(item, NOW, LOCALE).over == "1 h 00 over"
    door = Due("INC-2027-0001", OPEN.due, OPEN.opened)
    qtbot.addWidget(door)
    door.show_time(NOW)
    assert door.words() == "INC-2027-0001 due 1 h 00 min ago"
    steps = NextSteps()
    qtbot.addWidget(steps)
    steps.show_steps([OPEN], NOW, LOCALE)
    steps.show()
    assert steps.words().startswith("01:30 (UTC+1) Engineer due, 1 h 00 min over")
    due = coming([], OPEN, NOW, LOCALE)[-1]
    assert (due.kind, due.words) == ("over", "UTC+1, Engineer due, 1 h 00 over")


def test_what_is_open_ages_through_both_hours(qtbot: QtBot) -> None:
    assert age(OPEN, NOW, LOCALE) == "01:10"
    door = Due("INC-2027-0001", None, OPEN.opened)
    qtbot.addWidget(door)
    door.show_time(NOW)
    assert door.words() == "INC-2027-0001 open for 1 h 10 min"
    active = Active("a", "INC-1", "high", "Leak", OPEN.opened, OPEN.due, "Engineer")
    item = StripItem(active, NOW, door)
    words = [piece.words for piece in item._pieces()]
    assert "01:10:00" in words
    assert "1 h 00 over" in words
    later = replace(active, thread="b", since=LOCALE.local(SECOND - timedelta(minutes=25)))
    assert [one.thread for one in by_severity([later, active])] == ["a", "b"]


def test_the_timeline_says_which_of_the_two_is_meant() -> None:
    row = TimelineRow(LOCALE.local(FIRST), LOCALE.local(SECOND), "Water came in.", "R.M.", 7)
    shown = past([row], NOW.date(), LOCALE)[0]
    assert (shown.time, shown.written) == ("01:30", "UTC+1, written 01:30 (UTC+0)")


def test_a_point_is_not_passed_an_hour_ahead(
    qtbot: QtBot, session: Session, london: Office
) -> None:
    row = PointRow("Roof", session)
    qtbot.addWidget(row)
    row.box.setChecked(True)
    row.time.setText("0150 first")
    with pytest.raises(FieldError, match="lies ahead"):
        row.said()


def test_the_timeline_goes_on_from_the_first_of_two_equal_hours_to_the_second() -> None:
    at = [LOCALE.local(FIRST + timedelta(minutes=minutes)) for minutes in (20, 40)]
    assert [f"{one:%H:%M}" for one in at] == ["01:50", "01:10"]
    rows = [TimelineRow(one, one, f"{one:%H:%M}", "R.M.", None) for one in reversed(at)]
    told = [event.words for event in past(rows, NOW.date(), LOCALE)]
    assert told == ["01:50", "01:10"]
