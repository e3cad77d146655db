"""Backups: made by whoever may and by the desk itself, in a folder of their own, remembered."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.desk.offices import OFFICER, Desk, Ticking

from deskinc import children
from deskinc.book.records.following import Cancelled, never
from deskinc.desk.copies import backups
from deskinc.desk.copies.daily import ALONE
from deskinc.errors import BookFault, DeskError, NotAllowed


def untold(_fraction: float, _words: str) -> None:
    """Nobody watches."""


@pytest.fixture
def stick(desk: Desk, tmp_path: Path) -> Path:
    """A folder with a backup."""
    where = tmp_path / "stick" / "deskinc"
    backups.make(desk.office, where, untold, never)
    return where


def last_record(desk: Desk) -> dict[str, object]:
    """The values of the last BACKUP record, written by the desk."""
    read = desk.office.read
    n = next(n for n in range(read.last_n(), 0, -1) if read.record(n).form == "backup")
    record = read.record(n)
    assert record.author == "desk"
    return dict(record.values)


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
    stands = backups.standing(desk.office)
    assert stands.last is not None
    assert timedelta() <= desk.office.now() - stands.last < timedelta(minutes=1)
    assert stands == backups.Standing(
        where, answers=True, last=stands.last, near=frozenset({"mirror", "backups"})
    )


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


def test_d1_the_desk_makes_one_by_itself_whoever_is_at_it(desk: Desk, stick: Path) -> None:
    desk.sit(OFFICER)
    desk.post("Before the night.")
    made = backups.make_by_itself(desk.office, never)
    assert made.state == "verified"
    assert made.line == desk.office.read.last_line()
    assert backups.listing(desk.office, stick) == [made], "of one day only the last one stays"
    assert last_record(desk)["name"] == made.folder.name


def test_one_is_due_every_day_where_the_last_one_lies(
    desk: Desk, stick: Path, clock: Ticking
) -> None:
    opened = desk.office.now()

    def due() -> bool:
        return backups.due(desk.office, backups.standing(desk.office), ALONE, opened)

    assert not due(), "it was made an hour ago"
    clock.on(hours=7)
    assert due()
    with desk.office.turn.of_person(never):
        assert not due(), "one is being made"
    aside = stick.rename(stick.with_name("away"))
    assert not due(), "the disk is not connected"
    stick.mkdir()
    assert not due(), "an empty folder may be where a disk belongs"
    stick.rmdir()
    aside.rename(stick)
    backups.make_by_itself(desk.office, never)
    assert not due()
    clock.on(hours=24)
    assert due()


def test_a_folder_that_is_not_there_is_not_made_anew(desk: Desk, stick: Path) -> None:
    shutil.rmtree(stick)
    before = desk.office.read.last_n()
    with pytest.raises(BookFault, match="does not answer"):
        backups.make_by_itself(desk.office, never)
    with pytest.raises(BookFault, match="does not answer"):
        backups.make(desk.office, stick, untold, never)
    assert not stick.exists()
    assert desk.office.read.last_n() == before, "not even a seal is written"
    stands = backups.standing(desk.office)
    assert not stands.answers
    assert stands.last is not None


def test_a_person_stops_the_one_that_is_made_by_itself(desk: Desk, stick: Path) -> None:
    with desk.office.turn.of_desk(never) as stop:
        assert not stop()
        desk.office.turn._wanted.set()
        assert stop()
        desk.office.turn._wanted.clear()
    with pytest.raises(Cancelled):
        backups.make_by_itself(desk.office, lambda: True)
    assert len(backups.listing(desk.office, stick)) == 1


def test_why_the_last_one_failed_is_remembered_until_one_is_verified(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(children, "command", lambda _option: ["false"])
        made = backups.make_by_itself(desk.office, never)
    assert made.state == "failed"
    stands = backups.standing(desk.office)
    assert "does not prove" in stands.failed
    assert stands.tried is not None
    assert stands.last is not None
    assert stands.last < stands.tried
    backups.make_by_itself(desk.office, never)
    stands = backups.standing(desk.office)
    assert (stands.failed, stands.tried) == ("", None)


def test_older_ones_are_ended_by_the_sites_calendar_and_the_record_names_them(
    desk: Desk, stick: Path, clock: Ticking
) -> None:
    (first,) = backups.listing(desk.office, stick)
    clock.on(days=1)
    said = backups.ends(desk.office, backups.listing(desk.office, stick))[first.folder]
    for day in range(40):  # as if one had been made every day; the child is not asked each time
        at = first.at + timedelta(days=1 + day)
        named = f"{first.folder.name.partition('-')[0]}-{at:%Y%m%dT%H%M%SZ}"
        shutil.copytree(first.folder, stick / named)
    clock.on(days=41)
    made = backups.make(desk.office, stick, untold, never)
    ended = str(last_record(desk)["ended"]).split()
    there = {one.folder.name for one in backups.listing(desk.office, stick)}
    assert ended
    assert not set(ended) & there
    assert made.folder.name in there
    assert first.folder.name in ended
    assert said < desk.office.now()
