"""Writing beside a book that does not open, and what becomes of it once it opens again."""

import os
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking, ready
from tests.desk.sheets import words_of

from deskinc.book.disk import known
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.spool import spool
from deskinc.desk.erasure import erasing, erasure_search
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import bundles
from deskinc.desk.papers.bundles import Wanted
from deskinc.desk.shift import handover
from deskinc.desk.trouble import sealed, trouble
from deskinc.desk.trouble.trouble import Trouble
from deskinc.disks import any_stuck
from deskinc.errors import BookFault, Busy, InvalidForm, NoSlot, WrongPassphrase
from deskinc.forms.fields import Value
from deskinc.paths import forget, remembered_at
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.findings import Kind

LINE = {"type": "lift", "place": "Lift 2", "text": "Water in the pit."}


@pytest.fixture
def shut(desk: Desk) -> Desk:
    """The desk after one good opening with its passphrase, closed."""
    desk.office.close()
    opened(desk).close()
    return desk


def opened(desk: Desk, name: str = BOSS) -> Office:
    """Sign in; the book must open."""
    found = trouble.enter(desk.folder, name, PHRASES[name], clock=desk.clock)
    assert isinstance(found, Office)
    desk.opened.append(found)
    desk.office = found
    return found


def troubled(desk: Desk, name: str = BOSS) -> Trouble:
    """Sign in while the book's file is away; it is put back at once."""
    file = desk.folder / "book.db"
    away = file.rename(desk.folder.parent / "away.db")
    try:
        found = trouble.enter(desk.folder, name, PHRASES[name], clock=desk.clock)
    finally:
        away.rename(file)
    assert isinstance(found, Trouble)
    return found


def write(desk: Desk, found: Trouble, **more: object) -> sealed.Sealed:
    """Write a line into the spool."""
    return sealed.write(found.spooling, {**LINE, **more}, entries.new_id(), clock=desk.clock)


def test_d06_a_signed_line_bears_its_writer_s_initials_and_both_times(
    shut: Desk, clock: Ticking
) -> None:
    kept = write(shut, troubled(shut, OFFICER))
    assert kept.signed
    clock.on(hours=2)
    office = opened(shut)
    (record,) = office.came_in
    line = shut.line(record.n)
    assert record.author == "desk"
    assert (line.by, line.by_name, line.automatic) == ("R.M.", OFFICER, False)
    assert line.noted is not None
    assert abs(line.noted.at - kept.at) < timedelta(milliseconds=1)
    assert line.happened == line.noted.at
    assert line.written - line.noted.at > timedelta(hours=2)
    assert line.late is None
    assert shut.verifies()


def test_an_unsigned_line_says_so_and_whose_name_was_given(shut: Desk) -> None:
    write(shut, trouble.unsigned(shut.folder, "  K.  Ali "))
    (record,) = opened(shut).came_in
    line = shut.line(record.n)
    assert line.noted is not None
    assert (line.by, line.noted.by, line.noted.name) == ("desk", "", "K. Ali")
    assert entries.unsigned_words(line.noted) == "not signed, in the name of K. Ali"
    said = sealed.told(shut.office, shut.office.came_in)
    assert said is not None
    assert "K. Ali" in said[1]


def test_a_signature_by_nobody_here_is_no_signature(shut: Desk) -> None:
    found = troubled(shut)
    stranger = Keys(bytes(32), bytes(32), signing=os.urandom(32))
    forged = replace(found.spooling, name=OFFICER, keys=stranger)
    write(shut, Trouble(found.fault, forged))
    (record,) = opened(shut).came_in
    line = shut.line(record.n)
    assert line.noted is not None
    assert (line.by, line.noted.by) == ("desk", "")
    assert shut.verifies()


def test_a_chained_line_is_corrected_struck_and_given_a_reason_as_any_other(
    shut: Desk, clock: Ticking
) -> None:
    found = troubled(shut)
    late = clock.moment - timedelta(minutes=40)
    write(shut, found, happened=late)
    write(shut, found, text="To be corrected.")
    write(shut, found, text="To be struck.")
    office = opened(shut)
    first, second, third = (record.n for record in office.came_in)
    assert shut.line(first).late == 40
    entries.give_late_reason(office, first, "incident").result()
    assert shut.line(first).late_reason
    said = {**entries.values(office, second), "text": "Corrected."}
    entries.correct(office, second, said, "wrong words", entries.new_id()).result()
    entries.strike(office, third, "twice", entries.new_id()).result()
    assert [shut.line(n).struck is not None for n in (first, second, third)] == [False, True, True]
    assert "Corrected." in shut.texts()
    assert shut.verifies()


def test_the_handover_book_prints_when_it_was_written_and_by_whom(
    shut: Desk, clock: Ticking
) -> None:
    office = opened(shut)
    shut.sign_on()
    office.close()
    found = troubled(shut, OFFICER)
    write(shut, found)
    write(shut, trouble.unsigned(shut.folder, "K. Ali"), text="Engineer called.")
    clock.on(minutes=50)
    office = opened(shut)
    given = ready(handover.prepare(office))
    done = handover.complete(office, given, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])
    words = " ".join(words_of(done.signed.pdf).split())
    assert "while the book was closed, signed by R. Malik" in words
    assert "while the book was closed, not signed, in the name of K. Ali" in words
    assert "in the book" in words
    assert '"sig"' not in words


def test_what_is_no_trouble_of_the_book_is_said_as_ever(shut: Desk) -> None:
    with pytest.raises(WrongPassphrase):
        trouble.enter(shut.folder, BOSS, "something else entirely")
    with pytest.raises(NoSlot):
        trouble.enter(shut.folder, "Nobody", PHRASES[BOSS])
    opened(shut)
    with pytest.raises(Busy):
        trouble.enter(shut.folder, BOSS, PHRASES[BOSS])


def test_a_book_that_opens_again_takes_the_lines_of_the_mirror_s_spool_too(
    shut: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DESKINC_SPARE", str(tmp_path / "spare"))
    found = troubled(shut)
    assert found.spooling.mirror is not None
    book, key = found.spooling.seals[0]
    for folder in spool.places(found.spooling.folder, found.spooling.mirror, book):
        note = spool.fresh(book, "occurrence", values(), shut.clock(), os.urandom(16))
        spool.put(folder, key, book, note)
    assert sealed.waiting(found.spooling) == 3
    assert len(opened(shut).came_in) == 3
    assert sealed.waiting(found.spooling) == 0


def values() -> dict[str, Value]:
    """What a line says."""
    return {"type": {"code": "lift", "text": "Lift"}, "text": "Water in the pit."}


def test_where_slot_files_disagree_the_line_is_sealed_to_each_and_comes_in_once(
    shut: Desk,
) -> None:
    good = (shut.folder / "slots.json").read_bytes()
    foreign = Vault.create(shut.folder, Vault.load(shut.folder).book, os.urandom(32))
    foreign.save()
    found = trouble.unsigned(shut.folder, BOSS)
    assert len(found.spooling.seals) == 2
    write(shut, found)
    (shut.folder / "slots.json").write_bytes(good)
    office = opened(shut)
    assert len(office.came_in) == 1
    assert not any("sealed note" in doubt for doubt in office.health().doubts)


def test_what_is_signed_is_sealed_to_the_book_alone_whatever_key_lies_beside_the_notes(
    shut: Desk,
) -> None:
    own = known.of(shut.folder)
    assert own is not None
    strangers = X25519PrivateKey.generate()
    public = strangers.public_key().public_bytes_raw()
    known.keep_beside(shut.folder, replace(own, note_key=public))
    found = troubled(shut)
    assert found.spooling.signs
    write(shut, found)
    (file,) = spool.files(shut.folder)
    with pytest.raises(InvalidTag):
        spool.opened(file.read_bytes(), strangers, own.book)
    assert len(opened(shut).came_in) == 1


def test_a_copy_of_the_slots_that_opens_is_believed_before_a_foreign_file_in_their_place(
    shut: Desk,
) -> None:
    good = Vault.load(shut.folder)
    file = shut.folder / "slots.json"
    raw = file.read_bytes()
    Vault.create(shut.folder, good.book, os.urandom(32)).save()
    found = trouble.without_answer(shut.folder, BOSS, PHRASES[BOSS])
    assert found.spooling.seals == ((good.book, good.note_key),)
    write(shut, found)
    file.write_bytes(raw)
    assert len(opened(shut).came_in) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="its pipes have no name")
def test_pipes_in_the_place_of_files_hold_nobody_who_signs_in(shut: Desk) -> None:
    beside, copy = shut.folder / "spool" / "known.json", shut.folder / "slots.json.bak"
    note = beside.with_name("a.note")
    for file in (beside, remembered_at(shut.folder), copy, note):
        file.unlink(missing_ok=True)
        os.mkfifo(file)
    office = opened(shut)
    assert not any_stuck()
    assert beside.is_file()
    assert copy.is_file()
    assert not office.health().doubts
    assert known.elsewhere(shut.folder) == known.of(shut.folder)


def test_with_every_slot_file_gone_the_key_beside_the_notes_serves(shut: Desk) -> None:
    kept = {p: p.read_bytes() for p in (*shut.folder.glob("slots*"), *shut.mirror.rglob("slots*"))}
    for path in kept:
        path.unlink()
    found = trouble.enter(shut.folder, BOSS, PHRASES[BOSS])
    assert isinstance(found, Trouble)
    assert (found.spooling.signs, found.spooling.writes) == (False, True)
    write(shut, found)
    (shut.folder / "spool" / "known.json").unlink()
    assert trouble.unsigned(shut.folder, BOSS).spooling.writes, "it is remembered elsewhere too"
    forget(shut.folder)
    blind = trouble.unsigned(shut.folder, BOSS)
    assert not blind.spooling.writes
    with pytest.raises(BookFault, match="how to seal a line"):
        write(shut, blind)
    for path, raw in kept.items():
        path.write_bytes(raw)
    assert len(opened(shut).came_in) == 1


def test_the_times_are_those_of_the_site_not_of_the_machine(shut: Desk) -> None:
    own = known.of(shut.folder)
    assert own is not None
    assert own.zone == "Europe/London"
    known.keep_beside(shut.folder, replace(own, zone="Asia/Tokyo"))
    kept = write(shut, troubled(shut))
    assert kept.at.utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize(
    ("more", "field"), [({"text": " "}, "text"), ({"type": ""}, "type"), ({"type": "x"}, "type")]
)
def test_what_will_not_do_is_said_at_its_field(
    shut: Desk, more: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidForm) as caught:
        write(shut, troubled(shut), **more)
    assert set(caught.value.notes) == {field}
    assert sealed.waiting(troubled(shut).spooling) == 0


def test_a_time_ahead_is_refused(shut: Desk, clock: Ticking) -> None:
    with pytest.raises(InvalidForm, match="ahead"):
        write(shut, troubled(shut), happened=clock.moment + timedelta(minutes=5))


def test_posting_the_same_line_twice_writes_it_once(shut: Desk) -> None:
    found, own = troubled(shut), entries.new_id()
    at = shut.clock()
    for _try in range(2):
        sealed.write(found.spooling, LINE, own, clock=lambda: at)
    office = opened(shut)
    assert [b64(record.id) for record in office.came_in] == [own]
    assert unb64(own) == office.came_in[0].id


def test_a_bundle_proves_who_signed_the_note_and_withholds_it_with_what_it_repeats(
    shut: Desk,
) -> None:
    write(shut, troubled(shut, OFFICER))
    office = opened(shut)
    line = office.came_in[0].line or 0
    wanted = Wanted(first=line, last=line)
    told = judge(bundles.make(office, wanted).data)
    assert told.kind is Kind.VALID
    named = {value for one in told.records for name, value in one.values if name == "name"}
    assert OFFICER in named
    every = {one.key for one in bundles.contents(office, wanted)}
    less = {key for key in every if key[1] != "text"}
    redacted = judge(bundles.make(office, wanted, less).data)
    assert redacted.kind is Kind.VALID
    (shown,) = (dict(one.values) for one in redacted.records if one.form == "occurrence")
    assert "spooled_at" in shown
    assert "Water in the pit." not in str(shown)


def test_what_is_erased_takes_the_note_with_it_and_the_line_still_says_when(shut: Desk) -> None:
    write(shut, troubled(shut, OFFICER), text="W. Quarrington fell into the pit.")
    office = opened(shut)
    (record,) = office.came_in
    targets = erasure_search.find(office, "quarrington")
    second = (MANAGER, PHRASES[MANAGER])
    erasing.erase(office, targets, "request", "2026/17", PHRASES[BOSS], second)
    line = shut.line(record.n)
    assert line.noted is not None
    assert line.noted.erased
    assert line.by == "desk"
    assert "Quarrington" not in str(office.read.record(record.n).values)
    assert shut.verifies()
