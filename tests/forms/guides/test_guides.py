"""Every category has its guide, and what makes an incident graver is asked of its values alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deskinc.forms import taxonomy
from deskinc.forms.fields import Value
from deskinc.forms.guides import due, guide
from deskinc.forms.guides.calls import BESIDES
from deskinc.forms.guides.checklists import CHECKLISTS
from deskinc.forms.guides.criteria import CRITERIA
from deskinc.forms.guides.raising import RULES, raised

NOW = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
RANKS = {severity.code: severity.rank for severity in taxonomy.SEVERITIES}
CODES = [category.code for category in taxonomy.CATEGORIES]


@pytest.mark.parametrize("code", CODES)
def test_d30_each_category_has_criteria_a_checklist_a_severity_and_calls(code: str) -> None:
    found = guide(code)
    assert found.criteria.endswith(".")
    assert len(found.steps) >= 5
    assert all(step.endswith((".", "?")) and len(step) <= 100 for step in found.steps)
    assert len(set(found.steps)) == len(found.steps)
    assert found.severity in RANKS
    for severity in RANKS:
        called = due(found.calls, severity)
        assert len({call.who for call in called}) == len(called)
    assert {call.who for call in due(found.calls, "critical")} >= {"Shift lead"}


def test_d30_no_two_criteria_cards_share_a_text_and_none_is_of_no_category() -> None:
    assert len(set(CRITERIA.values())) == len(CRITERIA)
    assert set(CRITERIA) == set(CODES)
    families = {code.partition(".")[0] for code in CODES}
    assert set(CHECKLISTS) <= families | set(CODES)
    assert set(BESIDES) <= families | set(CODES)


def test_the_graver_it_is_the_sooner_the_lead_is_called() -> None:
    calls = guide("damage.vandalism").calls
    within = {severity: {call.who: call.minutes for call in due(calls, severity)}
              for severity in RANKS}  # fmt: skip
    assert [within[code].get("Shift lead") for code in RANKS] == [None, 60, 15, 5]
    assert "Emergency services" not in within["high"]
    assert within["critical"]["Emergency services"] == 0


def values(category: str, severity: str = "low", **more: Any) -> dict[str, Value]:
    return {
        "category": {"code": category, "text": ""}, "severity": {"code": severity, "text": ""},
        "occurred": at(10), **more,
    }  # fmt: skip


def at(minutes: int) -> Value:
    return {"t": (NOW - timedelta(minutes=minutes)).isoformat(), "p": "min"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (values("people.lost_child"), None),
        (values("people.lost_child", missing_seen=at(15)), None),
        (values("people.lost_child", missing_seen=at(16)), "critical"),
        (values("people.lost_child", missing_seen=at(16), missing_found=at(1)), None),
        (values("people.lost_child", abduction=True), "critical"),
        (values("building.lift_entrapment") | {"occurred": at(30)}, None),
        (values("building.lift_entrapment") | {"occurred": at(31)}, "critical"),
        (values("building.lift_entrapment", released=at(2)) | {"occurred": at(31)}, None),
        (values("building.lift_entrapment", distressed=True), "critical"),
        (values("building.lift_fault", distressed=True) | {"occurred": at(90)}, None),
        (values("injury.slip", injuries=True), None),
        (values("injury.slip", injuries=True, ambulance_called=at(3)), "high"),
        (values("injury.slip", injuries=True, ambulance_called={"unknown": "nobody saw"}), None),
        (values("injury.slip", "critical", injuries=True, ambulance_called=at(3)), None),
        (values("access.trespass", force=True), "high"),
        (values("access.trespass", "high", force=True), None),
        (values("violence.weapon", "high"), "critical"),
        (values("fire.fire", "low"), "critical"),
        (values("fire.alarm_false", "low"), None),
    ],
)
def test_a_rule_raises_and_never_lowers(given: dict[str, Value], code: str | None) -> None:
    found = raised(given, NOW, RANKS)
    assert (found and found.code) == code


def test_every_rule_says_why() -> None:
    assert all(rule.reason.endswith(".") and rule.code in RANKS for rule in RULES)


@pytest.mark.parametrize("code", CODES)
def test_whom_the_emergency_services_bring_is_not_called_besides(code: str) -> None:
    called = {call.who for call in due(guide(code).calls, "critical")}
    assert ("Emergency services" in called) is (code != "violence.sexual_offence")
    assert not called & {"Police", "Fire brigade", "Ambulance"}


def test_a_drill_calls_nobody_out_and_a_hold_up_is_not_answered() -> None:
    assert not [step for step in guide("fire.drill").steps if "{emergency}" in step]
    assert guide("alarm.panic").steps[0].startswith("Do not call back")
    assert guide("injury.cardiac").steps[0].startswith("Call {emergency}")


def test_nobody_is_sent_to_a_sexual_offence_whom_the_person_has_not_asked_for() -> None:
    found = guide("violence.sexual_offence")
    called = {call.who: call for call in due(found.calls, "critical")}
    assert set(called) == {"Shift lead", "Facilities manager", "Support service"}
    assert "only as the person wishes" in called["Support service"].note
    assert any("{emergency}" in step and "danger" in step for step in found.steps)
