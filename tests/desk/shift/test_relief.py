"""D18: a relief officer on a Friday night, enrolled by whoever is on duty."""

from dataclasses import replace

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking, fresh, ready
from tests.desk.sheets import words_of

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.vault import Vault
from deskinc.desk.incidents import incidents
from deskinc.desk.office import sign_in
from deskinc.desk.papers import bundles, day_pages, exports
from deskinc.desk.people import departure, people, vouching
from deskinc.desk.people.enrolment import Enrolment
from deskinc.desk.shift import handover, relief
from deskinc.errors import DeskError, InvalidForm, NoSlot, NotAllowed, NotOnDuty
from deskinc.proof.bundle import judge
from deskinc.proof.findings import Kind
from deskinc.reports.carried import judge_paper

NAME, PHRASE = "T. Okafor", "copper violin harvest moon"
WHO = Enrolment(
    NAME, "T.O.", "1015440011112222", identity="Passport, licence card", employer="Brightwatch"
)


@pytest.fixture
def on_duty(desk: Desk) -> Desk:
    """The officer is on duty."""
    desk.sit(OFFICER)
    desk.sign_on()
    return desk


def enrolled(desk: Desk) -> None:
    """A relief officer is enrolled, his keys open."""
    relief.enrol(desk.office, WHO, PHRASE, kdf=FLOOR)
    desk.people[NAME] = desk.office.open_person(NAME, PHRASE)


def handed_over(desk: Desk, to: str, phrase: str, own: str) -> handover.Done:
    """Hand the desk over."""
    given = ready(handover.prepare(desk.office))
    given = replace(given, counts=tuple(replace(c, counted=c.book or 1) for c in given.counts))
    return handover.complete(desk.office, given, own, to, phrase)


def test_d18_a_relief_officer_prints_a_day_page_that_a_stranger_calls_valid(
    on_duty: Desk,
) -> None:
    desk = on_duty
    enrolled(desk)
    desk.sit(NAME)
    desk.post("All quiet.")
    made = day_pages.print_day(desk.office, desk.office.now().date())
    signed = day_pages.sign_day(desk.office, made, PHRASE)
    assert "T. Okafor (provisional)" in words_of(signed.pdf)
    told = judge_paper(signed.pdf)
    assert told.kind is Kind.VALID, told
    assert exports.problems(desk.office, signed.n) == ()
    assert desk.verifies()


def test_d18_an_officer_on_duty_enrols_a_relief_officer_who_takes_and_gives_a_handover(
    on_duty: Desk, clock: Ticking
) -> None:
    desk = on_duty
    enrolled(desk)
    row = desk.office.read.persons()[-1]
    assert (row.roles, row.state, row.vouched) == (frozenset({"relief"}), "active", None)
    assert desk.people[NAME].keys.ca is None
    first = handed_over(desk, NAME, PHRASE, PHRASES[OFFICER])
    assert desk.office.officer.name == NAME
    line = desk.post("All quiet.")
    thread = desk.raise_incident(line.n)
    incidents.finish(desk.office, thread, PHRASE, fresh())
    clock.on(hours=8)
    second = handed_over(desk, OFFICER, PHRASES[OFFICER], PHRASE)
    assert desk.office.officer.name == OFFICER
    for done in (first, second):
        assert "T. Okafor (provisional)" in words_of(done.signed.pdf)
        told = judge_paper(done.signed.pdf)
        assert told.kind is Kind.VALID, told
        assert exports.problems(desk.office, done.signed.n) == ()
    desk.office.become(desk.people[BOSS])
    made = bundles.make(desk.office, bundles.Wanted(first=line.line or 0, last=line.line or 0))
    told_ = judge(made.data)
    assert told_.kind is Kind.VALID
    assert [r.provisional for r in told_.records if r.form == "occurrence"] == [True]
    assert desk.verifies()


def test_d18_the_day_of_a_relief_officer_ends_and_says_what_to_do(
    on_duty: Desk, clock: Ticking
) -> None:
    desk = on_duty
    enrolled(desk)
    desk.office.become(desk.people[NAME])
    clock.on(hours=24)
    desk.post("Still here.")
    assert "hand over" in desk.office.health().people[0]
    desk.office.become(desk.people[OFFICER])
    with pytest.raises(NotOnDuty, match="24 hours of"):
        desk.office.open_person(NAME, PHRASE)
    assert [o.name for o in handover.candidates(desk.office)] == [BOSS]
    desk.office.close()
    with pytest.raises(NotOnDuty, match="Shift"):
        sign_in(desk.folder, NAME, PHRASE, clock=desk.clock)
    office = sign_in(desk.folder, OFFICER, PHRASES[OFFICER], clock=desk.clock)
    desk.office = office
    desk.opened.append(office)
    thread = desk.people[NAME].officer.thread
    again = relief.enrol(office, replace(WHO, name="t. okafor"), "another ferry lantern moss five",
                         kdf=FLOOR)  # fmt: skip
    assert (again.thread, again.name) == (thread, NAME)
    person = office.open_person(NAME, "another ferry lantern moss five")
    assert person.officer.thread == thread
    office.become(person)
    desk.post("Here again.")
    assert desk.verifies()


def test_d18_who_takes_over_with_an_ended_day_is_told_so(on_duty: Desk, clock: Ticking) -> None:
    desk = on_duty
    enrolled(desk)
    clock.on(hours=25)
    with pytest.raises(handover.NotSigned, match="24 hours"):
        handed_over(desk, NAME, PHRASE, PHRASES[OFFICER])


def test_d18_the_slot_of_a_relief_officer_goes_when_his_certificate_ends(
    on_duty: Desk, clock: Ticking
) -> None:
    desk = on_duty
    enrolled(desk)
    for hours, there in ((71, True), (2, False)):
        desk.office.close()
        clock.on(hours=hours)
        desk.office = sign_in(desk.folder, OFFICER, PHRASES[OFFICER], clock=desk.clock)
        desk.opened.append(desk.office)
        assert Vault.load(desk.folder).has(NAME) is there
    assert not Vault.load(desk.folder, backup=True).has(NAME)
    with pytest.raises(NoSlot):
        desk.office.open_person(NAME, PHRASE)
    again = relief.enrol(desk.office, WHO, "another ferry lantern moss five", kdf=FLOOR)
    assert again.thread == desk.people[NAME].officer.thread
    assert desk.verifies()


def test_d18_he_writes_and_hands_over_and_reviews_exports_and_sets_nothing(on_duty: Desk) -> None:
    desk = on_duty
    enrolled(desk)
    officer = desk.people[NAME].officer
    for act in ("write_occurrence", "raise_incident", "handover", "read_book"):
        assert officer.may(act)
    for act in ("review", "export", "report", "settings", "enrol", "enrol_relief", "erase",
                "countersign", "suspend", "vouch", "read_access"):  # fmt: skip
        assert not officer.may(act)


def test_d18_only_somebody_on_duty_enrols_one_and_has_seen_a_document(desk: Desk) -> None:
    with pytest.raises(DeskError, match="on duty"):
        relief.enrol(desk.office, WHO, PHRASE, kdf=FLOOR)
    desk.sit(MANAGER)
    with pytest.raises(NotAllowed):
        relief.enrol(desk.office, WHO, PHRASE, kdf=FLOOR)
    desk.sit(OFFICER)
    desk.sign_on()
    with pytest.raises(InvalidForm) as caught:
        relief.enrol(desk.office, replace(WHO, identity=" ", licence=""), PHRASE, kdf=FLOOR)
    assert set(caught.value.notes) == {"identity", "licence"}
    with pytest.raises(InvalidForm) as caught:
        relief.enrol(desk.office, replace(WHO, name=BOSS), PHRASE, kdf=FLOOR)
    assert set(caught.value.notes) == {"name"}
    assert len(desk.office.read.persons()) == 3


@pytest.fixture
def chiefs(on_duty: Desk) -> Desk:
    """A relief officer is there, and two people who may vouch for him."""
    enrolled(on_duty)
    return on_duty


def test_d18_two_others_vouch_and_nothing_is_provisional_any_more(
    chiefs: Desk, clock: Ticking
) -> None:
    office, thread = chiefs.office, chiefs.people[NAME].officer.thread
    assert [w.name for w in vouching.waiting(office)] == [BOSS, OFFICER, MANAGER, NAME]
    with pytest.raises(NotAllowed):
        vouching.vouch(office, thread, OFFICER, PHRASES[OFFICER])
    vouching.vouch(office, thread, BOSS, PHRASES[BOSS])
    with pytest.raises(DeskError, match="vouched before"):
        vouching.vouch(office, thread, BOSS, PHRASES[BOSS])
    assert not [line for line in office.health().people if NAME in line]
    clock.on(hours=73)
    assert [line for line in office.health().people if NAME in line]
    vouching.vouch(office, thread, MANAGER, PHRASES[MANAGER])
    assert not [line for line in office.health().people if NAME in line]
    assert not people.officers(office)[-1].provisional
    assert chiefs.verifies()


def test_a_relief_officer_who_is_hired_is_one_no_more(chiefs: Desk) -> None:
    chiefs.office.become(chiefs.people[BOSS])
    who = Enrolment(NAME, "T.O.", roles=frozenset({"officer"}), identity="Passport")
    hired = people.enrol(chiefs.office, who, "another ferry lantern moss five", kdf=FLOOR)
    assert [o.name for o in people.officers(chiefs.office)].count(NAME) == 1
    person = chiefs.office.open_person(NAME, "another ferry lantern moss five")
    assert person.officer.thread == hired.thread
    assert not person.officer.provisional
    assert chiefs.verifies()


def test_d18_a_relief_officer_does_not_leave_as_an_officer_does(on_duty: Desk) -> None:
    desk = on_duty
    enrolled(desk)
    desk.sit(BOSS)
    thread, last = desk.people[NAME].officer.thread, desk.office.read.last_n()
    with pytest.raises(DeskError, match="end by themselves") as refused:
        departure.leave(desk.office, thread, PHRASES[BOSS], (MANAGER, PHRASES[MANAGER]))
    assert "Suspend" in refused.value.todo
    assert desk.office.read.last_n() == last
    assert desk.office.vault.has(NAME)
