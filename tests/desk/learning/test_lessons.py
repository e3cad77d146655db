"""What is learned of incidents: reviews, problems behind repeats, actions that helped or not."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, Desk, Ticking, fresh

from deskinc.book.record import Draft
from deskinc.book.writing import refusals
from deskinc.desk import settings
from deskinc.desk.learning import lessons, recurring
from deskinc.desk.site import read_site
from deskinc.errors import DeskError, InvalidForm, NotAllowed
from deskinc.forms.fields import Value
from deskinc.proof.canonical import unb64
from deskinc.proof.findings import Why

REVIEW: dict[str, Any] = {"worked": "Released in ten minutes.", "not_worked": "No torch."}


def named(desk: Desk, thread: str) -> dict[str, str]:
    row = desk.office.read.incident(unb64(thread))
    assert row is not None
    return {"id": thread, "text": row.number or ""}


def action(desk: Desk, thread: str, owner: str = OFFICER, **more: object) -> str:
    """An action about an incident; its thread."""
    person, made = desk.people[owner].officer, fresh()
    raw: dict[str, object] = {
        "about": named(desk, thread), "what": "Fit a torch in car 2.", "kind": "equipment",
        "owner": {"id": person.thread, "text": person.name},
        "due": desk.office.now() + timedelta(days=3), **more,
    }  # fmt: skip
    lessons.write(desk.office, lessons.MEASURE, raw, made).result()
    return made


def stands(desk: Desk, thread: str) -> lessons.Lesson:
    """The action as it stands."""
    (found,) = (one for one in lessons.listed(desk.office, lessons.MEASURE) if one.thread == thread)
    return found


def test_a_review_is_written_by_a_lead_and_changed_by_a_manager(desk: Desk) -> None:
    thread = desk.raise_incident()
    said = {"about": named(desk, thread), "held": desk.office.now(), **REVIEW}
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        lessons.write(desk.office, lessons.DEBRIEF, said, fresh())
    desk.sit(BOSS)
    with pytest.raises(InvalidForm):
        lessons.write(desk.office, lessons.DEBRIEF, {**said, "worked": ""}, fresh())
    made = fresh()
    lessons.write(desk.office, lessons.DEBRIEF, said, made).result()
    desk.sit(MANAGER)
    more = {"root_causes": "The contract names no torch.", "factors": ["plant", "process"]}
    lessons.write(desk.office, lessons.DEBRIEF, more, fresh(), made).result()
    with pytest.raises(InvalidForm):
        lessons.write(desk.office, lessons.DEBRIEF, {"worked": ""}, fresh(), made)
    (one,) = lessons.about(desk.office, thread)
    assert (one.form, one.number) == ("debrief", "INC-2026-0001")
    assert one.text("root_causes") == "The contract names no torch."
    assert one.values["factors/plant"] is True
    assert desk.verifies()


def test_an_action_is_done_by_its_owner_and_checked_by_another(desk: Desk) -> None:
    thread = desk.raise_incident()
    made = action(desk, thread)
    with pytest.raises(DeskError, match="not reported done"):
        lessons.check(desk.office, made, "yes", fresh())
    desk.sit(OFFICER)
    with pytest.raises(InvalidForm):
        lessons.done(desk.office, made, " ", fresh())
    lessons.done(desk.office, made, "Torch hangs in the car.", fresh()).result()
    with pytest.raises(NotAllowed):
        lessons.check(desk.office, made, "yes", fresh())
    desk.sit(BOSS)
    lessons.check(desk.office, made, "no", fresh()).result()
    assert stands(desk, made).state == "open"
    lessons.done(desk.office, made, "A better one.", fresh()).result()
    with pytest.raises(DeskError, match="your own"):
        lessons.check(desk.office, made, "yes", fresh())
    desk.sit(MANAGER)
    lessons.check(desk.office, made, "yes", fresh()).result()
    one = stands(desk, made)
    assert (one.state, one.text("effective"), one.text("checked_by")) == ("checked", "yes", MANAGER)
    with pytest.raises(DeskError, match="not open"):
        lessons.drop(desk.office, made, fresh())
    assert desk.verifies()


def test_an_action_of_somebody_else_is_not_reported_done_and_is_overdue_after_its_day(
    desk: Desk, clock: Ticking
) -> None:
    thread = desk.raise_incident()
    made = action(desk, thread, BOSS)
    desk.sit(OFFICER)
    with pytest.raises(DeskError, match="somebody else"):
        lessons.done(desk.office, made, "Seen.", fresh())
    assert lessons.overdue(desk.office) == []
    clock.on(hours=24 * 4)
    assert [one.thread for one in lessons.overdue(desk.office)] == [made]


def test_a_problem_gathers_repeats_and_its_actions_stand_with_each_of_them(desk: Desk) -> None:
    first, second = desk.raise_incident(), desk.raise_incident()
    made = fresh()
    rows = {f"{n}": {"incident": named(desk, t)} for n, t in enumerate((first, second))}
    raw = {"title": "Lift 2 stops at floor 3", "incidents": rows, "cause": "Worn door lock."}
    lessons.write(desk.office, lessons.PROBLEM, raw, made).result()
    owned = action(desk, first, about={"id": made, "text": "Lift 2 stops at floor 3"})
    assert [one.thread for one in lessons.about(desk.office, second)] == [made, owned]
    (problem,) = lessons.listed(desk.office, lessons.PROBLEM)
    assert problem.number == "INC-2026-0001, INC-2026-0002"
    more = {"state": "ended", "permanent": "Lock exchanged."}
    lessons.write(desk.office, lessons.PROBLEM, more, fresh(), made).result()
    assert lessons.listed(desk.office, lessons.PROBLEM)[0].state == "ended"
    desk.office.book.settle()
    assert not desk.office.book.verify(full=True)


def test_a_third_at_one_place_within_thirty_days_is_looked_into_once(
    desk: Desk, clock: Ticking
) -> None:
    office, place = desk.office, desk.office.site.place("Lobby")
    desk.raise_incident()
    clock.on(hours=24 * 31)
    kind = desk.office.read.incidents()[0].category or ""
    assert recurring.before(office, kind, place) is None
    desk.raise_incident()
    assert recurring.before(office, kind, place) is None
    desk.raise_incident()
    near = recurring.before(office, kind, place)
    assert near is not None
    assert near.numbers == "INC-2026-0002, INC-2026-0003"
    desk.raise_incident(exercise=True)
    assert recurring.look(office) == []
    desk.raise_incident()
    (words,) = recurring.look(office)
    assert words.endswith("Lobby: 3 within 30 days")
    assert recurring.look(office) == []
    (one,) = lessons.listed(office, lessons.MEASURE)
    assert (one.text("rule"), one.text("kind")) == (words, "look")
    assert "INC-2026-0004" in one.text("what")
    desk.raise_incident()
    assert recurring.look(office) == []
    settings.change(office, {"repeat_count": "0"}).result()
    office.site = read_site(office.read)
    assert recurring.before(office, kind, place) is None
    assert desk.verifies()


def test_what_the_desk_says_of_an_action_after_its_opening_counts_nowhere(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, made = desk.office, action(desk, desk.raise_incident())
    said: dict[str, Value] = {"state": {"code": "checked", "text": "Checked"}, "rule": "None"}
    drafts = [Draft("measure", said, thread=unb64(made)), Draft("measure", said)]
    for draft in drafts:
        with pytest.raises(DeskError, match="only a person"):
            office.write_as_desk(draft).result()
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    bad = [office.write_as_desk(draft).result().records[0].n for draft in drafts]
    assert [row.state for row in office.read.lessons("measure")] == ["open"]
    assert [(one.n, one.why) for one in office.book.verify(full=True)] == [
        (n, Why.ROLE_DESK) for n in bad
    ]
