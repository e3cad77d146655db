"""What was not ticked in time: the lines by the desk."""

from tests.desk.offices import Desk, Ticking, fresh
from tests.desk.routine.hands import CALL, PATROL, add, at, first, states, tick, write_missed

from deskinc.desk.lines import clocks, entries
from deskinc.forms.taxonomy import MISSED_TYPE

EVE = at(20, day=21)


def test_rule12_a_missed_check_call_is_a_line_by_the_desk_with_its_procedure(
    desk: Desk, clock: Ticking
) -> None:
    add(desk, CALL)
    clock.moment = at(2, 44)
    assert write_missed(desk, EVE) == []
    clock.moment = at(2, 46)
    assert write_missed(desk, EVE) == [
        "Check call to control, due 02:30, was not ticked by 02:45.\nTo be done: "
        + str(CALL["procedure"])
    ]
    line = desk.line(desk.office.read.newest(1)[0])
    assert (line.type, line.by, line.automatic) == (MISSED_TYPE.code, "desk", True)
    assert states(desk)[0][2] == "missed"


def test_it_is_written_once_also_after_a_new_start(desk: Desk, clock: Ticking) -> None:
    add(desk, CALL)
    clock.moment = at(2, 46)
    assert len(write_missed(desk, EVE)) == 1
    assert write_missed(desk, EVE) == []
    desk.reopen()
    assert write_missed(desk, desk.office.now()) == []
    assert desk.verifies()


def test_what_was_missed_can_be_done_after_all(desk: Desk, clock: Ticking) -> None:
    add(desk, CALL)
    clock.moment = at(2, 46)
    write_missed(desk, EVE)
    tick(desk, first(desk, "missed"))
    assert states(desk) == []
    assert write_missed(desk, EVE) == []


def test_a_missed_line_that_was_struck_is_not_written_again(desk: Desk, clock: Ticking) -> None:
    add(desk, CALL)
    clock.moment = at(2, 46)
    write_missed(desk, EVE)
    entries.strike(desk.office, desk.office.read.newest(1)[0], "Wrong.", fresh()).result()
    assert write_missed(desk, EVE) == []


def test_d08_what_fell_due_while_the_program_was_off_is_one_line(
    desk: Desk, clock: Ticking
) -> None:
    add(desk, CALL, PATROL)
    clock.moment = at(4, 45)
    desk.reopen()
    (said,) = write_missed(desk, desk.office.now())
    assert said == (
        "Not ticked, from 21 Nov 22:00 to 22 Nov 04:00, while this program was not running or the "
        "computer slept: Patrol of the ground floor 4, Check call to control."
    )
    assert write_missed(desk, desk.office.now()) == []
    clock.moment = at(6, 21)
    assert write_missed(desk, at(4, 45)) == [
        "Patrol of the ground floor, due 06:00, was not ticked by 06:20."
    ]


def test_a_clock_step_marks_nothing_missed(desk: Desk, clock: Ticking) -> None:
    add(desk, CALL, PATROL)
    clock.moment = at(3, 0)
    desk.post("The clock is right again.")
    clock.moment = at(1, 0)
    desk.post("Two hours earlier.")
    desk.office.book.settle()
    step = desk.office.health().step
    assert step is not None
    clock.moment = at(3, 30)
    assert write_missed(desk, EVE) == []
    clocks.answer(desk.office, step, "03:30", fresh()).result()
    assert write_missed(desk, EVE) == []
    clock.moment = at(4, 30)
    assert write_missed(desk, EVE) == [
        "Patrol of the ground floor, due 04:00, was not ticked by 04:20."
    ]
