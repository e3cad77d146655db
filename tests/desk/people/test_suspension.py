"""D19: suspended at once by one lead; roles changed by two; back with a new key."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Draft
from deskinc.desk.office import sign_in
from deskinc.desk.people import people, role_changes, suspension, vouching
from deskinc.desk.people.enrolment import Enrolment
from deskinc.errors import DeskError, InvalidForm, NoSlot, NotAllowed
from deskinc.proof.findings import Kind, Why, verdict

PHRASE = "copper violin harvest moon"


def thread_of(desk: Desk, name: str) -> str:
    """The thread of a person."""
    return desk.people[name].officer.thread


def slots(desk: Desk) -> list[Path]:
    """Every copy of the slot file."""
    return [*desk.folder.glob("slots.json*"), *desk.mirror.rglob("slots.json")]


def test_d19_a_suspended_person_opens_nothing_and_what_was_signed_stays_valid(desk: Desk) -> None:
    desk.sit(OFFICER)
    last = desk.post("My last.")
    desk.sit(BOSS)
    assert suspension.suspend(
        desk.office, thread_of(desk, OFFICER), PHRASES[desk.office.officer.name]
    )
    said = desk.office.read.thread(desk.office.read.persons()[1].thread)[-1].values
    assert said["last"] == last.n
    assert len(slots(desk)) == 3
    assert not any(Vault.load(path.parent).has(OFFICER) for path in slots(desk))
    with pytest.raises(NoSlot, match="suspended"):
        desk.office.open_person(OFFICER, PHRASES[OFFICER])
    assert desk.line(last.n).by == "R.M."
    assert OFFICER not in [o.name for o in people.officers(desk.office)]
    assert desk.verifies()
    with pytest.raises(DeskError, match="no longer"):
        desk.office.book.write([Draft("occurrence", {"text": "x"})],
                               desk.people[OFFICER].signer()).result()  # fmt: skip


def test_d19_an_old_slot_file_lets_nobody_in_and_says_why(desk: Desk) -> None:
    before = (desk.folder / "slots.json").read_bytes()
    suspension.suspend(desk.office, thread_of(desk, OFFICER), PHRASES[desk.office.officer.name])
    desk.office.close()
    (desk.folder / "slots.json").write_bytes(before)
    with pytest.raises(NoSlot, match="suspended or has left"):
        sign_in(desk.folder, OFFICER, PHRASES[OFFICER], clock=desk.clock)
    assert Vault.load(desk.folder).has(OFFICER)
    desk.opened.append(sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock))
    assert not Vault.load(desk.folder).has(OFFICER)


def test_d19_what_a_suspended_key_signs_afterwards_is_altered(desk: Desk) -> None:
    suspension.suspend(desk.office, thread_of(desk, OFFICER), PHRASES[desk.office.officer.name])
    office = desk.office
    writer = office.book._writer  # the door refuses it; whoever has the files does not ask
    signer = desk.people[OFFICER].signer()
    writer.state = replace(writer.state, keys=writer.state.keys | {(signer.author, signer.key_id)})
    office.book.write([Draft("occurrence", {"text": "Late."})], signer).result()
    found = office.book.verify(full=True)
    assert {Why(f.why) for f in found} == {Why.CLOSED_KEY}
    assert verdict(found) is Kind.ALTERED


def test_d19_nobody_suspends_himself_or_the_last_administrator(desk: Desk) -> None:
    with pytest.raises(DeskError, match="cannot suspend yourself"):
        suspension.suspend(desk.office, thread_of(desk, BOSS), PHRASES[desk.office.officer.name])
    who = Enrolment("L. Prior", "L.P.", roles=frozenset({"lead"}), identity="Passport")
    people.enrol(desk.office, who, PHRASE, kdf=FLOOR)
    desk.office.become(desk.office.open_person("L. Prior", PHRASE))
    with pytest.raises(DeskError, match="last administrator"):
        suspension.suspend(desk.office, thread_of(desk, BOSS), PHRASE)
    suspension.suspend(desk.office, thread_of(desk, MANAGER), PHRASE)
    with pytest.raises(DeskError, match="suspended already"):
        suspension.suspend(desk.office, thread_of(desk, MANAGER), PHRASE)
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        suspension.suspend(desk.office, thread_of(desk, BOSS), PHRASES[desk.office.officer.name])


def test_d19_who_comes_back_or_forgot_the_passphrase_is_the_same_person_with_a_new_key(
    desk: Desk,
) -> None:
    thread = thread_of(desk, OFFICER)
    suspension.suspend(desk.office, thread, PHRASES[desk.office.officer.name])
    who = Enrolment("ignored", "R.M.", "1015440087654321", identity="Passport")
    second = (MANAGER, PHRASES[MANAGER])
    back = people.enrol(desk.office, who, PHRASE, again=thread, second=second, kdf=FLOOR)
    assert (back.thread, back.name, back.roles) == (thread, OFFICER, frozenset({"officer"}))
    person = desk.office.open_person(OFFICER, PHRASE)
    assert person.officer.thread == thread
    desk.office.become(person)
    desk.post("Back.")
    desk.sit(BOSS)
    another = "lantern moss ferry thirteen"
    people.enrol(desk.office, who, another, again=thread, second=second, kdf=FLOOR)
    with pytest.raises(DeskError):
        desk.office.open_person(OFFICER, PHRASE)
    desk.office.waits.clear()
    assert desk.office.open_person(OFFICER, another).officer.thread == thread
    assert desk.verifies()


def test_an_enrolment_that_fails_leaves_the_old_slot(desk: Desk) -> None:
    thread, before = thread_of(desk, OFFICER), (desk.folder / "slots.json").read_bytes()
    who = Enrolment("", "too long for initials", "", identity="x" * 900)
    second = (MANAGER, PHRASES[MANAGER])
    with pytest.raises(DeskError):
        people.enrol(desk.office, who, PHRASE, again=thread, second=second, kdf=FLOOR)
    assert (desk.folder / "slots.json").read_bytes() == before
    assert desk.office.open_person(OFFICER, PHRASES[OFFICER]).officer.thread == thread


def test_d19_roles_change_once_a_second_person_signed(desk: Desk) -> None:
    who = people.officers(desk.office)[1]
    lead = frozenset({"officer", "lead"})
    own, second = PHRASES[BOSS], (MANAGER, PHRASES[MANAGER])
    role_changes.change(desk.office, who, lead, own, second)
    assert people.officers(desk.office)[1].roles == lead
    person = desk.office.open_person(OFFICER, PHRASES[OFFICER])
    assert person.officer.may("review")
    record = desk.office.read.thread(desk.office.read.persons()[1].thread)[-1]
    assert record.form == "countersign"
    assert record.values["meaning"] == "From now on R. Malik is: Officer, Shift lead."
    assert desk.verifies()


@pytest.mark.parametrize(
    ("roles", "second", "error"),
    [
        ({"officer"}, MANAGER, "Nothing was changed"),
        (set[str](), MANAGER, "at least one role"),
        ({"relief"}, MANAGER, "at least one role"),
        ({"officer", "lead"}, BOSS, "a second person"),
        ({"officer", "lead"}, OFFICER, "whose roles are changed"),
    ],
)
def test_d19_roles_that_will_not_do_change_nothing(
    desk: Desk, roles: set[str], second: str, error: str
) -> None:
    who, before = people.officers(desk.office)[1], desk.office.read.last_n()
    with pytest.raises(DeskError, match=error):
        role_changes.change(
            desk.office, who, frozenset(roles), PHRASES[BOSS], (second, PHRASES[second])
        )
    assert desk.office.read.last_n() == before


def test_d19_the_last_administrator_stays_one_and_an_officer_confirms_no_roles(desk: Desk) -> None:
    boss, officer, _manager = people.officers(desk.office)
    with pytest.raises(InvalidForm, match="last administrator"):
        role_changes.change(desk.office, boss, frozenset({"lead"}), PHRASES[BOSS],
                            (MANAGER, PHRASES[MANAGER]))  # fmt: skip
    who = Enrolment("A. Clerk", "A.C.", identity="Passport")
    people.enrol(desk.office, who, PHRASE, kdf=FLOOR)
    with pytest.raises(NotAllowed):
        role_changes.change(desk.office, officer, frozenset({"lead"}), PHRASES[BOSS],
                            ("A. Clerk", PHRASE))  # fmt: skip


def test_d19_the_first_officer_stays_amber_until_somebody_vouched(desk: Desk) -> None:
    office, thread = desk.office, thread_of(desk, BOSS)
    first, *others = office.health().people
    assert first == "J. Harding enrolled alone, and nobody has vouched for that yet."
    with pytest.raises(DeskError, match="vouches for himself"):
        vouching.vouch(office, thread, BOSS, PHRASES[BOSS])
    vouching.vouch(office, thread, MANAGER, PHRASES[MANAGER])
    assert office.health().people == tuple(others)
    assert [w.name for w in vouching.waiting(office)] == [OFFICER, MANAGER]
    with pytest.raises(DeskError, match="whom he has enrolled"):
        vouching.vouch(office, thread_of(desk, OFFICER), BOSS, PHRASES[BOSS])
    vouching.vouch(office, thread_of(desk, OFFICER), MANAGER, PHRASES[MANAGER])
    assert desk.verifies()
