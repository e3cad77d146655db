"""Photos of an incident: taken in through the child process, kept as they came."""

from collections.abc import Mapping
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from deskinc.book.record import Saved
from deskinc.desk.office import Office, note_access
from deskinc.errors import Refused
from deskinc.i18n import _
from deskinc.intake import files, photos
from deskinc.proof.canonical import unb64

PHOTO_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "jpeg": ("jpg", "jpeg"), "png": ("png",), "heic": ("heic", "heif"), "webp": ("webp",),
    "gif": ("gif",), "bmp": ("bmp",),
}  # fmt: skip
"""How names of the photo files end that are taken in; what one is, its first bytes say."""


def read_photo(path: Path) -> bytes:
    """The bytes of a photo; DeskError where it is too large, no file, or cannot be read."""
    return files.read(path, photos.MAX_BYTES, _("Save it smaller and choose it again."))


def add_photo(
    office: Office,
    thread: str,
    data: bytes,
    name: str,
    caption: str,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Keep the original and its upright copy with the incident ``thread``.

    Blocks while the child decodes. Raises Refused with a sentence for a file that is no photo;
    then nothing else happens but a note in the access log.
    """
    office.allow("attach")
    office.draft("photo", {"caption": caption}, partial=True)
    try:
        photo = photos.photo(data, name)
    except Refused:
        note_access(office, "photo_refused", name)
        raise
    original = office.book.attach(data, name, photo.mime)
    shown = office.book.attach(photo.shown, "shown.jpg", "image/jpeg")
    thumb = office.book.attach(photo.thumb, "thumb.jpg", "image/jpeg")
    raw: dict[str, object] = {
        "original": original.value,
        "shown": shown.value,
        "thumb": thumb.value,
        "caption": caption,
        "metadata": photo.metadata,
        "camera": photo.camera,
        "taken": _taken(office, photo.taken),
    }
    draft = office.draft(
        "photo",
        {field: value for field, value in raw.items() if value},
        id=unb64(id),
        thread=unb64(thread),
        files={"original": original.key, "shown": shown.key, "thumb": thumb.key},
    )
    return office.write(draft)


def photo(office: Office, n: int, which: str = "shown") -> bytes:
    """The picture of photo record ``n``: ``shown``, ``thumb`` or the ``original`` bytes."""
    office.allow("read_incidents")
    return office.book.read_file(n, which)


def _taken(office: Office, taken: datetime | None) -> datetime | None:
    if taken is None:
        return None
    return taken if taken.tzinfo else taken.replace(tzinfo=office.locale.tz)
