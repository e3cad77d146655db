"""Bytes that survive a power cut: synchronising files and folders, and replacing whole files."""

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

if sys.platform == "darwin":  # pragma: no cover - fsync there stops at the drive's own cache
    from fcntl import F_FULLFSYNC, fcntl

    def sync(handle: int) -> None:
        """Push what was written to an open file (and its length) to the disk; OSError if not."""
        fcntl(handle, F_FULLFSYNC)

elif sys.platform == "win32":  # pragma: no cover

    def sync(handle: int) -> None:
        """Push what was written to an open file (and its length) to the disk; OSError if not."""
        os.fsync(handle)

else:

    def sync(handle: int) -> None:
        """Push what was written to an open file (and its length) to the disk; OSError if not."""
        os.fdatasync(handle)


def sync_folder(folder: Path) -> None:
    """Push the names in ``folder`` to the disk; a no-op on Windows, which has no such call."""
    if sys.platform == "win32":  # pragma: no cover
        return
    _sync_path(folder, os.O_RDONLY)


def make_folder(path: Path) -> None:
    """Make the owner's own folder ``path``, and those above it, so that their names last too."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    for made in missing:
        # a parent that may not be read was made, and synced, by somebody else
        with contextlib.suppress(PermissionError):
            sync_folder(made.parent)


def write_all(handle: int, data: bytes) -> None:
    """Write every byte of ``data`` at the handle's place; OSError as soon as the disk refuses."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def replace(path: Path, data: bytes) -> None:
    """Make ``path`` hold exactly ``data``: written beside it, synced, renamed, folder synced.

    After a crash the file holds either the old bytes or the new. Raises OSError, and then leaves
    the old file alone.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        handle = os.open(temporary, WRITE_NEW | os.O_TRUNC, 0o600)
        try:
            write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


SMALL = 2**20
"""Bytes of the largest of the files that hold a few kilobytes."""


class TooLarge(OSError):
    """A file is larger than any that the program wrote there, or is no file at all."""


def read_up_to(path: Path, most: int = SMALL) -> bytes:
    """All of a file that lies where others may write; TooLarge if it has more than ``most`` bytes.

    Other failures are the disk's OSError.
    """
    found = path.stat()
    if found.st_size > most or not stat.S_ISREG(found.st_mode):
        raise TooLarge(errno.EFBIG, os.strerror(errno.EFBIG))
    with path.open("rb") as file:
        return file.read(most)


def sync_file(path: Path) -> None:
    """Push what a closed file holds to the disk; OSError if not."""
    _sync_path(path, os.O_RDWR)


def _sync_path(path: Path, how: int) -> None:
    handle = os.open(path, how)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def set_aside(path: Path) -> None:
    """Give a damaged file another name (``….damaged``), so that nothing is lost by a new one.

    Does nothing where there is no such file. Raises OSError if the disk refuses.
    """
    if not path.is_file():
        return
    part, aside = 1, path.with_name(f"{path.name}.damaged")
    while aside.exists():
        part += 1
        aside = path.with_name(f"{path.name}.damaged-{part}")
    path.rename(aside)
    sync_folder(path.parent)


# a link laid in our place by others must not lead what we write elsewhere
WRITE = os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
WRITE_NEW = WRITE | os.O_CREAT
