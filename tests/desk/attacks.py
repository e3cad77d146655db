"""What somebody does who can write the key slots, or writes records past the window."""

import os
from collections.abc import Callable, Sequence

import pytest
from tests.desk.offices import BOSS, MANAGER, PHRASES, Desk

from deskinc.book.keys import slot_file
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.slots import Head, Slot
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Draft
from deskinc.book.writing import refusals
from deskinc.desk.office import Office, Person, sign_in
from deskinc.desk.people import departure, people, vouching
from deskinc.errors import DeskError

LEAD, ADMIN = "L. Prior", "A. Two"
OTHERS = "copper violin harvest moon"
SECOND = (MANAGER, PHRASES[MANAGER])


def untold(_fraction: float, _words: str) -> None:
    """Nobody watches."""


def enrolled(desk: Desk, name: str, *roles: str) -> Person:
    """One more person with these roles and the passphrase of others, vouched for."""
    initials = "".join(word[0] + "." for word in name.split())
    who = people.Enrolment(name, initials, roles=frozenset(roles), identity="Passport")
    thread = people.enrol(desk.office, who, OTHERS, kdf=FLOOR).thread
    vouching.vouch(desk.office, thread, *SECOND)
    desk.people[name] = desk.office.open_person(name, OTHERS)
    return desk.people[name]


def slots_written(
    desk: Desk, edit: Callable[[Head, Sequence[Slot]], Sequence[Slot]], *names: str
) -> None:
    """Alter the slots in these files (``slots.json``) of the data folder."""
    for name in names or ("slots.json",):
        path = desk.folder / name
        head, held = slot_file.unpack(path.read_bytes())
        path.write_bytes(slot_file.pack(head, edit(head, held)))


def ring_announced(desk: Desk, who: Person) -> bytes:
    """A keyring's slot of which ``who`` knows the secret, and the record that announces it."""
    secret, vault = os.urandom(32), desk.office.vault
    vault.add_keyring("a box of his own", secret, who.keys)
    desk.office.save_vault()
    said = {"keyring_slot": vault.keyring_digest("a box of his own")}
    thread = desk.office.read.record(3).thread
    with pytest.MonkeyPatch.context() as his_own:
        his_own.setattr(refusals, "permitted", lambda *_given: None)
        desk.office.book.write([Draft("site", said, thread=thread)], who.signer()).result()
    return secret


def amber(desk: Desk) -> list[str]:
    """What stands in amber about the keyring."""
    desk.office.book.settle()
    return [words for words in desk.office.health().people if "keyring" in words]


def leaves(
    desk: Desk, name: str, second: tuple[str, str] = SECOND, own: str = PHRASES[BOSS]
) -> DeskError | None:
    """``name`` leaves; why the book did not go on under new keys, if it did not."""
    thread = desk.people[name].officer.thread
    what = departure.leave(desk.office, thread, own, second)
    desk.office.close()
    desk.office, fault = departure.change(what, untold)
    desk.opened.append(desk.office)
    return fault


def enter(desk: Desk, name: str, phrase: str = "") -> Office:
    """Close the book, and sign in as ``name``."""
    desk.office.close()
    desk.office = sign_in(desk.folder, name, phrase or PHRASES[name], clock=desk.clock)
    desk.opened.append(desk.office)
    return desk.office


def places(desk: Desk) -> dict[str, Vault]:
    """The key slots as they lie in the data folder, in its backup and in the mirror."""
    (mirror,) = desk.mirror.glob("*/slots.json")
    return {
        "here": Vault.load(desk.folder),
        "backup": Vault.load(desk.folder, backup=True),
        "mirror": Vault.load(mirror.parent),
    }
