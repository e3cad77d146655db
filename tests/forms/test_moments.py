"""Times as they are typed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskinc.forms.fields import FieldError, moment_of, parse_moment
from deskinc.forms.moments import as_typed

LONDON = ZoneInfo("Europe/London")
NIGHT = datetime(2026, 11, 22, 23, 13, 47, tzinfo=LONDON)


def local(text: str, now: datetime = NIGHT) -> str:
    return parse_moment(text, now).isoformat(" ", "seconds")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2131", "2026-11-22 21:31:00+00:00"),
        ("931", "2026-11-22 09:31:00+00:00"),
        ("21:31", "2026-11-22 21:31:00+00:00"),
        (" 9:31 ", "2026-11-22 09:31:00+00:00"),
        ("21:31:09", "2026-11-22 21:31:09+00:00"),
        ("213109", "2026-11-22 21:31:09+00:00"),
        ("-10m", "2026-11-22 23:03:47+00:00"),
        ("-10", "2026-11-22 23:03:47+00:00"),
        ("-1h30", "2026-11-22 21:43:47+00:00"),
        ("- 2 h", "2026-11-22 21:13:47+00:00"),
        ("+30min", "2026-11-22 23:43:47+00:00"),
        ("now", "2026-11-22 23:13:47+00:00"),
        ("21:31 yesterday", "2026-11-21 21:31:00+00:00"),
        ("Yesterday 2131", "2026-11-21 21:31:00+00:00"),
        ("today 23:20", "2026-11-22 23:20:00+00:00"),
        ("07:00 tomorrow", "2026-11-23 07:00:00+00:00"),
        ("2026-11-01 07:00", "2026-11-01 07:00:00+00:00"),
    ],
)
def test_times_are_understood_as_typed(text: str, expected: str) -> None:
    assert local(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "-", "+", "h", "25:00", "2561", "21:31 21:32", "yesterday", "21:31 sometime", "12",
     "21:31 2026-13-01", "1 2 3", "21:60", "9999h", "21h31", "-1h30x", "٢١:٣١"],
)  # fmt: skip
def test_what_is_no_time_is_refused_with_examples(text: str) -> None:
    with pytest.raises(FieldError, match="21:31 yesterday"):
        parse_moment(text, NIGHT)


def test_after_midnight_a_late_clock_time_is_the_evening_before() -> None:
    early = datetime(2026, 11, 23, 0, 5, tzinfo=LONDON)
    assert local("2350", early) == "2026-11-22 23:50:00+00:00"
    assert local("0010", early) == "2026-11-23 00:10:00+00:00"


def test_of_the_doubled_hour_the_later_that_has_passed_is_meant() -> None:
    first = datetime(2026, 10, 25, 1, 40, tzinfo=LONDON)
    second = first.replace(fold=1)
    after = datetime(2026, 10, 25, 2, 30, tzinfo=LONDON)
    assert local("0130", first) == "2026-10-25 01:30:00+01:00"
    assert local("0130", second) == "2026-10-25 01:30:00+00:00"
    assert local("0130", after) == "2026-10-25 01:30:00+00:00"
    assert local("0150", second) == "2026-10-25 01:50:00+01:00"
    assert local("-10m", second) == "2026-10-25 01:30:00+00:00"
    assert local("-1h", second) == "2026-10-25 01:40:00+01:00"


def test_of_the_doubled_hour_the_first_is_meant_where_it_is_said() -> None:
    after = datetime(2026, 10, 25, 2, 30, tzinfo=LONDON)
    assert local("0130 first", after) == "2026-10-25 01:30:00+01:00"
    assert local("first 0130 2026-10-25", NIGHT) == "2026-10-25 01:30:00+01:00"
    assert local("0130 2026-10-25", NIGHT) == "2026-10-25 01:30:00+00:00"
    assert local("2131 first") == local("2131")


def test_the_skipped_hour_never_was() -> None:
    spring = datetime(2026, 3, 29, 3, 0, tzinfo=LONDON)
    with pytest.raises(FieldError, match="no 01:30 on that day"):
        parse_moment("0130", spring)


def outcome(text: str, now: datetime) -> tuple[datetime | None, str]:
    """The moment, or the sentence of refusal."""
    try:
        return parse_moment(text, now), ""
    except FieldError as error:
        return None, error.what


@given(st.text() | st.from_regex(r"[+-]?[0-9]{1,9}[hm:]?[0-9]{0,5}( [a-z0-9-]+)?", fullmatch=True))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    moment, sentence = outcome(text, NIGHT)
    assert moment.tzinfo is LONDON if moment else sentence


@given(st.integers(0, 1439), st.integers(0, 100 * 525_600))
def test_a_bare_clock_time_lies_within_a_day(clock: int, since: int) -> None:
    now = (datetime(2000, 1, 2, tzinfo=UTC) + timedelta(minutes=since)).astimezone(LONDON)
    hour, minute = divmod(clock, 60)
    moment, sentence = outcome(f"{hour:02}{minute:02}", now)
    if moment is None:
        assert "clocks went forward" in sentence
    else:
        assert -timedelta(hours=25) < moment - now <= timedelta(hours=13)
        assert (moment.hour, moment.minute) == (hour, minute)


def test_a_stored_moment_is_read_back_or_is_none() -> None:
    assert moment_of({"t": "2026-11-22T23:13:47+00:00", "p": "s"}) == NIGHT
    assert moment_of({"t": "2026-11-22T23:13:47", "p": "s"}) is None
    assert moment_of({"t": "soon"}) is None
    assert moment_of({"unknown": "x"}) is None
    assert moment_of("2026-11-22T23:13:47+00:00") is None


@given(st.integers(0, 60 * 24 * 400), st.integers(-60 * 30, 60 * 24 * 400))
def test_what_a_moment_is_typed_as_means_that_moment(minute: int, later: int) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    moment = (start + timedelta(minutes=minute)).astimezone(LONDON)
    now = (start + timedelta(minutes=minute + later)).astimezone(LONDON)
    words = as_typed(moment, now)
    if now.astimezone(UTC) >= moment.astimezone(UTC):
        assert parse_moment(words, now).astimezone(UTC) == moment.astimezone(UTC)
