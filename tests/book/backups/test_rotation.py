"""Rotation keeps 7 of days, 5 of weeks, 12 of months, and never ends the newest."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from deskinc.book.backups.rotation import DAYS, MONTHS, WEEKS, ends, kept

ZONE = ZoneInfo("Europe/London")
FIRST = datetime(2026, 1, 5, 3, tzinfo=UTC)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
many = st.frozensets(moments, min_size=1, max_size=80)


@given(many)
def test_the_newest_stays_and_never_more_than_all_periods_together(
    made: frozenset[datetime],
) -> None:
    stay = kept(made, ZONE)
    assert max(made) in stay
    assert stay <= made
    assert len(stay) <= DAYS + WEEKS + MONTHS
    assert len(stay) >= min(DAYS, len({at.astimezone(ZONE).date() for at in made}))


@given(many)
def test_what_stays_stays_when_it_is_asked_again(made: frozenset[datetime]) -> None:
    stay = kept(made, ZONE)
    assert kept(stay, ZONE) == stay


@settings(deadline=None, max_examples=20)
@given(many, st.integers(1, 450))
def test_the_last_week_and_eleven_months_are_never_lost_while_one_is_made_a_day(
    made: frozenset[datetime], days: int
) -> None:
    there, at = set(made), max(made)
    for _day in range(days):
        at += timedelta(days=1)
        there = set(kept({*there, at}, ZONE))
        assert at in there
    for back in range(min(DAYS, days)):
        assert at - timedelta(days=back) in there
    if days >= 366:
        oldest, newest = min(there).astimezone(ZONE), at.astimezone(ZONE)
        assert 12 * (newest.year - oldest.year) + newest.month - oldest.month >= MONTHS - 1


def test_a_year_of_days_leaves_days_weeks_and_months() -> None:
    there: set[datetime] = set()
    for day in range(500):
        there = set(kept({*there, FIRST + timedelta(days=day)}, ZONE))
    stay = sorted(there, reverse=True)
    assert stay[:DAYS] == [stay[0] - timedelta(days=day) for day in range(DAYS)]
    assert len({(at.year, at.month) for at in stay}) == MONTHS
    months = {(at.year, at.month): at for at in stay[::-1]}
    assert all((at + timedelta(days=1)).month != at.month for at in [*months.values()][:-1])


def test_a_day_is_the_sites_own() -> None:
    before, after = (datetime(2026, 7, 1, hour, tzinfo=UTC) for hour in (22, 23))
    old = [datetime(2020, 1, 1 + 31 * n % 28, tzinfo=UTC) for n in range(3)]
    assert {before, after} <= kept([before, after, *old], ZONE), "midnight in London lies between"
    assert before not in kept([before, after, *old], UTC)


@settings(deadline=None, max_examples=20)
@given(many)
def test_every_backup_ends_on_the_day_that_is_said(made: frozenset[datetime]) -> None:
    following = max(made) + timedelta(hours=20)
    said = ends(made, ZONE, following)
    assert said.keys() == made
    there = set(made)
    for day in range(800):
        at = following + timedelta(days=day)
        stay = kept({*there, at}, ZONE)
        for gone in (there - stay) & made:
            assert said[gone] == at
        there = set(stay)
    assert not there & made
    assert max(said.values()) - following <= timedelta(days=397)


def test_what_lies_in_the_far_future_has_no_end() -> None:
    assert ends([datetime(2090, 1, 1, tzinfo=UTC)], ZONE, FIRST) == {}
