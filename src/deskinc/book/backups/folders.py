"""The folders of backups: what each says of itself, and which of them rotation ends.

Only what the program itself made is ever removed: a verified backup of this very book in which
nothing lies but what its own list names, once a newer one was verified; and what an interruption
left more than a day ago. A failed copy stays until a person deletes it. Before its files go, a
backup is renamed to ``-part``, so that half of one never passes for a whole.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from deskinc.book.backups import rotation
from deskinc.book.disk.durable import read_up_to, sync_folder
from deskinc.book.disk.station import ATTACHMENTS, DATABASE, SLOTS
from deskinc.book.erasure import erasure_list
from deskinc.book.mirror import founding_file
from deskinc.log import logger
from deskinc.proof.canonical import Json, b64, loads

PART, FAILED = "-part", "-failed"
MANIFEST = "manifest.json"

MOST = 64 * 2**20
"""Bytes of the longest list of files that is read: some half a million files."""

LEFT = timedelta(days=1)
"""How old what an interruption left must be before it is removed."""

_TIME = "%Y%m%dT%H%M%SZ"
_STATES = {"": "verified", "part": "part", "failed": "failed"}
_OURS = frozenset({DATABASE, SLOTS, founding_file.NAME, erasure_list.NAME, ATTACHMENTS, MANIFEST})


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup as its folder tells it; ``state`` is verified, failed or part (interrupted).

    ``records`` and ``line`` are the last ones in it, ``size`` in bytes; ``fault`` says why it
    failed, where it was made just now.
    """

    folder: Path
    at: datetime
    state: str
    records: int
    line: int
    size: int
    fault: str = ""


def name_of(book: bytes, at: datetime) -> str:
    """The name of the folder of a backup made at ``at`` (UTC)."""
    return f"{_head(book)}{at:{_TIME}}"


def _head(book: bytes) -> str:
    return book.hex()[:8] + "-"


def listing(place: Path, book: bytes) -> list[Backup]:
    """The backups of that book below ``place``, newest first; OSError if it does not answer."""
    found = (_told(folder, book) for folder in place.iterdir())
    return sorted((one for one in found if one), key=lambda one: one.at, reverse=True)


def newest(place: Path, book: bytes, now: datetime) -> Backup | None:
    """The newest verified one, of those made up to ``now`` if there are any. OSError.

    No more lists of files are read than it takes.
    """
    made = [(at <= now, at, folder) for folder in place.iterdir() if (at := _made(folder, book))]
    found = (_told(folder, book) for _past, _at, folder in sorted(made, reverse=True))
    return next((one for one in found if one and one.state == "verified"), None)


def _made(folder: Path, book: bytes) -> datetime | None:
    """When a folder of that name was made; None for any other name."""
    if not folder.name.startswith(_head(book)):
        return None
    time, _dash, _end = folder.name.removeprefix(_head(book)).partition("-")
    try:
        return datetime.strptime(time, _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None


def _told(folder: Path, book: bytes) -> Backup | None:
    _time, _dash, end = folder.name.removeprefix(_head(book)).partition("-")
    state, at = _STATES.get(end), _made(folder, book)
    if at is None or state is None or not folder.is_dir():
        return None
    said = manifest(folder)
    if said is None:
        return Backup(folder, at, "part" if state == "verified" else state, 0, 0, 0)
    if said["book"] != b64(book):
        return None
    return Backup(folder, at, state, _count(said, "records"), _count(said, "line"), bytes_of(said))


def manifest(folder: Path) -> dict[str, Json] | None:
    """What a backup's folder says of itself; None where it says nothing that can be read."""
    try:
        said = loads(read_up_to(folder / MANIFEST, MOST))
        if isinstance(said, dict) and said.get("v") == 1 and isinstance(said["files"], dict):
            return said if isinstance(said["book"], str) else None
    except (OSError, ValueError, LookupError):
        pass
    return None


def _count(said: dict[str, Json], name: str) -> int:
    value = said.get(name)
    return value if isinstance(value, int) else 0


def bytes_of(said: dict[str, Json]) -> int:
    """How much the files of a list take together."""
    listed = said["files"]
    told = listed.values() if isinstance(listed, dict) else ()
    sizes = (one.get("size") for one in told if isinstance(one, dict))
    return sum(size for size in sizes if isinstance(size, int))


def rotate(place: Path, book: bytes, made: Backup, zone: tzinfo) -> list[str]:
    """End what rotation ends now that ``made`` is verified; the names of the backups that ended.

    What cannot be removed stays for the next time.
    """
    there = listing(place, book)
    verified = [one for one in there if one.state == "verified"]
    stay = rotation.kept([one.at for one in verified], zone)
    ended = [one for one in verified if one.at < made.at and one.at not in stay]
    left = [one for one in there if one.folder.name.endswith(PART) and made.at - one.at > LEFT]
    gone = [one.folder.name for one in ended if removable(one.folder) and _remove(one.folder)]
    for one in left:
        if _part_of_ours(one.folder):
            _remove(one.folder)
    return gone


def removable(folder: Path) -> bool:
    """Whether nothing lies in the backup but what its list names."""
    said = manifest(folder)
    listed = said["files"] if said else None
    if not isinstance(listed, dict) or folder.is_symlink():
        return False
    named = {MANIFEST, erasure_list.NAME, f".{erasure_list.NAME}.tmp", *listed}
    return all(path.relative_to(folder).as_posix() in named for path in _below(folder))


def _part_of_ours(folder: Path) -> bool:
    """Whether nothing lies in what was interrupted but what a backup begins with."""
    temporary = {f".{name}.tmp" for name in _OURS}
    try:
        return not folder.is_symlink() and {one.name for one in folder.iterdir()} <= {
            *_OURS, *temporary
        }  # fmt: skip
    except OSError:
        return False


def _below(folder: Path) -> Iterator[Path]:
    for at, _folders, files in os.walk(folder):
        yield from (Path(at) / name for name in files)


def _remove(folder: Path) -> bool:
    """Rename it, so that it is no backup any more, then remove it; whether nothing is left."""
    try:
        part = folder
        if not folder.name.endswith(PART):
            part = folder.rename(folder.with_name(folder.name + PART))
            sync_folder(folder.parent)
        shutil.rmtree(part)
    except OSError as error:
        logger.warning("a backup is not removed: %s", error.strerror)
        return False
    return True
