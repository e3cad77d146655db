"""Reading a file of any kind and size piece by piece; nothing of it is ever looked into."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from deskinc.errors import DeskError, Refused
from deskinc.i18n import _
from deskinc.intake import sniff
from deskinc.intake.sentences import shown_name

MOST = 2**40
"""Bytes of one file; a disk ends sooner."""
ROOM = 256 * 2**20
"""Bytes that stay free on the book's disk."""
_HEAD = 4096
_HOW = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_ENDINGS = {
    "jpeg": {"jpg", "jpeg", "jpe", "jfif"}, "png": {"png"}, "gif": {"gif"}, "bmp": {"bmp", "dib"},
    "webp": {"webp"}, "heic": {"heic", "heif", "hif"}, "pdf": {"pdf"},
}  # fmt: skip
"""How names of files end whose first bytes say what they are."""


class Stopped(DeskError):
    """Somebody stopped the copying; nothing was taken in."""


class Streamed(RawIOBase):
    """A file read twice over, for its digest and for its copy, telling how far that is."""

    def __init__(
        self, handle: int, size: int, report: Callable[[float], object], stopped: Callable[[], bool]
    ) -> None:
        super().__init__()
        self._file, self.size = handle, size
        self._report, self._stopped = report, stopped
        self._read = 0

    def readable(self) -> bool:
        """It is read."""
        return True

    def seekable(self) -> bool:
        """It is read a second time."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place."""
        return os.lseek(self._file, offset, whence)

    def read(self, size: int = -1, /) -> bytes:
        """The next ``size`` bytes."""
        if self._stopped():
            raise Stopped(_("The copying was stopped."), _("Nothing of the file was taken in."))
        data = os.read(self._file, size)
        self._read += len(data)
        if os.lseek(self._file, 0, os.SEEK_CUR) > self.size:
            raise Refused(
                _("The file grew while it was being read: somebody still writes it."),
                _("Nothing of it was taken in. Choose it again when the recording has ended."),
            )
        self._report(min(1.0, self._read / (2 * self.size)))
        return data


@contextmanager
def opened(
    path: Path,
    onto: Path,
    report: Callable[[float], object] = lambda _part: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[BinaryIO]:
    """The file at ``path``, to be copied to the disk of ``onto``.

    Raises Refused for what is no file, an empty one, and one for which there is no room; DeskError
    where its disk does not give it, also later, while it is read inside.
    """
    name = shown_name(path.name)
    try:
        handle = os.open(path, _HOW)
        try:
            size = _size(handle, name)
            _has_room(size, name, onto)
            yield cast(BinaryIO, Streamed(handle, size, report, stopped))
        finally:
            os.close(handle)
    except OSError as error:
        raise DeskError(
            _("{name} cannot be read: {why}.").format(name=name, why=error.strerror),
            _("Nothing of it was taken in. Check the drive and choose the file again."),
        ) from error


def _size(handle: int, name: str) -> int:
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        raise Refused(
            _("{name} is no file, but a folder, a pipe or a device.").format(name=name),
            _("Choose the file itself."),
        )
    if not found.st_size:
        raise Refused(
            _("{name} is empty: there is nothing to keep.").format(name=name),
            _("Copy it again from where it came. If it came empty, write that in a line."),
        )
    return found.st_size


def _has_room(size: int, name: str, onto: Path) -> None:
    free = shutil.disk_usage(onto).free - ROOM
    if size <= min(free, MOST):
        return
    gigabytes = f"{size / 2**30:.1f}"
    raise Refused(
        _("{name} has {size} GB, more than the book’s disk has room for.").format(
            name=name, size=gigabytes
        ),
        _("Keep it outside the book as an exhibit: its digest, where it is, what plays it."),
    )


def kind(path: Path) -> str:
    """What the first bytes say the file is; "" where they say nothing or cannot be read."""
    try:
        handle = os.open(path, _HOW)
        try:
            found = stat.S_ISREG(os.fstat(handle).st_mode)
            return (sniff.kind(os.read(handle, _HEAD)) or "") if found else ""
        finally:
            os.close(handle)
    except OSError:
        return ""


def misnamed(name: str, kind_: str) -> bool:
    """Whether the name ends like another kind of file than the first bytes say."""
    ending = Path(name).suffix.lower().removeprefix(".")
    known = {one for ends in _ENDINGS.values() for one in ends}
    right = _ENDINGS.get(kind_, set())
    return ending in known - right if kind_ != "svg" else ending in known
