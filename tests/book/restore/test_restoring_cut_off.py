"""A mirror that gives out while the book is restored: what only it holds is told once it can be."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.book.absent import said, settled
from tests.book.houses import House, line
from tests.book.kept import backed_up
from tests.book.restores import home, places, rebuilt, surveyed, texts
from tests.features.damage import MEMORY

from deskinc.book.record import Signer
from deskinc.book.restore.surveying import Places

ONLY_THERE = ("Only there", "Only there too")


def beyond_a_backup(house: House, stick: Path) -> Places:
    """A backup, two lines that only the mirror has, and the book is lost."""
    made = backed_up(house, stick)
    for text in ONLY_THERE:
        house.post(line(text))
    house.book.settle()
    house.book.close()
    for name in ("book.db", "head"):
        (house.folder / name).unlink()
    return places(house, "backup", made.folder)


def withheld(path: Path) -> Callable[[], object]:
    """The disk does not give this file back any more; returns what ends that."""
    if not MEMORY.exists():
        pytest.skip("only Linux has a file whose reading fails for everybody")
    kept = path.rename(path.with_suffix(".kept"))
    path.symlink_to(MEMORY)
    return lambda: kept.replace(path)


def test_what_the_disk_of_the_mirror_did_not_give_back_is_told_once_it_does(
    house: House, other: Signer, tmp_path: Path
) -> None:
    what = beyond_a_backup(house, tmp_path / "disk")
    (values,) = home(house).glob("*.values")
    give_back = withheld(values)
    source = surveyed(what)
    assert not source.seen
    assert any(f"all of the mirror in {home(house)}" in fault for fault in source.faults)
    built = rebuilt(house, what, other)
    assert not built.seen
    give_back()
    house.open()
    settled(house)
    (told,) = said(house)
    assert told.values["lines"] == "6–7"
    assert not any(text in texts(house) for text in ONLY_THERE)
    assert house.book.verify(full=True) == []


def test_lines_of_a_mirror_that_gave_all_it_has_are_not_told_again(
    house: House, other: Signer, tmp_path: Path
) -> None:
    what = beyond_a_backup(house, tmp_path / "disk")
    assert surveyed(what).faults == ()
    built = rebuilt(house, what, other)
    assert built.seen == surveyed(what).seen
    house.open()
    settled(house)
    assert said(house) == []
    assert texts(house)[-2:] == list(ONLY_THERE)


def test_a_mirror_gone_before_it_was_all_read_is_not_said_to_be_seen(
    house: House, other: Signer, tmp_path: Path
) -> None:
    what = beyond_a_backup(house, tmp_path / "disk")
    (donor,) = (one for one in what.donors() if one.end)
    shutil.rmtree(house.mirror)
    assert list(donor.since(1)) == []
    assert donor.broken == {home(house).name}
