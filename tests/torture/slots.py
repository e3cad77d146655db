"""The file of key slots: every byte of it damaged, sums made right again, costs lowered.

Nobody may come in by another key, and nothing may break but with a sentence. A slot that differs
in nothing opens as before; it is not opened again for each byte, since that alone would take most
of a second each time. Whatever differs is handed to the program, which refuses it before it
derives a key; where it should not, that is seen, however long it takes.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from tests.torture.outcome import Outcome

from deskinc.book.keys import recovery, slot_file, slots
from deskinc.book.keys.kdf import FLOOR, KdfParams, derive
from deskinc.book.keys.slots import Head, Keys, Slot
from deskinc.book.keys.vault import NAME, Vault
from deskinc.errors import NoSlot, SlotDamaged, WrongPassphrase

DAMAGE, FORGED, LOWERED = (
    "key slots, every byte turned",
    "key slots altered, sums made right",
    "key derivation lowered, sums made right",
)
PEOPLE = {"Rosa Malik": "granite kettle orbit seven", "Jo Ash": "lantern moss ferry twelve"}
BOOK, NOTE_KEY, RING = bytes(range(16)), bytes(range(32)), bytes(range(100, 132))
LABEL = "desk@tower"

Opens = Callable[[Vault], Keys]
FAULTS = (SlotDamaged, WrongPassphrase, NoSlot)


@cache
def made(folder: Path) -> tuple[bytes, dict[str, Keys], str]:
    """A file with a slot of each kind, what each gives, and the recovery words; made once."""
    folder.mkdir(exist_ok=True)
    vault = Vault.create(folder, BOOK, NOTE_KEY)
    shared, words = Keys(os.urandom(32), os.urandom(32)), " ".join(recovery.new_words())
    gives: dict[str, Keys] = {}
    restricted = os.urandom(32)
    for name, phrase in PEOPLE.items():
        own = replace(shared, signing=os.urandom(32), pdf=os.urandom(32))
        gives[name] = own if gives else replace(own, restricted=restricted)
        vault.add_passphrase(name, phrase, gives[name], FLOOR)
    vault.add_recovery(words, shared)
    vault.add_keyring(LABEL, RING, shared)
    vault.save()
    return (folder / NAME).read_bytes(), gives | {"": shared, LABEL: shared}, words


def ways(words: str) -> dict[str, Opens]:
    """How each slot is opened."""
    people: dict[str, Opens] = {
        name: lambda vault, n=name, p=phrase: vault.open(n, p, keep=False)  # type: ignore[misc]
        for name, phrase in PEOPLE.items()
    }
    return people | {
        "": lambda vault: vault.open_recovery(words, keep=False),
        LABEL: lambda vault: vault.open_keyring(LABEL, RING),
    }


def found(head: Head, held: list[Slot], who: str) -> Slot | None:
    """The slot of a person, of the sheet or of the keyring, as the program looks for it."""
    name = head.name(who) if who else None
    return next((slot for slot in held if slot.name == name), None)


def row(first: int, step: int, work: Path) -> Outcome:
    """Every ``step``-th byte from the ``first`` on, each of its bits."""
    raw, gives, words = made(work / "slots")
    folder, total, opens = work / "damaged", Outcome(DAMAGE), ways(words)
    folder.mkdir()
    total += _sound(raw, gives, opens, folder)
    for at in range(first, len(raw), step):
        for bit in range(8):
            damaged = bytearray(raw)
            damaged[at] ^= 1 << bit
            total += _one(f"byte {at}, bit {bit}", raw, bytes(damaged), gives, opens, folder)
    return total


def _sound(raw: bytes, gives: dict[str, Keys], opens: dict[str, Opens], folder: Path) -> Outcome:
    """The file as it is opens for everybody: else no refusal would prove anything."""
    (folder / NAME).write_bytes(raw)
    vault = Vault.load(folder)
    wrong = [who for who, open_ in opens.items() if open_(vault) != gives[who]]
    notes = tuple(f"{who or 'the sheet'} does not open the sound file" for who in wrong)
    return Outcome(DAMAGE, 1, 0, len(wrong), notes=notes)


def _one(
    where: str, raw: bytes, damaged: bytes, gives: dict[str, Keys], opens: dict[str, Opens],
    folder: Path,
) -> Outcome:  # fmt: skip
    (folder / NAME).write_bytes(damaged)
    try:
        vault = Vault.load(folder)
    except FAULTS as fault:
        return _told(DAMAGE, where, fault, "the file refused")
    except Exception as error:  # noqa: BLE001 - told in the table
        return Outcome(DAMAGE, 1, 0, 1, notes=(f"{where}: {error!r}",))
    (head, held), (was, before) = slot_file.unpack(damaged), slot_file.unpack(raw)
    total = Outcome(DAMAGE, 1)
    for who, open_ in opens.items():
        slot = found(head, held, who)
        if (head, slot) == (was, found(was, before, who)):
            continue  # equal in all that opening reads
        total += replace(_opened(DAMAGE, where, lambda: open_(vault), gives[who]), runs=0)  # noqa: B023
    return total


def _opened(test: str, where: str, open_: Callable[[], Keys], right: Keys) -> Outcome:
    try:
        keys = open_()
    except FAULTS as fault:
        return _told(test, where, fault, "a slot refused")
    except Exception as error:  # noqa: BLE001 - told in the table
        return Outcome(test, 1, 0, 1, notes=(f"{where}: {error!r}",))
    if keys == right:
        return Outcome(test, 1, counts={"harmless": 1})
    if keys == replace(right, restricted=None):  # nobody reads with it; the window says so in amber
        return Outcome(test, 1, counts={"without its restricted key, said in amber": 1})
    return Outcome(test, 1, 0, 1, notes=(f"{where}: another key",))


def _told(test: str, where: str, fault: Exception, what: str) -> Outcome:
    said = getattr(fault, "what", "") and getattr(fault, "todo", "")
    notes = () if said else (f"{where}: refused without a sentence",)
    return Outcome(test, 1, 0, int(not said), {what: 1}, notes)


def forged(first: int, step: int, work: Path) -> Outcome:
    """One who knows the format turns a byte of a slot and makes its sum right again.

    The secret is derived once: nothing that is altered here goes into it.
    """
    raw, gives, _words = made(work / "slots")
    head, held = slot_file.unpack(raw)
    total = Outcome(FORGED)
    for who, phrase in PEOPLE.items():
        slot = found(head, held, who)
        assert slot is not None
        assert slot.params is not None
        secret = derive(phrase, slot.salt or b"", slot.params)
        for where, one, other in list(_altered(head, slot))[first::step]:
            filed = partial(_filed, work, one, other)

            def open_(filed: Callable[[], Vault] = filed, secret: bytes = secret) -> Keys:
                vault = filed()
                (only,) = vault._slots
                vault._sound(only)
                return slots.unwrap(vault._head, only, secret)

            total += _refused(FORGED, f"{who}, {where}", open_, gives[who])
    return total


def _filed(work: Path, head: Head, slot: Slot) -> Vault:
    """A file with that slot alone, its sums made right, as the program reads it."""
    summed = replace(slot, sum=slots.digest(head, slot), given_sum=slots.given_digest(slot))
    raw = slot_file.pack(head, [summed])
    (work / NAME).write_bytes(raw)
    return Vault.load(work)


def _refused(test: str, where: str, open_: Callable[[], Keys], right: Keys) -> Outcome:
    done = _opened(test, where, open_, right)
    harm = done.counts.get("harmless", 0)
    return done + Outcome(test, undetected=harm, notes=(f"{where}: opens all the same",) * harm)


def _altered(head: Head, slot: Slot) -> Iterator[tuple[str, Head, Slot]]:
    """Each byte of the file's head, of the slot and of its wrapped keys turned, and keys moved."""
    for field in ("book", "salt", "note_key"):
        for at, raw in _turned(getattr(head, field)):
            yield f"{field} {at}", replace(head, **{field: raw}), slot
    for at, raw in _turned(slot.id):
        yield f"id {at}", head, replace(slot, id=raw)
    for at, raw in _turned(slot.name or b""):
        yield f"name {at}", head, replace(slot, name=raw)
    for at, raw in _turned(slot.check):
        yield f"check {at}", head, replace(slot, check=raw)
    for at, raw in _turned(slot.box):
        yield f"box {at}", head, replace(slot, box=raw)
    for what, keys in _exchanged(slot.keys):
        yield what, head, replace(slot, keys=keys)
    for what, keys in _exchanged(slot.given):
        yield what, head, replace(slot, given=keys)


def _exchanged(keys: Mapping[str, bytes]) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Each byte of the wrapped keys turned, keys moved, and keys left out."""
    for purpose, sealed in keys.items():
        for at, raw in _turned(sealed):
            yield f"{purpose} {at}", {**keys, purpose: raw}
        for other in keys.keys() - {purpose}:
            yield f"{other} as {purpose}", {**keys, purpose: keys[other]}
        yield f"without {purpose}", {name: raw for name, raw in keys.items() if name != purpose}


def _turned(raw: bytes) -> Iterator[tuple[int, bytes]]:
    for at in range(len(raw)):
        yield at, raw[:at] + bytes([raw[at] ^ (1 << at % 8)]) + raw[at + 1 :]


def lowered(work: Path) -> Outcome:
    """A cost below the floor, or beyond any machine, takes no passphrase; another opens nothing."""
    raw, gives, words = made(work / "slots")
    head, held = slot_file.unpack(raw)
    total, opens, (who, *_rest) = Outcome(LOWERED), ways(words), PEOPLE
    slot = found(head, held, who)
    assert slot is not None
    costs = [
        *(KdfParams(memory, FLOOR.passes, FLOOR.lanes)
          for memory in (1, 8, 16, 1024, 32 * 1024, FLOOR.memory - 1)),
        *(KdfParams(FLOOR.memory, passes, FLOOR.lanes) for passes in (1, 2)),
        *(KdfParams(FLOOR.memory, FLOOR.passes, lanes) for lanes in (17, 2**20)),
        KdfParams(2**40, 1, 1), KdfParams(8, 1, 1), KdfParams(2**40, 3, 2),
        KdfParams(FLOOR.memory, 2**40, 2), KdfParams(1024 * 1024 + 1, 3, 2),
        KdfParams(FLOOR.memory, FLOOR.passes, 1), KdfParams(FLOOR.memory, FLOOR.passes + 1, 2),
    ]  # fmt: skip
    altered = [replace(slot, params=params) for params in costs]
    altered += [replace(slot, salt=raw) for _at, raw in list(_turned(slot.salt or b""))[::8]]
    for one in altered:
        filed = partial(_filed, work, head, one)
        total += _refused(LOWERED, str(one.params), lambda: opens[who](filed()), gives[who])  # noqa: B023
    return total
