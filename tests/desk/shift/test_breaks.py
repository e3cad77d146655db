"""Breaks in an open shift."""

import pytest
from tests.desk.offices import OFFICER, Desk, Ticking, fresh

from deskinc.desk.lines import entries
from deskinc.desk.shift import breaks, shifts
from deskinc.errors import DeskError


def away(desk: Desk) -> bool:
    """Whether whoever has the desk is on a break."""
    shift = shifts.current(desk.office)
    assert shift is not None
    return breaks.on_break(desk.office, shift) is not None


def test_breaks_stand_in_the_book(desk: Desk, clock: Ticking) -> None:
    desk.sign_on()
    assert not away(desk)
    begun = breaks.begin(desk.office, {"covered_by": OFFICER}, fresh()).result().records[0]
    assert desk.line(begun.n).text == ("J. Harding on a break. The post is covered by R. Malik.")
    assert away(desk)
    with pytest.raises(DeskError, match="has begun before"):
        breaks.begin(desk.office, {}, fresh())
    clock.on(minutes=21)
    ended = breaks.end(desk.office, fresh()).result().records[0]
    assert desk.line(ended.n).text == "J. Harding back from the break, after 21 min."
    assert not away(desk)
    with pytest.raises(DeskError, match="No break"):
        breaks.end(desk.office, fresh())
    assert desk.verifies()


def test_a_break_is_the_officers_own_and_ends_with_the_shift(desk: Desk) -> None:
    with pytest.raises(DeskError, match="not on duty"):
        breaks.begin(desk.office, {}, fresh())
    desk.sign_on()
    breaks.begin(desk.office, {}, fresh()).result()
    shifts.sign_off(desk.office, {}, fresh()).result()
    desk.sign_on()
    assert not away(desk)
    desk.sit(OFFICER)
    desk.sign_on()
    assert not away(desk)


def test_a_break_that_was_struck_did_not_happen(desk: Desk) -> None:
    desk.sign_on()
    begun = breaks.begin(desk.office, {}, fresh()).result().records[0]
    entries.strike(desk.office, begun.n, "Was not taken.", fresh()).result()
    assert not away(desk)
