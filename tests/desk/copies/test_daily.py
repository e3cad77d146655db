"""A backup is due once a day at the site's time, when the desk is left alone or an hour later."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskinc.desk.copies.daily import ALONE, DEFAULT, PATIENCE, at_time, due, following, planned

ZONE = ZoneInfo("Europe/London")
AT = time(3)
NIGHT = datetime(2026, 11, 23, 3, 10, tzinfo=ZONE)
BEFORE = NIGHT - timedelta(hours=24)
LONG_OPEN = (NIGHT - timedelta(hours=8)).astimezone(UTC)


def asked(
    now: datetime = NIGHT, idle: float = ALONE, last: datetime | None = BEFORE,
    tried: datetime | None = None, opened: datetime = LONG_OPEN,
) -> bool:  # fmt: skip
    """Whether one is due."""
    return due(now, AT, idle, last, tried, opened)


def test_it_is_begun_at_the_time_once_the_desk_is_left_alone() -> None:
    assert asked()
    assert not asked(NIGHT.replace(hour=2, minute=59))
    assert not asked(idle=ALONE - 1)
    assert asked(NIGHT.replace(hour=4, minute=0), idle=0.0)


def test_it_is_made_once_a_day() -> None:
    assert not asked(last=NIGHT - timedelta(minutes=1))
    assert not asked(tried=NIGHT - timedelta(minutes=1))
    assert asked(NIGHT + timedelta(days=1), last=NIGHT)


def test_a_missed_one_is_made_up_for_without_disturbing_a_busy_desk() -> None:
    morning = NIGHT.replace(hour=9)
    opened = (morning - timedelta(minutes=2)).astimezone(UTC)
    assert not asked(morning, idle=20.0, opened=opened)
    assert asked(morning, idle=ALONE, opened=opened)
    assert asked(morning + PATIENCE, idle=20.0, opened=opened)


def test_the_first_one_by_itself_waits_for_no_day() -> None:
    assert asked(last=None)


def test_what_lies_ahead_of_a_clock_that_was_set_back_counts_for_nothing() -> None:
    assert asked(last=NIGHT + timedelta(days=300), tried=NIGHT + timedelta(days=2))


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_summer_time_neither_doubles_nor_drops_it(month: int, day: int) -> None:
    at, made, last = time(1, 30), list[datetime](), datetime(2026, month, day - 2, 2, tzinfo=ZONE)
    moment = datetime(2026, month, day - 1, tzinfo=ZONE).astimezone(UTC)
    for _quarter in range(4 * 72):
        now = moment.astimezone(ZONE)
        if due(now, at, ALONE, last, None, LONG_OPEN.replace(year=2025)):
            made.append(now)
            last = now
        moment += timedelta(minutes=15)
    assert [one.date().day for one in made] == [(day - 1), day, day + 1]


def test_the_time_is_the_sites_or_three_in_the_morning() -> None:
    assert at_time("22:15") == time(22, 15)
    assert at_time("soon") == at_time("") == DEFAULT
    assert planned(NIGHT, time(22, 15)) == datetime(2026, 11, 22, 22, 15, tzinfo=ZONE)
    assert following(NIGHT, time(22, 15)) == datetime(2026, 11, 23, 22, 15, tzinfo=ZONE)
