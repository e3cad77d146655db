"""The files that photos come from."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QUrl
from PySide6.QtGui import QImage

from deskinc.desk.incidents import evidence
from deskinc.errors import DeskError
from deskinc.i18n import _

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest photo file that is read at all."""


def name_filter() -> str:
    """The files offered when photos are chosen: the kinds that are taken in, and no others."""
    ends = " ".join(f"*.{end}" for ends in evidence.PHOTO_SUFFIXES.values() for end in ends)
    return f"{_('Photos')} ({ends})"


def local(urls: Sequence[QUrl]) -> list[Path]:
    """The files among what was dropped or pasted."""
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def read(path: Path) -> bytes:
    """The bytes of a photo; DeskError where it is too large or cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise DeskError(
                _("{name} is larger than 64 MB.").format(name=path.name),
                _("Save it smaller and choose it again."),
            )
        return path.read_bytes()
    except OSError as error:
        raise DeskError(
            _("{name} cannot be read: {why}.").format(name=path.name, why=error.strerror),
            _("Check the drive and choose the file again."),
        ) from error


def png(image: QImage) -> bytes:
    """A picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
