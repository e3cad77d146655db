"""The files that photos come from."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QUrl
from PySide6.QtGui import QImage

from deskinc.desk.incidents import evidence
from deskinc.i18n import _


def name_filter() -> str:
    """The files offered when photos are chosen: the kinds that are taken in, and no others."""
    ends = " ".join(f"*.{end}" for ends in evidence.PHOTO_SUFFIXES.values() for end in ends)
    return f"{_('Photos')} ({ends})"


def local(urls: Sequence[QUrl]) -> list[Path]:
    """The files among what was dropped or pasted."""
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def png(image: QImage) -> bytes:
    """A picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
