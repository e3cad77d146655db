"""An office that a keyring opens: what is seen to at each sign-in, and what ends it."""

import os

import pytest
from tests.desk.attacks import OTHERS, amber, enter, leaves
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk
from tests.desk.signing_on.test_given_anew import forged

from deskinc.book.disk import ring
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.system_keyring import Item, Ring, Secret
from deskinc.book.keys.vault import Vault
from deskinc.desk import open_office
from deskinc.desk.open_office import Given
from deskinc.desk.people.people import Enrolment
from deskinc.desk.shift import relief
from deskinc.errors import DeskError, NoSlot


def opened(desk: Desk) -> Given:
    """Have a keyring open the office; what it holds."""
    item = Item.of(desk.office.book.id, desk.office.book.parts.station)
    given = Given(item, Secret(os.urandom(32)), Ring("GNOME Keyring", usable=True))
    open_office.open_up(desk.office, given)
    return given


def begin(desk: Desk, given: Given) -> None:
    """Close the book, and let the keyring open it."""
    desk.office.close()
    desk.office = open_office.begin(desk.folder, given, clock=desk.clock)
    desk.opened.append(desk.office)


def test_d18_the_slot_of_a_relief_officer_goes_in_an_office_that_stays_open_too(
    desk: Desk,
) -> None:
    desk.sit(OFFICER)
    desk.sign_on()
    who = Enrolment(
        "T. Okafor", "T.O.", "1015440011112222", identity="Passport", employer="Brightwatch"
    )
    relief.enrol(desk.office, who, OTHERS, kdf=FLOOR)
    desk.sit(BOSS)
    begin(desk, opened(desk))
    desk.clock.on(hours=80)  # type: ignore[attr-defined]
    assert desk.office.vault.has("T. Okafor")
    open_office.take(desk.office, BOSS, PHRASES[BOSS])
    for backup in (False, True):
        assert not Vault.load(desk.folder, backup=backup).has("T. Okafor")


def test_d19_what_the_keyring_held_opens_nothing_after_somebody_has_left(desk: Desk) -> None:
    given = opened(desk)
    before = (desk.folder / "slots.json").read_bytes()
    begin(desk, given)
    open_office.take(desk.office, BOSS, PHRASES[BOSS])
    assert leaves(desk, OFFICER) is None
    assert not open_office.is_open(desk.office)
    assert "Settings, Open or closed office" in amber(desk)[0]
    with pytest.raises(NoSlot):
        begin(desk, given)
    now = (desk.folder / "slots.json").read_bytes()
    (desk.folder / "slots.json").write_bytes(before)
    with pytest.raises(DeskError):
        open_office.begin(desk.folder, given, clock=desk.clock)
    (desk.folder / "slots.json").write_bytes(now)
    enter(desk, BOSS)
    anew = opened(desk)
    assert amber(desk) == []
    begin(desk, anew)
    assert open_office.is_open(desk.office)


def test_d19_an_office_that_is_closed_since_somebody_left_can_stay_closed(desk: Desk) -> None:
    opened(desk)
    assert leaves(desk, OFFICER) is None
    assert open_office.standing(desk.office).ended
    open_office.close_up(desk.office, PHRASES[BOSS])
    assert not open_office.standing(desk.office).ended
    assert amber(desk) == []


def test_a_keyring_that_was_given_junk_before_the_newest_key_carries_it_to_nobody(
    desk: Desk,
) -> None:
    assert leaves(desk, OFFICER) is None
    given = opened(desk)
    true = desk.office.person.keys
    desk.office.book.settle()
    desk.office.close()
    bad = {
        name: ring.newest(held) + os.urandom(32)
        for name, held in (("database", true.database), ("mirror", true.mirror))
    }
    forged(desk.folder / "slots.json", lambda _head, _one: True, bad)
    begin(desk, given)
    assert any("slots.json" in words for words in desk.office.health().doubts)
    found = Vault.load(desk.folder).open(BOSS, PHRASES[BOSS], keep=False)
    for keys in (desk.office.person.keys, found):
        assert (keys.database, keys.mirror) == (true.database, true.mirror)
