"""What two people were shown is what they restore, and an old copy is not taken for the mirror."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.book.restore.test_restoring_cut_off import withheld
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk

from deskinc.book.records.following import never
from deskinc.book.restore import astray as mirror_astray
from deskinc.desk.copies import backups, restoring
from deskinc.desk.copies.restoring import Keys, Pair, Source
from deskinc.desk.office import Office, sign_in
from deskinc.errors import BookFault


def untold(_fraction: float, _words: str) -> None:
    """Nobody watches."""


def lose(desk: Desk) -> Keys:
    """Close the office and lose the book’s file; gives the keys of the boss."""
    desk.office.book.settle()
    keys = desk.people[BOSS].keys
    desk.office.close()
    (desk.folder / "book.db").unlink()
    (desk.folder / "head").unlink()
    return keys


def bring_back(
    desk: Desk, source: Source, *places: Path, told: Callable[[float, str], None] = untold
) -> None:
    """Boss and officer restore it."""
    one, two = (Pair(name, PHRASES[name]) for name in (BOSS, OFFICER))
    restoring.restore(
        desk.folder, source, one, two, "The disk died.", told, places=places, clock=desk.clock
    )


def back(desk: Desk) -> Office:
    """The boss signs in, and all that was found in the mirror is written down."""
    made = sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    desk.opened.append(made)
    made.book.settle()
    made.book.handed_in().result()
    return made


def texts(of: Office) -> list[str]:
    """The texts of the lines."""
    return [text for _n, text in sorted(of.read.texts(list(of.read.entry_ns())).items())]


@pytest.mark.parametrize("when", ["Opening the keys", "Building the lists again"])
def test_nothing_is_restored_without_the_mirror_that_went_away_since_it_was_shown(
    desk: Desk, tmp_path: Path, when: str
) -> None:
    desk.post("One.")
    backups.make(desk.office, tmp_path / "stick", untold, never)
    desk.post("After the backup.")
    keys = lose(desk)
    found = restoring.sources(desk.folder, keys)
    (source,) = (one for one in found if one.kind == "backup")
    assert source.lost == 0
    away = tmp_path / "away"

    def unplug(_fraction: float, words: str) -> None:
        if words == when and not away.exists():
            desk.mirror.rename(away)

    with pytest.raises(BookFault, match="mirror answers no more"):
        bring_back(desk, source, told=unplug)
    away.rename(desk.mirror)
    assert not list(desk.folder.glob("aside/*/data")), "the old files lie as they did"
    bring_back(desk, source)
    assert texts(back(desk)) == ["One.", "After the backup."]


@pytest.mark.parametrize("kind", ["mirror", "backup"])
def test_an_old_copy_of_the_mirror_is_restored_from_and_does_not_take_its_place(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    desk.post("One.")
    desk.office.book.settle()
    stick, home = tmp_path / "stick", desk.office.book.mirror
    assert home is not None
    shutil.copytree(desk.mirror, stick)
    backups.make(desk.office, stick, untold, never)
    desk.post("Only in the mirror.")
    keys = lose(desk)
    away = desk.mirror.rename(tmp_path / "away")
    found = restoring.sources(desk.folder, keys, [stick])
    (source,) = (one for one in found if one.kind == kind)
    assert any(f"The mirror in {desk.mirror} does not answer" in fault for fault in source.faults)
    bring_back(desk, source, stick)
    shutil.rmtree(desk.mirror, ignore_errors=True)
    away.rename(desk.mirror)
    office = back(desk)
    assert office.book.mirror == home
    (told,) = mirror_astray.told_of(office.read.link)
    assert told.values["lines"] == "2"
    assert texts(office)[:-1] == ["One."]
    assert office.book.verify(full=True) == []


def test_a_mirror_whose_disk_gives_nothing_back_is_named_beside_the_book_s_own_file(
    desk: Desk,
) -> None:
    desk.post("One.")
    desk.office.book.settle()
    keys, home = desk.people[BOSS].keys, desk.office.book.mirror
    assert home is not None
    desk.office.close()
    for path in [*home.glob("*.lines"), *home.glob("*.values")]:
        withheld(path)
    (source,) = restoring.sources(desk.folder, keys)
    assert source.kind == "own"
    assert any(f"The mirror in {home} does not answer" in fault for fault in source.faults)
