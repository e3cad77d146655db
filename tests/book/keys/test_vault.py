"""The key slots: each refusal has its own sentence, and no slot gives more than it should."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deskinc.book.disk import ring
from deskinc.book.keys.kdf import MOST_MEMORY, KdfParams, calibrate, derive, seconds
from deskinc.book.keys.recovery import new_words
from deskinc.book.keys.slot_file import pack, unpack
from deskinc.book.keys.slots import Slot, digest, give, given_digest
from deskinc.book.keys.vault import FLOOR, Keys, Vault
from deskinc.errors import DeskError, NoSlot, SlotDamaged, WrongPassphrase
from deskinc.proof.canonical import b64, dumps

BOOK = b"b" * 16
NOTE = b"n" * 32
KEYS = Keys(b"d" * 32, b"m" * 32, b"s" * 32, b"p" * 32, b"c" * 32)
SHARED = Keys(b"d" * 32, b"m" * 32)
SHEET = Keys(b"d" * 32, b"m" * 32, ca=b"c" * 32)
WORDS = new_words()
SECRET = bytes(range(32))
PHRASE = "five words nobody would guess"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A slot file with one slot of each kind."""
    folder = tmp_path_factory.mktemp("made")
    vault = Vault.create(folder, BOOK, NOTE)
    vault.add_passphrase("R. Malik", PHRASE, KEYS, FLOOR)
    vault.add_recovery(WORDS, KEYS)
    vault.add_keyring("malik@desk", SECRET, KEYS)
    vault.save()
    return (folder / "slots.json").read_bytes()


@pytest.fixture
def folder(tmp_path: Path, made: bytes) -> Path:
    (tmp_path / "slots.json").write_bytes(made)
    return tmp_path


def change(folder: Path, edit: Callable[[dict[str, Any]], None], *, resum: bool = True) -> None:
    """Alter the file as somebody who knows the format would, sums included."""
    path = folder / "slots.json"
    said = json.loads(path.read_bytes())
    edit(said)
    path.write_bytes(dumps(said))
    if resum:
        head, found = unpack(path.read_bytes())
        for item, slot in zip(said["slots"], found, strict=True):
            item |= {"sum": b64(digest(head, slot)), "given_sum": b64(given_digest(slot))}
        path.write_bytes(dumps(said))


def test_a_wrong_passphrase_is_only_wrong(folder: Path) -> None:
    with pytest.raises(WrongPassphrase, match="The passphrase is wrong"):
        Vault.load(folder).open("R. Malik", PHRASE + " ")
    assert not (folder / "slots.json.bak").exists()


def test_an_unknown_name_has_no_slot(folder: Path) -> None:
    for call in (Vault.load(folder).slot_digest, Vault.load(folder).remove):
        with pytest.raises(NoSlot, match="Nobody signs in"):
            call("R. Malin")
    with pytest.raises(NoSlot, match="Nobody signs in"):
        Vault.load(folder).open("R. Malin", PHRASE)


def test_a_missing_file_is_never_a_first_run(tmp_path: Path) -> None:
    with pytest.raises(NoSlot, match=r"file with the key slots .* missing"):
        Vault.load(tmp_path)


def test_every_cut_of_the_file_is_damage(folder: Path, made: bytes) -> None:
    for length in range(len(made)):
        (folder / "slots.json").write_bytes(made[:length])
        with pytest.raises(SlotDamaged, match="file with the key slots"):
            Vault.load(folder)


def test_every_flipped_byte_is_noticed_before_a_key_is_derived(
    folder: Path, made: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskinc.book.keys.vault.derive", lambda *_any: pytest.fail("derived"))
    for offset in range(len(made)):
        (folder / "slots.json").write_bytes(
            made[:offset] + bytes([made[offset] ^ 1]) + made[offset + 1 :]
        )
        with pytest.raises((SlotDamaged, NoSlot)):
            touch_all(Vault.load(folder))


def touch_all(vault: Vault) -> None:
    vault.open_recovery(WORDS)
    vault.open_keyring("malik@desk", SECRET)
    vault.open("R. Malik", PHRASE)


def test_an_altered_slot_is_not_taken_for_a_wrong_passphrase(folder: Path) -> None:
    def strip(said: dict[str, Any]) -> None:
        del said["slots"][0]["keys"]["ca"]

    change(folder, strip)
    with pytest.raises(SlotDamaged, match="altered or is damaged"):
        Vault.load(folder).open("R. Malik", PHRASE)


def test_keys_cannot_change_places_nor_slots_change_files(folder: Path) -> None:
    def swap(said: dict[str, Any]) -> None:
        keys = said["slots"][1]["given"]
        keys["database"], keys["mirror"] = keys["mirror"], keys["database"]
        said["slots"][2]["name"] = said["slots"][0]["name"]

    change(folder, swap)
    with pytest.raises(SlotDamaged):
        Vault.load(folder).open_recovery(WORDS)
    with pytest.raises(SlotDamaged):
        Vault.load(folder).open_keyring("R. Malik", SECRET)


def test_a_swapped_note_key_shows_in_every_slot(folder: Path) -> None:
    change(folder, lambda said: said.update(note_key=b64(bytes(32))))
    with pytest.raises(SlotDamaged):
        Vault.load(folder).open_recovery(WORDS)


@pytest.mark.parametrize(
    ("member", "value", "sentence"),
    [("memory", FLOOR.memory - 1, "too weak"), ("passes", 2, "too weak"),
     ("memory", 2**24, "altered"), ("passes", 1000, "altered"), ("lanes", 99, "altered")],
)  # fmt: skip
def test_a_cost_nobody_here_chose_is_refused_before_it_is_paid(
    folder: Path, monkeypatch: pytest.MonkeyPatch, member: str, value: int, sentence: str
) -> None:
    monkeypatch.setattr("deskinc.book.keys.vault.derive", lambda *_any: pytest.fail("derived"))
    change(folder, lambda said: said["slots"][0]["kdf"].update({member: value}))
    with pytest.raises(SlotDamaged, match=sentence):
        Vault.load(folder).open("R. Malik", PHRASE)
    assert Vault.load(folder).open_recovery(WORDS) == SHEET


def edits() -> list[Callable[[dict[str, Any]], None]]:
    return [
        lambda said: said.update(v=2),
        lambda said: said.update(more=1),
        lambda said: said.pop("salt"),
        lambda said: said.update(slots={}),
        lambda said: said.update(slots=[1]),
        lambda said: said.update(book=1),
        lambda said: said["slots"][0].update(kind="pin"),
        lambda said: said["slots"][0].update(kind=1),
        lambda said: said["slots"][0].update(keys=[]),
        lambda said: said["slots"][0]["given"].pop("mirror"),
        lambda said: said["slots"][0].update(given=[]),
        lambda said: said["slots"][0]["given"].update(signing=said["slots"][0]["given"]["mirror"]),
        lambda said: said["slots"][1]["keys"].update(signing=said["slots"][0]["keys"]["signing"]),
        lambda said: said["slots"][0].pop("box"),
        lambda said: said["slots"][0]["keys"].update(other=said["slots"][0]["keys"]["ca"]),
        lambda said: said["slots"][0].update(kdf=None),
        lambda said: said["slots"][0].update(name=None),
        lambda said: said["slots"][1].update(kdf=said["slots"][0]["kdf"]),
        lambda said: said["slots"][1].update(name=said["slots"][0]["name"]),
        lambda said: said["slots"][0]["kdf"].update(lanes=0),
        lambda said: said["slots"][0]["kdf"].update(lanes=True),
        lambda said: said["slots"][0]["kdf"].update(salt="AA"),
    ]


@pytest.mark.parametrize("edit", edits())
def test_what_this_version_would_not_write_is_refused(
    folder: Path, edit: Callable[[dict[str, Any]], None]
) -> None:
    change(folder, edit, resum=False)
    with pytest.raises(SlotDamaged):
        Vault.load(folder)


def test_the_same_content_in_another_spelling_is_refused(folder: Path, made: bytes) -> None:
    (folder / "slots.json").write_bytes(json.dumps(json.loads(made), indent=1).encode())
    with pytest.raises(SlotDamaged):
        Vault.load(folder)


def test_the_recovery_sheet_and_the_keyring_sign_for_nobody(folder: Path) -> None:
    vault = Vault.load(folder)
    assert vault.open_recovery(" ".join(WORDS)) == SHEET
    assert vault.open_keyring("malik@desk", SECRET) == SHARED


def test_another_sheet_or_keyring_is_told_so(folder: Path) -> None:
    vault = Vault.load(folder)
    with pytest.raises(WrongPassphrase, match="These recovery words"):
        vault.open_recovery(new_words())
    with pytest.raises(WrongPassphrase, match="keyring"):
        vault.open_keyring("malik@desk", bytes(32))
    with pytest.raises(NoSlot, match="no slot for that"):
        vault.open_keyring("nowak@desk", SECRET)


def test_a_passphrase_gives_every_key_and_a_name_may_be_written_in_any_case(folder: Path) -> None:
    assert Vault.load(folder).open(" r.  MALIK ", PHRASE) == KEYS


def test_names_and_passphrases_are_the_same_composed_or_not(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path, BOOK, NOTE)
    vault.add_passphrase("Zo\u0308e", "pi\u0301cture of a door", SHARED, FLOOR)
    assert vault.open("ZO\u0308E", "p\u00edcture of a door") == SHARED
    assert vault.has("z\u00f6e")


def test_one_name_has_one_slot(folder: Path) -> None:
    vault = Vault.load(folder)
    with pytest.raises(DeskError, match="already"):
        vault.add_passphrase("r. malik", "another passphrase", KEYS, FLOOR)


def test_a_removed_slot_leaves_the_backup_too(folder: Path, made: bytes) -> None:
    vault = Vault.load(folder)
    vault.open_recovery(WORDS)
    assert (folder / "slots.json.bak").read_bytes() == made
    vault.remove("R. Malik")
    vault.remove_keyring("malik@desk")
    vault.save()
    assert not Vault.load(folder, backup=True).has("R. Malik")
    vault.remove_recovery()
    vault.save()
    for backup in (False, True):
        with pytest.raises(NoSlot):
            Vault.load(folder, backup=backup).open_recovery(WORDS)


def test_after_a_good_opening_the_backup_opens_as_well(folder: Path) -> None:
    vault = Vault.load(folder)
    for _turn in range(2):
        vault.open_recovery(WORDS)
    (folder / "slots.json").write_bytes(b"{}")
    with pytest.raises(SlotDamaged, match="file with the key slots"):
        Vault.load(folder)
    assert Vault.load(folder, backup=True).open_recovery(WORDS) == SHEET


def test_the_backup_waits_until_the_book_agrees(folder: Path, made: bytes) -> None:
    vault = Vault.load(folder)
    assert vault.open("R. Malik", PHRASE, keep=False) == KEYS
    assert not (folder / "slots.json.bak").exists()
    vault.keep()
    assert (folder / "slots.json.bak").read_bytes() == made


@pytest.mark.parametrize("in_the_way", [".slots.json.bak.tmp", "slots.json.bak"])
def test_a_backup_that_cannot_be_written_or_read_keeps_nobody_out(
    folder: Path, in_the_way: str
) -> None:
    (folder / in_the_way).mkdir()
    assert Vault.load(folder).open_recovery(WORDS) == SHEET
    assert (folder / in_the_way).is_dir()


def test_an_unsaved_vault_leaves_no_file(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path, BOOK, NOTE)
    vault.add_recovery(WORDS, KEYS)
    assert vault.open_recovery(WORDS) == SHEET
    assert not list(tmp_path.iterdir())


def test_the_mirror_gets_the_saved_file(folder: Path, tmp_path: Path, made: bytes) -> None:
    there = tmp_path / "mirror"
    there.mkdir()
    Vault.load(folder).copy_to(there)
    assert (there / "slots.json").read_bytes() == made


def test_book_and_note_key_are_read_without_a_secret(folder: Path) -> None:
    vault = Vault.load(folder)
    assert (vault.book, vault.note_key) == (BOOK, NOTE)


def test_a_new_keyring_secret_takes_the_place_of_the_old(folder: Path) -> None:
    vault = Vault.load(folder)
    vault.add_keyring("malik@desk", bytes(32), KEYS)
    assert vault.open_keyring("malik@desk", bytes(32)) == SHARED
    with pytest.raises(WrongPassphrase):
        vault.open_keyring("malik@desk", SECRET)


def test_neither_name_nor_key_stands_in_the_file(made: bytes) -> None:
    assert b"Malik" not in made
    for key in (KEYS.database, KEYS.mirror, KEYS.signing, KEYS.pdf, KEYS.ca):
        assert key is not None
        assert key not in made
        assert b64(key).encode() not in made


def test_no_secret_shows_in_a_repr_or_an_error(folder: Path) -> None:
    vault = Vault.load(folder)
    assert "dddd" not in repr(KEYS)
    assert "ssss" not in repr((vault, KEYS))
    with pytest.raises(WrongPassphrase) as found:
        vault.open("R. Malik", "not the passphrase")
    assert "not the passphrase" not in str(found.value)
    assert "Malik" not in str(found.value)


def test_two_slots_of_the_same_keys_have_nothing_in_common(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path, BOOK, NOTE)
    vault.add_recovery(WORDS, KEYS)
    vault.add_recovery(WORDS, KEYS)
    one, two = vault._slots
    assert one.id != two.id
    assert one.box != two.box
    assert not set(one.given.values()) & set(two.given.values())


def all_of(vault: Vault) -> frozenset[str]:
    """The digests of all its slots: the book announces each."""
    return vault.digests()


def test_every_slot_is_given_new_shared_keys_without_a_passphrase(folder: Path) -> None:
    vault = Vault.load(folder)
    before, fresh = vault.digests(), Keys(b"D" * 32, b"M" * 32)
    vault.give(fresh, all_of(vault))
    vault.save()
    again = Vault.load(folder)
    assert again.digests() == before, "what is announced of them stays"
    assert again.open_recovery(WORDS) == replace(fresh, ca=KEYS.ca)
    assert again.open_keyring("malik@desk", SECRET) == fresh
    mine = again.open("R. Malik", PHRASE)
    assert mine == replace(KEYS, database=fresh.database, mirror=fresh.mirror)


def test_a_slot_that_nobody_announced_is_given_nothing(folder: Path) -> None:
    vault, stranger = Vault.load(folder), bytes(32)
    announced = all_of(vault)
    vault.add_keyring("a stranger", stranger, SHARED)
    vault.give(Keys(b"D" * 32, b"M" * 32), announced)
    assert vault.open_keyring("a stranger", stranger) == SHARED
    assert vault.open_recovery(WORDS).database == b"D" * 32


def test_a_box_put_into_a_slot_is_neither_given_anything_nor_opened(folder: Path) -> None:
    announced, other = all_of(Vault.load(folder)), Vault.create(folder, BOOK, NOTE)
    other.add_keyring("a stranger", bytes(32), SHARED)
    box = b64(other._slots[0].box)
    change(folder, lambda said: said["slots"][1].update(box=box))
    vault = Vault.load(folder)
    before = vault._slots[1].given
    vault.give(Keys(b"D" * 32, b"M" * 32), announced)
    assert vault._slots[1].given == before
    with pytest.raises(SlotDamaged, match="altered or is damaged"):
        vault.open_recovery(WORDS)


def test_d20_a_slot_that_claims_the_restricted_key_is_given_none_by_its_claim(
    folder: Path,
) -> None:
    vault = Vault.load(folder)
    reads = b64(vault.slot_digest("R. Malik"))
    vault.add_passphrase("N. Sow", PHRASE, KEYS, FLOOR)
    vault.give_restricted("N. Sow", b"x" * 32)
    vault.give(Keys(b"D" * 32, b"M" * 32, restricted=b"r" * 32), all_of(vault), {reads})
    found = {name: vault.open(name, PHRASE).restricted for name in ("R. Malik", "N. Sow")}
    assert found == {"R. Malik": b"r" * 32, "N. Sow": None}
    assert vault.open_recovery(WORDS).restricted is None
    vault.give(Keys(b"D" * 32, b"M" * 32), all_of(vault), {reads})
    assert vault.open("R. Malik", PHRASE).restricted == b"r" * 32


def with_another(vault: Vault, *more: Slot) -> bytes:
    """The file with more slots, as anybody can write it."""
    return pack(vault._head, [*vault._slots, *more])


def test_no_slot_stands_twice_in_the_file_and_no_two_are_of_one_name(folder: Path) -> None:
    vault = Vault.load(folder)
    mine, sheet, ring = vault._slots
    more = [give(vault._head, mine, {"restricted": b"x" * 32}), *(
        replace(slot, id=bytes(16), sum=b"s" * 32) for slot in (mine, sheet, ring)
    )]  # fmt: skip
    for one in more:
        (folder / "slots.json").write_bytes(with_another(vault, one))
        with pytest.raises(SlotDamaged, match="file with the key slots"):
            Vault.load(folder)


def test_d20_a_keyring_that_claims_the_restricted_key_is_no_slot(folder: Path) -> None:
    vault = Vault.load(folder)
    claims = give(vault._head, vault._slots[2], {"restricted": b"x" * 32})
    (folder / "slots.json").write_bytes(pack(vault._head, [*vault._slots[:2], claims]))
    with pytest.raises(SlotDamaged, match="file with the key slots"):
        Vault.load(folder)


def test_as_many_keys_as_a_ring_takes_are_read_again(folder: Path) -> None:
    vault, keys = Vault.load(folder), os.urandom(ring.SIZE * (ring.MOST - 1))
    full = ring.anew(keys)
    with pytest.raises(DeskError, match="no more fit"):
        ring.anew(full)
    vault.give(Keys(full, full), all_of(vault))
    vault.save()
    assert Vault.load(folder).open_recovery(WORDS).database == full


def test_the_restricted_key_is_handed_on_and_taken_away_without_a_passphrase(
    folder: Path,
) -> None:
    vault = Vault.load(folder)
    vault.open_recovery(WORDS)
    before = vault.slot_digest("R. Malik")
    vault.give_restricted("R. Malik", b"r" * 32)
    vault.save()
    assert Vault.load(folder).open("R. Malik", PHRASE) == replace(KEYS, restricted=b"r" * 32)
    vault.take_restricted("R. Malik")
    vault.save()
    for backup in (False, True):
        again = Vault.load(folder, backup=backup)
        assert not again.reads_restricted("R. Malik")
        assert again.slot_digest("R. Malik") == before
    assert Vault.load(folder).open("R. Malik", PHRASE) == KEYS


def test_what_somebody_puts_in_for_shared_keys_opens_and_has_to_prove_itself(folder: Path) -> None:
    vault = Vault.load(folder)
    vault.give(Keys(b"X" * 32, b"Y" * 32), all_of(vault))
    keys = vault.open("R. Malik", PHRASE)
    assert (keys.database, keys.signing) == (b"X" * 32, KEYS.signing)
    assert keys.head is not None
    assert (keys.head.book, keys.head.note_key) == (BOOK, NOTE)


def test_a_file_with_a_damaged_slot_never_takes_the_place_of_the_backup(
    folder: Path, made: bytes
) -> None:
    Vault.load(folder).open_recovery(WORDS)
    change(folder, lambda said: said["slots"][0].update(sum=b64(bytes(32))), resum=False)
    assert Vault.load(folder).open_recovery(WORDS).shared() == SHARED
    assert (folder / "slots.json.bak").read_bytes() == made


@pytest.mark.parametrize(
    ("spent", "expected"),
    [(0.1, KdfParams(MOST_MEMORY, 7)), (0.3, KdfParams(128 * 1024, 5)),
     (0.6, KdfParams(FLOOR.memory, 5)), (3.0, FLOOR), (0.0, KdfParams(MOST_MEMORY, 64))],
)  # fmt: skip
def test_calibration_spends_about_a_second_and_never_less_than_the_floor(
    spent: float, expected: KdfParams
) -> None:
    found = calibrate(lambda _params: spent)
    assert found == expected
    assert found.strong_enough()
    assert found.bearable()


def test_without_parameters_the_machine_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskinc.book.keys.vault.calibrate", lambda: FLOOR)
    vault = Vault.create(tmp_path, BOOK, NOTE)
    vault.add_passphrase("R. Malik", PHRASE, SHARED)
    assert vault._slots[0].params == FLOOR
    assert seconds(KdfParams(64, 1, 1)) > 0


def test_argon2id_gives_the_bytes_of_its_reference_program() -> None:
    found = derive("password", b"somesalt", KdfParams(65_536, 2, 1))
    assert found.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_every_salt_is_fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("deskinc.book.keys.vault.derive", lambda *_any: SECRET)
    seen = set()
    for _turn in range(3):
        vault = Vault.create(tmp_path, BOOK, NOTE)
        vault.add_passphrase("R. Malik", PHRASE, KEYS, FLOOR)
        seen |= {vault._slots[0].salt, vault._head.salt, vault._slots[0].id}
    assert len(seen) == 9


def test_the_keyrings_of_other_computers_are_told_from_this_one_s(folder: Path) -> None:
    vault = Vault.load(folder)
    assert (vault.keyrings(), vault.has_keyring("malik@desk")) == (1, True)
    assert not vault.has_keyring("nowak@desk")
    vault.add_keyring("nowak@desk", SECRET, KEYS)
    assert vault.keyrings() == 2
    vault.remove_keyrings()
    vault.save()
    assert Vault.load(folder).keyrings() == Vault.load(folder, backup=True).keyrings() == 0
    assert vault.open("R. Malik", PHRASE) == KEYS
