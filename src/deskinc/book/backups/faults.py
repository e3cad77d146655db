"""What a backup fails with, in sentences about the disk of the backups, not the book's."""

import errno
import shutil
from pathlib import Path

from deskinc.book.disk.failures import named, trouble
from deskinc.book.disk.station import ATTACHMENTS
from deskinc.book.opened import Opened
from deskinc.errors import BookFault
from deskinc.i18n import _

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EROFS, errno.EACCES, errno.EPERM}
_MEGABYTE = 1_000_000


def absent(place: Path) -> BookFault:
    """The folder of the backups is not there."""
    return BookFault(
        _("The folder of the backups does not answer: {folder}.").format(folder=place),
        _("Connect its disk, or choose another folder."),
    )


def full(needed: int = 0, free: int = 0) -> BookFault:
    """Nothing more fits on the disk of the backups."""
    what = _("The disk of the backups is full.")
    if needed:
        words = _("The disk of the backups has {free} MB left; this backup takes {needed} MB.")
        what = words.format(free=f"{free // _MEGABYTE:,}", needed=f"{-(-needed // _MEGABYTE):,}")
    return BookFault(what, _("Free some space there, or choose another disk."))


def needs_room(parts: Opened, place: Path) -> None:
    """Raise BookFault where a copy of everything does not fit below ``place``."""
    try:
        needed = sum(_size(path) for path in (parts.store.path, parts.store.wal))
        needed += sum(_size(path) for path in (parts.folder / ATTACHMENTS).iterdir())
        free = shutil.disk_usage(place).free
    except OSError:
        return
    if free < needed:
        raise full(needed, free)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def told(error: Exception, folder: Path) -> BookFault | None:
    """The sentence for what a copy in ``folder`` failed with; None where it is a bug of ours."""
    fault = trouble(error)
    if fault is None:
        return None
    if not folder.is_dir():
        return BookFault(
            _("The disk of the backups went away while the backup was made."),
            _("Connect it again. The next backup is made there."),
        )
    cause = error.__cause__ if isinstance(error, BookFault) else error
    number, name = getattr(cause, "errno", None), named(error)
    if number in _FULL or name.startswith("SQLITE_FULL"):
        return full()
    if number in _SHUT or name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return BookFault(
            _("The folder of the backups cannot be written to."),
            _("Check its rights, and whether its disk is write-protected, or choose another."),
        )
    if number is not None or name.startswith("SQLITE_IOERR"):
        return BookFault(
            _("A disk answered with an error while the backup was made: {reason}.").format(
                reason=getattr(cause, "strerror", None) or cause
            ),
            _("Look at the disk of the backups and its cable, or try another one. If that fails "
              "too it is the book’s own disk: Settings, Trust, Check everything."),
        )  # fmt: skip
    return fault
