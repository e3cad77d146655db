"""Restoring: whatever was acknowledged is there again, and the book goes on in the next epoch."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.book.houses import House, line, officer
from tests.book.kept import PICTURE, backed_up, untold
from tests.book.restores import alone, damage, home, places, rebuilt, sound, surveyed, texts, thirty

from deskinc.book.mirror import reader as mirror_reader
from deskinc.book.record import Signer
from deskinc.book.restore import restoring, surveying, swapping
from deskinc.book.writing import refusals
from deskinc.errors import BookFault, DeskError
from deskinc.proof.canonical import b64
from deskinc.proof.seal import parse_note


def test_a_lost_book_comes_back_whole_from_the_mirror(house: House, other: Signer) -> None:
    before, last = texts(house), house.book.reader().last_n()
    house.book.close()
    damage(house.folder / "book.db")
    with pytest.raises(BookFault):
        house.open()
    what = places(house)
    source = surveyed(what)
    assert (source.records, source.line, source.lost) == (last, 5, 0)
    built = rebuilt(house, what, other)
    assert (built.lost, built.missing) == (0, 0)
    house.open()
    assert texts(house) == before
    sound(house)
    restore, act = (house.book.reader().record(last + step) for step in (1, 2))
    assert (restore.form, act.form) == ("restore", "countersign")
    assert (restore.author, act.author) == (house.me.author, other.author)
    assert (restore.doc.epoch, restore.values["lost"], restore.values["size"]) == (2, 0, last)
    assert house.book.read_file(last - 2, "original") == PICTURE
    new = house.post(line("Goes on"))[0]
    assert (new.line, new.doc.epoch) == (6, 2)
    sound(house)
    house.reopen()
    sound(house)


def test_the_old_files_are_laid_aside_and_nothing_is_deleted(house: House, other: Signer) -> None:
    house.book.close()
    damage(house.folder / "book.db")
    hurt = (house.folder / "book.db").read_bytes()
    names = {path.name for path in house.folder.iterdir()} - {"lock"}
    rebuilt(house, places(house), other)
    (aside,) = (house.folder / "aside").iterdir()
    assert (aside / "data" / "book.db").read_bytes() == hurt
    assert names == {path.name for path in (aside / "data").iterdir()}
    assert not (house.folder / "restoring").exists()


def test_the_mirror_alone_rebuilds_the_book(house: House, other: Signer) -> None:
    before = texts(house)
    house.book.close()
    shutil.rmtree(house.folder)
    house.folder.mkdir()
    built = rebuilt(house, places(house), other)
    assert (built.lost, built.missing) == (0, 0)
    house.open()
    assert texts(house) == before
    sound(house)


def test_twice_in_a_row_opens_the_third_epoch(house: House, other: Signer) -> None:
    for epoch in (2, 3):
        house.book.close()
        damage(house.folder / "book.db")
        rebuilt(house, places(house), other)
        house.open()
        assert house.post(line(f"epoch {epoch}"))[0].doc.epoch == epoch
        sound(house)
    seal = house.book.seal(house.me).result().records[0]
    assert parse_note(str(seal.values["note"])).checkpoint.origin.endswith("/3")
    sound(house)


def test_a_backup_is_topped_up_with_what_the_mirror_has_more(
    house: House, other: Signer, tmp_path: Path
) -> None:
    made = backed_up(house, tmp_path / "disk")
    house.post(line("After the backup"))
    house.book.settle()
    before = texts(house)
    house.book.close()
    damage(house.folder / "book.db")
    what = places(house, "backup", made.folder)
    assert surveyed(what).lost == 0
    built = rebuilt(house, what, other)
    assert [donor.folder for donor in built.gathered.used] == [made.folder, home(house)]
    house.open()
    assert texts(house) == before
    sound(house)


def test_a_backup_alone_declares_what_was_written_since(
    house: House, other: Signer, tmp_path: Path
) -> None:
    made = backed_up(house, tmp_path / "disk")
    house.post(line("Lost"))
    house.post(line("Lost too"))
    house.book.seal(house.me).result()
    last = house.book.reader().last_n()
    before = texts(house)
    house.book.close()
    (house.folder / "book.db").unlink()
    unplugged = house.mirror.rename(tmp_path / "unplugged")
    shutil.copytree(made.folder, house.mirror / b64(house.book.id))
    what = replace(places(house, "backup", made.folder), mirror=None)
    source = surveyed(what)
    assert (source.lost, source.line) == (2, 5)
    built = rebuilt(house, what, other)
    assert built.lost == 2
    shutil.rmtree(house.mirror)
    unplugged.rename(house.mirror)
    house.open()
    restore = house.book.reader().record(made.records + 1)
    assert (restore.values["lost"], restore.values["known"]) == (2, last)
    house.book.settle()
    house.book.handed_in().result()
    assert texts(house)[:-1] == before[:-2]
    assert "lines: 6–7" in texts(house)[-1], "the mirror that came back still has them"
    new = house.post(line("Goes on"))[0]
    assert (new.line, new.doc.epoch) == (7, 2)
    house.book.close()
    house.open()
    assert house.book.verify(full=True) == []


def test_a_mirror_damaged_in_the_middle_gives_what_lies_before(house: House, other: Signer) -> None:
    before = thirty(house)
    (house.folder / "book.db").unlink()
    source = surveyed(places(house))
    assert 5 < source.line < 35
    assert source.lost == 35 - source.line
    assert "damaged" in source.faults[0]
    built = rebuilt(house, places(house), other)
    assert built.lost == source.lost
    house.open()
    assert texts(house) == before[: source.line]
    assert house.post(line("Goes on"))[0].line == source.line + 1
    house.reopen()
    assert house.book.verify(full=True) == []


def test_what_the_damaged_mirror_lacks_is_taken_from_the_damaged_book(
    house: House, other: Signer
) -> None:
    page = house.book.reader().link.one(
        "SELECT rootpage FROM sqlite_master WHERE name = 'search_data'"
    )
    before = thirty(house)
    raw = bytearray((house.folder / "book.db").read_bytes())
    raw[page * 4096 - 2000 : page * 4096 - 1900] = bytes(100)
    (house.folder / "book.db").write_bytes(raw)
    source = surveyed(places(house))
    assert source.lost == 0
    assert any("own damaged file" in fault for fault in source.faults)
    rebuilt(house, places(house), other)
    house.open()
    assert texts(house) == before


def test_lines_that_only_the_damaged_book_has_are_not_lost(house: House, other: Signer) -> None:
    aside = house.mirror.rename(house.mirror.with_name("unplugged"))
    house.post(line("While the mirror was away"))
    before = texts(house)
    house.book.close()
    aside.rename(house.mirror)
    (house.folder / "head").write_bytes(bytes(1024))
    assert surveyed(places(house)).lost == 0
    rebuilt(house, places(house), other)
    house.open()
    assert texts(house) == before
    sound(house)


def test_an_old_seal_counts_up_to_what_was_restored(
    house: House, other: Signer, tmp_path: Path
) -> None:
    made = backed_up(house, tmp_path / "disk")
    kept = [row.note for row in house.book.reader().seals()]
    house.post(line("Lost"))
    house.book.seal(house.me).result()
    beyond = house.book.reader().seals()[-1].note
    rebuilt(house, alone(house, made), other)
    house.open()
    rows = house.book.reader().seals()
    assert [row.note for row in rows] == kept
    assert parse_note(beyond).checkpoint.size > made.records
    assert house.book.verify(full=True) == []


def test_a_later_epoch_stands_against_a_newer_backup_of_the_old_one(
    house: House, other: Signer, tmp_path: Path
) -> None:
    early = backed_up(house, tmp_path / "early")
    house.post(line("Only in the later backup"))
    late = backed_up(house, tmp_path / "late")
    rebuilt(house, alone(house, early), other)
    house.open()
    house.post(line("In the second epoch"))
    house.book.settle()
    before = texts(house)
    house.book.close()
    (house.folder / "book.db").unlink()
    what = places(house, "backup", late.folder)
    assert surveyed(what).line == len(before)
    rebuilt(house, what, other)
    house.open()
    assert texts(house) == before
    assert house.post(line("third"))[0].doc.epoch == 3
    sound(house)


def test_unsent_text_survives_while_the_old_file_gives_it(house: House, other: Signer) -> None:
    house.book.keep_unsent("me line", b"half a line").result()
    house.book.close()
    damage(house.folder / "head")
    rebuilt(house, places(house), other)
    assert house.open().unsent() == {"me line": b"half a line"}


def test_an_attachment_comes_back_from_the_mirror(house: House, other: Signer) -> None:
    house.book.close()
    (attachment,) = (house.folder / "attachments").iterdir()
    damage(attachment)
    damage(house.folder / "book.db")
    built = rebuilt(house, places(house), other)
    assert built.missing == 0
    house.open()
    sound(house)


def test_an_attachment_that_lies_nowhere_is_declared(house: House, other: Signer) -> None:
    house.book.close()
    for folder in (house.folder, home(house)):
        for path in (folder / "attachments").iterdir():
            path.unlink()
    damage(house.folder / "book.db")
    built = rebuilt(house, places(house), other)
    assert built.missing == 1
    house.open()
    read = house.book.reader()
    assert read.record(read.last_n() - 1).values["files"] == 1


def test_a_record_nobody_signed_is_not_restored(
    house: House, other: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    stranger = officer("Max Moon")[1]
    house.book._writer.state = replace(
        house.book._writer.state,
        keys=house.book._writer.state.keys | {(stranger.author, stranger.key_id)},
    )
    house.post(line("In a name nobody enrolled"), signer=stranger)
    house.book.settle()
    house.book.close()
    source = surveyed(places(house))
    assert (source.line, source.lost) == (5, 1)
    built = rebuilt(house, places(house), other)
    assert (built.gathered.line, built.lost) == (5, 1)
    house.open()
    assert house.book.verify(full=True) == []


@pytest.mark.parametrize("who", ["same", "nobody", "desk"])
def test_a_wrong_pair_is_refused_and_nothing_changes(house: House, other: Signer, who: str) -> None:
    house.book.close()
    before = {path.name: path.read_bytes() for path in house.folder.iterdir() if path.is_file()}
    pairs: dict[str, Callable[[], tuple[Signer, Signer]]] = {
        "same": lambda: (house.me, house.me),
        "nobody": lambda: (house.me, officer("Max Moon")[1]),
        "desk": lambda: (house.book.desk_signer(), other),
    }
    built = restoring.build(places(house), untold)
    with pytest.raises(DeskError):
        restoring.declare(built, "No.", *pairs[who](), house.now)
    assert not swapping.pending(house.folder)
    after = {path.name: path.read_bytes() for path in house.folder.iterdir() if path.is_file()}
    assert after == before
    house.open()
    sound(house)


def test_a_source_that_leads_nowhere_is_refused(house: House, other: Signer) -> None:
    house.book.close()
    for day in mirror_reader.days(home(house)):
        (home(house) / day.name("lines")).unlink()
    assert surveying.survey(places(house), untold) is None
    with pytest.raises(BookFault, match="Nothing can be restored"):
        restoring.build(places(house), untold)
    house.open()
    assert other
