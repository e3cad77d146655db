"""Everything is laid aside before anybody mends, once, and never twice the same."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.features.faults import mounted

from deskinc.book.records.following import Cancelled
from deskinc.book.restore import aside
from deskinc.errors import BookFault


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with what lies in one."""
    folder = tmp_path / "data"
    (folder / "attachments").mkdir(parents=True)
    (folder / "spool").mkdir()
    for name in ("book.db", "book.db-wal", "slots.json", "attachments/1f", "spool/a.note"):
        (folder / name).write_bytes(os.urandom(5000))
    (folder / "lock").touch()
    return folder


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """A mirror with small files, a large one and attachments."""
    folder = tmp_path / "mirror"
    (folder / "attachments").mkdir(parents=True)
    for name in ("2026-11-22.lines", "founding", "attachments/1f"):
        (folder / name).write_bytes(os.urandom(700))
    with (folder / "2026-11-22.values").open("wb") as file:
        file.truncate(aside.SMALL + 1)
    return folder


def kept(copy: Path) -> dict[str, bytes]:
    """The files of a copy by name."""
    return {
        str(path.relative_to(copy)): path.read_bytes()
        for path in sorted(copy.rglob("*"))
        if path.is_file() and path.name != aside.SUMS
    }


def all_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, but for what lies aside."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "aside" not in path.parts:
            yield str(path.relative_to(folder)), path.read_bytes()


def test_a_copy_that_is_stopped_leaves_nothing_and_the_next_is_whole(
    data: Path, mirror: Path
) -> None:
    looks = iter([False] * 6)
    with pytest.raises(Cancelled):
        aside.copy_aside(data, mirror, lambda: next(looks, True))
    assert next(looks, None) is None, "it was stopped under way"
    assert list((data / "aside").glob("*")) == []
    assert "data/book.db" in kept(aside.copy_aside(data, mirror))


def test_all_files_are_copied_and_the_small_ones_of_the_mirror(data: Path, mirror: Path) -> None:
    before = dict(all_of(data.parent))
    copy = aside.copy_aside(data, mirror)
    assert copy.parent == data / "aside"
    assert kept(copy).keys() == {
        "data/book.db", "data/book.db-wal", "data/slots.json", "data/attachments/1f",
        "data/spool/a.note", "mirror/2026-11-22.lines", "mirror/founding",
    }  # fmt: skip
    assert all(before[name] == raw for name, raw in kept(copy).items())
    assert dict(all_of(data.parent)) == before
    said = (copy / aside.SUMS).read_text().splitlines()
    assert said[-1] == "# too large to be the mirror’s: mirror/2026-11-22.values"
    rows = dict(r.split("  ")[::-1] for r in said[:-1])
    assert rows == {name: sha256(raw).hexdigest() for name, raw in kept(copy).items()}


def test_the_same_files_are_not_copied_again(data: Path, mirror: Path) -> None:
    first = aside.copy_aside(data, mirror)
    assert aside.copy_aside(data, mirror) == first
    (data / "spool" / "b.note").write_bytes(b"another line")
    assert aside.copy_aside(data, mirror) == first, "writing on is no reason for another copy"
    (data / "book.db").write_bytes(b"mended, or worse")
    second = aside.copy_aside(data, mirror)
    assert second > first
    assert kept(second)["data/book.db"] == b"mended, or worse"
    assert kept(second)["data/spool/b.note"] == b"another line"
    assert kept(first)["data/book.db"] != b"mended, or worse"
    (data / "slots.json").unlink()
    assert "data/slots.json" not in kept(aside.copy_aside(data, mirror))


def test_a_copy_that_was_cut_off_does_not_count(data: Path) -> None:
    first = aside.copy_aside(data, None)
    (first / aside.SUMS).unlink()
    assert aside.copy_aside(data, None) != first


def test_a_missing_mirror_is_no_hindrance(data: Path, tmp_path: Path) -> None:
    assert "data/book.db" in kept(aside.copy_aside(data, tmp_path / "nowhere"))


def test_links_lead_nowhere(data: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"not ours")
    (data / "link").symlink_to(outside)
    assert "data/link" not in kept(aside.copy_aside(data, None))


def test_a_full_disk_is_said_and_nothing_is_begun(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    with mounted(small, "-t", "tmpfs", "-o", "size=6m", "tmpfs"):
        (small / "book.db").write_bytes(bytes(2**20))
        with pytest.raises(BookFault, match="too full") as caught:
            aside.copy_aside(small, None)
        assert "Write here" in caught.value.todo
        assert [path.name for path in small.iterdir()] == ["book.db"]


def test_one_file_is_moved_out_of_the_way(data: Path) -> None:
    raw = (data / "spool" / "a.note").read_bytes()
    target = aside.move(data, data / "spool" / "a.note")
    assert target.read_bytes() == raw
    assert target.is_relative_to(data / "aside")
    assert not (data / "spool" / "a.note").exists()
