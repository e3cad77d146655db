"""Exercises: numbered by themselves, and counted nowhere unless they are asked for."""

from typing import Any

import pytest
from tests.desk.offices import OFFICER, PHRASES, Desk

from deskinc.book.record import Draft
from deskinc.book.writing import refusals
from deskinc.desk.incidents import closing, earnest, incidents
from deskinc.desk.incidents.incident_reading import active, listed
from deskinc.desk.incidents.response.calls import of_thread
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.catalogue import current
from deskinc.forms.cells import split
from deskinc.forms.fields import Moment
from deskinc.forms.form import asked, rows
from deskinc.proof.canonical import unb64
from deskinc.proof.findings import Why


def _opened(office: Office, title: str = "", **more: Any) -> str:
    thread = entries.new_id()
    raw = {"category": "fire.drill", "severity": "low", "title": title} | more
    incidents.open_new(office, raw, thread).result()
    return thread


def test_an_exercise_has_a_number_of_its_own_and_is_counted_nowhere(desk: Desk) -> None:
    office = desk.office
    real = [_opened(office, "Bin on fire")]
    drill = _opened(office, "Fire drill", exercise=True)
    real.append(_opened(office, "Alarm in the kitchen"))
    numbers = [one.number for one in reversed(listed(office, exercises=True))]
    assert numbers == ["INC-2026-0001", "XINC-2026-0001", "INC-2026-0002"]
    assert {one.thread for one in listed(office)} == set(real) == {o.thread for o in active(office)}
    assert [one.thread for one in listed(office, "exercises")] == [drill]
    assert entries.nil_words(office) == "All else correct; open: INC-2026-0001, INC-2026-0002."
    lines = [row.text for row in incidents.page(office, drill).timeline]
    assert lines == ["EXERCISE: Fire drill"]
    incidents.note(office, drill, "All out.", entries.new_id()).result()
    assert incidents.page(office, drill).timeline[-1].text == "EXERCISE: All out."


def test_nothing_becomes_an_exercise_afterwards(desk: Desk) -> None:
    office = desk.office
    thread = _opened(office, "Bin on fire")
    with pytest.raises(InvalidForm):
        incidents.follow_up(office, thread, {"exercise": True}, entries.new_id())


def test_d20_what_turns_out_to_be_real_begins_at_once_with_what_was_written(desk: Desk) -> None:
    office = desk.office
    told = {"001": {"who": "Police", "how": "phone", "outcome": "reached", "at": office.now()}}
    said = {"category": "threat.bomb", "severity": "medium", "place": "Lobby",
            "narrative": "A bag by the door."}  # fmt: skip
    drill = _opened(office, "Bag in the lobby", exercise=True, told=told, **said)
    thread = entries.new_id()
    earnest.real(office, drill, thread)
    page = incidents.page(office, thread)
    assert page.incident.number == "INC-2026-0001"
    assert page.incident.severity == "critical", "as any bomb threat begins"
    assert page.values["narrative"] == said["narrative"]
    assert [one.thread for one in active(office)] == [thread]
    assert [one.thread for one in active(office, exercises=True)] == [thread, drill]
    assert not rows(page.values, "told"), "in earnest nobody was called yet"
    due = of_thread(office, thread)
    assert due is not None
    assert due.at is not None
    ((_row, link),) = rows(page.values, "linked")
    assert link["incident"] == {"id": drill, "text": "XINC-2026-0001"}
    assert any(row.text.startswith("XINC-2026-0001 is real") for row in page.timeline)
    there = incidents.page(office, drill)
    assert (there.incident.number, there.incident.state) == ("XINC-2026-0001", "open")
    assert "goes on as an incident of its own" in str([row.text for row in there.timeline])
    known = earnest.real_of(office, drill)
    assert known is not None
    assert known.thread == thread
    for other in (drill, thread):
        with pytest.raises(DeskError, match=r"already|is real"):
            earnest.real(office, other, entries.new_id())
    assert len(listed(office, exercises=True)) == 2
    assert office.book.verify(full=True) == []


def test_what_was_practised_did_not_happen_in_earnest(desk: Desk) -> None:
    """Each answer the form can take is practised but what was seen and heard."""
    office, form, thread = desk.office, current("incident"), entries.new_id()
    said: dict[str, Any] = {"category": "threat.bomb", "severity": "high", "title": "A call"}
    said |= {one.name: office.now() for one in form.fields() if isinstance(one, Moment)}
    said |= {
        "police_reference": "4711", "bomb_decision": "evacuate", "immediate": "Doors shut.",
        "exact_words": "At noon.", "evacuated": True,
        "units": {"001": {"who": "Car 2", "sent": office.now(), "arrived": office.now()}},
        "people": {"001": {"name": "A. Varga", "arrived": office.now()}},
    }  # fmt: skip
    held = said | {"category": {"code": "threat.bomb"}}
    raw = {
        name: v
        for name, v in said.items()
        if asked(form.field(name), held) and name not in closing.ENDING
    }
    drill = _opened(office, exercise=True, **raw)
    before = incidents.page(office, drill).values
    assert {"police_called", "arrived", "resolved", "units/001/sent"} <= set(before)
    earnest.real(office, drill, thread)
    values = incidents.page(office, thread).values
    assert values["exact_words"] == "At noon."
    assert values["people/001/name"] == "A. Varga"
    happened = {"occurred", "occurred_to", "discovered", "call_began", "call_ended"}
    there = {name for name in values if isinstance(form.field(name), Moment)}
    assert there == (happened & set(before)) | {"reported"}
    new = {"reported", "category", "severity", "title", "state"}
    assert {split(name)[0] for name in values} <= earnest.SEEN | new | {"linked"}
    assert closing.step(values) == "open"


def test_a_drill_becomes_what_it_was_the_drill_of(desk: Desk) -> None:
    office, thread = desk.office, entries.new_id()
    drill = _opened(office, "Fire drill", exercise=True, evacuated=True)
    earnest.real(office, drill, thread)
    found = incidents.page(office, thread).incident
    assert (found.category, found.severity, found.title) == (
        "fire.evacuation", "high", "Evacuation",
    )  # fmt: skip


def test_d28_an_exercise_is_reviewed_and_never_dealt_with_on_the_spot(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, signer = desk.office, desk.office.person.signer()
    drill = _opened(office, "Fire drill", exercise=True)
    with pytest.raises(DeskError, match="a shift lead reviews it"):
        closing.on_the_spot(office, drill, "Done.", PHRASES[OFFICER], entries.new_id())
    spot = {"code": "spot", "text": "Dealt with on the spot"}
    ended = Draft("incident", {"state": spot}, thread=unb64(drill))
    with pytest.raises(DeskError, match="An exercise was closed"):
        office.book.write([ended], signer).result()
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    (record,) = office.book.write([ended], signer).result().records
    assert incidents.page(office, drill).incident.state == "open"
    found = office.book.verify(full=True)
    assert [(one.n, one.why) for one in found] == [(record.n, Why.SPOT_DRILL)]


def test_whoever_takes_it_back_past_the_desk_is_refused_and_named_by_the_check(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, signer = desk.office, desk.office.person.signer()
    real = _opened(office, "Bin on fire")
    later = Draft("incident", {"exercise": True}, thread=unb64(real))
    with pytest.raises(DeskError, match="an incident of its own"):
        office.book.write([later], signer).result()
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    (record,) = office.book.write([later], signer).result().records
    assert "exercise" not in incidents.page(office, real).values
    found = office.book.verify(full=True)
    assert [(one.n, one.why) for one in found] == [(record.n, Why.EXERCISE)]
