"""The role table, seen from each role."""

import pytest

from deskinc.forms.roles import _TABLE, ADMIN, AUDITOR, LEAD, MANAGER, OFFICER, ROLES, may

WRITING = {
    "write_occurrence", "correct", "strike", "raise_incident", "follow_up", "finish_incident",
    "pin", "attach", "shift", "handover", "deliver", "transcribe",
}  # fmt: skip


def allowed(*roles: str) -> set[str]:
    return {act for act in _TABLE if may(roles, act)}


def test_an_officer_writes_the_book_and_decides_nothing() -> None:
    assert allowed(OFFICER) == WRITING | {
        "read_book", "read_incidents", "seal", "enrol_relief", "countersign", "verify",
        "print_day", "do_action",
    }  # fmt: skip


def test_a_lead_may_all_an_officer_may_and_reviews() -> None:
    assert allowed(OFFICER) < allowed(LEAD)
    assert {
        "review",
        "report",
        "suspend",
        "lower_severity",
        "import_plan",
        "routines",
        "notify",
    } <= (allowed(LEAD))
    assert not {"settings", "enrol"} & allowed(LEAD)


def test_a_facilities_manager_reads_and_issues_but_never_writes_the_book() -> None:
    assert {"read_book", "read_incidents", "report", "export", "countersign"} <= allowed(MANAGER)
    assert not WRITING & allowed(MANAGER)


def test_an_administrator_sets_up_and_reads_no_book() -> None:
    assert {"enrol", "settings", "import_plan", "backup"} <= allowed(ADMIN)
    assert not (WRITING | {"read_book", "read_incidents", "report"}) & allowed(ADMIN)


def test_an_auditor_only_reads_and_verifies() -> None:
    assert allowed(AUDITOR) == {
        "read_book", "read_incidents", "read_access", "verify", "export_list", "print_day",
    }  # fmt: skip


def test_roles_add_up_and_none_allows_nothing() -> None:
    assert allowed(OFFICER, ADMIN) == allowed(OFFICER) | allowed(ADMIN)
    assert allowed() == allowed("king") == set()
    assert allowed(*(role.code for role in ROLES)) == set(_TABLE)


def test_an_act_nobody_declared_is_a_bug() -> None:
    with pytest.raises(KeyError):
        may([LEAD], "fly")
