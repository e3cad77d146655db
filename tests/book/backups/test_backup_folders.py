"""Only the program's own verified backups of this very book are ever removed."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskinc.book.backups.folders import Backup, listing, name_of, newest, rotate
from deskinc.proof.canonical import Json, b64, dumps

BOOK, OTHER = bytes(range(16)), bytes(range(4)) + bytes(12)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def laid(place: Path, at: datetime, end: str = "", book: bytes = BOOK) -> Path:
    """The folder of a small backup, as the program lays it."""
    folder = place / (name_of(book, at) + end)
    (folder / "attachments").mkdir(parents=True)
    listed: dict[str, Json] = {}
    for name in ("book.db", "slots.json", "founding", "attachments/0f"):
        (folder / name).write_bytes(b"x")
        listed[name] = {"size": 1, "sha256": ""}
    said: dict[str, Json] = {"v": 1, "book": b64(book), "records": 9, "line": 4, "files": listed}
    (folder / "manifest.json").write_bytes(dumps(said))
    (folder / "erased.json").write_bytes(b"{}")
    return folder


def ended(place: Path) -> list[str]:
    """What rotation ends as one is made now."""
    folder = laid(place, NOW)
    return rotate(place, BOOK, Backup(folder, NOW, "verified", 9, 4, 4), UTC)


def days(place: Path, many: int = 60) -> list[Path]:
    """A backup for each day before now, the newest first."""
    return [laid(place, NOW - timedelta(days=day)) for day in range(1, many)]


def test_older_ones_are_ended_and_named(tmp_path: Path) -> None:
    made = days(tmp_path)
    gone = ended(tmp_path)
    assert gone
    assert sorted(gone) == sorted(one.name for one in made if not one.exists())
    assert {one.at for one in listing(tmp_path, BOOK)} >= {
        NOW - timedelta(days=n) for n in range(7)
    }
    assert len(list(tmp_path.iterdir())) <= 24
    assert not list(tmp_path.glob("*-part"))


def test_what_a_person_put_there_stays_with_its_backup(tmp_path: Path) -> None:
    made = days(tmp_path)
    (made[-1] / "keep me.txt").write_text("the police asked for this one")
    (made[-2] / "attachments" / "more").mkdir()
    (made[-2] / "attachments" / "more" / "x").write_text("x")
    gone = ended(tmp_path)
    assert made[-3].name in gone
    assert made[-1].is_dir()
    assert made[-2].is_dir()


def test_nothing_else_is_touched(tmp_path: Path) -> None:
    old = NOW - timedelta(days=59, hours=2)
    kept = [
        laid(tmp_path, old, "-failed"), laid(tmp_path, old, "-part", OTHER),
        laid(tmp_path, old - timedelta(hours=1), "", OTHER),
        laid(tmp_path, NOW + timedelta(days=900)),
    ]  # fmt: skip
    unreadable = laid(tmp_path, old + timedelta(hours=1))
    (unreadable / "manifest.json").write_bytes(b"?")
    letters = tmp_path / f"{BOOK.hex()[:8]}-letters"
    letters.mkdir()
    days(tmp_path)
    assert ended(tmp_path)
    assert all(one.is_dir() for one in [*kept, unreadable, letters])
    states = {one.folder.name: one.state for one in listing(tmp_path, BOOK)}
    assert states[kept[0].name] == "failed"
    assert states[unreadable.name] == "part"
    assert not {kept[1].name, kept[2].name, letters.name} & states.keys()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    place, elsewhere = tmp_path / "place", tmp_path / "elsewhere"
    old = laid(elsewhere, NOW - timedelta(days=59))
    days(place, 50)
    (place / old.name).symlink_to(old)
    assert ended(place)
    assert (old / "book.db").exists()


def test_what_an_interruption_left_goes_after_a_day(tmp_path: Path) -> None:
    young = laid(tmp_path, NOW - timedelta(hours=23), "-part")
    old = laid(tmp_path, NOW - timedelta(hours=25), "-part")
    (old / ".manifest.json.tmp").write_text("{")
    with_more = laid(tmp_path, NOW - timedelta(hours=26), "-part")
    (with_more / "keep me.txt").write_text("x")
    early = tmp_path / (name_of(BOOK, NOW - timedelta(hours=27)) + "-part")
    early.mkdir()
    assert ended(tmp_path) == []
    assert young.is_dir()
    assert with_more.is_dir()
    assert not old.exists()
    assert not early.exists()


def test_a_backup_that_cannot_be_removed_is_one_no_more_and_goes_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = days(tmp_path)

    def refuse(_path: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(shutil, "rmtree", refuse)
    assert ended(tmp_path) == []
    left = list(tmp_path.glob("*-part"))
    assert left
    assert not any(one.with_name(one.name.removesuffix("-part")).exists() for one in left)
    monkeypatch.undo()
    later = NOW + timedelta(days=1)
    rotate(tmp_path, BOOK, Backup(laid(tmp_path, later), later, "verified", 9, 4, 4), UTC)
    assert not list(tmp_path.glob("*-part"))
    assert made[0].is_dir()


def test_the_newest_is_the_newest_of_the_past(tmp_path: Path) -> None:
    assert newest(tmp_path, BOOK, NOW) is None
    laid(tmp_path, NOW - timedelta(minutes=2), "-failed")
    laid(tmp_path, NOW - timedelta(minutes=1), "-part")
    laid(tmp_path, NOW - timedelta(minutes=3), "", OTHER)
    assert newest(tmp_path, BOOK, NOW) is None
    ahead = laid(tmp_path, NOW + timedelta(days=9))
    one = newest(tmp_path, BOOK, NOW)
    assert one is not None
    assert one.folder == ahead
    days(tmp_path, 4)
    one = newest(tmp_path, BOOK, NOW)
    assert one is not None
    assert one.at == NOW - timedelta(days=1)
    with pytest.raises(OSError, match="No such file"):
        newest(tmp_path / "gone", BOOK, NOW)
