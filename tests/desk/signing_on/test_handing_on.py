"""D19, D20: who is given the keys of the book is the book's word, not that of the slot file."""

import os

import pytest
from tests.desk.attacks import (
    ADMIN,
    LEAD,
    OTHERS,
    amber,
    enrolled,
    enter,
    leaves,
    places,
    ring_announced,
    slots_written,
)  # fmt: skip
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk

from deskinc.book.disk import ring
from deskinc.book.keys import slots
from deskinc.book.keys.kdf import FLOOR, derive
from deskinc.book.keys.slots import Head, Slot
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Draft
from deskinc.desk.incidents import incidents
from deskinc.desk.office import sign_in
from deskinc.desk.people.people import Enrolment
from deskinc.desk.shift import relief
from deskinc.desk.signing_on import handing_on
from deskinc.errors import NoSlot, SlotDamaged
from deskinc.proof.canonical import b64, unb64

HURT = {"people": {"01": {"name": "Ms P. Nair", "role": "injured", "injury": "Wrist"}}}


def claims(head: Head, slot: Slot) -> Slot:
    """The slot with 32 bytes of anybody's for a restricted key: its public key stands there."""
    return slots.give(head, slot, {"restricted": os.urandom(32)})


def restricted_of(desk: Desk, name: str, phrase: str) -> list[bytes | None]:
    """The restricted keys that the slots of ``name`` give, whichever of them is asked."""
    head, held = Vault.load(desk.folder)._head, Vault.load(desk.folder)._slots
    mine = [slot for slot in held if slot.name == head.name(name)]
    keys = [
        slots.unwrap(head, one, derive(phrase, one.salt or b"", one.params or FLOOR))
        for one in mine
    ]
    return [one.restricted for one in keys]


def test_d20_a_second_slot_of_his_own_gives_an_officer_nothing_when_a_reader_leaves(
    desk: Desk,
) -> None:
    enrolled(desk, LEAD, "lead")
    desk.office.close()

    def twice(head: Head, held: list[Slot]) -> list[Slot]:
        (mine,) = (slot for slot in held if slot.name == head.name(OFFICER))
        return [*held, claims(head, mine)]

    good = (desk.folder / "slots.json").read_bytes()
    slots_written(desk, twice)  # type: ignore[arg-type]
    with pytest.raises(SlotDamaged):
        sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    (desk.folder / "slots.json").write_bytes(good)
    enter(desk, BOSS)
    thread = desk.raise_incident(**HURT)
    assert leaves(desk, MANAGER, (LEAD, OTHERS)) is None
    assert restricted_of(desk, OFFICER, PHRASES[OFFICER]) == [None]
    assert len(ring.each(restricted_of(desk, LEAD, OTHERS)[0] or b"")) == 2
    assert incidents.page(desk.office, thread).values["people/01/injury"] == "Wrist"


def test_d20_what_a_slot_claims_while_the_book_is_open_is_not_given_to_it_either(
    desk: Desk,
) -> None:
    enrolled(desk, LEAD, "lead")
    vault = desk.office.vault
    vault.give_restricted(OFFICER, os.urandom(32))
    assert leaves(desk, MANAGER, (LEAD, OTHERS)) is None
    assert restricted_of(desk, OFFICER, PHRASES[OFFICER]) == [None]
    assert None not in restricted_of(desk, BOSS, PHRASES[BOSS])


def test_d20_who_may_read_by_a_new_role_is_given_the_key_with_all_others(desk: Desk) -> None:
    enrolled(desk, LEAD, "lead")
    desk.office.vault.take_restricted(LEAD)
    known = handing_on.announced(desk.office.read)
    known.give(desk.office.vault, desk.people[BOSS].keys)
    desk.office.save_vault()
    assert restricted_of(desk, LEAD, OTHERS) == [desk.people[BOSS].keys.restricted]
    assert desk.office.vault.recovery_digest() in known.restricted


def test_d19_a_keyring_that_an_administrator_announced_opens_nothing_once_he_has_left(
    desk: Desk,
) -> None:
    secret = ring_announced(desk, enrolled(desk, ADMIN, "admin"))
    raw = desk.office.vault.packed()
    assert leaves(desk, ADMIN) is None
    for vault in places(desk).values():
        with pytest.raises(NoSlot):
            vault.open_keyring("a box of his own", secret, keep=False)
    assert leaves(desk, OFFICER) is None
    assert {vault.keyrings() for vault in places(desk).values()} == {0}
    assert handing_on.announced(desk.office.read).keyring == ""
    assert desk.verifies()
    # an older file that is put back has it still, and is given nothing either
    (desk.folder / "slots.json").write_bytes(raw)
    old = Vault.load(desk.folder)
    handing_on.announced(desk.office.read).give(old, desk.office.person.keys)
    assert old.keyrings() == 0


def test_d19_a_keyring_that_opened_the_office_is_chosen_anew_after_anybody_has_left(
    desk: Desk,
) -> None:
    secret = ring_announced(desk, desk.people[BOSS])
    desk.office.book.settle()
    assert amber(desk) == []
    assert leaves(desk, OFFICER) is None
    with pytest.raises(NoSlot):
        desk.office.vault.open_keyring("a box of his own", secret, keep=False)
    (words,) = amber(desk)
    assert "opens the book no more, as it is when somebody has left" in words
    assert places(desk)["mirror"].keyrings() == 0
    new = ring_announced(desk, desk.people[BOSS])
    assert new != secret
    assert amber(desk) == []
    known = handing_on.announced(desk.office.read)
    assert known.keyring == desk.office.vault.keyring_digest("a box of his own")


def test_d19_who_was_administrator_once_announces_no_keyring_and_no_sheet(desk: Desk) -> None:
    him = enrolled(desk, ADMIN, "admin", "officer")
    thread = unb64(him.officer.thread)
    less = Draft("officer", {"roles/admin": False}, thread=thread)
    (act,) = desk.office.book.write([less], desk.people[BOSS].signer()).result().records
    said = {"act": b64(act.leaf), "meaning": "No administrator any more."}
    desk.office.book.write(
        [Draft("countersign", said, thread=thread)], desk.people[MANAGER].signer()
    ).result()
    before = handing_on.announced(desk.office.read)
    ring_announced(desk, him)
    after = handing_on.announced(desk.office.read)
    assert (after.keyring, after.sheet) == ("", before.sheet)
    assert desk.office.vault.keyring_digest("a box of his own") not in after.slots


def test_d18_a_relief_officer_whose_slot_has_gone_is_not_missed(desk: Desk) -> None:
    desk.sit(OFFICER)
    desk.sign_on()
    who = Enrolment(
        "T. Okafor", "T.O.", "1015440011112222", identity="Passport", employer="Brightwatch"
    )
    relief.enrol(desk.office, who, OTHERS, kdf=FLOOR)
    desk.clock.on(hours=80)  # type: ignore[attr-defined]
    office = enter(desk, BOSS)
    assert not office.vault.has("T. Okafor")
    assert handing_on.announced(office.read).missing(office.vault) == ("T. Okafor",)
    assert handing_on.announced(office.read, office.now()).missing(office.vault) == ()
    assert office.lacking == ()
    assert leaves(desk, OFFICER) is None
