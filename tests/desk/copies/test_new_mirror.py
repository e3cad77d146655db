"""D24: another mirror for an open book: filled, compared, recorded; the old one stays as it is."""

from pathlib import Path

import pytest
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, prints

from deskinc.book.disk.known import of as remembered
from deskinc.book.disk.station import Station
from deskinc.desk.copies import new_mirror
from deskinc.desk.office import sign_in
from deskinc.errors import DeskError, NotAllowed
from deskinc.proof.canonical import b64


def given(desk: Desk, folder: Path) -> list[float]:
    """Give the book a mirror below ``folder``; how far it said it was."""
    told: list[float] = []
    new_mirror.give(desk.office, folder, lambda fraction, _words: told.append(fraction))
    return told


def test_d24_a_book_gets_another_mirror_while_it_is_open(night: Desk, tmp_path: Path) -> None:
    desk, folder = night, tmp_path / "stick" / "mirror"
    desk.office.book.settle()
    before = prints(desk.mirror)
    told = given(desk, folder)
    assert told == sorted(told)
    assert prints(desk.mirror) == before, "the old one is left as it is"
    assert new_mirror.where(desk.office) == folder
    desk.post("Written after.")
    desk.office.book.settle()
    assert desk.office.health().mirror == "ok"
    assert prints(desk.mirror) == before
    assert desk.verifies()
    (entry,) = [row for row in desk.office.read.accesses(9) if row.what == "mirror_given"]
    assert str(folder) in entry.detail
    desk.office.close()
    known = remembered(desk.folder)
    assert known is not None
    assert known.mirror == folder
    office = sign_in(desk.folder, BOSS, PHRASES[BOSS])
    desk.opened.append(office)
    assert new_mirror.where(office) == folder
    assert office.health().doubts == ()
    assert office.book.verify(full=True) == []


def test_a_book_whose_mirror_is_lost_gets_one_again(desk: Desk, tmp_path: Path) -> None:
    desk.office.close()
    station = Station.load(desk.folder)
    assert station is not None
    Station(station.id, None, station.salt).save(desk.folder)
    office = sign_in(desk.folder, BOSS, PHRASES[BOSS])
    desk.opened.append(office)
    assert office.health().mirror == "missing"
    new_mirror.give(office, tmp_path / "new", lambda _f, _w: None)
    office.book.settle()
    assert office.health().mirror == "ok"
    assert office.book.verify(full=True) == []


def test_d24_a_folder_that_will_not_do_is_refused_and_the_old_mirror_goes_on(
    desk: Desk, tmp_path: Path
) -> None:
    used = tmp_path / "used"
    (used / b64(desk.office.book.id)).mkdir(parents=True)
    for folder, words in (
        (desk.folder / "mirror", "folder of the book"),
        (desk.mirror, "lies there already"),
        (tmp_path / "Dropbox" / "m", "cloud"),
        (used, "a mirror of this book already"),
    ):
        with pytest.raises(DeskError, match=words):
            given(desk, folder)
    assert not (tmp_path / "Dropbox").exists()
    assert new_mirror.where(desk.office) == desk.mirror
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        given(desk, tmp_path / "new")
    assert new_mirror.look(desk.office, tmp_path / "new")[1].startswith("This is the same disk")


def test_one_that_is_stopped_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with pytest.raises(DeskError, match="stopped"):
        new_mirror.give(desk.office, folder, lambda _f, _w: None, lambda: True)
    assert list(folder.iterdir()) == []
    assert new_mirror.where(desk.office) == desk.mirror
    given(desk, folder)
    assert desk.verifies()
