"""What lies beside the book and is gone or damaged when it opens is said, not only logged."""

import shutil

import pytest
from tests.book.houses import House, line

from deskinc.proof.canonical import b64


def test_a_sound_book_has_no_doubts(house: House) -> None:
    assert house.book.health().doubts == ()
    house.reopen()
    assert house.book.health().doubts == ()


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_the_head_file_is_doubted_until_the_book_is_closed(house: House, harm: str) -> None:
    house.book.close()
    (house.folder / "head").unlink()
    if harm == "damaged":
        (house.folder / "head").write_bytes(bytes(1024))
    house.open()
    house.post(line("One."))
    (said,) = house.book.health().doubts
    assert f"head file of the book is {harm}" in said
    house.reopen()
    assert house.book.health().doubts == ()


def test_an_emptied_mirror_is_doubted_and_filled_again(house: House) -> None:
    house.book.close()
    there = house.mirror / b64(house.book.id)
    shutil.rmtree(there)
    there.mkdir()
    house.open()
    house.book.settle()
    (said,) = house.book.health().doubts
    assert "held no line" in said
    assert (house.book.health().mirror, house.book.health().pending) == ("ok", 0)
    house.reopen()
    assert house.book.health().doubts == ()


def test_a_mirror_that_comes_late_and_empty_is_doubted_too(house: House) -> None:
    house.book.close()
    away = house.mirror.rename(house.mirror.with_name("away"))
    house.open()
    assert house.book.health().doubts == ()
    shutil.rmtree(away)
    (house.mirror / b64(house.book.id)).mkdir(parents=True)
    house.book.settle()
    (said,) = house.book.health().doubts
    assert "held no line" in said
    assert house.book.health().mirror == "ok"


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_without_its_station_file_the_book_says_so_each_time(house: House, harm: str) -> None:
    house.book.close()
    (house.folder / "station.json").unlink()
    if harm == "damaged":
        (house.folder / "station.json").write_bytes(b"{")
    for _turn in range(2):
        house.open()
        (said,) = house.book.health().doubts
        assert "station.json" in said
        assert house.book.health().mirror == "missing"
        house.book.close()
