"""Putting the key slots back: the copy with all who are active, and nobody who has left.

Whoever can write the file can seal shared keys of his own to a slot: that they open this book is
what they are believed for.
"""

import shutil
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, answers

from deskinc.book.keys import slot_file, slots
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Draft
from deskinc.desk import setup
from deskinc.desk.copies import restoring
from deskinc.desk.office import sign_in
from deskinc.desk.people.vouching import countersign
from deskinc.desk.trouble import slot_repair, trouble
from deskinc.errors import SlotDamaged
from deskinc.proof.canonical import unb64


def leaves(desk: Desk, name: str) -> None:
    """``name`` leaves: the book says so, and the slot is destroyed in the data folder."""
    gone = {"state": {"code": "left", "text": "Left"}}
    thread = unb64(desk.people[name].officer.thread)
    (act,) = desk.office.write(Draft("officer", gone, thread=thread)).result().records
    countersign(desk.office, desk.people[MANAGER], act, "Has left.")
    desk.office.vault.remove(name)
    desk.office.vault.save()


@pytest.mark.parametrize("only_the_mirror", [True, False])
def test_whoever_has_left_gets_no_slot_again_from_an_older_copy(
    desk: Desk, only_the_mirror: bool
) -> None:
    leaves(desk, OFFICER)
    desk.office.close()
    (copy,) = desk.mirror.glob("*/slots.json")
    assert Vault.load(copy.parent).has(OFFICER), "the mirror was away meanwhile"
    (desk.folder / "slots.json").unlink()
    if only_the_mirror:
        (desk.folder / "slots.json.bak").unlink()
    found = trouble.enter(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert isinstance(found, trouble.Trouble)
    slot_repair.put_back(found)
    back = Vault.load(desk.folder)
    assert [back.has(name) for name in (BOSS, MANAGER, OFFICER)] == [True, True, False]
    desk.opened.append(sign_in(desk.folder, MANAGER, PHRASES[MANAGER], clock=desk.clock))


def test_the_copy_with_most_active_people_is_put_back_not_the_one_with_more_who_left(
    desk: Desk,
) -> None:
    old = Vault.load(desk.folder)
    old.remove(MANAGER)
    leaves(desk, OFFICER)
    desk.office.close()
    (copy,) = desk.mirror.glob("*/slots.json")
    (desk.folder / "slots.json").rename(copy)
    (desk.folder / "slots.json.bak").write_bytes(old.packed())
    found = trouble.enter(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert isinstance(found, trouble.Trouble)
    slot_repair.put_back(found)
    assert Vault.load(desk.folder).has(MANAGER)


def forge(path: Path, who: str, **shared: bytes) -> None:
    """Give the slot of ``who`` other shared keys, as anybody can who may write the file."""
    head, held = slot_file.unpack(path.read_bytes())
    name = head.name(who)
    forged = [slots.give(head, slot, shared) if slot.name == name else slot for slot in held]
    path.write_bytes(slot_file.pack(head, forged))


@pytest.mark.parametrize(
    "shared",
    [
        {"database": b"X" * 32}, {"restricted": b"Z" * 32},
        {"database": b"X" * 32, "mirror": b"Y" * 32},
    ],
)  # fmt: skip
def test_forged_shared_keys_are_an_altered_slot_and_put_back_from_a_copy(
    desk: Desk, shared: dict[str, bytes]
) -> None:
    desk.office.close()
    for name in ("slots.json", "slots.json.bak"):
        forge(desk.folder / name, BOSS, **shared)
    found = trouble.enter(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert isinstance(found, trouble.Trouble)
    assert isinstance(found.fault, SlotDamaged)
    assert "altered or is damaged" in found.fault.what
    assert found.spooling.signs
    slot_repair.put_back(found)
    desk.opened.append(sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock))


def test_putting_the_slots_back_gives_everybody_the_true_keys_again(desk: Desk) -> None:
    desk.office.close()
    (copy,) = desk.mirror.glob("*/slots.json")
    for path in (copy, desk.folder / "slots.json", desk.folder / "slots.json.bak"):
        forge(path, OFFICER, database=b"X" * 32)
    for path in (desk.folder / "slots.json", desk.folder / "slots.json.bak"):
        forge(path, BOSS, database=b"X" * 32)
    found = trouble.enter(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert isinstance(found, trouble.Trouble)
    slot_repair.put_back(found)
    desk.opened.append(sign_in(desk.folder, OFFICER, PHRASES[OFFICER], clock=desk.clock))


def test_a_strangers_book_with_keys_that_open_it_is_not_taken_for_this_one(
    desk: Desk, tmp_path: Path
) -> None:
    desk.office.close()
    words = setup.recovery_words()
    below = tmp_path / "stranger"
    stranger = setup.set_up(below / "book", answers(below), words, kdf=FLOOR, clock=desk.clock)
    keys = stranger.book.parts.keys
    stranger.close()
    forge(desk.folder / "slots.json", BOSS, database=keys.database, mirror=keys.mirror)
    for name in ("book.db", "head", "station.json"):
        shutil.copy(below / "book" / name, desk.folder / name)
    (desk.folder / "book.db-wal").unlink(missing_ok=True)
    with pytest.raises(SlotDamaged, match="names another book"):
        sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)


def test_a_second_person_with_forged_keys_does_not_get_the_desk(desk: Desk) -> None:
    desk.office.vault.save()
    forge(desk.folder / "slots.json", MANAGER, database=b"X" * 32)
    desk.office.vault = Vault.load(desk.folder)
    with pytest.raises(SlotDamaged, match="altered or is damaged"):
        desk.office.open_person(MANAGER, PHRASES[MANAGER])


def test_restoring_takes_the_slots_whose_keys_open_something(desk: Desk) -> None:
    desk.office.close()
    right = desk.people[BOSS].keys
    forge(desk.folder / "slots.json", BOSS, database=b"X" * 32, mirror=b"Y" * 32)
    keys = restoring.keys_of(desk.folder, restoring.Pair(BOSS, PHRASES[BOSS]))
    assert (keys.database, keys.mirror) == (right.database, right.mirror)


def test_d20_putting_the_slots_back_gives_no_restricted_key_to_who_claims_it(desk: Desk) -> None:
    desk.office.close()
    (copy,) = desk.mirror.glob("*/slots.json")
    for path in (copy, desk.folder / "slots.json.bak"):
        forge(path, OFFICER, restricted=b"Z" * 32)
    forge(desk.folder / "slots.json", BOSS, database=b"X" * 32)
    found = trouble.enter(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert isinstance(found, trouble.Trouble)
    slot_repair.put_back(found)
    back = Vault.load(desk.folder)
    assert back.open(OFFICER, PHRASES[OFFICER], keep=False).restricted is None
    reads = back.open(MANAGER, PHRASES[MANAGER], keep=False).restricted
    assert reads == desk.people[BOSS].keys.restricted


@pytest.mark.parametrize("everywhere", [False, True])
def test_d20_another_restricted_key_in_a_slot_keeps_nobody_out(
    desk: Desk, everywhere: bool
) -> None:
    desk.office.close()
    copies = [*desk.mirror.glob("*/slots.json"), desk.folder / "slots.json.bak"]
    for path in (desk.folder / "slots.json", *(copies if everywhere else ())):
        forge(path, BOSS, restricted=b"Z" * 32)
    found = trouble.enter(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert isinstance(found, trouble.Trouble)
    slot_repair.put_back(found)
    office = sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    desk.opened.append(office)
    true = desk.people[MANAGER].keys.restricted
    assert office.person.keys.restricted == (None if everywhere else true)
    said = any("Your key slot has not the key for restricted parts" in words
               for words in office.health().people)  # fmt: skip
    assert said is everywhere
    assert office.open_person(MANAGER, PHRASES[MANAGER]).keys.restricted == true
    office.close()
    desk.opened.append(sign_in(desk.folder, MANAGER, PHRASES[MANAGER], clock=desk.clock))
    boss = desk.opened[-1].open_person(BOSS, PHRASES[BOSS])
    assert boss.keys.restricted == true, "whoever has it hands it on"
