"""Putting the key slots back: the copy with all who are active, and nobody who has left."""

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk

from deskinc.book.keys.vault import Vault
from deskinc.book.record import Draft
from deskinc.desk.office import sign_in
from deskinc.desk.trouble import slot_repair, trouble
from deskinc.proof.canonical import unb64


def leaves(desk: Desk, name: str) -> None:
    """``name`` leaves: the book says so, and the slot is destroyed in the data folder."""
    gone = {"state": {"code": "left", "text": "Left"}}
    thread = unb64(desk.people[name].officer.thread)
    desk.office.write(Draft("officer", gone, thread=thread)).result()
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
