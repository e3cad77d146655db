"""The numbers on paper: gapless, by the day and the year on the wall of the site."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.book.houses import House, Ticking, line

from deskinc.book import clock as clock_module
from deskinc.book.record import Draft


def days(house: House) -> list[str | None]:
    """The day numbers of all lines."""
    read = house.book.reader()
    return [row.day for row in read.entries(list(read.entry_ns()))]


def test_the_page_turns_at_midnight_of_the_site(timed: House, clock: Ticking) -> None:
    for moment in ("2026-11-21T23:59:59", "2026-11-22T00:00:00", "2026-11-22T00:00:01"):
        clock.moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        timed.post(line(moment))
    assert days(timed) == ["2026-11-21/1", "2026-11-22/1", "2026-11-22/2"]
    assert timed.book.reader().day_span("2026-11-22") == (2, 3)
    assert timed.book.reader().day_span("2026-11-20") is None


def test_in_summer_the_day_begins_an_hour_before_utc(timed: House, clock: Ticking) -> None:
    clock.moment = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
    (record,) = timed.post(line("Half past midnight."))
    assert (record.day, record.doc.offset) == ("2027-07-01/1", 60)
    assert f"{record.written:%H:%M}" == "00:30"


def test_a_clock_set_back_leaves_every_series_gapless(timed: House, clock: Ticking) -> None:
    for step in (timedelta(), timedelta(days=1), timedelta(days=-1), timedelta(days=1)):
        clock.moment += step
        timed.post(line("Line."))
        timed.post(line("Another."))
    assert days(timed) == [
        f"2026-11-{day}/{count}" for day, count in
        ((21, 1), (21, 2), (22, 1), (22, 2), (21, 3), (21, 4), (21, 5), (22, 3), (22, 4))
    ]  # fmt: skip
    assert timed.book.verify(full=True) == []


def test_incidents_are_numbered_within_their_year(timed: House, clock: Ticking) -> None:
    numbers = []
    for year in (2026, 2026, 2027, 2026):
        clock.moment = datetime(year, 12, 5, tzinfo=UTC)
        numbers.append(timed.post(Draft("incident", {"title": "Slip"}))[0].number)
    assert numbers == ["INC-2026-0001", "INC-2026-0002", "INC-2027-0001", "INC-2026-0003"]
    clock.moment = datetime(2027, 12, 5, tzinfo=UTC)
    timed.reopen()
    (incident,) = timed.post(Draft("incident", {"title": "Slip"}))
    assert incident.number == "INC-2027-0002"
    (follow,) = timed.post(Draft("incident", {"title": "Fall"}, thread=incident.id))
    (kept,) = timed.post(Draft("incident", {"title": "Draft"}, numbered=False))
    assert (follow.number, kept.number) == (None, None)
    assert timed.book.verify(full=True) == []


def test_only_lines_and_what_amends_them_take_a_serial(timed: House) -> None:
    (first,) = timed.post(line("One."))
    (incident,) = timed.post(Draft("incident", {"title": "Slip"}))
    (strike,) = timed.post(Draft("strike", {"reason": "?"}, amends=first.id))
    (other,) = timed.post(Draft("strike", {"reason": "?"}, amends=incident.id))
    assert (first.line, incident.line, strike.line, other.line) == (1, None, 2, None)
    assert timed.book.verify(full=True) == []


def test_the_stamp_is_that_of_the_clock(timed: House, clock: Ticking) -> None:
    clock.moment = datetime(2026, 11, 21, 21, 0, 0, 123_456, tzinfo=UTC)
    (record,) = timed.post(line("Now."))
    assert record.doc.at == "2026-11-21T21:00:00.123Z"
    assert record.doc.clock is None
    assert record.doc.lang == "en-GB"


def test_on_the_real_clock_the_machine_tells_its_own_time(house: House) -> None:
    first, second = (house.post(line("Tick."))[0].doc.clock for _ in range(2))
    if first is not None and second is not None:
        assert first.boot == second.boot
        assert first.ms <= second.ms


def test_a_machine_that_cannot_tell_says_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(clock_module, "_BOOT_ID", tmp_path / "nothing")
    clock_module._boot.cache_clear()
    assert clock_module.since_boot() is None
    clock_module._boot.cache_clear()
    monkeypatch.undo()
    monkeypatch.setattr("sys.platform", "other")
    assert clock_module.since_boot() is None
