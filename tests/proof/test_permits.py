"""What no role of its author allows is found, by the roles he had at that record."""

import pytest
from tests.proof.chains import Maker, book, check, public, reasons
from tests.proof.test_state import resumed

from deskinc.proof.canonical import Json, b64
from deskinc.proof.findings import Kind, Why, verdict
from deskinc.proof.permits import BY_DESK, KINDS, UNSTRUCK, WRITERS

ROLES = ("officer", "lead", "manager", "admin", "auditor", "relief")
APART = {"restore", "seal", "strike", "own_key"}
"""Forms that need more around them than a record."""


def house() -> Maker:
    """A book with one person of each role."""
    made = book()
    for role in ROLES:
        if role != "relief":
            act = made.officer(role, role=role)
            if role in {"manager", "admin", "auditor"}:
                made.countersign(act, by="lead")
    until: Json = {"t": "2026-11-22T20:00:00+01:00", "p": "s"}
    said: dict[str, Json] = {
        "signing_key": b64(public("relief")), "roles/relief": True, "relief_until": until,
    }  # fmt: skip
    own = made.thread("relief")
    made.write("officer", said, by="lee", id=own, thread=own)
    return made


def severity(code: str) -> dict[str, Json]:
    return {"severity": {"code": code, "text": code}}


@pytest.mark.parametrize("role", ROLES)
def test_each_form_is_written_by_the_roles_of_the_table_and_by_no_other(role: str) -> None:
    for form in WRITERS.keys() - APART:
        made = house()
        made.write(form, by=role)
        assert (reasons(check(made.records)) == {Why.ROLE}) is (role not in WRITERS[form]), form


@pytest.mark.parametrize("role", ROLES)
def test_a_kind_of_paper_or_of_erasure_takes_a_role_of_its_own(role: str) -> None:
    for form, (field, kinds) in KINDS.items():
        made, bad = house(), set()
        for code, allowed in kinds.items():
            record = made.write(form, {field: {"code": code, "text": code}}, by=role)
            bad |= set() if role in allowed else {record.document.n}
        assert {one.n for one in check(made.records)} == bad


def test_the_desk_writes_in_its_own_name_what_no_hand_does_and_nothing_else() -> None:
    for form in WRITERS.keys() - APART:
        made = book()
        rule: dict[str, Json] = {"state": {"code": "open", "text": "Open"}, "rule": "Repeats"}
        made.write(form, rule if form == "measure" else {})
        found = reasons(check(made.records)) - {Why.OLDER_TOLD}  # it says nothing of a key
        assert bool(found) is (form not in BY_DESK), form


def test_the_desk_replaces_a_line_for_who_signed_a_note_and_for_nobody_else() -> None:
    made = book()
    made.amend(made.records[4], by="desk")
    assert reasons(check(made.records)) == {Why.ROLE_DESK}


def test_other_roles_allow_from_the_second_signature_on() -> None:
    made = book()
    made.officer("max", role="lead")
    given = made.write("officer", {"roles/lead": True}, by="kim", thread=made.thread("lee"))
    early = made.write("review", by="lee")
    made.countersign(given, by="max")
    made.write("review", by="lee")
    found = check(made.records)
    assert [(one.n, one.why) for one in found] == [(early.document.n, Why.ROLE)]
    assert verdict(found) is Kind.ALTERED


def test_whose_role_was_taken_has_done_before_what_it_allowed() -> None:
    made = book()
    made.officer("max", role="lead")
    made.write("review", by="max")
    made.countersign(made.officer("ann", role="manager"), by="max")
    made.write("review", by="max")
    gone: dict[str, Json] = {"roles/lead": False, "roles/officer": True}
    act = made.write("officer", gone, by="kim", thread=made.thread("max"))
    made.countersign(act, by="ann")
    assert not check(made.records)
    made.write("review", by="max")
    assert reasons(check(made.records)) == {Why.ROLE}


def test_a_line_is_struck_by_whoever_strikes_and_a_hold_by_who_holds_too() -> None:
    made = house()
    hold = made.write("hold", by="manager")
    made.strike(made.records[4], by="officer")
    assert not check(made.records)
    made.strike(hold, by="officer")
    assert reasons(check(made.records)) == {Why.ROLE}


@pytest.mark.parametrize("at", [0, 8, 14])
def test_a_severity_is_lowered_by_a_lead_alone(at: int) -> None:
    made = house()
    first = made.write("incident", severity("low"), by="officer")
    made.write("incident", severity("high"), by="officer", thread=first.id)
    made.write("incident", {"title": "Slip"}, by="officer", thread=first.id)
    made.write("incident", severity("medium"), by="lead", thread=first.id)
    made.write("incident", severity("high"), by="relief", thread=first.id)
    assert not check(made.records)
    for code in ("medium", "nothing known"):
        lowered = made.write("incident", severity(code), by="officer", thread=first.id)
        found = check(made.records[at:], resumed(made, at))
        assert [(one.n, one.why) for one in found] == [(lowered.document.n, Why.ROLE_LOWERED)]
        made.records.pop()


@pytest.mark.parametrize("at", [0, 8, 14])
def test_d28_only_what_is_low_or_medium_is_dealt_with_on_the_spot(at: int) -> None:
    made, spot = house(), {"state": public_spot()}
    first = made.write("incident", severity("medium"), by="officer")
    made.write("incident", {**spot}, by="officer", thread=first.id)
    made.write("incident", {**spot, **severity("low")}, by="lead", thread=first.id)
    made.write("incident", severity("high"), by="officer", thread=first.id)
    assert not check(made.records)
    for said in ({**spot}, {**spot, **severity("critical")}):
        ended = made.write("incident", said, by="lead", thread=first.id)
        found = check(made.records[at:], resumed(made, at))
        assert [(one.n, one.why) for one in found] == [(ended.document.n, Why.SPOT_GRAVE)]
        made.records.pop()


def public_spot() -> Json:
    return {"code": "spot", "text": "Dealt with on the spot"}


@pytest.mark.parametrize(("form", "code"), [("incident", "done"), ("hold", "ended"), ("claim", "")])
def test_a_state_that_nobody_knows_is_found(form: str, code: str) -> None:
    made = house()
    made.write(form, {"state": {"code": code, "text": "Over"}}, by="lead")
    assert reasons(check(made.records)) == {Why.STATE}


def test_no_state_at_all_is_found_only_where_a_code_narrows_who_may() -> None:
    made = house()
    made.write("claim", {"state": None}, by="lead")
    assert not check(made.records)
    made.write("measure", {"state": None}, by="lead")
    assert reasons(check(made.records)) == {Why.STATE}


def test_of_actions_the_desk_opens_what_a_rule_asks_for_and_says_nothing_more() -> None:
    rule: dict[str, Json] = {"rule": "Theft, Lobby: 3 within 30 days"}
    opened: dict[str, Json] = {"state": {"code": "open", "text": "Open"}}
    made = book()
    first = made.write("measure", {**rule, **opened})
    assert not check(made.records)
    checked: dict[str, Json] = {**rule, "state": {"code": "checked", "text": "Checked"}}
    for said in (opened, rule, checked):
        made.write("measure", said)
        assert reasons(check(made.records)) == {Why.ROLE_DESK}, said
        made.records.pop()
    made.write("measure", {"state": {"code": "done", "text": "Done"}}, thread=first.id)
    assert reasons(check(made.records)) == {Why.ROLE_DESK}


@pytest.mark.parametrize(
    ("series", "said"), [("INC", True), ("XINC", None), ("XINC", False), ("", True)]
)
def test_number_and_value_agree_whether_it_is_an_exercise(series: str, said: bool | None) -> None:
    made = house()
    values: dict[str, Json] = {} if said is None else {"exercise": said}
    nos = {series: "2026-0001"} if series else {}
    made.write("incident", values, by="officer", nos=nos)
    assert reasons(check(made.records)) == {Why.EXERCISE}


def test_an_exercise_is_one_from_its_first_record_on() -> None:
    made = house()
    first = made.write("incident", {"exercise": True}, by="officer", nos={"XINC": "2026-0001"})
    made.write("incident", {"title": "Drill"}, by="officer", thread=first.id)
    assert not check(made.records)
    made.write("incident", {"exercise": None}, by="lead", thread=first.id)
    assert reasons(check(made.records)) == {Why.EXERCISE}


@pytest.mark.parametrize("at", [0, 16])
def test_d21_what_is_signed_by_hand_is_told_once(at: int) -> None:
    made = house()
    told = made.write("statement", {"account": "I saw him."}, by="officer")
    made.write("statement", {"signed": "pen", "scan": "x"}, by="officer", thread=told.id)
    bag = made.write("exhibit", {"what": "Bag"}, by="officer")
    moved: dict[str, Json] = {"moves/001/kind": "given", "moves/001/to": "PC Jones"}
    made.write("exhibit", moved, by="officer", thread=bag.id)
    made.write("exhibit", {"moves/001/signed": "pen"}, by="officer", thread=bag.id)
    made.write("exhibit", {"moves/002/to": "Court", "store": None}, by="officer", thread=bag.id)
    assert not check(made.records)
    for form, thread, said in (
        ("statement", told.id, {"account": "I saw nothing."}),
        ("restricted", told.id, {"young_account": "I saw nothing."}),
        ("exhibit", bag.id, {"moves/001/to": "Mr Crook"}),
    ):
        made.write(form, said, by="officer", thread=thread)
        found = reasons(check(made.records[at:], resumed(made, at)))
        assert found - {Why.DISCLOSURE} == {Why.RETOLD}, form  # it is closed with no key here
        made.records.pop()


@pytest.mark.parametrize("at", [0, 15])
def test_d28_no_exercise_is_dealt_with_on_the_spot(at: int) -> None:
    made = house()
    said: dict[str, Json] = {"exercise": True, **severity("low")}
    drill = made.write("incident", said, by="officer", nos={"XINC": "2026-0001"})
    real = made.write("incident", severity("low"), by="officer", nos={"INC": "2026-0001"})
    made.write("incident", {"state": public_spot()}, by="officer", thread=real.id)
    assert not check(made.records)
    made.write("incident", {"state": public_spot()}, by="lead", thread=drill.id)
    assert reasons(check(made.records[at:], resumed(made, at))) == {Why.SPOT_DRILL}


@pytest.mark.parametrize("form", sorted(UNSTRUCK))
def test_what_ends_by_its_own_words_nobody_strikes(form: str) -> None:
    made = house()
    record = made.write(form, by="lead")
    made.strike(record, by="lead")
    assert reasons(check(made.records)) == {Why.STRIKE_ENDS}
