"""What a backup fails with is said of its own disk."""

import errno
import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from deskinc.book.backups.faults import told
from deskinc.errors import BookFault


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full"), (errno.EDQUOT, "is full"), (errno.EFBIG, "is full"),
        (errno.EROFS, "cannot be written to"), (errno.EACCES, "cannot be written to"),
        (errno.EIO, "answered with an error while the backup was made: Input/output error"),
    ],
)  # fmt: skip
def test_an_error_of_the_disk(tmp_path: Path, number: int, words: str) -> None:
    error = OSError(number, os.strerror(number))
    fault = told(error, tmp_path)
    assert fault is not None
    assert words in fault.what
    assert fault.todo
    wrapped = BookFault("The disk of the book is full.")
    wrapped.__cause__ = error
    assert str(told(wrapped, tmp_path)) == str(fault)


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    fault = told(OSError(errno.EIO, "?"), tmp_path / "gone")
    assert fault is not None
    assert "went away" in fault.what


def test_what_is_said_already_stays_and_a_bug_stays_a_bug(tmp_path: Path) -> None:
    fault = BookFault("A page of the book’s file is damaged.")
    assert told(fault, tmp_path) is fault
    assert told(LookupError("a bug"), tmp_path) is None


def test_what_the_database_says_while_pages_are_copied(tmp_path: Path) -> None:
    for words, said in (
        ("database or disk is full", "is full"),
        ("attempt to write a readonly database", "cannot be written to"),
        ("disk I/O error", "while the backup was made: disk I/O error."),
    ):
        fault = told(driver.OperationalError(words), tmp_path)
        assert fault is not None
        assert said in fault.what
    assert told(driver.OperationalError("no such table: a bug"), tmp_path) is None
