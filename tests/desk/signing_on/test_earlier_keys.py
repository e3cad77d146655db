"""Keys from before somebody left: junk in their place is taken over nowhere, and it is told.

Whoever knows the newest shared keys can close any others for anybody’s slot. The newest prove
themselves by opening the book; what the older ones must be the book tells.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from tests.desk.incidents.test_evidence import picture
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Prepared, fresh
from tests.desk.people.test_departure import leaves
from tests.desk.signing_on.test_given_anew import copies, forged

from deskinc.book.backups.backup import KEPT
from deskinc.book.disk import ring
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys import older, slot_file
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.system_keyring import Item, Ring, Secret
from deskinc.book.keys.vault import Vault
from deskinc.book.opening import earlier
from deskinc.book.record import Draft
from deskinc.book.records import announcing
from deskinc.book.records.following import never
from deskinc.book.restore import rekeying
from deskinc.desk import open_office
from deskinc.desk.copies import backups, restoring
from deskinc.desk.incidents import evidence
from deskinc.desk.office import Office, sign_in
from deskinc.desk.people import by_sheet, departure, people, sheet, suspension, vouching
from deskinc.desk.shift import relief
from deskinc.desk.trouble import slot_repair, trouble
from deskinc.errors import BookFault, DeskError, SlotDamaged
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64
from deskinc.proof.findings import Why

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


def untold(_fraction: float, _words: str) -> None:
    """Nobody watches."""


def test_while_they_lack_a_backup_ends_none_before_it_and_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    stick, away = tmp_path / "stick" / "backups", tmp_path / "away"
    leaves(desk)
    keys = desk.office.person.keys
    whole = backups.make(desk.office, stick, untold, never)
    desk.office.close()
    without_memory(desk, keys)
    forge(desk, junk(keys))
    stick.parent.rename(away)
    office = enter(desk)
    assert office.book.lacks_keys
    assert any("no older backup is ended" in words for words in told(office))
    away.rename(stick.parent)
    without = backups.make(office, stick, untold, never)
    there = backups.listing(office, stick)
    assert {one.folder for one in there} == {whole.folder, without.folder}
    assert backups.ends(office, there) == {}
    assert read_detail(office) == KEPT
    office.close()
    office = enter(desk)  # the one from before has them
    assert not office.book.lacks_keys
    last = backups.make(office, stick, untold, never)
    assert backups.listing(office, stick) == [last]
    assert not read_detail(office)


def test_files_that_nobody_can_name_are_in_no_backup_and_it_is_not_the_disk(
    left: tuple[Desk, Keys, int], tmp_path: Path
) -> None:
    desk, keys, _photo = left
    without_memory(desk, keys)
    forge(desk, junk(keys))
    office = enter(desk)
    with pytest.raises(BookFault, match="named"):
        backups.make(office, tmp_path / "stick", untold, never)
    assert list((tmp_path / "stick").iterdir()) == []


def read_detail(office: Office) -> object:
    """What the desk wrote beside the last backup."""
    read = office.read
    last = max(n for n in range(1, read.last_n() + 1) if read.record(n).form == "backup")
    return read.record(last).values.get("detail")


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


def only_the_managers_copy_is_true(desk: Desk, keys: Keys) -> list[Path]:
    """The last true older keys lie in MANAGER’s slot of the copies; who signs in has junk."""
    without_memory(desk, keys)
    own, spare, mirror = paths(desk)
    manager = Vault.load(desk.folder)._head.name(MANAGER)
    forge(desk, junk(keys), own)
    for path in (spare, mirror):
        forged(path, lambda _head, one: one.name != manager, junk(keys))
    return [spare, mirror]


def enrols(desk: Desk, _prepared: Prepared) -> None:
    """Somebody is enrolled."""
    who = people.Enrolment("L. Prior", "L.P.", roles=frozenset({"officer"}), identity="Passport")
    people.enrol(desk.office, who, "copper violin harvest moon", kdf=FLOOR)


def enrols_again(desk: Desk, _prepared: Prepared) -> None:
    """Somebody who forgot the passphrase is enrolled again."""
    row = next(one for one in desk.office.read.persons() if one.name == MANAGER)
    who = people.Enrolment(MANAGER, row.initials or "", roles=row.roles, identity="Passport")
    people.enrol(
        desk.office, who, "copper violin harvest moon", again=b64(row.thread), kdf=FLOOR,
        second=(MANAGER, PHRASES[MANAGER]),
    )  # fmt: skip


def enrols_relief(desk: Desk, _prepared: Prepared) -> None:
    """A relief officer is enrolled."""
    desk.sign_on()
    who = people.Enrolment("L. Prior", "L.P.", licence="1", identity="Passport")
    relief.enrol(desk.office, who, "copper violin harvest moon", kdf=FLOOR)


def opens_the_office(desk: Desk, _prepared: Prepared) -> None:
    """The keyring is to open the book."""
    office = desk.office
    item = Item.of(office.book.id, office.book.parts.station)
    given = open_office.Given(item, Secret(os.urandom(32)), Ring("Keyring", usable=True))
    open_office.open_up(office, given)


def makes_a_sheet(desk: Desk, _prepared: Prepared) -> None:
    """Another recovery sheet is made."""
    sheet.replace(desk.office, sheet.new_words(), PHRASES[BOSS], (MANAGER, PHRASES[MANAGER]))


def enrols_by_sheet(desk: Desk, prepared: Prepared) -> None:
    """The sheet enrols somebody."""
    desk.office.close()
    opened = by_sheet.open_book(desk.folder, " ".join(prepared.words))
    who = people.Enrolment("L. Prior", "L.P.", roles=frozenset({"officer"}), identity="Passport")
    try:
        by_sheet.enrol(
            opened, who, "copper violin harvest moon", kdf=FLOOR,
            second=by_sheet.Second(BOSS, PHRASES[BOSS]),
        )  # fmt: skip
    finally:
        opened.close()


@pytest.mark.parametrize(
    "act",
    [enrols, enrols_again, enrols_relief, opens_the_office, makes_a_sheet, enrols_by_sheet],
)
def test_no_act_gives_keys_that_are_lacking_or_writes_over_the_last_that_are_true(
    left: tuple[Desk, Keys, int], prepared: Prepared, act: Callable[[Desk, Prepared], None]
) -> None:
    desk, keys, photo = left
    copies = only_the_managers_copy_is_true(desk, keys)
    before = [path.read_bytes() for path in copies]
    office = enter(desk)
    assert office.book.lacks_keys
    with pytest.raises(DeskError, match="not here as the book"):
        act(desk, prepared)
    if act is not enrols_by_sheet:
        office.book.settle()
        office.close()
    assert [path.read_bytes() for path in copies] == before
    office = enter(desk, MANAGER)
    assert not office.book.lacks_keys
    assert evidence.photo(office, photo, "original") == picture()


def test_d19_a_suspension_takes_one_slot_out_of_the_copies_and_leaves_the_others(
    left: tuple[Desk, Keys, int],
) -> None:
    desk, keys, photo = left
    office = enter(desk)
    second = enrolled_lead(desk)
    office.book.settle()
    office.close()
    copies = only_the_managers_copy_is_true(desk, keys)
    before = [path.read_bytes() for path in copies]
    office = enter(desk)
    assert office.book.lacks_keys
    row = next(one for one in office.read.persons() if one.name == second[0])
    assert suspension.suspend(office, b64(row.thread), PHRASES[BOSS])
    office.book.verify(full=True)
    office.book.settle()
    office.close()
    gone = Vault.load(desk.folder)._head.name(second[0])
    for path, raw in zip(copies, before, strict=True):
        head, held = slot_file.unpack(raw)
        assert slot_file.unpack(path.read_bytes()) == (
            head, [one for one in held if one.name != gone],
        )  # fmt: skip
        assert any(one.name == gone for one in held)
    office = enter(desk, MANAGER)
    assert not office.book.lacks_keys
    assert evidence.photo(office, photo, "original") == picture()


def test_the_sheet_finds_them_in_another_copy_of_its_slot(
    left: tuple[Desk, Keys, int], prepared: Prepared
) -> None:
    desk, keys, _photo = left
    without_memory(desk, keys)
    own, spare, _mirror = paths(desk)
    forge(desk, junk(keys), own, spare)
    opened = by_sheet.open_book(desk.folder, " ".join(prepared.words))
    assert not opened.office.book.lacks_keys
    assert opened.keys.database == keys.database
    opened.close()


def test_what_the_book_tells_of_its_keys_is_read_or_nobody_opens_it(
    left: tuple[Desk, Keys, int],
) -> None:
    desk, keys, _photo = left
    forge(desk, junk(keys))
    before = [path.read_bytes() for path in paths(desk)]
    store = Store(desk.folder / "book.db", keys.database)
    with Link(store, Mode.WRITE) as link, link.transaction():
        link.run("DROP TRIGGER value_as_is")
        link.run("UPDATE value SET raw = x'5b5d' WHERE n = 1")
    with pytest.raises(BookFault):
        earlier.opening(desk.folder, keys)
    with pytest.raises(BookFault):
        enter(desk)
    assert [path.read_bytes() for path in paths(desk)] == before
    assert earlier.opening(desk.folder, Keys(os.urandom(32), os.urandom(32))).lacking == set()
    assert earlier.found(keys, [desk.folder]).keys == keys  # a damaged book can be restored


RAWS = [
    b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[1,2,3]", b'["AAAAAAAAAAAAAAAAAAAAAA","state",5]',
    b'["AAAAAAAAAAAAAAAAAAAAAA","database",{"t":[]}]', b'["AAAAAAAAAAAAAAAAAAAAAA","number",true]',
    b'["AAAAAAAAAAAAAAAAAAAAAA","restricted_key",[null]]', b'["AAAAAAAAAAAAAAAAAAAAAA","act",1e99]',
    b'["AAAAAAAAAAAAAAAAAAAAAA","signing_key","AAAA"]', b'["AAAAAAAAAAAAAAAAAAAAAA","number",-1]',
]  # fmt: skip
"""Values as somebody with the key of the database may write them over others."""


@pytest.mark.parametrize(("table", "column"), [("value", "raw"), ("record", "doc")])
def test_a_restore_goes_on_without_whatever_a_damaged_book_tells_of_its_keys(
    left: tuple[Desk, Keys, int], table: str, column: str
) -> None:
    desk, keys, _photo = left
    store = Store(desk.folder / "book.db", keys.database)
    with Link(store, Mode.WRITE) as link, link.transaction():
        link.run(f"DROP TRIGGER {table}_as_is")
    with Link(store, Mode.READ) as link:
        ns = sorted(announcing.telling(link))
    whole = store.path.read_bytes()
    for n, raw in product(ns, RAWS):
        with Link(store, Mode.WRITE) as link, link.transaction():
            link.run(f"UPDATE {table} SET {column} = ? WHERE n = ?", (raw, n))  # noqa: S608
        assert not store.wal.exists()
        assert earlier.found(keys, [desk.folder]).keys.database[:32] == keys.database[:32]
        store.path.write_bytes(whole)


def foretold(desk: Desk, office: Office, number: int = 1) -> None:
    """Whoever knows the database’s key has the site’s too, and tells a key still to come."""
    pair = older.each(Keys(os.urandom(32), os.urandom(32)))[0]
    values: dict[str, Value] = {"number": number, "database": pair[0], "mirror": pair[1]}
    thread = desk.office.read.record(1).thread
    draft = Draft(older.FORM, values, thread=thread)
    office.book.write([draft], office.book.desk_signer()).result()


def changed_in_spite(desk: Desk) -> Keys:
    """Somebody leaves, and junk is told of the new keys before they are made; closed."""
    thread = desk.people[OFFICER].officer.thread
    what = departure.leave(desk.office, thread, PHRASES[BOSS], (MANAGER, PHRASES[MANAGER]))
    foretold(desk, desk.office)
    desk.office.book.settle()
    desk.office.close()
    office, fault = departure.change(what, lambda _f, _w: None)
    assert fault is None
    assert len(ring.each(office.person.keys.database)) == 2
    office.book.settle()
    office.close()
    return office.person.keys


def test_what_is_told_of_a_key_before_it_was_made_prevents_no_new_keys(desk: Desk) -> None:
    keys = changed_in_spite(desk)
    office = enter(desk)
    assert not told(office)
    assert [one.why for one in office.book.verify(full=True)] == [Why.OLDER_TOLD]
    office.book.settle()
    office.close()
    forge(desk, {"mirror": os.urandom(32) + keys.mirror[32:]})
    office = enter(desk)
    assert told(office)
    assert office.person.keys.mirror == keys.mirror


def test_the_true_word_counts_after_the_next_new_keys_too(desk: Desk) -> None:
    changed_in_spite(desk)
    office = enter(desk)
    name, phrase = enrolled_lead(desk)
    desk.people[name] = office.open_person(name, phrase)
    leaves(desk, name, (MANAGER, PHRASES[MANAGER]))
    keys = desk.office.person.keys
    assert len(ring.each(keys.database)) == 3
    desk.office.book.settle()
    desk.office.close()
    forge(desk, junk(keys))
    office = enter(desk)
    assert (office.person.keys.database, office.person.keys.mirror) == (keys.database, keys.mirror)
    assert not office.book.lacks_keys


def restored(desk: Desk) -> Office:
    """The book is lost, and restored from its mirror by two; whoever did it signs in."""
    shutil.rmtree(desk.folder)
    places = [desk.mirror]
    boss, manager = (restoring.Pair(one, PHRASES[one]) for one in (BOSS, MANAGER))
    keys = restoring.keys_of(desk.folder, boss, places)
    (source,) = restoring.sources(desk.folder, keys, places)
    assert source.kind == "mirror"
    restoring.restore(
        desk.folder, source, boss, manager, "Lost.", untold, places=places, clock=desk.clock
    )
    return enter(desk)


def test_what_was_told_ahead_counts_in_no_book_restored_from_the_mirror_alone(desk: Desk) -> None:
    keys = changed_in_spite(desk)
    office = enter(desk)
    office.book.settle()
    office.close()
    office = restored(desk)
    assert not told(office)
    assert not office.book.lacks_keys
    assert not [words for words in office.health().doubts if "keys from before" in words]
    assert office.person.keys.mirror == keys.mirror
    with Link(office.book.parts.store, Mode.READ) as link:
        assert announcing.by_now(link).rings == older.each(keys)
    assert {one.why for one in office.book.verify(full=True)} == {Why.OLDER_TOLD}


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
