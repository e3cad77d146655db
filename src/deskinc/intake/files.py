"""Reading a file that comes in: a file and nothing else, and never more of it than is taken."""

import os
import stat
from pathlib import Path

from deskinc.errors import DeskError, Refused
from deskinc.i18n import _
from deskinc.intake.sentences import shown_name

MEGABYTE = 2**20
_HOW = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""A pipe that nobody writes to opens at once, and is seen to be one."""


def read(path: Path, most: int, smaller: str) -> bytes:
    """The bytes of the file at ``path``; ``smaller`` says what to do with one of over ``most``.

    Raises Refused for a larger one, and for a folder, a pipe or a device, of which nothing is read;
    DeskError where the disk does not give it.
    """
    name = shown_name(path.name)
    try:
        handle = os.open(path, _HOW)
        try:
            data = _read(handle, most, name)
        finally:
            os.close(handle)
    except OSError as error:
        raise DeskError(
            _("{name} cannot be read: {why}.").format(name=name, why=error.strerror),
            _("Check the drive and choose the file again."),
        ) from error
    if data is None:
        words = _("{name} is larger than {size} MB.")
        raise Refused(words.format(name=name, size=most // MEGABYTE), smaller)
    return data


def _read(handle: int, most: int, name: str) -> bytes | None:
    """All of the file, None where it is larger; it may grow while it is read."""
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        raise Refused(
            _("{name} is no file, but a folder, a pipe or a device.").format(name=name),
            _("Choose the file itself."),
        )
    if found.st_size > most:
        return None
    with os.fdopen(handle, "rb", closefd=False) as file:
        data = file.read(most + 1)
    return data if len(data) <= most else None
