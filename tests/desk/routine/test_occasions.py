"""When a routine falls due, on any day of any zone: held against a look at every minute."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskinc.desk.routine.occasions import DAYS, occasions
from deskinc.desk.routine.routines import Routine

LONDON = ZoneInfo("Europe/London")
ZONES = ("Europe/London", "Australia/Lord_Howe", "Africa/Cairo", "America/St_Johns", "UTC")
CHANGES = (
    datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC),
    datetime(2026, 4, 24, tzinfo=UTC), datetime(2026, 4, 4, tzinfo=UTC),
    datetime(2026, 10, 3, tzinfo=UTC), datetime(2026, 3, 8, tzinfo=UTC),
)  # fmt: skip
CLOCK = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))


def routine(**said: object) -> Routine:
    """A routine that asks for what is ``said``."""
    return Routine("", "Lock-up", "lock_unlock", CHANGES[0], **said)  # type: ignore[arg-type]


def walls(found: list[datetime]) -> list[str]:
    """The times as a clock on the wall shows them, with the offset."""
    return [f"{at.astimezone(LONDON):%d %H:%M %z}" for at in found]


@st.composite
def spans(draw: st.DrawFn) -> tuple[datetime, datetime, ZoneInfo]:
    """A few days about a change of the clock."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    since = draw(st.sampled_from(CHANGES)) + timedelta(minutes=draw(st.integers(-3000, 600)))
    return since, since + timedelta(minutes=draw(st.integers(1, 4000))), zone


@settings(max_examples=40, deadline=None)
@given(spans(), st.lists(CLOCK, max_size=3), st.frozensets(st.sampled_from(DAYS)))
def test_a_fixed_time_is_due_once_on_each_of_its_days(
    span: tuple[datetime, datetime, ZoneInfo], times: list[str], days: frozenset[str]
) -> None:
    since, until, zone = span
    found = occasions(routine(times=tuple(times), days=days), since, until, zone)
    assert found == sorted(_looked_for(times, days, since, until, zone))


def _looked_for(
    times: list[str], days: frozenset[str], since: datetime, until: datetime, zone: ZoneInfo
) -> set[datetime]:
    """Each minute is looked at: it is due if the clock reaches or passes one of the times."""
    found, minute = set[datetime](), since.replace(second=0, microsecond=0)
    while (minute := minute + timedelta(minutes=1)) <= until:
        before = (minute - timedelta(minutes=1)).astimezone(zone).replace(tzinfo=None, fold=0)
        now = minute.astimezone(zone)
        for at in times:
            wall = datetime.combine(now.date(), time.fromisoformat(at))
            reached = before < wall <= now.replace(tzinfo=None, fold=0)
            day = now.date()
            if not reached and before.date() < day:
                day = before.date()
                wall = datetime.combine(day, wall.time())
                reached = before < wall <= now.replace(tzinfo=None, fold=0)
            if reached and not now.fold and (not days or DAYS[day.weekday()] in days):
                found.add(minute)
    return found


@settings(max_examples=40, deadline=None)
@given(spans(), CLOCK, CLOCK, st.integers(5, 300))
def test_what_comes_again_keeps_its_distance_and_two_halves_make_the_whole(
    span: tuple[datetime, datetime, ZoneInfo], start: str, until: str, every: int
) -> None:
    since, end, zone = span
    asked = routine(start=start, until=until, every=every)
    found = occasions(asked, since, end, zone)
    middle = since + (end - since) / 2
    assert found == occasions(asked, since, middle, zone) + occasions(asked, middle, end, zone)
    assert all(since < at <= end for at in found)
    assert found == sorted(set(found))
    for one, other in pairwise(found):
        begins = f"{other.astimezone(zone):%H:%M}" == start or other.minute % 30 == 0
        assert other - one == timedelta(minutes=every) or begins


@pytest.mark.parametrize(
    ("day", "due"),
    [(25, ["25 01:30 +0100"]), (24, ["24 01:30 +0100"]), (26, ["26 01:30 +0000"])],
)
def test_in_the_doubled_hour_it_is_due_once_the_first_time(day: int, due: list[str]) -> None:
    since = datetime(2026, 10, day, tzinfo=LONDON)
    found = occasions(routine(times=("01:30",)), since, since + timedelta(hours=23), LONDON)
    assert walls(found) == due


def test_in_the_hour_left_out_it_is_due_where_the_clock_goes_on() -> None:
    since = datetime(2026, 3, 28, 12, tzinfo=LONDON)
    asked = routine(times=("01:15", "01:30"))
    found = occasions(asked, since, since + timedelta(days=1), LONDON)
    assert walls(found) == ["29 02:00 +0100"]


@pytest.mark.parametrize(("day", "calls"), [(24, 12), (28, 10), (20, 11)])
def test_a_night_of_thirteen_hours_has_two_calls_more_than_one_of_eleven(
    day: int, calls: int
) -> None:
    month = 3 if day == 28 else 10
    since = datetime(2026, month, day, 12, tzinfo=LONDON)
    asked = routine(every=60, start="20:00", until="06:00")
    assert len(occasions(asked, since, since + timedelta(hours=23), LONDON)) == calls


def test_the_days_are_those_on_which_the_night_begins() -> None:
    since = datetime(2026, 11, 20, 12, tzinfo=LONDON)
    asked = routine(every=180, start="22:00", until="04:00", days=frozenset({"sat"}))
    found = occasions(asked, since, since + timedelta(days=4), LONDON)
    assert walls(found) == ["21 22:00 +0000", "22 01:00 +0000", "22 04:00 +0000"]
