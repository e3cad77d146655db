"""What the desk is told of a category, and the checklist of an incident as it is ticked."""

from datetime import timedelta

import pytest
from tests.desk.offices import OFFICER, Desk, Ticking, fresh

from deskinc.desk.incidents import guides, incidents, ticking
from deskinc.desk.incidents.guides import Step
from deskinc.desk.incidents.ticking import How
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.taxonomy import CATEGORIES


def steps(desk: Desk, thread: str) -> tuple[Step, ...]:
    return guides.steps(desk.office, incidents.page(desk.office, thread).values)


def tick(desk: Desk, thread: str, number: int, how: How | None = None, **more: bool) -> None:
    step = steps(desk, thread)[number - 1]
    ticking.tick(desk.office, thread, step, fresh(), how or How(), **more).result()


def test_d30_a_guide_bears_the_emergency_number_of_the_country(desk: Desk) -> None:
    assert desk.office.site.emergency == "999"
    found = guides.guide_of(desk.office, "injury")
    assert found is None
    for category in CATEGORIES:
        found = guides.guide_of(desk.office, category.code)
        assert found is not None
        assert not [step for step in found.steps if "{" in step]
    fire = guides.guide_of(desk.office, "fire.fire")
    assert fire is not None
    assert any("999" in step for step in fire.steps)


def test_d25_a_tick_takes_now_and_who_is_signed_in(desk: Desk, clock: Ticking) -> None:
    thread = desk.raise_incident()
    assert [step.tick for step in steps(desk, thread)] == [None] * len(steps(desk, thread))
    tick(desk, thread, 2)
    first, second, *_rest = steps(desk, thread)
    assert first.tick is None
    assert second.tick is not None
    assert (second.tick.result, second.tick.by) == ("done", "J. Harding")
    assert second.tick.at is not None
    assert second.tick.at.timestamp() == pytest.approx(clock.moment.timestamp(), abs=30)
    row = next(row for row in incidents.page(desk.office, thread).timeline if row.line is None)
    assert row.text == f"Done: {second.words}"
    assert (row.by, row.happened) == ("J.H.", second.tick.at)
    assert desk.verifies()


def test_d25_a_tick_takes_a_typed_time_and_another_hand(desk: Desk) -> None:
    thread = desk.raise_incident()
    at = desk.office.now() - timedelta(minutes=10)
    for number, typed, name in ((1, "r.m.", OFFICER), (2, "Dr Osei", "Dr Osei")):
        tick(desk, thread, number, How(at, typed))
        found = steps(desk, thread)[number - 1].tick
        assert found is not None
        assert found.by == name
        assert bool(found.by_id) == (name == OFFICER)
        assert found.at == at.replace(microsecond=0)
    rows = [row for row in incidents.page(desk.office, thread).timeline if row.line is None]
    assert rows[0].text.startswith(f"Done by {OFFICER}: ")
    assert rows[0].written > rows[0].happened
    assert rows[0].by == "J.H."


def test_d25_not_applicable_needs_a_reason(desk: Desk) -> None:
    thread = desk.raise_incident()
    with pytest.raises(InvalidForm, match="why"):
        tick(desk, thread, 1, How(reason="  "), na=True)
    tick(desk, thread, 1, How(reason="Nobody was hurt."), na=True)
    found = steps(desk, thread)[0].tick
    assert found is not None
    assert (found.result, found.reason) == ("na", "Nobody was hurt.")
    (row,) = [row for row in incidents.page(desk.office, thread).timeline if row.line is None]
    assert row.text.startswith("Not applicable: ")
    assert row.text.endswith("Nobody was hurt.")


def test_d3_a_second_tick_corrects_the_first_and_one_set_by_mistake_is_taken_out(
    desk: Desk,
) -> None:
    thread = desk.raise_incident()
    tick(desk, thread, 1, How(reason="Nobody was hurt."), na=True)
    tick(desk, thread, 1)
    found = steps(desk, thread)[0]
    assert found.tick is not None
    assert (found.tick.result, found.tick.reason) == ("done", "")
    ticking.untick(desk.office, thread, found, fresh()).result()
    assert steps(desk, thread)[0].tick is None
    page = incidents.page(desk.office, thread)
    assert [row for row in page.timeline if row.line is None] == []
    assert "Nobody was hurt." in [change.before for change in page.changes]
    with pytest.raises(DeskError, match="bears no tick"):
        ticking.untick(desk.office, thread, found, fresh())


def test_a_tick_ahead_of_now_is_refused(desk: Desk) -> None:
    thread = desk.raise_incident()
    with pytest.raises(InvalidForm, match="ahead"):
        tick(desk, thread, 1, How(desk.office.now() + timedelta(minutes=5)))


def test_a_tick_keeps_its_words_when_the_category_changes(desk: Desk) -> None:
    thread = desk.raise_incident()
    tick(desk, thread, 2)
    words = steps(desk, thread)[1].words
    changed = {"category": "building.gas", "severity": "medium"}
    incidents.follow_up(desk.office, thread, changed, fresh()).result()
    last = steps(desk, thread)[-1]
    assert last.words == words
    assert last.tick is not None
    assert last.number == len(steps(desk, thread))


def test_whoever_may_not_follow_up_ticks_nothing(desk: Desk) -> None:
    thread = desk.raise_incident()
    step = steps(desk, thread)[0]
    desk.sit("E. Marsh")
    with pytest.raises(DeskError):
        ticking.tick(desk.office, thread, step, fresh())
