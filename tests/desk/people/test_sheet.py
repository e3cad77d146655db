"""D24: the recovery sheet is tried every quarter, and another destroys the one before."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Prepared, Ticking, copied

from deskinc.book.keys import slot_file, slots
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.recovery import public_of
from deskinc.book.keys.vault import Vault
from deskinc.book.leaving.bundling import bundle
from deskinc.book.record import Draft, Record
from deskinc.desk.copies import new_mirror, restoring
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.desk.people import by_sheet, departure, people, sheet
from deskinc.desk.people.by_sheet import Second
from deskinc.desk.people.people import Enrolment
from deskinc.desk.people.vouching import countersign
from deskinc.desk.signing_on import handing_on
from deskinc.errors import DeskError, NotAllowed, SlotDamaged, WrongPassphrase
from deskinc.forms.fields import Value
from deskinc.proof.bundle import Judgement, judge
from deskinc.proof.canonical import b64

NEW = "copper lantern seven rivers"
SECOND = (OFFICER, PHRASES[OFFICER])


def told_of(desk: Desk) -> list[str]:
    """What stands in amber of the sheet."""
    return [words for words in desk.office.health().people if "sheet" in words]


def test_d24_a_quarter_after_set_up_somebody_who_restores_is_asked_to_try_the_sheet(
    desk: Desk, prepared: Prepared, clock: Ticking
) -> None:
    sheet.look(desk.office)
    assert not told_of(desk)
    clock.on(days=91)
    sheet.look(desk.office)
    (told,) = told_of(desk)
    assert told.startswith("Nobody has tried the recovery sheet since 2026-11-21")
    desk.sit(OFFICER)
    assert not told_of(desk), "an officer cannot try it"
    desk.sit(MANAGER)
    sheet.attempt(desk.office, " ".join(prepared.words))
    assert not told_of(desk)
    (row,) = desk.office.read.accesses(1, whats=("sheet_tried",))
    assert row.n == desk.office.read.last_n()
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        sheet.attempt(desk.office, " ".join(prepared.words))


def test_d24_trying_the_sheet_shows_that_its_slot_gives_the_keys_of_the_book(
    desk: Desk, prepared: Prepared
) -> None:
    vault = desk.office.vault
    head, held = slot_file.unpack(vault.packed())
    for shared in ({"database": b"X" * 32}, {"restricted": b"Z" * 32}):
        vault.put_back([slots.give(head, s, shared) if s.kind == "recovery" else s for s in held])
        with pytest.raises(SlotDamaged, match="does not give the keys of the book"):
            sheet.attempt(desk.office, " ".join(prepared.words))
    vault.put_back(held)
    sheet.attempt(desk.office, " ".join(prepared.words))


def test_d24_another_sheet_destroys_the_one_before_and_opens_what_that_opened(
    desk: Desk, prepared: Prepared
) -> None:
    office, old, words = desk.office, " ".join(prepared.words), sheet.new_words()
    assert sheet.takes_second(office)
    with pytest.raises(WrongPassphrase):
        sheet.replace(office, words, PHRASES[OFFICER], SECOND)
    office.waits.clear()
    for second, why in ((None, "A second person signs"), ((BOSS, PHRASES[BOSS]), "a second")):
        with pytest.raises(DeskError, match=why):
            sheet.replace(office, words, PHRASES[BOSS], second)
    sheet.attempt(office, old)
    sheet.replace(office, words, PHRASES[BOSS], SECOND)
    sheet.attempt(office, " ".join(words))
    with pytest.raises(WrongPassphrase):
        sheet.attempt(office, old)
    assert office.vault.recovery_digest() == handing_on.announced(office.read).sheet
    assert "new_sheet" in {row.what for row in office.read.accesses(9)}
    assert desk.verifies()
    office.close()
    for place in (desk.folder, desk.mirror / desk.office.book.mirror.name):  # type: ignore[union-attr]
        assert _opens(place, " ".join(words))
        assert not _opens(place, old)
    opened = by_sheet.open_book(desk.folder, " ".join(words))
    assert opened.keys.restricted is not None
    who = Enrolment("A. Okoro", "A.O.", roles=frozenset({"lead"}), identity="Passport")
    by_sheet.enrol(opened, who, NEW, second=Second(OFFICER, PHRASES[OFFICER]), kdf=FLOOR)
    again = sign_in(desk.folder, "A. Okoro", NEW)
    desk.opened.append(again)
    assert again.book.verify(full=True) == []
    told = shown_of(again)
    assert told.all == (), "a stranger sees which sheet proved, and that two had signed it"
    assert "sheet" in {one.form for one in told.records}


def test_d24_power_lost_between_the_two_signatures_leaves_the_old_sheet_good(
    desk: Desk, prepared: Prepared, tmp_path: Path
) -> None:
    old, words, left = " ".join(prepared.words), sheet.new_words(), tmp_path / "left"

    def cut(records: Sequence[Record]) -> None:
        if records[0].form in {"sheet", "countersign"}:
            below = left / records[0].form
            below.mkdir(parents=True)
            copied(replace(prepared, folder=desk.folder.parent), below)

    desk.office.listen(cut)
    sheet.replace(desk.office, words, PHRASES[BOSS], SECOND)
    desk.office.unlisten(cut)
    before, after = left / "sheet" / "book", left / "countersign" / "book"
    by_sheet.open_book(before, old).close()
    again = sign_in(before, BOSS, PHRASES[BOSS])
    assert not [words for words in again.health().people if "sheet" in words]
    sheet.attempt(again, old)
    again.close()
    assert _opens(before, old)
    good = Vault.load(after, backup=True)
    good.open_recovery(words, keep=False)
    for backup in (False, True):
        with pytest.raises(WrongPassphrase):
            Vault.load(desk.folder, backup=backup).open_recovery(old, keep=False)


def shown_of(office: Office) -> Judgement:
    """What a stranger says of a line by whoever is at the desk."""
    raw: dict[str, object] = {"type": "patrol", "text": "Going on."}
    line = entries.post(office, raw, entries.new_id()).result().records[0]
    note = office.book.seal().result().records[-1].values["note"]
    return judge(bundle(office.book, [line.n], str(note), {(line.n, "text")}))


def _opens(place: Path, words: str) -> bool:
    try:
        Vault.load(place).open_recovery(words, keep=False)
    except DeskError:
        return False
    return True


def test_an_administrator_alone_exchanges_neither_the_sheet_nor_its_slot(
    desk: Desk, prepared: Prepared
) -> None:
    office, words = desk.office, sheet.new_words()
    good, me = handing_on.announced(office.read).sheet, desk.people[BOSS]
    before = office.vault.slots()
    office.vault.remove_recovery()
    office.vault.add_recovery(words, me.keys)
    mine = office.vault.recovery_digest()
    office.vault.put_back(before)
    first, site = office.read.record(1).thread, office.read.record(3).thread
    said: dict[str, Value] = {"key": b64(public_of(words)), "slot": mine}
    drafts = [
        Draft("sheet", said, thread=first),
        Draft("site", {"recovery_slot": mine}, thread=site),
    ]
    (act, _site) = office.book.write(drafts, me.signer()).result().records
    assert desk.verifies(), "it waits for a second signature, and says nothing until then"
    assert handing_on.announced(office.read).sheet == good
    sheet.attempt(office, " ".join(prepared.words))
    with pytest.raises(DeskError):
        sheet.attempt(office, " ".join(words))
    countersign(office, desk.people[OFFICER], act, sheet.meaning())
    assert handing_on.announced(office.read).sheet == mine


def test_a_sheet_that_would_open_less_is_not_made(desk: Desk, prepared: Prepared) -> None:
    chief = Enrolment("B. Yu", "B.Y.", roles=frozenset({"admin"}), identity="Passport")
    people.enrol(desk.office, chief, NEW, kdf=FLOOR)
    desk.office.become(desk.office.open_person("B. Yu", NEW))
    before = (desk.folder / "slots.json").read_bytes()
    with pytest.raises(DeskError, match="You do not hold the key of restricted values"):
        sheet.replace(desk.office, sheet.new_words(), NEW, SECOND)
    assert (desk.folder / "slots.json").read_bytes() == before
    desk.sit(BOSS)
    sheet.attempt(desk.office, " ".join(prepared.words))


def test_an_old_copy_of_the_slots_does_not_bring_the_old_sheet_back(
    desk: Desk, prepared: Prepared
) -> None:
    slots = desk.folder / "slots.json"
    before = slots.read_bytes()
    sheet.replace(desk.office, sheet.new_words(), PHRASES[BOSS], SECOND)
    desk.office.close()
    slots.write_bytes(before)
    with pytest.raises(WrongPassphrase, match="replaced by another"):
        by_sheet.open_book(desk.folder, " ".join(prepared.words))


def test_a_new_sheet_and_a_moved_mirror_go_on_when_the_keys_of_the_book_are_changed(
    desk: Desk, tmp_path: Path
) -> None:
    words = sheet.new_words()
    sheet.replace(desk.office, words, PHRASES[BOSS], SECOND)
    new_mirror.give(desk.office, tmp_path / "moved", lambda _f, _w: None)
    thread = desk.people[OFFICER].officer.thread
    second = (MANAGER, PHRASES[MANAGER])
    what = departure.leave(desk.office, thread, PHRASES[BOSS], second)
    desk.office.close()
    office, fault = departure.change(what, lambda _f, _w: None)
    desk.opened.append(office)
    assert fault is None
    office.book.settle()
    assert office.book.verify(full=True) == []
    office.close()
    opened = by_sheet.open_book(desk.folder, " ".join(words))
    assert [one.name for one in opened.people()] == [BOSS, MANAGER]
    assert opened.keys.restricted is not None
    opened.close()
    places = (tmp_path / "moved",)
    keys, _own = restoring.opened_by(tmp_path / "new", " ".join(words), places)
    (source,) = restoring.sources(tmp_path / "new", keys, places)
    assert (source.lost, source.faults) == (0, ())
