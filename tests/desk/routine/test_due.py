"""The due list: what is to be ticked, and what ticking writes."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.desk.offices import OFFICER, Desk, Ticking, fresh
from tests.desk.routine.hands import CALL, PATROL, add, at, first, states, tick, write_missed

from deskinc.desk.lines import entries
from deskinc.desk.routine import due as dues
from deskinc.desk.routine import routines, ticking
from deskinc.desk.routine.ticking import Passed
from deskinc.errors import DeskError, InvalidForm, NotAllowed


def test_what_is_due_goes_from_ahead_over_due_to_late(desk: Desk, clock: Ticking) -> None:
    add(desk, CALL)
    name = "Check call to control"
    assert states(desk) == [(name, "02:30", "ahead")]
    clock.moment = at(2, 31)
    assert states(desk) == [(name, "02:30", "due")]
    clock.moment = at(2, 46)
    assert states(desk) == [(name, "02:30", "late")]


def test_a_tick_writes_the_line_and_takes_it_off_the_list(desk: Desk, clock: Ticking) -> None:
    add(desk, CALL)
    clock.moment = at(2, 33)
    line = desk.line(tick(desk, first(desk)))
    assert (line.type, line.text) == ("check_call", "Check call made, all well.")
    assert states(desk) == []
    clock.moment = at(3, 0)
    assert write_missed(desk, at(20, day=21)) == []
    assert desk.verifies()


def test_a_patrol_is_ticked_point_by_point_and_its_line_names_them(
    desk: Desk, clock: Ticking
) -> None:
    add(desk, PATROL)
    clock.moment = at(0, 14)
    passed = (
        Passed("East stair", at(0, 2)), Passed("Loading bay door", at(0, 9), "Chain loose."),
        Passed("Roof", None, "Ice, closed"),
    )  # fmt: skip
    line = desk.line(tick(desk, first(desk), *passed, text="Patrol done."))
    assert line.text == "Patrol done. Not passed: Roof (Ice, closed)."
    assert [(one.point, f"{one.at:%H:%M}", one.note) for one in line.points] == [
        ("East stair", "00:02", ""), ("Loading bay door", "00:09", "Chain loose."),
    ]  # fmt: skip
    assert line.place == "Lobby"


def test_d09_one_tick_is_one_line_for_now_and_none_is_given_twice_or_in_advance(
    desk: Desk, clock: Ticking
) -> None:
    add(desk, CALL)
    ahead = first(desk, "ahead")
    with pytest.raises(DeskError, match="not due yet"):
        ticking.tick(desk.office, ahead, ticking.raw(desk.office, ahead), fresh())
    clock.moment = at(2, 20)
    n = tick(desk, first(desk, "ahead"))
    assert desk.line(n).happened is None
    with pytest.raises(DeskError, match="ticked before"):
        ticking.tick(desk.office, ahead, ticking.raw(desk.office, ahead), fresh())


def test_rule02_in_the_doubled_hour_what_is_due_goes_by_the_time_that_passes(
    desk: Desk, clock: Ticking
) -> None:
    clock.moment = datetime(2027, 10, 30, 20, tzinfo=UTC)
    add(desk, CALL | {"times": ["01:50"], "tolerance": 30})
    clock.moment = datetime(2027, 10, 31, 0, 55, tzinfo=UTC)
    assert [(one.state, one.at) for one in dues.due(desk.office, desk.office.now())] == [
        ("due", datetime(2027, 10, 31, 0, 50, tzinfo=UTC))
    ]
    clock.moment = datetime(2027, 10, 31, 1, 15, tzinfo=UTC)
    assert states(desk)[0][2] == "due"
    clock.moment = datetime(2027, 10, 31, 1, 21, tzinfo=UTC)
    assert write_missed(desk, clock.moment - timedelta(hours=1))[0].startswith(
        "Check call to control, due 01:50 (UTC+1), was not ticked by 01:20 (UTC+0)."
    )


def test_a_tick_whose_line_is_struck_is_none(desk: Desk, clock: Ticking) -> None:
    add(desk, CALL)
    clock.moment = at(2, 33)
    n = tick(desk, first(desk))
    entries.strike(desk.office, n, "It was the call of the day before.", fresh()).result()
    assert [state for _name, _at, state in states(desk)] == ["due"]


def test_a_corrected_tick_still_ticks(desk: Desk, clock: Ticking) -> None:
    add(desk, CALL)
    clock.moment = at(2, 33)
    n = tick(desk, first(desk))
    raw = {**entries.values(desk.office, n), "text": "Check call made by radio."}
    entries.correct(desk.office, n, raw, "More is known", fresh()).result()
    assert states(desk) == []


def test_a_routine_that_changed_asks_from_then_on(desk: Desk, clock: Ticking) -> None:
    add(desk, CALL)
    (known,) = routines.listed(desk.office)
    clock.moment = at(2, 40)
    routines.change(desk.office, {"tolerance": 30}, known.thread).result()
    assert [state for _name, _at, state in states(desk)] == []
    routines.end(desk.office, known.thread).result()
    assert routines.listed(desk.office) == []


def test_times_and_points_are_changed_as_a_whole(desk: Desk) -> None:
    add(desk, PATROL | {"times": ["21:00", "23:30"]})
    (known,) = routines.listed(desk.office)
    said = {"times": ["20:00"], "points": ["Gate", "East stair", "Roof", "Yard"]}
    routines.change(desk.office, said, known.thread).result()
    (known,) = routines.listed(desk.office)
    assert (known.times, known.points) == (("20:00",), ("Gate", "East stair", "Roof", "Yard"))
    routines.change(desk.office, {"times": [], "points": []}, known.thread).result()
    (known,) = routines.listed(desk.office)
    assert (known.times, known.points, known.every) == ((), (), 120)


def test_a_routine_says_when(desk: Desk) -> None:
    without = {name: value for name, value in CALL.items() if name != "times"}
    with pytest.raises(InvalidForm) as wrong:
        routines.change(desk.office, without)
    assert set(wrong.value.notes) == {"times"}
    with pytest.raises(InvalidForm) as wrong:
        routines.change(desk.office, CALL | {"times": ["25:00"]})
    assert set(wrong.value.notes) == {"times"}


def test_an_officer_ticks_and_changes_no_routine(desk: Desk, clock: Ticking) -> None:
    add(desk, CALL)
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        routines.change(desk.office, CALL)
    clock.moment = at(2, 33)
    tick(desk, first(desk))
