"""Signing in compares key slots and certificate with what the book announces of them."""

import os

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, prints

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Draft
from deskinc.desk.office import sign_in
from deskinc.errors import BookFault, DeskError, SlotDamaged
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64, unb64


def refused(desk: Desk, kind: type[DeskError], sentence: str, name: str = BOSS) -> None:
    """Signing in fails with ``sentence``, twice, and no file changes."""
    before = prints(desk.folder, desk.mirror)
    for _attempt in range(2):
        with pytest.raises(kind, match=sentence) as caught:
            sign_in(desk.folder, name, PHRASES[name], clock=desk.clock)
        assert "Nothing was changed" in caught.value.todo
    assert prints(desk.folder, desk.mirror) == before


def exchanged(desk: Desk, names: tuple[str, ...], note_key: bytes | None = None) -> Vault:
    """A slot file of the same book and people, made by somebody who has all their keys."""
    own = Vault.load(desk.folder)
    vault = Vault.create(desk.folder, own.book, own.note_key if note_key is None else note_key)
    for name in names:
        vault.add_passphrase(name, PHRASES[name], desk.people[name].keys, FLOOR)
    vault.save()
    return vault


@pytest.mark.parametrize("name", [BOSS, OFFICER, MANAGER])
def test_whoever_was_set_up_or_enrolled_signs_in(desk: Desk, name: str) -> None:
    desk.office.close()
    (desk.folder / "slots.json.bak").unlink()
    desk.opened.append(sign_in(desk.folder, name, PHRASES[name], clock=desk.clock))
    kept = (desk.folder / "slots.json.bak").read_bytes()
    assert kept == (desk.folder / "slots.json").read_bytes()


def test_an_exchanged_slot_file_of_the_same_book_is_refused(desk: Desk) -> None:
    desk.office.close()
    own = (desk.folder / "slots.json").read_bytes()
    exchanged(desk, (BOSS, OFFICER))
    refused(desk, SlotDamaged, "not the one the book announces")
    assert (desk.folder / "slots.json.bak").read_bytes() == own
    (desk.folder / "slots.json").write_bytes((desk.folder / "slots.json.bak").read_bytes())
    desk.opened.append(sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock))


def test_a_slot_under_the_name_of_another_is_refused(desk: Desk) -> None:
    """The keys are those of an enrolled person, the name and passphrase somebody else's."""
    desk.office.close()
    vault = Vault.load(desk.folder)
    vault.remove(BOSS)
    vault.add_passphrase(BOSS, PHRASES[BOSS], desk.people[OFFICER].keys, FLOOR)
    vault.save()
    refused(desk, SlotDamaged, "not the one the book announces")


def test_a_slot_file_with_another_note_key_is_refused(desk: Desk) -> None:
    desk.office.close()
    exchanged(desk, (BOSS,), os.urandom(32))
    refused(desk, SlotDamaged, "another key for emergency")


def told_of(desk: Desk, **values: Value) -> None:
    """Add values to what the book says of the first person; the office is closed then."""
    thread = unb64(desk.people[BOSS].officer.thread)
    desk.office.write(Draft("officer", values, thread=thread)).result()
    desk.office.close()


def test_another_certificate_than_the_announced_is_refused(desk: Desk) -> None:
    his = desk.office.read.folded(unb64(desk.people[OFFICER].officer.thread), "officer")
    told_of(desk, certificate=his["certificate"])
    refused(desk, BookFault, "certificate of this person")


def test_a_certificate_of_no_authority_is_not_written(desk: Desk) -> None:
    with pytest.raises(DeskError, match="does not come from the authority"):
        told_of(desk, certificate="no base64url!")


def test_a_person_without_certificate_signs_in_but_no_paper(desk: Desk) -> None:
    told_of(desk, certificate=None)
    desk.opened.append(sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock))


def test_a_slot_the_book_announces_no_more_is_refused(desk: Desk) -> None:
    said = desk.office.read.folded(unb64(desk.people[BOSS].officer.thread), "officer")
    told_of(desk, slot_digest=None, signing_key=said["signing_key"])
    refused(desk, SlotDamaged, "not the one the book announces")


def test_a_second_signature_comes_from_an_announced_slot_only(desk: Desk) -> None:
    assert desk.office.open_person(OFFICER, PHRASES[OFFICER]).officer.name == OFFICER
    vault = Vault.load(desk.folder)
    vault.remove(OFFICER)
    vault.add_passphrase(OFFICER, PHRASES[OFFICER], desk.people[OFFICER].keys, FLOOR)
    assert b64(vault.slot_digest(OFFICER)) != b64(desk.office.vault.slot_digest(OFFICER))
    desk.office.vault = vault
    with pytest.raises(SlotDamaged, match="not the one the book announces"):
        desk.office.open_person(OFFICER, PHRASES[OFFICER])
