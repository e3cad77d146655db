"""The night the clock goes back, in London from 02:00 to 01:00 on 31 October 2027.

An hour comes twice: of two moments of one zone Python compares the time on the wall alone.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.desk.offices import BOSS, OFFICER, Desk, Ticking, fresh

from deskinc.book.clock import Step
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.writing import timekeeper
from deskinc.desk import settings
from deskinc.desk.incidents import incident_reading, incidents
from deskinc.desk.lines import blind, clocks, turning
from deskinc.desk.people.enrolment import Enrolment
from deskinc.desk.shift import breaks, relief, shifts
from deskinc.desk.trust import nightly
from deskinc.errors import InvalidForm
from deskinc.forms.moments import later, passed

LONDON = ZoneInfo("Europe/London")
CHANGE = datetime(2027, 10, 31, 1, tzinfo=UTC)
WHO = Enrolment("T. Okafor", "T.O.", "1015440011112222", identity="Passport")


@pytest.fixture
def clock() -> Ticking:
    """A clock half an hour before it is set back: the first 01:30."""
    return Ticking(CHANGE - timedelta(minutes=30))


@pytest.fixture
def twice(desk: Desk) -> Desk:
    """The desk at the first 01:30."""
    assert desk.office.locale.zone == "Europe/London"
    return desk


def test_time_that_passed_is_reckoned_across_the_change() -> None:
    first, second = CHANGE - timedelta(minutes=30), CHANGE + timedelta(minutes=30)
    there, then = first.astimezone(LONDON), second.astimezone(LONDON)
    assert there.replace(fold=0, tzinfo=None) == then.replace(fold=0, tzinfo=None)
    assert passed(there, then) == timedelta(hours=1)
    assert later(there, timedelta(hours=1)) == then
    assert later(there, timedelta(hours=1)).fold == 1
    assert later(then, -timedelta(hours=1)).fold == 0


def test_what_happens_in_an_hour_from_now_is_ahead_though_the_wall_says_the_same(
    twice: Desk, clock: Ticking
) -> None:
    ahead = clock.moment + timedelta(minutes=50)
    with pytest.raises(InvalidForm, match="lies ahead"):
        twice.post("All secure.", happened=ahead.astimezone(LONDON))
    clock.on(hours=1)
    assert twice.line(twice.post("All secure.", happened=ahead.astimezone(LONDON)).n).happened


def test_a_relief_officer_works_for_24_hours_of_time_and_the_book_holds(
    twice: Desk, clock: Ticking
) -> None:
    twice.sit(OFFICER)
    twice.sign_on()
    relief.enrol(twice.office, WHO, "copper violin harvest moon", kdf=FLOOR)
    (made,) = relief.who_was_here(twice.office)
    assert made.until is not None
    span = made.until - clock.moment
    assert timedelta(hours=23, minutes=59) < span <= timedelta(hours=24)
    assert twice.verifies()


def test_whoever_left_an_hour_and_a_half_ago_is_not_relieved_any_more(
    twice: Desk, clock: Ticking
) -> None:
    twice.sit(OFFICER)
    twice.sign_on()
    shifts.sign_off(twice.office, {}, fresh()).result()
    twice.sit(BOSS)
    clock.on(minutes=50)
    assert shifts.relieving(twice.office) == OFFICER
    clock.on(minutes=40)
    assert shifts.relieving(twice.office) == ""


def test_a_break_across_the_change_has_its_whole_length(twice: Desk, clock: Ticking) -> None:
    twice.sign_on()
    breaks.begin(twice.office, {}, fresh()).result()
    clock.on(minutes=50)
    record = breaks.end(twice.office, fresh()).result().records[0]
    assert twice.line(record.n).text == "J. Harding back from the break, after 50 min."


def test_sleep_across_the_change_is_told_with_both_offsets(twice: Desk, clock: Ticking) -> None:
    clock.on(minutes=40)
    record = blind.note(twice.office, 40 * 60).result().records[0]
    assert twice.line(record.n).text.startswith("Blind 01:30 (UTC+1)–01:10 (UTC+0): ")


def test_a_step_of_the_clock_is_told_with_both_offsets() -> None:
    step = Step(-3600, CHANGE + timedelta(minutes=10))
    words = timekeeper.told(step, "Europe/London")
    assert words.endswith("was set 1 h back: from 02:10:00 to 01:10:00 (UTC+0).")
    ahead = Step(3600, CHANGE + timedelta(minutes=10))
    words = timekeeper.told(ahead, "Europe/London")
    assert words.endswith("from 01:10:00 (UTC+1) to 01:10:00 (UTC+0).")


def test_a_watch_that_was_not_set_back_is_an_hour_ahead(twice: Desk, clock: Ticking) -> None:
    clock.on(minutes=40)
    record = clocks.answer(twice.office, None, "01:10:00 first", fresh()).result().records[0]
    offset = record.values["offset"]
    assert isinstance(offset, int)
    assert 3595 <= offset <= 3605
    assert "A watch shows 01:10:00 (UTC+1), this computer 01:10:" in twice.line(record.n).text


def test_incidents_of_both_hours_stand_in_the_order_they_were_opened(
    twice: Desk, clock: Ticking
) -> None:
    clock.on(minutes=25)
    first = twice.raise_incident(title="The first")
    clock.on(minutes=20)
    second = twice.raise_incident(title="The second")
    opened = [one.opened for one in incidents.listed(twice.office)]
    assert opened[0].time() != opened[1].time()
    active = [one.thread for one in incidents.active(twice.office)]
    assert active == [first, second]
    assert incident_reading.active(twice.office)[0].thread == first


def test_the_check_by_night_does_not_come_an_hour_early() -> None:
    last = datetime(2027, 10, 30, 8, 30, tzinfo=LONDON)
    now = datetime(2027, 10, 31, 3, 45, tzinfo=LONDON)
    assert passed(last, now) > nightly.RECENT
    assert nightly.due(now, 3600.0, last, None)


def test_where_midnight_comes_twice_a_page_begun_at_the_second_was_not_turned_in_time(
    twice: Desk, clock: Ticking
) -> None:
    azores = ZoneInfo("Atlantic/Azores")
    clock.moment = CHANGE - timedelta(hours=12)
    settings.change(twice.office, {"zone": azores.key}).result()
    twice.post("The day before.")
    clock.moment = CHANGE + timedelta(seconds=30)
    assert clock.moment.astimezone(azores).time() == time(0, 0, 30)
    days = turning.due_turns(twice.office)
    assert days[-1] == date(2027, 10, 31)
    turned = turning.turn(twice.office, days).result().records[-1]
    assert twice.line(turned.n).text.endswith("It was not turned when the day began.")
