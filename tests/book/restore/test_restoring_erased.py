"""Restoring: what two people erased does not come back with the book."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tests.book.houses import House, line
from tests.book.kept import backed_up
from tests.book.restores import alone, erase, home, nothing_of, places, rebuilt, sound

from deskinc.book import clock
from deskinc.book.erasure.erasure_list import Erased
from deskinc.book.mirror import file as mirror_file
from deskinc.book.mirror import reader as mirror_reader
from deskinc.book.record import Signer


@pytest.mark.parametrize("done", [True, False])
def test_unsent_text_survives_a_restore_unless_it_is_older_than_an_erasure(
    house: House, other: Signer, *, done: bool
) -> None:
    n = house.post(line("Zebedee was seen at the gate"))[0].n
    house.book.keep_unsent("me line", b"Zebedee again").result()
    house.book.settle()
    house.book.close()
    older = shutil.copytree(house.folder, house.folder.with_name("older"))
    house.open()
    erase(house, other, n)
    house.book.keep_unsent("me line", b"typed since").result()
    house.book.close()
    if not done:
        shutil.rmtree(house.folder)
        older.rename(house.folder)
    rebuilt(house, places(house), other)
    assert house.open().unsent() == ({"me line": b"typed since"} if done else {})
    nothing_of(house, "Zebedee")


def test_a_restored_backup_does_not_bring_back_what_was_erased(
    house: House, other: Signer, tmp_path: Path
) -> None:
    n = house.post(line("Zebedee was seen at the gate"))[0].n
    made = backed_up(house, tmp_path / "disk")
    erase(house, other, n)
    house.book.close()
    (house.folder / "book.db").unlink()
    built = rebuilt(house, places(house, "backup", made.folder), other)
    assert (built.lost, built.again) == (0, frozenset())
    house.open()
    nothing_of(house, "Zebedee")
    sound(house)


def test_an_erasure_whose_act_is_lost_is_named_again(
    house: House, other: Signer, tmp_path: Path
) -> None:
    n = house.post(line("Zebedee was seen at the gate"))[0].n
    made = backed_up(house, tmp_path / "disk")
    id_ = erase(house, other, n)
    shutil.copy(home(house) / "erased.json", made.folder)
    built = rebuilt(house, alone(house, made), other)
    assert built.again == {Erased(id_, "text")}
    house.open()
    nothing_of(house, "Zebedee")
    assert house.book.verify(full=True) == []
    read = house.book.reader()
    forms = [read.record(made.records + step).form for step in (1, 2, 3, 4)]
    assert forms == ["restore", "countersign", "erase", "countersign"]


def test_a_value_erased_from_the_mirror_before_its_act_was_lost_is_no_gap(
    house: House, other: Signer
) -> None:
    n = house.post(line("Zebedee was seen at the gate"))[0].n
    last = house.book.reader().last_n()
    house.post(line("Kept"))
    house.book.settle()
    house.book.close()
    house.now = lambda: clock.now() + timedelta(days=1)
    house.open()
    id_ = erase(house, other, n)
    house.book.close()
    (house.folder / "book.db").unlink()
    (pair,) = mirror_reader.days(home(house))
    raw = (home(house) / pair.name("lines")).read_bytes()
    ends = [span.start for span in mirror_file.spans(raw)]
    (home(house) / pair.name("lines")).write_bytes(raw[: ends[-2]])
    built = rebuilt(house, places(house), other)
    assert built.again == {Erased(id_, "text")}
    house.open()
    assert house.book.reader().record(last + 2).form == "restore"
    nothing_of(house, "Zebedee")
    assert house.book.verify(full=True) == []
