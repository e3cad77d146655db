"""Erasing again at a restore: only what the book's own list names, and nothing that is held."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.book import scanning
from tests.book.erasures import NAME, hold
from tests.book.houses import House, line
from tests.book.kept import backed_up, staff
from tests.book.restores import alone, erase, home, places, rebuilt, surveyed, texts

from deskinc.book.erasure import erasure_list
from deskinc.book.erasure.erasure_list import Erased, Erasures
from deskinc.book.mirror import erasing as mirror_erasing
from deskinc.book.record import Record, Signer, new_id
from deskinc.book.restore.surveying import Places
from deskinc.proof.canonical import b64, dumps


def unsigned(house: House, record: Record) -> None:
    """A list by somebody who may write into the folder and knows an id, but has no key."""
    rows = [{"record": b64(record.id), "field": "text"}]
    said = {"v": 1, "book": b64(house.book.id), "erased": rows}
    (home(house) / erasure_list.NAME).write_bytes(dumps(said))  # type: ignore[arg-type]


def garbled(house: House, _record: Record) -> None:
    """No list at all any more."""
    (home(house) / erasure_list.NAME).write_bytes(b"x")


@pytest.mark.parametrize("harm", [unsigned, garbled])
def test_a_list_that_is_not_the_books_own_erases_nothing_and_is_told(
    house: House, harm: Callable[[House, Record], None]
) -> None:
    second = staff(house)
    (record,) = house.post(line("He hit me"))
    house.book.settle()
    house.book.close()
    harm(house, record)
    (house.folder / "book.db").unlink()
    assert "erased.json" in surveyed(places(house)).faults[0]
    assert rebuilt(house, places(house), second).again == frozenset()
    house.open()
    assert texts(house) == ["He hit me"]
    assert house.book.verify(full=True) == []


def act_lost(house: House, second: Signer, tmp_path: Path, *, held: bool) -> Places:
    """A backup from before an erasure, its list from after it, and nothing else is left."""
    (record,) = house.post(line("Zebedee was seen at the gate"))
    (holding,) = house.post(hold(record))
    if not held:
        house.post(hold(record, "released", holding.thread))
    made = backed_up(house, tmp_path / "disk")
    if held:
        house.post(hold(record, "released", holding.thread))
    erase(house, second, record.n)
    shutil.copy(home(house) / erasure_list.NAME, made.folder)
    return alone(house, made)


@pytest.mark.parametrize("held", [False, True])
def test_what_is_erased_again_is_told_before_and_what_is_held_stays(
    house: House, tmp_path: Path, *, held: bool
) -> None:
    second = staff(house)
    left = act_lost(house, second, tmp_path, held=held)
    assert any(
        "erased from it again" in one and "values: 1; lines: 1" in one
        for one in surveyed(left).faults
    )
    built = rebuilt(house, left, second)
    assert len(built.again) == (not held)
    house.open()
    assert texts(house) == (["Zebedee was seen at the gate"] if held else [""])
    read = house.book.reader()
    last = read.record(read.last_n())
    assert last.form == "countersign"
    assert ("values: 1" in str(last.values["meaning"])) == (not held)
    assert house.book.verify(full=True) == []


def test_words_still_in_the_mirror_are_erased_whatever_its_list_says(
    house: House, tmp_path: Path
) -> None:
    second = staff(house)
    (record,) = house.post(line(f"{NAME} let in."))
    house.book.settle()
    kept = {path: path.read_bytes() for path in home(house).glob("*.values")}
    erase(house, second, record.n)
    house.book.close()
    for path, before in kept.items():
        path.write_bytes(before)
    house.open()
    house.book.settle()
    assert house.book.verify(full=True)
    house.book.settle()
    assert house.book.verify(full=True) == []
    house.book.close()
    assert scanning.where([NAME], house.folder, home(house), house.keys, house.book.id) == set()
    named = frozenset({Erased(record.id, "text")})
    assert erasure_list.read(home(house), house.keys.mirror, house.book.id) == Erasures(
        house.book.id, named
    )


def test_a_line_of_a_lost_epoch_goes_with_the_one_that_bears_its_id(
    house: House, tmp_path: Path
) -> None:
    second = staff(house)
    made = backed_up(house, tmp_path / "disk")
    again = replace(line(f"{NAME} let in."), id=new_id())
    house.post(line("Before it"), again)
    house.book.settle()
    house.book.close()
    (house.folder / "book.db").unlink()
    rebuilt(house, replace(places(house, "backup", made.folder), mirror=None), second)
    shutil.rmtree(house.folder / "aside")
    house.open()
    link, key = house.book.reader().link, house.keys.mirror
    lost = mirror_erasing.losses(home(house), key, house.book.id, link)
    assert [one.values["lost"] for one in lost] == [2]
    (record,) = house.post(again)
    house.book.settle()
    house.book.close()
    shelf = (house.folder, home(house), house.keys, house.book.id)
    assert scanning.where([NAME], *shelf) >= {"tables", "mirror"}
    house.open()
    erase(house, second, record.n)
    house.book.close()
    assert scanning.where([NAME], *shelf) == set()
    assert scanning.where(["Before it"], *shelf) == {"mirror"}
