"""Putting a rebuilt book in the place of the old one, by renames that can be gone on with.

A restore builds in ``restoring/new`` of the data folder. Once everything there is on the disk the
file ``restoring/ready`` is written: from then on the new book counts. Each old file is moved to
``aside/<UTC time>/data`` and each new one into its place; whoever opens the folder next goes on
where a crash stopped. Without ``ready`` nothing has happened, and what lies there is scrap.
"""

import errno
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from deskinc.book.disk.durable import make_folder, replace, sync_file, sync_folder
from deskinc.book.disk.station import ATTACHMENTS, DATABASE, HEAD, SLOTS, STATION, Hold
from deskinc.book.disk.store import spoken
from deskinc.book.restore.aside import FOLDER as ASIDE
from deskinc.log import logger
from deskinc.paths import RESTRICTED

FOLDER = "restoring"
NEW = "new"
READY = "ready"
KEYED = "-keys"
"""How the folder ends in which a book lies aside that went on under new keys."""

_LOGS = (f"{DATABASE}-wal", f"{DATABASE}-shm")
_NAMES = (DATABASE, SLOTS, f"{SLOTS}.bak", HEAD, STATION, ATTACHMENTS)


def room(folder: Path) -> Path:
    """An empty folder to build in; what a restore that was cut off left there is scrap."""
    with spoken():
        if pending(folder):
            raise ValueError("a restore waits to be finished")
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        new = folder / FOLDER / NEW
        new.mkdir(mode=0o700, parents=True)
    return new


def drop(folder: Path) -> None:
    """Remove what was built, unless it counts already."""
    if not pending(folder):
        shutil.rmtree(folder / FOLDER, ignore_errors=True)


def pending(folder: Path) -> bool:
    """Whether a restored book waits there to be put in place."""
    return (folder / FOLDER / READY).exists()


def decide(folder: Path, mark: str = "") -> None:
    """The new book counts from here on; BookFault if the disk refuses, and then it does not.

    ``mark`` ends the name of the folder the old files are laid aside in.
    """
    with spoken():
        for path in sorted((folder / FOLDER / NEW).rglob("*")):
            sync_folder(path) if path.is_dir() else sync_file(path)
        sync_folder(folder / FOLDER / NEW)
        name = f"{datetime.now(UTC):%Y-%m-%dT%H%M%S.%f}Z{mark}"
        replace(folder / FOLDER / READY, name.encode())
        sync_folder(folder)


def finish(folder: Path) -> bool:
    """Put a restored book in place if one waits; True if it did. The folder's lock is held.

    Raises BookFault if the disk refuses; it can be called again.
    """
    if not pending(folder):
        return False
    with spoken():
        name = (folder / FOLDER / READY).read_text(encoding="ascii")
        old, new = folder / ASIDE / name / "data", folder / FOLDER / NEW
        make_folder(old)
        if (new / DATABASE).exists():
            (folder / RESTRICTED).unlink(missing_ok=True)
            for log in _LOGS:
                _move(folder / log, old / log)
        for one in _NAMES:
            if (new / one).exists():
                _move(folder / one, old / one)
                _move(new / one, folder / one)
        (folder / FOLDER / READY).unlink()
        sync_folder(folder / FOLDER)
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
    logger.info("the restored book is in place; the old files lie in %s", ASIDE)
    return True


def forget_keyed(folder: Path) -> None:
    """Remove what lies aside of the same book under keys it no longer has; the new one is open.

    What the disk refuses is tried again at the next opening.
    """
    for old in (folder / ASIDE).glob(f"*{KEYED}"):
        try:
            shutil.rmtree(old)
        except OSError as error:
            logger.warning("the book under its older keys stays aside: %s", error.strerror)


def _move(source: Path, target: Path) -> None:
    """Rename what is there, never over another file: then OSError, and both stay."""
    if not source.exists():
        return
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)
    sync_folder(target.parent)
    sync_folder(source.parent)


def settle(folder: Path) -> None:
    """Put a restored book in place if one waits, before anything of the folder is read.

    Raises BookFault if the disk refuses or another program holds the folder.
    """
    if pending(folder):
        hold = Hold(folder)
        try:
            finish(folder)
        finally:
            hold.release()
