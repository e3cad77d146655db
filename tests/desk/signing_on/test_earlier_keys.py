"""Keys from before somebody left: junk in their place is taken over nowhere, and it is told.

Whoever knows the newest shared keys can close any others for anybody’s slot. The newest prove
themselves by opening the book; what the older ones must be the book tells.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.desk.incidents.test_evidence import picture
from tests.desk.offices import BOSS, MANAGER, PHRASES, Desk, Prepared, fresh
from tests.desk.people.test_departure import leaves
from tests.desk.signing_on.test_given_anew import copies, forged

from deskinc.book.disk import ring
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys import older
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.restore import rekeying
from deskinc.desk.copies import backups, restoring
from deskinc.desk.incidents import evidence
from deskinc.desk.office import Office, sign_in
from deskinc.desk.people import departure, people, sheet, vouching
from deskinc.desk.trouble import slot_repair, trouble
from deskinc.errors import BookFault, DeskError, SlotDamaged

Junk = Callable[[bytes], bytes]


def swapped(old: bytes) -> bytes:
    """The newest key, and junk in the place of those before it."""
    return ring.newest(old) + os.urandom(len(old) - ring.SIZE)


def shortened(old: bytes) -> bytes:
    """The newest key alone."""
    return ring.newest(old)


def lengthened(old: bytes) -> bytes:
    """A key more between the newest and those before it."""
    return ring.newest(old) + os.urandom(ring.SIZE) + old[ring.SIZE :]


def junk(keys: Keys, made: Junk = swapped) -> dict[str, bytes]:
    """What somebody who knows ``keys`` gives others in the place of them."""
    return {"database": made(keys.database), "mirror": made(keys.mirror)}


def paths(desk: Desk) -> list[Path]:
    """Where a file of slots lies."""
    (mirror,) = desk.mirror.glob("*/slots.json")
    return [desk.folder / "slots.json", desk.folder / "slots.json.bak", mirror]


def forge(desk: Desk, given: dict[str, bytes], *where: Path) -> None:
    """Close ``given`` for everybody, in the files ``where`` or in all there are."""
    for path in where or paths(desk):
        forged(path, lambda _head, _one: True, given)


def without_memory(desk: Desk, keys: Keys) -> None:
    """Take what the book itself keeps of its older keys out of the database."""
    store = Store(desk.folder / "book.db", keys.database)
    with Link(store, Mode.WRITE) as link, link.transaction():
        link.run("DELETE FROM meta WHERE key IN ('keys/database', 'keys/mirror')")


def enter(desk: Desk, name: str = BOSS) -> Office:
    """Sign in on the closed book."""
    office = sign_in(desk.folder, name, PHRASES[name], clock=desk.clock)
    desk.opened.append(office)
    desk.office = office
    return office


def told(office: Office) -> list[str]:
    """What stands in amber about the slots."""
    return [words for words in office.health().doubts if "slots.json" in words]


@pytest.fixture
def left(desk: Desk) -> tuple[Desk, Keys, int]:
    """A desk that somebody has left, the keys since, and a photo from before; closed."""
    thread = desk.raise_incident()
    done = evidence.add_photo(desk.office, thread, picture(), "a.jpg", "Door", fresh()).result()
    leaves(desk)
    keys = desk.office.person.keys
    desk.office.book.settle()
    desk.office.close()
    return desk, keys, done.records[0].n


def test_the_newest_key_of_the_mirror_is_mended_too_or_the_slot_is_altered(
    left: tuple[Desk, Keys, int],
) -> None:
    desk, keys, _photo = left
    own, spare, _mirror = paths(desk)
    bad = {"mirror": os.urandom(32) + keys.mirror[32:]}
    forge(desk, bad)
    office = enter(desk)
    assert told(office)
    assert office.person.keys.mirror == keys.mirror
    assert desk.verifies()
    office.close()
    without_memory(desk, keys)
    forge(desk, bad, own, spare)
    found = trouble.enter(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    assert isinstance(found, trouble.Trouble)
    slot_repair.put_back(found)
    assert not told(enter(desk))


@pytest.mark.parametrize("made", [swapped, shortened, lengthened])
def test_junk_in_every_slot_file_is_told_and_gone_after_the_next_sign_in(
    left: tuple[Desk, Keys, int], made: Junk
) -> None:
    desk, keys, photo = left
    forge(desk, junk(keys, made))
    office = enter(desk)
    (words,) = told(office)
    assert "put back" in words
    assert (office.person.keys.database, office.person.keys.mirror) == (keys.database, keys.mirror)
    assert evidence.photo(office, photo, "original") == picture()
    assert desk.verifies()
    office.book.settle()
    office.close()
    for vault in copies(desk):
        for name in (BOSS, MANAGER):
            found = vault.open(name, PHRASES[name], keep=False)
            assert (found.database, found.mirror) == (keys.database, keys.mirror)
    assert not told(enter(desk))


def test_where_the_book_keeps_none_another_copy_of_the_slot_has_them(
    left: tuple[Desk, Keys, int],
) -> None:
    desk, keys, photo = left
    without_memory(desk, keys)
    own, spare, _mirror = paths(desk)
    forge(desk, junk(keys), own, spare)
    office = enter(desk)
    assert told(office)
    assert evidence.photo(office, photo, "original") == picture()
    assert desk.verifies()
    assert office.person.keys.mirror == keys.mirror


def test_a_backup_has_them_where_nothing_else_does(desk: Desk, tmp_path: Path) -> None:
    leaves(desk)
    keys = desk.office.person.keys
    made = backups.make(desk.office, tmp_path / "backups", lambda _f, _w: None, lambda: False)
    assert made
    desk.office.close()
    without_memory(desk, keys)
    forge(desk, junk(keys))
    office = enter(desk)
    assert office.person.keys.database == keys.database
    assert desk.verifies()


def test_where_no_copy_has_them_nothing_is_given_overwritten_or_changed(
    left: tuple[Desk, Keys, int],
) -> None:
    desk, keys, photo = left
    without_memory(desk, keys)
    forge(desk, junk(keys))
    before = [path.read_bytes() for path in paths(desk)]
    office = enter(desk)
    (words,) = told(office)
    assert "Nothing was overwritten" in words
    assert {f.why for f in office.book.verify(full=True)} >= {
        "A key from before somebody left is not the one that the book announces."
    }
    with pytest.raises(BookFault):
        evidence.photo(office, photo, "original")
    thread = desk.raise_incident()
    with pytest.raises(BookFault, match="named"):
        evidence.add_photo(office, thread, picture(), "b.jpg", "", fresh()).result()
    with pytest.raises(DeskError, match="not here as the book"):
        departure.prepared(office, office.person)
    office.book.settle()
    office.close()
    assert [path.read_bytes() for path in paths(desk)] == before


def test_a_second_person_brings_them_back(left: tuple[Desk, Keys, int]) -> None:
    desk, keys, photo = left
    without_memory(desk, keys)
    manager = Vault.load(desk.folder)._head.name(MANAGER)
    for path in paths(desk):
        forged(path, lambda _head, one: one.name != manager, junk(keys))
    office = enter(desk)
    assert "Nothing was overwritten" in told(office)[0]
    office.open_person(MANAGER, PHRASES[MANAGER])
    office.close()
    office = enter(desk)
    assert evidence.photo(office, photo, "original") == picture()
    assert desk.verifies()


def test_the_drill_of_the_sheet_asks_for_them_too(
    left: tuple[Desk, Keys, int], prepared: Prepared
) -> None:
    desk, keys, _photo = left
    office = enter(desk)
    sheet.attempt(office, " ".join(prepared.words))
    forge(desk, junk(keys))
    office.vault = Vault.load(desk.folder)
    with pytest.raises(SlotDamaged):
        sheet.attempt(office, " ".join(prepared.words))


def test_the_book_is_not_put_under_keys_that_lack_what_it_tells(
    left: tuple[Desk, Keys, int],
) -> None:
    desk, keys, _photo = left
    office = enter(desk)
    what = departure.prepared(office, office.person)
    office.close()
    bad = replace(what.new, mirror=swapped(what.new.mirror))
    with pytest.raises(BookFault):
        rekeying.change(desk.folder, keys, bad, what.slots, lambda _f, _w: None)
    enter(desk)


def test_older_restricted_keys_are_not_carried_on_either(desk: Desk) -> None:
    second = enrolled_lead(desk)
    leaves(desk, MANAGER, second)
    true = desk.office.person.keys.restricted
    assert true is not None
    assert len(ring.each(true)) == 2
    desk.office.book.settle()
    desk.office.close()
    own, spare, mirror = paths(desk)
    reads: Callable[[object, object], bool] = lambda _head, one: "restricted" in one.given  # type: ignore[attr-defined] # noqa: E731
    forged(own, reads, {"restricted": swapped(true)})
    office = enter(desk)
    assert office.person.keys.restricted == true  # of the copy beside it
    office.book.settle()
    office.close()
    boss = office.vault._head.name(BOSS)
    for path in (own, spare, mirror):
        forged(path, lambda _head, one: one.name == boss, {"restricted": swapped(true)})
    office = enter(desk)
    assert any("restricted parts" in words for words in office.health().doubts)
    with pytest.raises(DeskError, match="restricted values"):
        sheet.signers(office, PHRASES[BOSS], second)
    office.book.settle()
    office.close()
    for name, phrase in (second, (BOSS, PHRASES[BOSS])):
        office = sign_in(desk.folder, name, phrase, clock=desk.clock)
        assert office.person.keys.restricted == true
        office.book.settle()
        office.close()
    assert [one.open(BOSS, PHRASES[BOSS], keep=False).restricted for one in copies(desk)] == (
        [true] * 3
    )


def enrolled_lead(desk: Desk) -> tuple[str, str]:
    """A lead whom two vouch for."""
    name, phrase = "L. Prior", "copper violin harvest moon"
    role = people.Enrolment(name, "L.P.", roles=frozenset({"lead"}), identity="Passport")
    lead = people.enrol(desk.office, role, phrase, kdf=FLOOR)
    vouching.vouch(desk.office, lead.thread, MANAGER, PHRASES[MANAGER])
    return name, phrase


def test_a_book_that_told_nothing_is_told_at_the_next_sign_in(desk: Desk) -> None:
    said = desk.office.read.record(1).values
    (first,) = older.each(desk.office.person.keys)
    assert (said["database"], said["mirror"]) == first
    leaves(desk)
    rows = desk.office.read.thread(desk.office.read.record(1).thread)
    (made,) = [record for record in rows if record.form == older.FORM]
    assert made.author == "desk"
    assert made.values["number"] == 1
    pair = older.each(desk.office.person.keys)[1]
    assert (made.values["database"], made.values["mirror"]) == pair
    n = desk.office.read.last_n()
    desk.office.close()
    enter(desk)
    assert [record.form for record in desk.since(n)] == ["access"]


def test_a_restore_takes_them_from_the_book_or_a_backup(
    left: tuple[Desk, Keys, int], tmp_path: Path
) -> None:
    desk, keys, photo = left
    office = enter(desk)
    backups.make(office, tmp_path / "backups", lambda _f, _w: None, lambda: False)
    office.close()
    forge(desk, junk(keys))
    pair = restoring.Pair(BOSS, PHRASES[BOSS])
    found = restoring.keys_of(desk.folder, pair)
    assert (found.database, found.mirror) == (keys.database, keys.mirror)
    (desk.folder / "book.db").unlink()
    there = [tmp_path / "backups"]
    found = restoring.keys_of(desk.folder, pair, there)
    assert (found.database, found.mirror) == (keys.database, keys.mirror)
    source = restoring.sources(desk.folder, found, there)[0]
    restoring.restore(
        desk.folder, source, pair, restoring.Pair(MANAGER, PHRASES[MANAGER]), "Lost.",
        lambda _f, _w: None, places=there, clock=desk.clock,
    )  # fmt: skip
    office = enter(desk)
    assert not told(office)
    assert office.person.keys.mirror == keys.mirror
    assert evidence.photo(office, photo, "original") == picture()
