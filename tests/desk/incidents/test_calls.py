"""Whom to call until when, what came of it, who went there, and what was read out."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.offices import Desk, Ticking, fresh

from deskinc.desk import settings
from deskinc.desk.incidents import guides, guiding, incidents, ticking
from deskinc.desk.incidents.response import calls, units, words
from deskinc.desk.incidents.response.calls import Call, Outcome
from deskinc.desk.incidents.response.reading import told
from deskinc.desk.incidents.response.reading import units as units_of
from deskinc.desk.incidents.response.units import Going
from deskinc.desk.incidents.ticking import How
from deskinc.errors import DeskError, InvalidForm


def lift(desk: Desk, **more: Any) -> str:
    thread = fresh()
    raw = {"category": "building.lift_entrapment", "severity": "high", "title": "Lift 2 stopped",
           "place": "Lift 2", "occurred": desk.office.now(), **more}  # fmt: skip
    incidents.open_new(desk.office, raw, thread).result()
    return thread


def there(desk: Desk, thread: str) -> dict[str, Call]:
    page = incidents.page(desk.office, thread)
    return {one.name: one for one in calls.calls(desk.office, page.values, page.graded)}


def left(desk: Desk, call: Call) -> int:
    """Minutes left, a minute begun counting whole."""
    assert call.at is not None
    return -(-int((call.at - desk.office.now()).total_seconds()) // 60)


def call(desk: Desk, thread: str, name: str, code: str, **more: Any) -> None:
    one = there(desk, thread)[name]
    calls.called(desk.office, thread, one, Outcome(code, **more), fresh()).result()


def follow(desk: Desk, thread: str, **raw: Any) -> None:
    incidents.follow_up(desk.office, thread, raw, fresh()).result()


def test_deadlines_count_from_the_opening_and_from_when_it_grew_graver(
    desk: Desk, clock: Ticking
) -> None:
    thread = lift(desk)
    found = there(desk, thread)
    assert {one.name: left(desk, one) for one in found.values()} == {
        "Lift firm": 5, "Shift lead": 15, "Facilities manager": 60,
    }  # fmt: skip
    call(desk, thread, "Shift lead", "reached")
    assert there(desk, thread)["Shift lead"].at is None
    clock.on(minutes=20)
    follow(desk, thread, severity={"code": "critical"}, severity_reason="One is unwell.")
    found = there(desk, thread)
    assert left(desk, found["Emergency services"]) == 0
    assert left(desk, found["Shift lead"]) == 5
    assert left(desk, found["Facilities manager"]) == 15
    assert left(desk, found["Lift firm"]) == -15
    assert found["Emergency services"].number == "999"


def test_no_answer_offers_the_next_contact_at_once_then_the_next_graver(desk: Desk) -> None:
    thread = desk.raise_incident()
    first, second = calls.next_call(list(there(desk, thread).values())), "Shift lead"
    assert first is not None
    assert first.name == "First aider"
    call(desk, thread, "First aider", "no_answer")
    follow(desk, thread, note="Still nobody.")
    offered = calls.of_thread(desk.office, thread)
    assert offered is not None
    assert (offered.name, offered.instead, left(desk, offered)) == (second, True, 5)
    call(desk, thread, second, "engaged")
    offered = calls.of_thread(desk.office, thread)
    assert offered is not None
    assert (offered.name, offered.instead) == ("Facilities manager", True)
    call(desk, thread, "Facilities manager", "reached", reply="Coming.")
    again = calls.of_thread(desk.office, thread)
    assert again is not None
    assert again.name == "First aider"
    assert desk.verifies()


def test_d25_a_call_takes_a_typed_time_and_who_made_it_and_stands_in_the_timeline(
    desk: Desk,
) -> None:
    thread = lift(desk)
    at = desk.office.now() - timedelta(minutes=10)
    with pytest.raises(InvalidForm, match="lies ahead"):
        call(desk, thread, "Lift firm", "reached", at=desk.office.now() + timedelta(minutes=5))
    call(desk, thread, "Lift firm", "reached", at=at, by="Dr Osei", number="0800 1",
         reply="There in 40 minutes.", reference="L-77")  # fmt: skip
    page = incidents.page(desk.office, thread)
    row = next(one for one in page.timeline if one.line is None)
    assert row.text == "Lift firm called: reached. There in 40 minutes. L-77"
    assert row.happened == at.replace(second=0)
    assert row.written > at
    said = {
        name.rsplit("/", 1)[1]: v for name, v in page.values.items() if name.startswith("told/")
    }
    assert said["by"] == {"id": "", "text": "Dr Osei"}
    assert said["number"] == "0800 1"
    for name in ("acknowledged", "contractor_called"):
        assert page.values[name] == said["at"]


def test_a_contact_without_number_is_called_all_the_same(desk: Desk) -> None:
    thread = lift(desk)
    assert there(desk, thread)["Lift firm"].number == ""
    call(desk, thread, "Lift firm", "no_answer")
    row = {"name": "lift FIRM", "number": "0800 123"}
    settings.change(desk.office, {"contacts": {"001": row}}).result()
    assert there(desk, thread)["Lift firm"].number == "0800 123"


def test_what_is_not_needed_says_why_and_is_due_no_more(desk: Desk) -> None:
    thread = lift(desk)
    with pytest.raises(InvalidForm, match="Say why"):
        call(desk, thread, "Lift firm", "not_needed")
    call(desk, thread, "Lift firm", "not_needed", reply="The doors opened by themselves.")
    assert there(desk, thread)["Lift firm"].at is None
    assert "acknowledged" not in incidents.page(desk.office, thread).values


def test_the_severity_shown_is_the_severity_stored(desk: Desk) -> None:
    """Another program’s list showed another severity than it kept."""
    thread = lift(desk)
    for code in ("critical", "high"):
        follow(desk, thread, severity={"code": code}, severity_reason=f"It is {code}.")
        page = incidents.page(desk.office, thread)
        row = next(one for one in incidents.listed(desk.office) if one.thread == thread)
        active = next(one for one in incidents.active(desk.office) if one.thread == thread)
        assert page.values["severity"]["code"] == code  # type: ignore[index]
        assert {page.incident.severity, row.severity, active.severity} == {code}
        assert page.graded[-1].severity == code


def test_d25_who_is_sent_arrives_and_is_clear_and_the_first_fills_the_times(
    desk: Desk, clock: Ticking
) -> None:
    thread = lift(desk)
    at = desk.office.now() - timedelta(minutes=4)
    with pytest.raises(InvalidForm, match="Say who"):
        units.send(desk.office, thread, Going(" "), fresh())
    units.send(desk.office, thread, Going("r.m.", "first", at), fresh()).result()
    units.send(desk.office, thread, Going("Ms Cole", "first_aider"), fresh()).result()
    for _each in range(2):
        clock.on(minutes=3)
        page = incidents.page(desk.office, thread)
        units.move(desk.office, thread, units_of(page.values)[0], fresh()).result()
    page = incidents.page(desk.office, thread)
    first, second = units_of(page.values)
    assert (first.who, first.role_words, first.next) == ("R. Malik", "First on the scene", "")
    assert second.next == "arrived"
    assert [row.text for row in page.timeline if row.line is None] == [
        "R. Malik sent (first on the scene)", "Ms Cole sent (first aider)",
        "R. Malik arrived", "R. Malik clear",
    ]  # fmt: skip
    times = {name: page.values[name] for name in ("responded", "arrived")}
    assert times["responded"] == page.values[f"units/{first.row}/sent"]
    assert times["arrived"] == page.values[f"units/{first.row}/arrived"]
    with pytest.raises(DeskError, match="clear again"):
        units.move(desk.office, thread, first, fresh())


def test_words_read_out_keep_who_released_them(desk: Desk) -> None:
    thread = lift(desk)
    first = words.scripts(desk.office, incidents.page(desk.office, thread).values)[0]
    assert first.said is None
    words.say(desk.office, thread, first.words, fresh(), by="Ms Adeyemi").result()
    page = incidents.page(desk.office, thread)
    said = words.scripts(desk.office, page.values)[0].said
    assert said is not None
    assert said.by == "Ms Adeyemi"
    assert any(row.text == f"Read out: “{first.words}”" for row in page.timeline)
    assert desk.verifies()


def ticked(desk: Desk, thread: str) -> dict[int, str]:
    """By number of the step: the record that ticked it."""
    found = guides.steps(desk.office, incidents.page(desk.office, thread).values)
    return {one.number: one.words for one in found if one.tick is not None}


def test_a_call_ticks_only_the_step_that_is_that_call_and_nothing_besides(desk: Desk) -> None:
    thread = lift(desk)
    call(desk, thread, "Lift firm", "reached", reply="There in 40 minutes.")
    alarm = lift(desk, category="fire.alarm_false", title="Alarm on floor 2")
    units.send(desk.office, alarm, Going("R. Malik"), fresh()).result()
    item = lift(desk, category="threat.suspicious_item", title="A bag", severity="medium")
    call(desk, item, "Police", "reached", reference="CAD 1")
    bare = lift(desk, category="theft.person", title="A purse", severity="medium")
    call(desk, bare, "Police", "reached", reference=" ")
    key = lift(desk, category="alarm.intruder", title="Zone 4", severity="medium")
    call(desk, key, "Key holder", "no_answer")
    for none in (thread, alarm, item, bare, key):
        assert ticked(desk, none) == {}
    before = desk.office.read.last_n()
    call(desk, key, "Key holder", "reached")
    assert ticked(desk, key) == {6: "Call the key holder."}
    assert desk.office.read.last_n() == before + 1


def test_the_police_at_the_emergency_number_are_the_call_to_it(desk: Desk) -> None:
    thread = lift(desk, category="fire.evacuation", title="Evacuation", severity="high")
    for number, steps in (("101", {}), ("999", {3: "Call 999."})):
        row = {"who": "Police", "how": "phone", "number": number, "outcome": "reached",
               "at": desk.office.now()}  # fmt: skip
        follow(desk, thread, told={f"{number}-aaaaaa": row})
        assert ticked(desk, thread) == steps


def texts(desk: Desk, thread: str) -> list[str]:
    return [one.text for one in incidents.page(desk.office, thread).timeline if one.line is None]


def test_a_tick_stands_in_the_line_of_its_call_and_goes_with_a_correction(
    desk: Desk, clock: Ticking
) -> None:
    thread = lift(desk, category="theft.person", title="A purse", severity="medium")
    call(desk, thread, "Police", "reached")
    clock.on(minutes=3)
    call(desk, thread, "Shift lead", "reached")
    values = incidents.page(desk.office, thread).values
    police, lead = (one.row for one in told(values))
    assert texts(desk, thread) == ["Police called: reached", "Shift lead called: reached"]

    follow(desk, thread, told={police: {"reference": "CAD 7"}})
    words = "Call the police, and note their reference."
    assert ticked(desk, thread) == {4: words}
    assert texts(desk, thread)[0] == f"Police called: reached. CAD 7 · ticks step 4: {words}"
    earlier = desk.office.now() - timedelta(minutes=2)
    follow(desk, thread, told={police: {"at": earlier}})
    tick = next(one.tick for one in guides.steps(desk.office, page(desk, thread)) if one.tick)
    assert tick.at == earlier.replace(second=0)

    follow(desk, thread, told={police: {"outcome": "no_answer"}})
    assert ticked(desk, thread) == {}
    assert texts(desk, thread) == ["Police called: no answer. CAD 7", "Shift lead called: reached"]
    now = page(desk, thread)
    assert "police_called" not in now
    assert now["acknowledged"] == now[f"told/{lead}/at"]
    assert desk.verifies()


def test_a_tick_that_somebody_changed_since_stays_and_is_told_for_itself(desk: Desk) -> None:
    thread = lift(desk, category="alarm.intruder", title="Zone 4", severity="medium")
    call(desk, thread, "Key holder", "reached")
    step = guides.steps(desk.office, page(desk, thread))[5]
    ticking.tick(desk.office, thread, step, fresh(), How(by="R. Malik")).result()
    (row,) = (one.row for one in told(page(desk, thread)))
    follow(desk, thread, told={row: {"outcome": "engaged"}})
    assert ticked(desk, thread) == {6: "Call the key holder."}
    assert "Done by R. Malik: Call the key holder." in texts(desk, thread)


def page(desk: Desk, thread: str) -> dict[str, Any]:
    return dict(incidents.page(desk.office, thread).values)


def test_a_step_in_the_words_of_the_site_is_ticked_by_hand(desk: Desk) -> None:
    raw = {"steps": [{"step": "Ring the key holder."}]}
    guiding.change(desk.office, "alarm.intruder", raw).result()
    thread = lift(desk, category="alarm.intruder", title="Zone 4", severity="medium")
    call(desk, thread, "Key holder", "reached")
    assert ticked(desk, thread) == {}
