"""What lies in a slot anybody could have put there: no sign-in carries it into a copy.

Whoever can write the file can close shared keys of his own for anybody’s slot. The keys that have
opened the book are given anew to all; those of restricted values only by whoever holds them.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk

from deskinc.book.keys import slot_file, slots
from deskinc.book.keys.slots import Head, Slot
from deskinc.book.keys.vault import Vault
from deskinc.desk.office import sign_in
from deskinc.desk.trouble import slot_repair, trouble
from deskinc.errors import SlotDamaged

JUNK = {"database": b"X" * 32, "mirror": b"Y" * 32}


def forged(path: Path, whose: Callable[[Head, Slot], bool], shared: dict[str, bytes]) -> None:
    """Close ``shared`` for some slots of the file; it takes nobody's passphrase."""
    head, held = slot_file.unpack(path.read_bytes())
    held = [slots.give(head, one, shared) if whose(head, one) else one for one in held]
    path.write_bytes(slot_file.pack(head, held))


def copies(desk: Desk) -> list[Vault]:
    """The file, the copy beside it, and the mirror's."""
    (mirror,) = desk.mirror.glob("*/slots.json")
    return [
        Vault.load(desk.folder), Vault.load(desk.folder, backup=True), Vault.load(mirror.parent),
    ]  # fmt: skip


def comes_and_goes(desk: Desk, name: str) -> None:
    """An ordinary day: somebody signs in, and the window is closed."""
    office = sign_in(desk.folder, name, PHRASES[name], clock=desk.clock)
    office.book.settle()
    office.close()


def test_keys_that_open_nothing_are_gone_from_every_copy_after_the_next_sign_in(desk: Desk) -> None:
    true = desk.people[BOSS].keys
    desk.office.close()
    others: Callable[[Head, Slot], bool] = lambda head, one: one.name != head.name(OFFICER)  # noqa: E731
    forged(desk.folder / "slots.json", others, JUNK)
    comes_and_goes(desk, OFFICER)
    for vault in copies(desk):
        for name in (BOSS, MANAGER, OFFICER):
            keys = vault.open(name, PHRASES[name], keep=False)
            assert (keys.database, keys.mirror) == (true.database, true.mirror)


@pytest.mark.parametrize("here", [["slots.json"], ["slots.json", "slots.json.bak"]])
def test_d20_who_reads_nothing_restricted_carries_no_key_of_it_into_a_copy(
    desk: Desk, here: list[str]
) -> None:
    true = desk.people[BOSS].keys.restricted
    desk.office.close()
    for name in here:
        forged(
            desk.folder / name, lambda _head, one: "restricted" in one.given,
            {"restricted": b"Z" * 32},
        )  # fmt: skip
    comes_and_goes(desk, OFFICER)
    *_here, mirror = copies(desk)
    assert mirror.open(BOSS, PHRASES[BOSS], keep=False).restricted == true
    found = trouble.enter(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert isinstance(found, trouble.Trouble)
    assert isinstance(found.fault, SlotDamaged)
    slot_repair.put_back(found)
    comes_and_goes(desk, BOSS)
    for vault in copies(desk):
        for name in (BOSS, MANAGER):
            assert vault.open(name, PHRASES[name], keep=False).restricted == true


def test_where_no_copy_has_the_restricted_key_nobody_stays_before_the_door(desk: Desk) -> None:
    desk.office.close()
    (mirror,) = desk.mirror.glob("*/slots.json")
    for path in (mirror, desk.folder / "slots.json", desk.folder / "slots.json.bak"):
        forged(path, lambda _head, one: "restricted" in one.given, {"restricted": b"Z" * 32})
    found = trouble.enter(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert isinstance(found, trouble.Trouble)
    slot_repair.put_back(found)
    office = sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert office.person.keys.restricted is None
    desk.opened.append(office)
