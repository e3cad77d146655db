"""Exercises: numbered by themselves, and counted nowhere unless they are asked for."""

from typing import Any

import pytest
from tests.desk.offices import Desk

from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incident_reading import active, listed
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.errors import InvalidForm


def _opened(office: Office, title: str, **more: Any) -> str:
    thread = entries.new_id()
    raw = {"category": "fire.drill", "severity": "low", "title": title, **more}
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
