"""Whole forms: what is needed, what is asked when, tables, follow-ups, reading."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forms.answers import filled, junk

from deskinc.errors import InvalidForm
from deskinc.forms.catalogue import ALL, HANDOVER, INCIDENT, OCCURRENCE, OFFICER, SITE
from deskinc.forms.cells import new_row, split
from deskinc.forms.fields import Choice, Flag, Money, Number, Option, Rows, Text, Value
from deskinc.forms.form import (
    Check,
    Form,
    Section,
    asked,
    changes,
    chosen,
    clean,
    digest,
    missing,
    rows,
    show_all,
    unflatten,
)
from deskinc.i18n import Locale
from deskinc.proof.disclosure import is_value

LOCALE = Locale(zone="Europe/London")
LINE = {"type": "patrol", "text": "All doors secure."}
SLIP: dict[str, Any] = {
    "category": "injury.slip", "severity": "medium", "title": "Slip at reception",
    "occurred": {"t": "2026-11-22T11:42:00+00:00", "p": "min"}, "place": "Reception",
    "reported_by": "T. Okoro", "how": "in_person", "narrative": "A visitor slipped.",
    "injuries": True, "force": False, "immediate": "Cordoned, mopped.",
}  # fmt: skip


def notes(form: Form, raw: Mapping[str, Any], **more: Any) -> dict[str, str]:
    with pytest.raises(InvalidForm) as error:
        clean(form, raw, **more)
    return error.value.notes


def outcome(
    form: Form, raw: Mapping[str, Any], *, partial: bool = False
) -> tuple[dict[str, Value], dict[str, str]]:
    """What is stored, or the notes of refusal."""
    try:
        return clean(form, raw, partial), {}
    except InvalidForm as error:
        return {}, error.notes


@given(st.data())
def test_any_form_accepts_what_it_stored(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(list(ALL.values())))
    form = replace(form, checks=())
    raw = data.draw(filled(form))
    stored, refused = outcome(form, raw)
    assert all(form.field(split(name)[0]).when for name in refused)
    if refused:
        heads = {split(name)[0] for name in refused}
        asked_for = {name: raw[name] for name in raw if split(name)[0] not in heads}
        stored = clean(form, asked_for, partial=True)
    assert all(is_value(value) for value in stored.values())
    assert clean(form, stored, partial=True) == stored
    assert clean(form, unflatten(form, stored), partial=True) == stored
    assert len(show_all(form, stored, LOCALE)) <= len(stored)


@given(st.data())
def test_any_form_refuses_anything_else_with_notes(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(list(ALL.values())))
    cells = st.sampled_from(
        [field.name for field in form.fields()]
        + [f"{field.name}/1/name" for field in form.fields()]
    )
    raw = data.draw(st.dictionaries(cells | st.text(max_size=5), junk, max_size=6))
    stored, refused = outcome(form, raw, partial=data.draw(st.booleans()))
    assert not (stored and refused)
    assert all(refused.values())
    assert all(is_value(value) for value in stored.values())
    show_all(form, stored, LOCALE)


@given(st.sampled_from(list(ALL.values())), st.dictionaries(st.text(max_size=9), junk))
def test_showing_a_record_never_fails(form: Form, values: dict[str, Any]) -> None:
    values |= {form.fields()[-1].name: values, f"{form.fields()[0].name}/1/x": 3}
    for label, text in show_all(form, values, LOCALE):
        assert isinstance(label + text, str)


def test_only_filled_fields_appear() -> None:
    stored = clean(OCCURRENCE, {**LINE, "action": "  ", "place": None, "how": ""})
    assert set(stored) == {"type", "text"}
    assert clean(OCCURRENCE, stored) == stored


def test_what_is_needed_is_named_each() -> None:
    assert notes(OCCURRENCE, {"text": " "}) == {
        "type": "This is needed.", "text": "This is needed.",
    }  # fmt: skip
    assert notes(OCCURRENCE, {**LINE, "type": "nonsense"})["type"] == "Choose one of the answers."
    assert notes(OCCURRENCE, {**LINE, "colour": "red"}) == {
        "colour": "This form has no such field.",
    }  # fmt: skip


def test_a_correction_may_be_partial_and_clears_nothing() -> None:
    assert clean(OCCURRENCE, {"text": "B2, not B1.", "action": ""}, partial=True) == {
        "text": "B2, not B1.",
    }  # fmt: skip


def test_a_follow_up_clears_with_null_what_may_be_empty() -> None:
    assert clean(INCIDENT, {"spot": None, "owner": " "}, partial=True) == {
        "spot": None, "owner": None,
    }  # fmt: skip
    now = {"spot": "By the door", "title": "Slip"}
    assert clean(INCIDENT, {"spot": "", "light": ""}, partial=True, current=now) == {"spot": None}
    assert notes(INCIDENT, {"title": None}, partial=True, current=now) == {
        "title": "This may be changed but not emptied.",
    }  # fmt: skip
    assert clean(INCIDENT, {"title": None}, partial=True) == {}


def test_changes_are_what_differs() -> None:
    before: dict[str, Value] = {"spot": "Door", "light": "dark"}
    after: dict[str, Value] = {"spot": "Door", "light": None, "weather": None, "owner": "x"}
    assert changes(before, after) == {"light": None, "owner": "x"}


def test_a_field_is_asked_only_while_its_condition_is_met() -> None:
    field = INCIDENT.field("found")
    false_class = INCIDENT.field("false_class")
    drill: dict[str, Value] = {"category": {"code": "fire.drill", "text": "Drill"}}
    assert asked(field, drill)
    assert not asked(false_class, drill)
    assert not asked(field, {"category": {"code": "fired", "text": ""}})
    assert not asked(field, {"category": None})
    slip = INCIDENT.field("surface")
    assert asked(slip, {"category": {"code": "injury.fall_height", "text": ""}})
    assert not asked(slip, {"category": {"code": "injury.cut_burn", "text": ""}})
    assert asked(INCIDENT.field("force_used"), {"force": True})
    assert not asked(INCIDENT.field("force_used"), {"force": False})
    assert asked(Flag("x", "X", when=("force", "no")), {"force": False})
    assert asked(INCIDENT.field("title"), {})


def test_an_answer_nobody_asked_for_is_refused() -> None:
    refused = notes(INCIDENT, {**SLIP, "found": "Zone 4"})
    assert refused == {"found": "This is asked only with another answer to “Category”."}
    assert clean(INCIDENT, {"found": "Zone 4"}, partial=True) == {"found": "Zone 4"}
    now: dict[str, Value] = {"category": {"code": "fire.drill", "text": "Drill"}}
    assert clean(INCIDENT, {"found": "Zone 4"}, partial=True, current=now)
    assert notes(INCIDENT, {"found": "Zone 4"}, partial=True, current={})
    assert notes(INCIDENT, {"found": "Zone 4", "category": "theft.person"}, partial=True)


def test_a_conditional_field_may_be_needed() -> None:
    assert set(notes(INCIDENT, {**SLIP, "force": True})) == {"force_threat", "force_used"}


def test_times_must_agree_where_they_are_known() -> None:
    late = {"t": "2026-11-22T11:41:00+00:00", "p": "min"}
    assert notes(INCIDENT, {**SLIP, "resolved": late}) == {
        "resolved": "It cannot be resolved before it occurred.",
    }  # fmt: skip
    assert clean(INCIDENT, {**SLIP, "resolved": {"unknown": "not logged"}})
    day = {"t": "2026-11-22T00:00:00+00:00", "p": "day"}
    assert clean(INCIDENT, {**SLIP, "resolved": day})
    stored = clean(INCIDENT, SLIP)
    assert set(notes(INCIDENT, {"resolved": late}, partial=True, current=stored)) == {"resolved"}
    assert clean(INCIDENT, {"spot": "Door"}, partial=True, current={**stored, "resolved": late})
    assert clean(INCIDENT, {"resolved": late}, partial=True, current={"occurred": "long ago"})


def test_a_handover_takes_two_people_and_lines_in_order() -> None:
    raw = {"outgoing": {"id": "a", "text": "R. Malik"}, "incoming": {"id": "a", "text": "R. Malik"},
           "first": 12, "last": 11}  # fmt: skip
    assert notes(HANDOVER, raw) == {
        "last": "The last line cannot come before the first.",
        "incoming": "A handover takes two people.",
    }


def test_settings_must_be_real() -> None:
    site = {"name": "Harbour Court", "country": "GB", "language": "en-GB", "zone": "Europe/London",
            "paper": "A4", "currency": "GBP"}  # fmt: skip
    night = {"name": "Night", "start": "19:00", "end": "07:00"}
    assert clean(SITE, {**site, "shifts": {"n": night}})
    bad = {"country": "gb", "language": "English!", "zone": "Mars/Olympus", "currency": "gbp",
           "shifts": {"n": {**night, "end": "24:00"}}}  # fmt: skip
    assert set(notes(SITE, {**site, **bad})) == set(bad)
    assert set(notes(SITE, {**site, "zone": "/etc/passwd"})) == {"zone"}
    assert clean(SITE, {"shifts": {"n": {"start": "20:00"}}}, partial=True)
    assert clean(SITE, {"places": {"p": {"name": "Roof"}}}, partial=True)


def test_tables_are_kept_cell_by_cell_and_given_back_as_rows() -> None:
    raw = {"witnesses": {"w2": {"name": "B"}, "w1": {"name": "A", "contact": "Hall"}}}
    stored = clean(INCIDENT, {**SLIP, **raw})
    cells = {name: value for name, value in stored.items() if name.startswith("witnesses")}
    assert cells == {
        "witnesses/w1/name": "A", "witnesses/w1/contact": "Hall", "witnesses/w2/name": "B",
    }  # fmt: skip
    assert rows(stored, "witnesses") == [("w1", {"name": "A", "contact": "Hall"}),
                                         ("w2", {"name": "B"})]  # fmt: skip
    assert unflatten(INCIDENT, cells) == {
        "witnesses": {"w1": {"name": "A", "contact": "Hall"}, "w2": {"name": "B"}},
    }  # fmt: skip


def test_a_list_of_rows_gets_names_that_a_second_try_repeats() -> None:
    raw = {**SLIP, "told": [{"who": "Control"}, {"who": " "}, {"who": "Manager", "how": "phone"}]}
    stored = clean(INCIDENT, raw)
    assert stored == clean(INCIDENT, raw)
    assert [row["who"] for _id, row in rows(stored, "told")] == ["Control", "Manager"]
    more = clean(INCIDENT, {"told": [{"who": "Owner"}]}, partial=True, current=stored)
    assert [row["who"] for _id, row in rows({**stored, **more}, "told")][-1] == "Owner"


def test_a_row_must_be_finished() -> None:
    assert notes(INCIDENT, {**SLIP, "witnesses": {"w1": {"contact": "0207"}}}) == {
        "witnesses/w1/name": "This is needed.",
    }  # fmt: skip
    assert notes(INCIDENT, {**SLIP, "witnesses": {"w1": {"contact": "x", "name": "\0"}}}) == {
        "witnesses/w1/name": "Character 1 (U+0000) is a control character; take it out.",
    }
    unfinished = {**clean(INCIDENT, SLIP), "witnesses/w1/contact": "0207"}
    assert [field.name for field in missing(INCIDENT, unfinished)] == ["witnesses"]


def test_rows_that_are_none_are_refused() -> None:
    for bad in ("A", {"w 1": {"name": "A"}}, {7: {"name": "A"}}, {"w1": "A"}, {"w1": {"age": 7}},
                ["A"]):  # fmt: skip
        assert notes(INCIDENT, {**SLIP, "witnesses": bad})
    assert notes(INCIDENT, {**SLIP, "witnesses": [], "witnesses/w1/name": "A"})
    assert notes(INCIDENT, {**SLIP, "witnesses/w1": "A"})
    assert clean(INCIDENT, {**SLIP, "witnesses": None}) == clean(INCIDENT, SLIP)


def test_cells_and_rows_may_be_given_together() -> None:
    given_ = {"witnesses": {"w1": {"name": "A"}, "w2": "odd"}, "witnesses/w1/contact": "0207",
              "witnesses/w2/name": "B"}  # fmt: skip
    assert unflatten(INCIDENT, given_)["witnesses"] == {
        "w1": {"name": "A", "contact": "0207"}, "w2": {"name": "B"},
    }  # fmt: skip
    assert given_["witnesses"] == {"w1": {"name": "A"}, "w2": "odd"}


def test_a_row_is_cleared_as_a_whole_or_cell_by_cell() -> None:
    now: dict[str, Value] = {"witnesses/w1/name": "A", "witnesses/w1/contact": "0207"}
    assert clean(INCIDENT, {"witnesses": {"w1": None}}, partial=True, current=now) == {
        "witnesses/w1/name": None, "witnesses/w1/contact": None,
    }  # fmt: skip
    assert clean(INCIDENT, {"witnesses/w1/contact": None}, partial=True, current=now) == {
        "witnesses/w1/contact": None,
    }  # fmt: skip
    assert rows({"witnesses/w1/name": None}, "witnesses") == []


def test_a_further_row_sorts_behind_and_differs_from_another_drafts() -> None:
    taken = ["001-aaaaaa", "w1", "010-bbbbbb"]
    first, second = new_row(taken), new_row(taken)
    assert first.startswith("011-")
    assert first != second
    assert new_row([]).startswith("001-")


def test_several_choices_are_kept_one_each() -> None:
    person = {"name": "R. Malik", "initials": "R.M.", "signing_key": "x"}
    stored = clean(OFFICER, {**person, "roles": ["lead", "officer"]})
    assert chosen(stored, "roles") == ["lead", "officer"]
    assert stored["roles/lead"] is True
    assert ("Roles", "Shift lead, Officer") in show_all(OFFICER, stored, LOCALE)
    dropped = clean(OFFICER, {"roles": {"lead": False, "admin": True}}, partial=True,
                    current=stored)  # fmt: skip
    assert dropped == {"roles/lead": None, "roles/admin": True}
    assert clean(OFFICER, {"roles": None}, partial=True, current=stored) == {
        "roles/officer": None, "roles/lead": None,
    }  # fmt: skip
    for bad in ("lead", ["king"], {"lead": "yes"}, [["lead"]], 7, {7: True}):
        assert set(notes(OFFICER, {**person, "roles": bad})) == {"roles"}


def test_a_needed_choice_of_several_wants_one() -> None:
    options = (Option("a", "A"), Option("b", "B"))
    voice = Choice("voice", "Voice", options=options, many=True, required=True)
    form = Form("f", 1, "F", (Section("S", (voice,)),))
    assert missing(form, {}) == [voice]
    assert missing(form, {"voice/a": None}) == [voice]
    assert missing(form, {"voice/a": True}) == []


def test_a_whole_record_is_shown_in_order_with_all_it_holds() -> None:
    values = clean(INCIDENT, {**SLIP, "property": [{"item": "Coat", "value": {
        "amount": "80", "cur": "GBP"}}], "police_called": {"unknown": "not told"}})  # fmt: skip
    odd: dict[str, Value] = {**values, "property/zz/colour": "red", "older": 7, "gone": None}
    shown = show_all(INCIDENT, odd, LOCALE)
    assert shown[0] == ("Category", "Slip, trip or fall")
    assert ("Property 1", "Item: Coat; Value: £80.00") in shown
    assert ("Property 2", "colour: red") in shown
    assert ("Police called", "unknown, because not told") in shown
    assert shown[-1] == ("older", "7")
    choice = {"roles/king": True}
    assert show_all(OFFICER, choice, LOCALE) == [("Roles", "king")]


def test_a_cells_field_is_found_by_its_name() -> None:
    assert isinstance(INCIDENT.field("property/001/value"), Money)
    assert isinstance(INCIDENT.field("property"), Rows)
    assert isinstance(OFFICER.field("roles/lead"), Choice)
    for name in ("nothing", "title/x", "property/001", "property/001/nothing", "category/fire"):
        with pytest.raises(KeyError):
            INCIDENT.field(name)


def test_the_digest_covers_what_is_declared_and_nothing_that_is_left_alone() -> None:
    first = Form("f", 1, "F", (Section("S", (Text("a", "A"),)),))
    same = Form("f", 1, "F", (Section("S", (Text("a", "A", limit=20_000, help=""),)),))
    assert digest(first) == digest(same)
    others = [
        replace(first, version=2),
        replace(first, line=True),
        Form("f", 1, "F", (Section("S", (Text("a", "B"),)),)),
        Form("f", 1, "F", (Section("S", (Text("a", "A", required=True),)),)),
        Form("f", 1, "F", (Section("S", (Number("a", "A"),)),)),
        replace(first, checks=(Check(("a",), bool, "No."),)),
    ]
    assert len({digest(first), *(digest(other) for other in others)}) == len(others) + 1
