"""Backups: made by whoever may, in a folder of their own, and remembered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.desk.offices import OFFICER, Desk

from deskinc.book.following import never
from deskinc.desk import backups
from deskinc.errors import DeskError, NotAllowed


def untold(_fraction: float, _words: str) -> None:
    """Nobody watches."""


def test_a_backup_is_made_listed_and_its_place_remembered(desk: Desk, tmp_path: Path) -> None:
    assert backups.place(desk.office) is None
    where = tmp_path / "stick" / "deskinc"
    assert backups.listing(desk.office, where) == []
    desk.post("Before the backup.")
    made = backups.make(desk.office, where, untold, never)
    assert made.state == "verified"
    assert made.line == desk.office.read.last_line()
    assert backups.listing(desk.office, where) == [made]
    assert backups.place(desk.office) == where


def test_a_backup_on_the_books_own_disk_is_amber(desk: Desk, tmp_path: Path) -> None:
    assert "same disk" in backups.warning(desk.office, tmp_path / "stick")


@pytest.mark.parametrize("inside", [lambda d: d.folder, lambda d: d.mirror])
def test_no_backup_lies_inside_what_it_copies(desk: Desk, inside: Callable[[Desk], Path]) -> None:
    there = desk.office.book.mirror if inside(desk) == desk.mirror else desk.folder
    assert there is not None
    with pytest.raises(DeskError, match="folder of the book"):
        backups.make(desk.office, there / "backups", untold, never)


def test_an_officer_alone_makes_no_backup(desk: Desk, tmp_path: Path) -> None:
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        backups.make(desk.office, tmp_path / "stick", untold, never)
