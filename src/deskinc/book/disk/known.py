"""What is known of a book outside it: enough to seal a line when nothing of the book opens.

It lies beside the notes, in the data folder, and once more in the user's own spare folder, by the
path of the data folder: with the drive of that gone one still knows that there is a book, and
writes.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from deskinc.book.disk import durable
from deskinc.book.disk.station import Station
from deskinc.disks import Silent, ask
from deskinc.log import logger
from deskinc.paths import KNOWN, SPOOL, remembered_at, spare_folder
from deskinc.proof.canonical import Json, b64, dumps, loads, unb64

_NAMES = {"v", "book", "note_key", "zone", "mirror"}


@dataclass(frozen=True, slots=True)
class Known:
    """The id of a book, its note key, the zone of its site, and the folder its mirror is in."""

    book: bytes
    note_key: bytes
    zone: str
    mirror: Path | None = None


def remember(folder: Path, book: bytes, note_key: bytes, zone: str) -> None:
    """Keep what is known of the open ``book`` in both places; a disk that refuses hinders nobody.

    ``zone`` is its site's.
    """
    station = Station.load(folder)
    known = Known(book, note_key, zone, None if station is None else station.mirror)
    for keep in (keep_beside, _keep_spare):
        _tried(keep, folder, known)


def _tried(keep: Callable[[Path, Known], None], folder: Path, known: Known) -> None:
    try:
        keep(folder, known)
    except OSError as error:
        logger.warning("what is known of the book is not kept: %s", error.strerror)


def keep_beside(folder: Path, known: Known) -> None:
    """Keep it beside the notes: with every slot file gone one can still write. OSError."""
    _keep(folder / SPOOL / KNOWN, known)


def _keep_spare(folder: Path, known: Known) -> None:
    ask(spare_folder(), lambda: _keep(remembered_at(folder), known))


def _keep(path: Path, known: Known) -> None:
    if _read(path) == known:
        return
    said: dict[str, Json] = {
        "v": 1,
        "book": b64(known.book),
        "note_key": b64(known.note_key),
        "zone": known.zone,
        "mirror": None if known.mirror is None else str(known.mirror),
    }
    durable.make_folder(path.parent)
    durable.replace(path, dumps(said))


def of(folder: Path) -> Known | None:
    """What was kept beside the notes, or in the spare folder; None where there is nothing sound."""
    return _read(folder / SPOOL / KNOWN) or elsewhere(folder)


def elsewhere(folder: Path) -> Known | None:
    """What was kept in the spare folder of the book in ``folder``, which is not looked at."""
    with suppress(Silent):
        return ask(spare_folder(), lambda: _read(remembered_at(folder)))
    return None


def _read(path: Path) -> Known | None:
    try:
        said = loads(durable.read_up_to(path))
        if not isinstance(said, dict) or said.keys() != _NAMES:
            return None
        book, key = unb64(str(said["book"]), 16), unb64(str(said["note_key"]), 32)
        mirror = said["mirror"]
        return Known(book, key, str(said["zone"]), None if mirror is None else Path(str(mirror)))
    except (OSError, ValueError):
        return None
