"""Breaks in an open shift."""

import pytest
from tests.desk.offices import OFFICER, Desk, Ticking, fresh

from deskinc.desk.lines import entries
from deskinc.desk.shift import breaks, shifts
from deskinc.errors import DeskError, InvalidForm


def away(desk: Desk) -> bool:
    """Whether whoever has the desk is on a break."""
    shift = shifts.current(desk.office)
    assert shift is not None
    return breaks.away(desk.office, shift) is not None


def test_breaks_stand_in_the_book(desk: Desk, clock: Ticking) -> None:
    desk.sign_on()
    assert not away(desk)
    begun = breaks.begin(desk.office, {"covered_by": OFFICER}, fresh()).result().records[0]
    assert desk.line(begun.n).text == ("J. Harding on a break. The post is covered by R. Malik.")
    assert away(desk)
    with pytest.raises(DeskError, match="away from the post already"):
        breaks.begin(desk.office, {}, fresh())
    clock.on(minutes=21)
    ended = breaks.end(desk.office, fresh()).result().records[0]
    assert desk.line(ended.n).text == "J. Harding back from the break, after 21 min."
    assert not away(desk)
    with pytest.raises(DeskError, match="not away from the post"):
        breaks.end(desk.office, fresh())
    assert desk.verifies()


def test_relief_at_the_post_names_who_has_it(desk: Desk, clock: Ticking) -> None:
    desk.sign_on()
    raw: dict[str, object] = {"kind": breaks.RELIEVED}
    with pytest.raises(InvalidForm) as missing:
        breaks.begin(desk.office, raw, fresh())
    assert missing.value.notes == {"covered_by": "Say who has relieved you."}
    gone = breaks.begin(desk.office, raw | {"covered_by": "r.m."}, fresh()).result().records[0]
    assert desk.line(gone.n).text == "J. Harding relieved at the post by R. Malik."
    thread = desk.people[OFFICER].officer.thread
    assert gone.values["covered_by"] == {"id": thread, "text": OFFICER}
    assert away(desk)
    clock.on(minutes=8)
    back = breaks.end(desk.office, fresh()).result().records[0]
    assert desk.line(back.n).text == "J. Harding back at the post, after 8 min."
    assert back.values["kind"] == {"code": "back", "text": "Back at the post"}
    assert not away(desk)


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
