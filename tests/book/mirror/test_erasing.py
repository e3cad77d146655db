"""What two people erased is taken out of the mirror too, whatever state that is in."""

import shutil
from pathlib import Path

from tests.book import scanning
from tests.book.erasures import NAME, erase, found, listed, mirror_of, told
from tests.book.houses import House, line

from deskinc.book.disk import ring
from deskinc.book.disk.store import Link, Mode
from deskinc.book.erasure import erasure_list
from deskinc.book.mirror import erasing, frames
from deskinc.book.records.payload import Batch


def test_a_mirror_that_was_away_is_erased_when_it_is_back(house: House, tmp_path: Path) -> None:
    second = house.enrol("Ada Lund")
    erased = told(house)
    house.book.settle()
    house.book.close()
    house.mirror.rename(tmp_path / "away")
    house.open()
    erase(house, erased, second)
    house.book.close()
    (tmp_path / "away").rename(house.mirror)
    assert "mirror" in found(house, NAME)
    house.open()
    house.book.settle()
    house.book.close()
    assert found(house, NAME) == set()


def test_an_older_mirror_put_back_is_erased_again(house: House, tmp_path: Path) -> None:
    second = house.enrol("Ada Lund")
    erased = told(house)
    house.book.settle()
    house.book.close()
    shutil.copytree(house.mirror, tmp_path / "older")
    house.open()
    erase(house, erased, second)
    house.book.close()
    shutil.rmtree(house.mirror)
    (tmp_path / "older").rename(house.mirror)
    house.open()
    house.book.settle()
    house.book.close()
    assert found(house, NAME) == set()


def test_the_mirror_is_not_erased_on_the_word_of_a_damaged_list(house: House) -> None:
    second = house.enrol("Ada Lund")
    erase(house, told(house), second)
    house.book.settle()
    house.book.close()
    (mirror_of(house) / erasure_list.NAME).write_bytes(b"{}")
    house.open()
    house.book.settle()
    assert listed(house).book == house.book.id


def test_a_list_of_who_has_left_says_nothing_and_is_written_anew(house: House) -> None:
    second = house.enrol("Ada Lund")
    erase(house, told(house), second)
    house.book.settle()
    folder, book, old = mirror_of(house), house.book.id, house.keys.mirror
    his = erasure_list.Erased(house.book.reader().record(1).id, "created_with")
    known = listed(house)
    forged = erasure_list.Erasures(book, known.erased | {his})
    erasure_list.write(folder, old, forged)
    now = ring.anew(old)
    with Link(house.book.parts.store, Mode.READ) as link:
        assert erasing.finish(folder, now, known, link), "it does not say that all is done"
    assert erasure_list.read(folder, ring.newest(now), book) == known


def flipped(house: House) -> Path:
    """The file of the mirror's values, one bit of its last frame turned over."""
    house.book.settle()
    (values,) = mirror_of(house).glob("*.values")
    raw = bytearray(values.read_bytes())
    raw[-100] ^= 1
    values.write_bytes(raw)
    return values


def test_a_damaged_mirror_keeps_its_file_and_says_so(house: House) -> None:
    second = house.enrol("Ada Lund")
    erased, values = told(house), flipped(house)
    erase(house, erased, second)
    house.book.settle()
    assert any("still lies in the mirror" in one for one in house.book.health().doubts)
    assert values.exists()
    assert not list(mirror_of(house).glob(".*.tmp"))


def test_d42_what_a_damaged_frame_may_hold_is_erased_once_the_mirror_is_mended(
    house: House,
) -> None:
    second = house.enrol("Ada Lund")
    erased, values = told(house), flipped(house)
    erase(house, erased, second)
    house.book.settle()
    damaged = values.read_bytes()
    assert house.book.verify(full=True)
    house.book.settle()
    assert values.read_bytes() != damaged
    assert not any("still lies in the mirror" in one for one in house.book.health().doubts)
    assert house.book.verify(full=True) == []
    house.book.close()
    assert found(house, NAME) == set()
    assert all(
        one.whole
        for one in frames(mirror_of(house), house.keys.mirror, house.book.id)
        if isinstance(one, Batch)
    )


def test_lines_go_on_in_the_very_file_that_was_written_anew(house: House) -> None:
    second = house.enrol("Ada Lund")
    erase(house, told(house), second)
    house.book.settle()
    (record,) = house.post(line("Goes on."))
    assert house.write(line("And on.")).result().mirrored
    assert len(list(mirror_of(house).glob("*.values"))) == 1
    house.book.close()
    said = scanning.said(mirror_of(house), house.keys.mirror, house.book.id)
    assert any(b"Goes on." in one for one in said)
    assert record.line
