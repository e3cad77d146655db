"""The sealed spool: written without a secret, read by the book alone, chained once, never lost."""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.book.houses import PATROL, House, Ticking, line
from tests.features.faults import mounted

from deskinc.book.disk import known
from deskinc.book.disk.known import Known
from deskinc.book.record import new_id
from deskinc.book.spool import chaining, spool
from deskinc.book.spool.chaining import Unreadable
from deskinc.book.spool.spool import Note
from deskinc.errors import BookFault
from deskinc.forms.fields import Value
from deskinc.proof import note as notes
from deskinc.proof.canonical import b64

BOOK = b"one book only  !"
SITE = X25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = SITE.public_key().public_bytes_raw()


def written(house: House, text: str, **more: Value) -> Note:
    """A note of a patrol's line, as it is written beside a closed book."""
    values: dict[str, Value] = {"type": PATROL, "text": text, **more}
    return spool.fresh(house.book.id, "occurrence", values, house.now(), new_id())


def put(house: House, note: Note, folder: Path | None = None) -> Path:
    """Seal a note for the house's book."""
    return spool.put(folder or house.folder, house.book.note_key, house.book.id, note)


def lying(folder: Path, private: X25519PrivateKey, book: bytes) -> list[Note | Unreadable]:
    """What lies in the spool of ``folder``, oldest first."""
    found = chaining.opened([folder], private, book)
    return [one if isinstance(one, Unreadable) else one[1] for one in found]


TEXTS = st.text('abc é\n"\\\U0001f525', max_size=30)


@given(st.lists(TEXTS, max_size=4), st.binary(min_size=16, max_size=16))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_what_is_sealed_is_read_by_the_right_key_and_book_alone(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], id_: bytes
) -> None:
    folder = tmp_path_factory.mktemp("spool")
    made = [
        Note(id_, "occurrence", 1, {"text": text}, f"2026-11-22T03:12:{i:02d}.000Z", 0)
        for i, text in enumerate(texts)
    ]
    for note in reversed(made):
        spool.put(folder, PUBLIC, BOOK, note)
    assert lying(folder, SITE, BOOK) == made
    assert spool.waiting(folder) == len(made)
    other = X25519PrivateKey.generate()
    for private, book in ((other, BOOK), (SITE, bytes(16))):
        told = lying(folder, private, book)
        assert len(told) == len(made)
        assert all(isinstance(one, Unreadable) for one in told)


@given(st.data())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_a_flipped_bit_or_a_cut_is_told_and_the_rest_is_read(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("spool")
    good = Note(bytes(16), "occurrence", 1, {"text": "Kept."}, "2026-11-22T03:12:09.000Z", 0)
    spool.put(folder, PUBLIC, BOOK, good)
    path = spool.put(folder, PUBLIC, BOOK, replace(good, id=bytes(15) + b"1"))
    raw = bytearray(path.read_bytes())
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(raw) * 8 - 1))
        raw[at // 8] ^= 1 << at % 8
    else:
        del raw[data.draw(st.integers(0, len(raw) - 1)) :]
    path.write_bytes(raw)
    first, second = lying(folder, SITE, BOOK)
    assert first == good
    assert isinstance(second, Unreadable)
    assert second.path == path


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", bytes(spool.MOST + 2)])
def test_a_foreign_file_is_told(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "x.note").write_bytes(raw)
    (one,) = lying(tmp_path, SITE, BOOK)
    assert isinstance(one, Unreadable)


def test_a_file_is_its_owner_s_alone_and_none_is_half_written(tmp_path: Path) -> None:
    note = Note(bytes(16), "occurrence", 1, {"text": "x"}, "2026-11-22T03:12:09.000Z", 0)
    path = spool.put(tmp_path, PUBLIC, BOOK, note)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
    assert b"occurrence" not in path.read_bytes()


def test_no_spool_is_an_empty_one(tmp_path: Path) -> None:
    assert lying(tmp_path, SITE, BOOK) == []
    assert spool.waiting(tmp_path) == 0


def test_d06_waiting_notes_become_records_of_the_desk_in_the_order_they_were_written(
    timed: House, clock: Ticking
) -> None:
    clock.moment = clock.moment.replace(day=22, hour=3)
    texts = ["Water in the lift pit.", "Engineer called.", "Engineer here."]
    ids = []
    for text in texts:
        clock.moment = clock.moment.replace(minute=clock.moment.minute + 5)
        note = written(timed, text)
        ids.append(note.id)
        put(timed, note)
    clock.moment = clock.moment.replace(hour=7)
    made = chaining.chain(timed.book)
    assert [record.id for record in made] == ids
    assert [record.values["text"] for record in made] == texts
    assert [record.line for record in made] == [1, 2, 3]
    assert {record.author for record in made} == {"desk"}
    first = made[0].values
    assert first["spooled_at"] == {"t": "2026-11-22T03:05:00+00:00", "p": "s"}
    assert notes.parse(str(first["spooled"]).encode()).id == ids[0]
    assert spool.waiting(timed.folder) == 0
    assert timed.book.verify(full=True) == []


def test_chaining_again_writes_nothing_twice(house: House) -> None:
    note = written(house, "Once.")
    put(house, note)
    put(house, note)
    assert len(chaining.chain(house.book)) == 1
    put(house, note)
    assert chaining.chain(house.book) == []
    house.reopen()
    assert chaining.chain(house.book) == []
    assert spool.waiting(house.folder) == 0
    assert house.book.reader().last_line() == 1


def test_a_note_whose_line_got_in_after_all_is_not_written_again(house: House) -> None:
    draft = line("It was saved, though the disk said no.")
    house.post(draft)
    note = spool.fresh(house.book.id, "occurrence", dict(draft.values), house.now(), draft.id)
    by: Value = {"id": "", "text": "R. Malik"}
    put(house, replace(note, values={**note.values, "spooled_by": by}))
    assert chaining.chain(house.book) == []
    assert spool.waiting(house.folder) == 0
    assert house.book.reader().last_line() == 1


def test_a_file_stays_until_the_mirror_has_its_record(house: House) -> None:
    away = house.mirror.rename(house.mirror.parent / "unplugged")
    put(house, written(house, "Nothing reaches the mirror."))
    assert len(chaining.chain(house.book)) == 1
    assert spool.waiting(house.folder) == 1
    house.book.close()
    away.rename(house.mirror)
    house.open()
    house.book.settle()
    assert chaining.chain(house.book) == []
    assert spool.waiting(house.folder) == 0


def test_notes_in_the_mirror_and_in_the_spare_folder_are_found(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKINC_SPARE", str(tmp_path / "spare"))
    folders = spool.places(house.folder, house.book.mirror, house.book.id)
    assert folders[2] == tmp_path / "spare" / b64(house.book.id)
    for at, folder in enumerate(folders):
        put(house, written(house, f"Note {at}."), folder)
    assert {record.values["text"] for record in chaining.chain(house.book)} == {
        "Note 0.", "Note 1.", "Note 2.",
    }  # fmt: skip
    assert [spool.waiting(folder) for folder in folders] == [0, 0, 0]


def odd(house: House) -> dict[str, Path]:
    """Files that can become no record, by what is wrong with them."""
    note = written(house, "x")
    taken = written(house, "Other words.")
    house.post(replace(line("Some words."), id=taken.id))
    foreign = X25519PrivateKey.generate().public_key().public_bytes_raw()
    made = {
        "sealed to another key": spool.put(house.folder, foreign, house.book.id, note),
        "an officer": put(house, replace(note, form="officer", values={"name": "M. Allory"})),
        "no such form": put(house, replace(note, form="spell")),
        "an empty line": put(house, replace(note, values={"type": PATROL})),
        "no such type": put(house, replace(note, values={"type": "x", "text": "x"})),
        "another's id": put(house, taken),
    }
    cut = put(house, written(house, "Cut off."))
    cut.write_bytes(cut.read_bytes()[:40])
    return {**made, "cut off": cut}


def test_what_can_be_no_record_is_laid_aside_and_said(house: House) -> None:
    files = {why: path.read_bytes() for why, path in odd(house).items()}
    put(house, written(house, "A good one."))
    assert [record.values["text"] for record in chaining.chain(house.book)] == ["A good one."]
    assert spool.waiting(house.folder) == 0
    kept = [path.read_bytes() for path in (house.folder / "aside").rglob("*.note")]
    assert sorted(kept) == sorted(files.values())
    assert len(house.book.health().doubts) == len(files)
    assert house.book.verify(full=True) == []


def test_a_book_that_cannot_be_written_leaves_every_file(house: House) -> None:
    path = put(house, written(house, "Later."))
    house.book._writer.stop(BookFault("The disk is gone."))
    with pytest.raises(BookFault):
        chaining.chain(house.book)
    assert path.exists()
    house.reopen()
    assert len(chaining.chain(house.book)) == 1


def test_the_note_itself_is_not_found_by_its_words(house: House) -> None:
    put(house, written(house, "Water in the lift pit."))
    (record,) = chaining.chain(house.book)
    read = house.book.reader()
    assert read.search("lift pit") == [record.n]
    assert read.search("occurrence") == []
    assert read.search("offset") == []


def test_a_note_is_late_by_when_it_was_written_not_by_when_it_was_chained(
    timed: House, clock: Ticking
) -> None:
    seen: Value = {"t": "2026-11-21T20:58:00+00:00", "p": "min"}
    put(timed, written(timed, "Seen just now.", happened=seen))
    clock.moment += timedelta(milliseconds=1)
    put(timed, written(timed, "No time given."))
    clock.moment = clock.moment.replace(hour=23)
    made = chaining.chain(timed.book)
    rows = timed.book.reader().entries([record.n for record in made])
    assert [row.late for row in rows] == [None, None]
    assert [row.happened for row in rows] == [1795294680000, 1795294800000]


def test_on_a_full_disk_the_room_that_was_kept_takes_the_notes(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    with mounted(small, "-t", "tmpfs", "-o", "size=4m", "tmpfs"):
        known.keep_beside(small, Known(BOOK, PUBLIC, "UTC"))
        spool.keep_room(small)
        with (small / "filler").open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(4096))
        note = Note(bytes(16), "occurrence", 1, {"text": "x"}, "2026-11-22T03:12:09.000Z", 0)
        for at in range(30):
            spool.put(small, PUBLIC, BOOK, replace(note, id=bytes(15) + bytes([at])))
        assert len(lying(small, SITE, BOOK)) == 30
        (small / "filler").unlink()
        spool.keep_room(small)
        assert (small / "spool" / "room").stat().st_size == spool.KEPT


def test_a_correction_of_a_line_that_was_replaced_meanwhile_is_a_line_of_its_own(
    house: House,
) -> None:
    (old,) = house.post(line("Line 12."))
    corrects: Value = {"id": b64(old.id), "text": "1"}
    notes_ = [
        spool.fresh(house.book.id, "occurrence",
                    {**line(text).values, "reason": "Misheard.", "corrects": corrects},
                    house.now(), new_id())
        for text in ("First.", "Second.")
    ]  # fmt: skip
    for note in notes_:
        put(house, notes.sign(note, house.me.private))
    first, second = chaining.chain(house.book)
    assert (first.amends, second.amends) == (old.id, None)
    assert house.book.verify(full=True) == []


@pytest.mark.parametrize("stranger", [False, True])
def test_a_note_that_nobody_here_signed_replaces_no_line(house: House, *, stranger: bool) -> None:
    (old,) = house.post(line("Line 12."))
    corrects: Value = {"id": b64(old.id), "text": "1"}
    note = written(house, "Nothing was seen.", reason="Misheard.", corrects=corrects)
    put(house, notes.sign(note, Ed25519PrivateKey.generate()) if stranger else note)
    (made,) = chaining.chain(house.book)
    assert made.amends is None
    assert house.book.reader().record(old.n) == old
    assert house.book.verify(full=True) == []
