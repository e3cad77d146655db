"""The silence map: each hour of a shift, and how much was written in it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.desk.offices import OFFICER, Desk, Ticking, fresh
from tests.desk.routine.hands import CALL, add, at, first, tick

from deskinc.desk import settings
from deskinc.desk.lines import entries
from deskinc.desk.routine import silence

LONDON = ZoneInfo("Europe/London")


def test_d09_the_silence_map_is_per_hour_and_the_site_can_switch_it_off(
    desk: Desk, clock: Ticking
) -> None:
    add(desk, CALL)
    since = desk.office.now()
    desk.post("One.")
    desk.sit(OFFICER)
    clock.moment = at(2, 31)
    desk.post("Another's.")
    tick(desk, first(desk))
    found = silence.hours(desk.office, since)
    said = {f"{hour.start:%H}": (hour.lines, hour.ticks) for hour in found}
    assert said == {
        "20": (1, 0), "21": (0, 0), "22": (0, 0), "23": (0, 0), "00": (0, 0), "01": (0, 0),
        "02": (2, 1),
    }  # fmt: skip
    desk.sit("J. Harding")
    settings.change(desk.office, {"silence": False}).result()
    desk.office.book.settle()
    assert silence.hours(desk.office, since) == []


def test_d09_why_a_line_came_late_was_seen_in_no_hour(desk: Desk, clock: Ticking) -> None:
    since = desk.office.now()
    late = desk.post("One.", happened=since - timedelta(minutes=30))
    clock.on(hours=2)
    entries.give_late_reason(desk.office, late.n, "patrol").result()
    assert [hour.lines for hour in silence.hours(desk.office, since)] == [1, 0, 0]
    said = {**entries.values(desk.office, late.n), "text": "One more."}
    entries.correct(desk.office, late.n, said, "More is known", fresh()).result()
    assert [hour.lines for hour in silence.hours(desk.office, since)] == [1, 0, 1]


def test_the_hour_that_comes_twice_is_two() -> None:
    since = datetime(2026, 10, 25, 0, 20, tzinfo=LONDON)
    written = [(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), False)]
    found = silence.counted(written, since, since + timedelta(hours=2), LONDON)
    assert [(f"{hour.start:%H:%M %z}", hour.lines) for hour in found] == [
        ("00:00 +0100", 0), ("01:00 +0100", 0), ("01:00 +0000", 1), ("02:00 +0000", 0),
    ]  # fmt: skip


def test_of_a_shift_that_nobody_ends_the_last_day_alone_is_told(desk: Desk, clock: Ticking) -> None:
    since = desk.office.now()
    desk.post("One.")
    clock.moment += timedelta(days=60)
    desk.post("Another.")
    found = silence.hours(desk.office, since)
    assert len(found) == 25
    assert [hour.lines for hour in found] == [0] * 24 + [1]
