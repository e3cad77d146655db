"""The site’s own words stand over those that ship, field by field, and every version is kept."""

import pytest
from tests.desk.offices import OFFICER, PHRASES, Desk, fresh

from deskinc.book.record import Draft
from deskinc.book.writing import refusals
from deskinc.desk.incidents import guides, guiding, incidents, ticking
from deskinc.desk.incidents.guides import Guide, guide_of
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import taxonomy
from deskinc.forms.fields import Value
from deskinc.forms.guides.calls import SERVICES

FIRE = "fire.fire"
OWN = ("Look at the panel.", "Call the house engineer.")


def told(desk: Desk, category: str = FIRE) -> Guide:
    found = guide_of(desk.office, category)
    assert found is not None
    return found


def test_d30_what_the_site_says_replaces_the_words_field_by_field(desk: Desk) -> None:
    before = told(desk)
    call = {"who": "Night duty", "number": "4711", "from": "low", "within": 0}
    spoken = {"title": "Lobby", "words": "Please go to the car park."}
    said = {"steps": OWN, "calls": [call], "words": [spoken]}
    guiding.change(desk.office, FIRE, said).result()
    now = told(desk)
    assert (now.severity, now.criteria) == (before.severity, before.criteria)
    assert now.steps == OWN
    assert [(c.who, c.code, c.minutes, c.number) for c in now.calls] == [
        ("Night duty", "low", 0, "4711")
    ]
    assert [(w.title, w.words) for w in now.words] == [("Lobby", "Please go to the car park.")]
    guiding.change(desk.office, FIRE, {"severity": "high", "criteria": "Smoke is seen."}).result()
    now = told(desk)
    assert (now.severity, now.criteria, now.steps) == ("high", "Smoke is seen.", OWN)
    started = incidents.start(desk.office, [desk.post("Bell on floor 2.", type="alarm").n])
    assert started["severity"] == guiding.severity_of(desk.office, str(started["category"]))
    fields = [version.fields for version in guiding.versions(desk.office, FIRE)]
    assert fields == [
        ("Severity at first", "Raise an incident if"),
        ("Checklist", "Whom to call", "Words to read out"),
    ]
    assert {version.by for version in guiding.versions(desk.office, FIRE)} == {"J.H."}
    assert desk.verifies()


def test_d30_a_list_is_put_in_another_order_shortened_and_put_back(desk: Desk) -> None:
    shipped = told(desk)
    guiding.change(desk.office, FIRE, {"steps": (*OWN, "Third.")}).result()
    guiding.change(desk.office, FIRE, {"steps": (OWN[1], OWN[0])}).result()
    assert told(desk).steps == (OWN[1], OWN[0])
    guiding.restore(desk.office, FIRE).result()
    assert told(desk) == shipped
    assert len(guiding.versions(desk.office, FIRE)) == 3
    with pytest.raises(DeskError, match="Nothing was changed"):
        guiding.restore(desk.office, FIRE)
    with pytest.raises(InvalidForm, match="needed"):
        guiding.change(desk.office, FIRE, {"calls": [{"number": "4711", "from": "low"}]})


def test_d30_a_family_gives_way_to_what_ships_for_one_category(desk: Desk) -> None:
    own, alike = told(desk, "fire.evacuation"), told(desk, "fire.impairment")
    guiding.change(desk.office, "fire", {"steps": OWN}).result()
    assert told(desk, "fire.evacuation").steps == own.steps
    assert told(desk, "fire.impairment").steps == OWN
    assert told(desk, "fire.impairment").calls == alike.calls
    guiding.change(desk.office, "fire.impairment", {"steps": ["Tell the insurer."]}).result()
    assert told(desk, "fire.impairment").steps == ("Tell the insurer.",)
    assert guides.shipped(desk.office, "fire.impairment").steps == OWN


def test_d25_a_tick_reads_as_before_when_the_site_words_the_step_anew(desk: Desk) -> None:
    thread = desk.raise_incident()
    page = incidents.page(desk.office, thread)
    first = guides.steps(desk.office, page.values)[0]
    ticking.tick(desk.office, thread, first, fresh()).result()
    code = page.values["category"]
    assert isinstance(code, dict)
    guiding.change(desk.office, str(code["code"]), {"steps": OWN}).result()
    after = guides.steps(desk.office, incidents.page(desk.office, thread).values)
    assert [step.words for step in after] == [*OWN, first.words]
    assert [bool(step.tick) for step in after] == [False, False, True]


def test_d30_of_two_cards_with_one_text_the_other_is_named(desk: Desk) -> None:
    assert guiding.shared(desk.office, FIRE, "Words of our own.") == ""
    theirs = told(desk, "fire.drill").criteria
    assert guiding.shared(desk.office, FIRE, f"  {theirs.upper()}") == "Drill"
    assert guiding.shared(desk.office, "fire.drill", theirs) == ""
    guiding.change(desk.office, "injury.slip", {"criteria": "Somebody fell."}).result()
    assert guiding.shared(desk.office, FIRE, "somebody  fell.") == "Slip, trip or fall"
    cards = [told(desk, category.code).criteria for category in taxonomy.CATEGORIES]
    assert len(set(cards)) == len(cards)


def test_the_emergency_services_have_the_number_of_the_site(desk: Desk) -> None:
    numbers = {call.who: call.number for call in told(desk).calls}
    assert numbers[SERVICES] == "999"
    assert not any(number for who, number in numbers.items() if who != SERVICES)


def test_an_officer_changes_no_guide_and_what_is_no_category_has_none(desk: Desk) -> None:
    with pytest.raises(DeskError, match="no such category"):
        guiding.change(desk.office, "patrol", {"steps": OWN})
    assert guide_of(desk.office, "patrol") is None
    desk.sit("E. Marsh")
    with pytest.raises(DeskError):
        guiding.change(desk.office, FIRE, {"steps": OWN})


def test_d30_what_an_officer_writes_past_the_program_words_no_guide(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, before = desk.office, told(desk)
    guiding.change(office, FIRE, {"criteria": "Smoke is seen."}).result()
    hand = office.open_person(OFFICER, PHRASES[OFFICER])
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    thread = guiding._thread(FIRE)
    low: dict[str, Value] = {"severity": {"code": "low", "text": "Low"}, "criteria": "Never."}
    office.book.write([Draft("guide", low, thread=thread)], hand.signer()).result()
    now = told(desk)
    assert (now.severity, now.criteria) == (before.severity, "Smoke is seen.")
