"""Enrolling people, and what is refused."""

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, Desk

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.vault import Vault
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import sign_in
from deskinc.desk.people import people
from deskinc.errors import DeskError, InvalidForm, NoSlot, NotAllowed, WrongPassphrase

PHRASE = "copper violin harvest moon"


def test_a_person_enrolled_signs_in_with_an_own_passphrase(desk: Desk) -> None:
    who = people.Enrolment("T. Okafor", "T.O.", "1015440011112222", frozenset({"officer"}),
                           "Passport", "Brightwatch")  # fmt: skip
    made = people.enrol(desk.office, who, PHRASE, kdf=FLOOR)
    assert [o.name for o in people.officers(desk.office)] == [BOSS, OFFICER, MANAGER, "T. Okafor"]
    desk.office.close()
    desk.office = sign_in(desk.folder, "T. Okafor", PHRASE, clock=desk.clock)
    desk.opened.append(desk.office)
    assert desk.office.officer == made
    assert desk.office.person.keys.ca is None
    desk.post("My first.")
    assert desk.verifies()


@pytest.mark.parametrize(
    ("name", "initials", "phrase", "field"),
    [
        ("", "X.X.", PHRASE, "name"),
        ("r. malik", "X.X.", PHRASE, "name"),
        ("T. Okafor", "r.m.", PHRASE, "initials"),
        ("T. Okafor", "T.O.", "short", "passphrase"),
        ("T. Okafor", "T.O.", "okafor tower house okafor", "passphrase"),
    ],
)
def test_what_is_taken_or_weak_is_noted_by_its_field(
    desk: Desk, name: str, initials: str, phrase: str, field: str
) -> None:
    before, slots = desk.office.read.last_n(), (desk.folder / "slots.json").read_bytes()
    with pytest.raises(InvalidForm) as caught:
        people.enrol(
            desk.office, people.Enrolment(name, initials, identity="Passport"), phrase, kdf=FLOOR
        )
    assert set(caught.value.notes) == {field}
    assert desk.office.read.last_n() == before
    assert (desk.folder / "slots.json").read_bytes() == slots


def test_an_enrolment_that_fails_leaves_no_key_behind(desk: Desk) -> None:
    slots = (desk.folder / "slots.json").read_bytes()
    who = people.Enrolment("T. Okafor", "T.O.", roles=frozenset({"emperor"}), identity="Passport")
    with pytest.raises(DeskError):
        people.enrol(desk.office, who, PHRASE, kdf=FLOOR)
    assert (desk.folder / "slots.json").read_bytes() == slots
    with pytest.raises(NoSlot):
        desk.office.open_person("T. Okafor", PHRASE)
    people.enrol(
        desk.office, people.Enrolment("T. Okafor", "T.O.", identity="Passport"), PHRASE, kdf=FLOOR
    )


def test_a_slot_left_by_an_enrolment_that_was_cut_off_is_replaced(desk: Desk) -> None:
    office, old = desk.office, "velvet anchor picnic nine"
    office.vault.add_passphrase("T. Okafor", old, office.person.keys.shared(), FLOOR)
    office.save_vault()
    assert Vault.load(desk.folder).has("T. Okafor")
    made = people.enrol(
        office, people.Enrolment("T. Okafor", "T.O.", identity="Passport"), PHRASE, kdf=FLOOR
    )
    assert office.open_person("T. Okafor", PHRASE).officer == made
    with pytest.raises(WrongPassphrase):
        office.open_person("T. Okafor", old)


def test_an_administrator_without_the_sites_key_cannot_enrol(desk: Desk) -> None:
    person = desk.people[BOSS]
    keys = type(person.keys)(person.keys.database, person.keys.mirror, person.keys.signing)
    desk.office.become(type(person)(person.officer, keys))
    with pytest.raises(DeskError, match="cannot issue certificates"):
        people.enrol(
            desk.office,
            people.Enrolment("T. Okafor", "T.O.", identity="Passport"),
            PHRASE,
            kdf=FLOOR,
        )


def test_initials_are_proposed() -> None:
    assert people.initials_of("Rosa  van Malik") == "R.V.M."


def test_an_administrator_alone_reads_neither_book_nor_incidents(desk: Desk) -> None:
    desk.post("Quiet.")
    thread = desk.raise_incident()
    who = people.Enrolment("A. Clerk", "A.C.", roles=frozenset({"admin"}), identity="Passport")
    people.enrol(desk.office, who, "paper lamp seven orchard", kdf=FLOOR)
    desk.office.become(desk.office.open_person("A. Clerk", "paper lamp seven orchard"))
    office = desk.office
    for refused in (
        lambda: entries.ids(office), lambda: entries.newest(office),
        lambda: entries.lines(office, [1]), lambda: entries.find(office, "Quiet"),
        lambda: incidents.listed(office), lambda: incidents.page(office, thread),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            refused()
    assert incidents.active(office) == []
    desk.sit(MANAGER)
    assert [line.text for line in entries.find(desk.office, "Quiet")] == ["Quiet."]
    assert [incident.thread for incident in incidents.active(desk.office)] == [thread]
