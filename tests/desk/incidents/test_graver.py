"""What raises a severity: written in the same follow-up with its reason, never lowered."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.offices import BOSS, OFFICER, Desk, Ticking, fresh

from deskinc.book.record import Record
from deskinc.desk.incidents import graver, guides, incidents, ticking
from deskinc.desk.incidents.graver import Graver
from deskinc.forms.fields import Value


def follow(desk: Desk, thread: str, **raw: Any) -> Record:
    return incidents.follow_up(desk.office, thread, raw, fresh()).result().records[0]


def values(desk: Desk, thread: str) -> dict[str, Value]:
    return incidents.page(desk.office, thread).values


def severity(desk: Desk, thread: str) -> str:
    return incidents.page(desk.office, thread).incident.severity


def asked(desk: Desk, thread: str) -> Graver | None:
    page = incidents.page(desk.office, thread)
    return graver.asked_for(page.values, page.changes, desk.office.now())


def test_an_answer_that_makes_it_graver_raises_it_in_the_same_follow_up(desk: Desk) -> None:
    desk.sit(OFFICER)
    thread = desk.raise_incident()
    record = follow(desk, thread, force=True)
    assert set(record.values) == {"force", "severity", "severity_reason"}
    assert severity(desk, thread) == "high"
    assert record.values["severity_reason"] == "Force was used."
    assert record.author == desk.office.officer.thread
    assert asked(desk, thread) is None
    assert desk.verifies()


def test_two_answers_of_two_days_make_it_graver_together(desk: Desk) -> None:
    thread = desk.raise_incident()
    assert severity(desk, thread) == "medium"
    record = follow(desk, thread, ambulance_called=desk.office.now())
    assert record.values["severity_reason"] == "Somebody is injured and an ambulance was called."
    assert severity(desk, thread) == "high"


def test_nothing_lowers_it_and_what_a_lead_lowered_stays_so(desk: Desk) -> None:
    thread = desk.raise_incident()
    follow(desk, thread, force=True)
    follow(desk, thread, force=False)
    assert severity(desk, thread) == "high"
    follow(desk, thread, force=True)
    desk.sit(BOSS)
    follow(desk, thread, severity="low", severity_reason="A hand on an arm.")
    assert asked(desk, thread) is None
    step = guides.steps(desk.office, values(desk, thread))[0]
    ticking.tick(desk.office, thread, step, fresh()).result()
    assert severity(desk, thread) == "low"


def test_a_graver_one_stays_as_it_is_and_a_reason_given_with_it_counts(desk: Desk) -> None:
    thread = desk.raise_incident(severity="critical")
    assert set(follow(desk, thread, force=True).values) == {"force"}
    other = desk.raise_incident(severity="low")
    said = {"severity": "medium", "severity_reason": "Nobody was hurt.", "force": True}
    follow(desk, other, **said)
    assert severity(desk, other) == "medium"


@pytest.mark.parametrize(
    ("category", "minutes", "said"),
    [
        ("people.lost_child", 15, "A child has been missing for more than 15 minutes."),
        ("building.lift_entrapment", 30, "Somebody has been shut in for more than 30 minutes."),
    ],
)
def test_the_clock_asks_for_more_and_raises_nothing_by_itself(
    desk: Desk, clock: Ticking, category: str, minutes: int, said: str
) -> None:
    thread = desk.raise_incident(category=category, severity="high", force=False)
    clock.on(minutes=minutes - 1)
    assert asked(desk, thread) is None
    follow(desk, thread, severity="medium", severity_reason="All calm.")
    clock.on(minutes=2)
    found = asked(desk, thread)
    assert found == Graver("critical", "Critical", said)
    follow(desk, thread, spot="By the stairs")
    assert severity(desk, thread) == "medium"
    assert found is not None
    follow(desk, thread, **found.answers())
    assert severity(desk, thread) == "critical"
    assert asked(desk, thread) is None
    follow(desk, thread, severity="high", severity_reason="The father is with them.")
    assert asked(desk, thread) is None


def test_what_rose_by_a_rule_is_told_and_what_a_hand_raised_is_not(desk: Desk) -> None:
    thread = desk.raise_incident()
    before = values(desk, thread)
    follow(desk, thread, force=True)
    after = values(desk, thread)
    assert graver.told(before, after) == Graver("high", "High", "Force was used.")
    assert graver.told(after, before) is None
    follow(desk, thread, severity="critical")
    assert graver.told(after, values(desk, thread)) is None


def test_the_clock_of_a_moment_long_past_asks_at_once(desk: Desk) -> None:
    ago = desk.office.now() - timedelta(hours=1)
    thread = desk.raise_incident(category="building.lift_entrapment", severity="high", occurred=ago)
    assert asked(desk, thread) is not None
