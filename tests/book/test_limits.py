"""Files of mirror and backup that somebody blew up are not read: the computer goes on working."""

from collections.abc import Callable
from pathlib import Path

import pytest

from deskinc.book.backups import folders as backup_folders
from deskinc.book.disk.head import HeadFile
from deskinc.book.erasure import erasure_list
from deskinc.book.keys.vault import Vault
from deskinc.book.mirror import found as mirror_found
from deskinc.book.mirror import founding_file
from deskinc.book.mirror import reader as mirror_reader
from deskinc.book.mirror.file import Day
from deskinc.book.restore import aside
from deskinc.errors import BookFault, SlotDamaged

KEY, BOOK, DAY = bytes(32), bytes(16), Day("2026-11-22", 1)
LARGE = 2**40


def refused(call: Callable[[], object], kind: type[Exception] = BookFault) -> bool:
    """Whether it is called damaged."""
    with pytest.raises(kind, match="damaged"):
        call()
    return True


READERS: dict[str, Callable[[Path], bool]] = {
    "2026-11-22.lines": lambda folder: (
        mirror_found.load(folder, DAY, "lines", KEY, BOOK).fault == "unreadable"
        and mirror_found.begin(folder, DAY, KEY, BOOK) is None
        and mirror_reader.Damage(DAY.name("lines"), 0, "unreadable")
        in mirror_reader.frames(folder, KEY, BOOK)
    ),
    "slots.json": lambda folder: refused(lambda: Vault.load(folder), SlotDamaged),
    "erased.json": lambda folder: refused(lambda: erasure_list.read(folder, KEY, BOOK)),
    "founding": lambda folder: refused(lambda: founding_file.read(folder, KEY, BOOK)),
    "head": lambda folder: refused(HeadFile(folder / "head", KEY, BOOK).read),
    "manifest.json": lambda folder: backup_folders.manifest(folder) is None,
}


@pytest.mark.parametrize("name", READERS)
def test_a_file_beyond_all_bounds_is_damaged_and_not_read(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(LARGE)
    assert READERS[name](tmp_path)


def test_a_full_file_of_the_mirror_is_copied_aside(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "mirror").mkdir()
    (tmp_path / "mirror" / "2026-11-22.values").write_bytes(bytes(17 * 2**20))
    copy = aside.copy_aside(tmp_path / "data", tmp_path / "mirror")
    assert (copy / "mirror" / "2026-11-22.values").stat().st_size == 17 * 2**20
