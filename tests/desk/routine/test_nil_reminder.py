"""An entry is asked for where nobody on duty has written for long."""

from tests.desk.offices import Desk, Ticking, fresh
from tests.desk.routine.hands import first, states, tick, write_missed

from deskinc.desk import settings
from deskinc.desk.lines import entries
from deskinc.desk.shift import shifts

NAME = "An entry, or “all correct”"


def test_rule11_an_hour_without_a_word_is_asked_for(desk: Desk, clock: Ticking) -> None:
    settings.change(desk.office, {"nil_every": "60"}).result()
    clock.on(hours=2)
    assert states(desk) == []
    desk.sign_on()
    assert states(desk) == []
    clock.on(minutes=61)
    assert [(name, state) for name, _at, state in states(desk)] == [(NAME, "due")]
    desk.post("Door shut.")
    assert states(desk) == []
    clock.on(minutes=125)
    desk.office.write_as_desk(
        desk.office.draft("occurrence", {"type": "desk", "text": "By no hand."})
    ).result()
    assert [state for _name, _at, state in states(desk)] == ["late"]
    assert write_missed(desk, clock.moment) == []
    shifts.sign_off(desk.office, {}, fresh()).result()
    assert states(desk) == []


def test_d09_a_nil_return_is_for_now_only_and_ticks_what_is_due(desk: Desk, clock: Ticking) -> None:
    settings.change(desk.office, {"nil_every": "60"}).result()
    desk.sign_on()
    clock.on(minutes=61)
    line = desk.line(tick(desk, first(desk)))
    assert (line.type, line.text, line.happened) == ("nil", "All correct.", None)
    assert states(desk) == []
    clock.on(minutes=61)
    entries.nil_return(desk.office, fresh()).result()
    assert states(desk) == []
