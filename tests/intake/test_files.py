"""Reading a file that comes in: nothing but a file, and never more of it than is taken."""

import os
import sys
from pathlib import Path

import pytest

from deskinc.errors import DeskError, Refused
from deskinc.intake import files

SMALLER = "Save it smaller."


def test_a_file_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "sheet.jpg"
    path.write_bytes(b"12345678")
    assert files.read(path, 8, SMALLER) == b"12345678"


def test_a_file_larger_than_is_taken_is_named_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sheet.jpg"
    with path.open("wb") as file:
        file.truncate(600 * files.MEGABYTE)
    with pytest.raises(Refused, match=r"sheet\.jpg is larger than 64 MB") as caught:
        files.read(path, 64 * files.MEGABYTE, SMALLER)
    assert caught.value.todo == SMALLER


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_pipe_or_a_device_or_a_folder_is_no_file_and_nothing_waits_for_it(
    tmp_path: Path,
) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "zero.jpg").symlink_to("/dev/zero")
    for name in ("pipe.jpg", "folder.jpg", "zero.jpg"):
        with pytest.raises(Refused, match=f"{name} is no file"):
            files.read(tmp_path / name, files.MEGABYTE, SMALLER)


def test_a_file_that_is_not_there_is_named_without_signs_that_turn_the_line(
    tmp_path: Path,
) -> None:
    with pytest.raises(DeskError, match=r"gpj\.sheet cannot be read: No such file"):
        files.read(tmp_path / "\u202egpj.sheet", 8, SMALLER)
