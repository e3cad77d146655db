"""The whole book is checked once a night, while nobody is at the desk, or at five anyway."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskinc.desk.trust.nightly import ALONE, RECENT, due

ZONE = ZoneInfo("Europe/London")
NIGHT = datetime(2026, 11, 23, 3, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("at", "idle", "wanted"),
    [
        ("02:59", ALONE, False),
        ("03:00", ALONE, True),
        ("03:00", ALONE - 1, False),
        ("04:59", ALONE - 1, False),
        ("04:59", ALONE, True),
        ("05:00", 0.0, True),
        ("05:59", 0.0, True),
        ("06:00", ALONE, False),
        ("12:00", ALONE, False),
        ("23:30", ALONE, False),
    ],
)
def test_it_is_begun_at_night_and_left_alone_or_at_five(
    at: str, idle: float, *, wanted: bool
) -> None:
    hour, minute = map(int, at.split(":"))
    assert due(NIGHT.replace(hour=hour, minute=minute), idle, None, None) is wanted


def test_it_is_tried_once_a_day() -> None:
    assert not due(NIGHT, ALONE, None, date(2026, 11, 23))
    assert due(NIGHT, ALONE, None, date(2026, 11, 22))


def test_a_check_that_somebody_asked_for_will_do() -> None:
    assert not due(NIGHT, ALONE, NIGHT - RECENT + timedelta(minutes=1), None)
    assert due(NIGHT, ALONE, NIGHT - RECENT, None)


def test_on_the_night_the_clocks_change_it_is_begun_once() -> None:
    """At two the clocks go back or forward; three o'clock is there once on both nights."""
    for day in (datetime(2026, 3, 29, tzinfo=ZONE), datetime(2026, 10, 25, tzinfo=ZONE)):
        begun, tried = 0, None
        at = day.astimezone(ZoneInfo("UTC"))
        for _minute in range(8 * 60):
            at += timedelta(minutes=1)
            now = at.astimezone(ZONE)
            if due(now, ALONE, None, tried):
                begun, tried = begun + 1, now.date()
        assert begun == 1
