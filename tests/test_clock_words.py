"""Times of the day in the night the clock goes back: which of the two is meant is always said."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from deskinc.i18n import Locale

LONDON = Locale(zone="Europe/London")
HOWE = Locale(zone="Australia/Lord_Howe")
CAIRO = Locale(zone="Africa/Cairo")


def said(locale: Locale, *moment: int) -> str:
    """A moment in UTC as the site says it."""
    return locale.clock(locale.local(datetime(*moment, tzinfo=UTC)))  # type: ignore[misc, arg-type]


def test_rule02_in_the_doubled_hour_each_time_says_its_offset() -> None:
    assert said(LONDON, 2026, 10, 24, 23, 59) == "00:59"
    assert said(LONDON, 2026, 10, 25, 0, 30) == "01:30 (UTC+1)"
    assert said(LONDON, 2026, 10, 25, 1, 30) == "01:30 (UTC+0)"
    assert said(LONDON, 2026, 10, 25, 2, 0) == "02:00"


def test_half_an_hour_is_doubled_where_the_clock_goes_back_by_half_an_hour() -> None:
    assert said(HOWE, 2026, 4, 4, 14, 29) == "01:29"
    assert said(HOWE, 2026, 4, 4, 14, 45) == "01:45 (UTC+11)"
    assert said(HOWE, 2026, 4, 4, 15, 15) == "01:45 (UTC+10:30)"
    assert said(HOWE, 2026, 4, 4, 15, 31) == "02:01"


def test_where_midnight_is_skipped_or_doubled_the_same_holds() -> None:
    assert said(CAIRO, 2026, 4, 23, 21, 59) == "23:59"
    assert said(CAIRO, 2026, 4, 23, 22, 0) == "01:00"
    assert said(CAIRO, 2026, 10, 29, 20, 30) == "23:30 (UTC+3)"
    assert said(CAIRO, 2026, 10, 29, 21, 30) == "23:30 (UTC+2)"


@pytest.mark.parametrize("minutes", [60, 0])
def test_a_moment_as_it_was_written_is_asked_of_the_zone(minutes: int) -> None:
    zone = timezone(timedelta(minutes=minutes))
    moment = datetime(2026, 10, 25, 1, 30, 9, tzinfo=zone)
    assert LONDON.is_doubled(moment)
    assert LONDON.clock(moment, seconds=True) == f"01:30:09 (UTC+{minutes // 60})"


def test_a_time_written_in_another_zone_than_the_sites_says_so() -> None:
    moment = datetime(2026, 6, 1, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    assert LONDON.clock(moment) == "12:00 (UTC+5:45)"
    assert not LONDON.is_doubled(moment)
