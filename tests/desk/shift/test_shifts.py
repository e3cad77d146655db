"""Signing on and off."""

from datetime import UTC, datetime

import pytest
from tests.desk.offices import BOSS, OFFICER, Desk, Ticking, fresh

from deskinc.desk.shift import shifts
from deskinc.errors import InvalidForm


def test_signing_on_writes_a_line_and_opens_a_shift(desk: Desk) -> None:
    assert shifts.current(desk.office) is None
    raw = {"relieved": "T. Okafor", "kit": True, "instructions": True, "sound": True}
    record = shifts.sign_on(desk.office, raw, fresh()).result().records[0]
    assert desk.line(record.n).text == (
        "J. Harding on duty, Night 19:00–07:00. Relieved T. Okafor. Keys and kit checked. "
        "Instructions read. Sound tested."
    )
    shift = shifts.current(desk.office)
    assert shift is not None
    assert (shift.name, shift.post, shift.first, shift.off_at) == (
        "Night 19:00–07:00", "Front desk", 1, None,
    )  # fmt: skip
    assert shifts.officer_name(desk.office, shift) == BOSS


def test_signing_off_closes_it_and_says_what_is_left(desk: Desk) -> None:
    desk.sign_on()
    raw = {"relieved_by": OFFICER, "outstanding": "Lift 2 out of use."}
    record = shifts.sign_off(desk.office, raw, fresh()).result().records[0]
    assert desk.line(record.n).text == (
        "J. Harding off duty. Relieved by R. Malik. Outstanding: Lift 2 out of use. "
        "Keys and kit: not recorded."
    )
    assert shifts.on_duty(desk.office) == []


def test_two_officers_may_be_on_duty(desk: Desk) -> None:
    desk.sign_on()
    desk.sit(OFFICER)
    assert shifts.relieving(desk.office) == BOSS
    desk.sign_on()
    assert [shifts.officer_name(desk.office, s) for s in shifts.on_duty(desk.office)] == [
        BOSS, OFFICER,
    ]  # fmt: skip
    mine = shifts.current(desk.office)
    assert mine is not None
    assert shifts.officer_name(desk.office, mine) == OFFICER


def test_who_left_hours_ago_is_not_relieved(desk: Desk, clock: Ticking) -> None:
    desk.sign_on()
    shifts.sign_off(desk.office, {}, fresh()).result()
    desk.sit(OFFICER)
    assert shifts.relieving(desk.office) == BOSS
    clock.on(hours=2)
    assert shifts.relieving(desk.office) == ""


@pytest.mark.parametrize(
    ("hour", "name"), [(6, "Night 19:00–07:00"), (7, "Day 07:00–19:00"), (19, "Night 19:00–07:00")]
)
def test_the_shift_is_that_of_the_sites_day(
    desk: Desk, clock: Ticking, hour: int, name: str
) -> None:
    clock.moment = datetime(2026, 11, 22, hour, 0, tzinfo=UTC)
    assert shifts.shift_name(desk.office) == name


def test_what_is_no_answer_is_noted(desk: Desk) -> None:
    with pytest.raises(InvalidForm):
        shifts.sign_on(desk.office, {"kit": "maybe"}, fresh())
