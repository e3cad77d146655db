"""Copies of everything, laid aside before anybody mends a book that did not open.

``aside/<UTC time>/`` in the data folder holds ``data`` and ``mirror`` as they were found, and
``SHA256SUMS`` of both, which names in its remarks what could not be copied. Nothing in it is ever
changed or deleted by the program.
"""

import os
import shutil
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from deskinc.book.disk.durable import make_folder, replace, sync_folder
from deskinc.book.disk.station import ATTACHMENTS, LOCK
from deskinc.book.disk.store import spoken
from deskinc.book.mirror.found import MOST
from deskinc.book.records.following import Cancel, Cancelled, never
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.log import logger

FOLDER = "aside"
SUMS = "SHA256SUMS"

SMALL = MOST
"""Bytes up to which a file of the mirror is copied: all that the program writes and reads."""

PIECE = 2**20
"""Bytes copied between two looks whether to stop."""

ROOM = 32 * 2**20
"""Bytes that stay free on the disk, so that lines can still be written."""

_SPARED = frozenset({FOLDER, LOCK, "deskinc.lock", "restoring"})
_LIVING = ("spool", "deskinc.log", "crash.log", "looks.ini")
"""What changes while nothing is mended: no reason for another copy."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be kept: where it is, where it goes, its size and SHA-256 (hex)."""

    source: Path
    name: str
    size: int
    digest: str


def copy_aside(folder: Path, mirror: Path | None, cancel: Cancel = never) -> Path:
    """Copy all files of the data ``folder`` and the small ones of the ``mirror``; returns where.

    Where the last copy holds the very same files it is returned instead; what it holds of them is
    not copied twice. Raises BookFault where the disk has no room or takes no writing, Cancelled if
    ``cancel`` says so: then nothing is left of the copy that was being made.
    """
    with spoken():
        found, unread = _found(folder, mirror, cancel)
        before = _last(folder)
        known = _sums(before) if before else {}
        fresh = [file for file in found if known.get(file.name) != file.digest]
        gone = known.keys() - {file.name for file in found}
        if before and not gone and all(_lives(file.name) for file in fresh):
            return before
        _room_for(folder, sum(file.size for file in fresh))
        home = _fresh(folder)
        try:
            _copied(home, found, before, known, cancel)
        except Cancelled:
            shutil.rmtree(home, ignore_errors=True)
            raise
        _list(home, found, unread)
        return home


def move(folder: Path, path: Path) -> Path:
    """Lay one file aside, out of the way but not out of the world; OSError if that fails."""
    home = _fresh(folder)
    make_folder(home)
    target = home / path.name
    _copy(path, target)
    sync_folder(home)
    path.unlink()
    sync_folder(path.parent)
    return target


def _found(folder: Path, mirror: Path | None, cancel: Cancel) -> tuple[list[_File], list[str]]:
    """The files to keep, and remarks on those that are not copied."""
    found, unread = [], []
    for source, name in _names(folder, mirror):
        _go_on(cancel)
        try:
            size = source.stat().st_size
            if name.startswith("mirror/") and size > SMALL:
                unread.append(f"too large to be the mirror’s: {name}")
                continue
            with source.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
            found.append(_File(source, name, size, digest))
        except OSError as error:
            logger.warning("%s cannot be copied aside: %s", name, error.strerror)
            unread.append(f"the disk does not give {name}")
    return found, unread


def _names(folder: Path, mirror: Path | None) -> Iterator[tuple[Path, str]]:
    yield from _below(folder, "data", _SPARED)
    if mirror is not None:
        yield from _below(mirror, "mirror", frozenset({ATTACHMENTS}))


def _below(
    folder: Path, name: str, but: AbstractSet[str] = frozenset()
) -> Iterator[tuple[Path, str]]:
    """The files below ``folder``, none reached by a link, none that is only half written."""
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        logger.warning("%s is not copied aside: %s", name, error.strerror)
        return
    for one in inside:
        if one.name in but or one.name.endswith(".tmp") or one.is_symlink():
            continue
        if one.is_dir():
            yield from _below(one, f"{name}/{one.name}")
        elif one.is_file():
            yield one, f"{name}/{one.name}"


def _lives(name: str) -> bool:
    return name.split("/")[1] in _LIVING


def _last(folder: Path) -> Path | None:
    """The newest whole copy: its list is written last."""
    home = folder / FOLDER
    whole = [path for path in home.iterdir() if (path / SUMS).is_file()] if home.is_dir() else []
    return max(whole, key=lambda path: (path.stat().st_mtime_ns, path.name), default=None)


def _sums(copy: Path) -> dict[str, str]:
    text = (copy / SUMS).read_text(encoding="utf-8")
    pairs = (row.split("  ", 1) for row in text.splitlines() if not row.startswith("#"))
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def _room_for(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + ROOM:
        raise BookFault(
            _(
                "The disk is too full to copy the files aside: {size} MB needed, {free} MB free."
            ).format(size=-(-(size + ROOM) // 10**6), free=free // 10**6),
            _("Nothing was changed. Write here; make room on the disk, then try again."),
        )


def _go_on(cancel: Cancel) -> None:
    if cancel():
        raise Cancelled(_("The copying was stopped."))


def _copied(
    home: Path, found: list[_File], before: Path | None, known: dict[str, str], cancel: Cancel
) -> None:
    for file in found:
        _go_on(cancel)
        target = home / file.name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if before is None or known.get(file.name) != file.digest:
            _copy(file.source, target, cancel)
        else:
            _again(before / file.name, target)


def _list(home: Path, found: list[_File], unread: list[str]) -> None:
    """The list is written last, once all else is on the disk."""
    for made in (home, *(path for path in home.rglob("*") if path.is_dir())):
        sync_folder(made)
    rows = [f"{file.digest}  {file.name}" for file in found]
    rows += [f"# {remark}" for remark in unread]
    replace(home / SUMS, "".join(row + "\n" for row in rows).encode())
    sync_folder(home.parent)
    sync_folder(home.parent.parent)


def _again(kept: Path, target: Path) -> None:
    """The same bytes lie aside already, where nobody writes: one more name for them will do."""
    try:
        target.hardlink_to(kept)
    except OSError:
        _copy(kept, target)


def _copy(source: Path, target: Path, cancel: Cancel = never) -> None:
    with source.open("rb") as said, target.open("xb") as file:
        while piece := said.read(PIECE):
            _go_on(cancel)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    shutil.copystat(source, target)


def _fresh(folder: Path) -> Path:
    """A folder of this moment that is not there yet."""
    name = f"{datetime.now(UTC):%Y-%m-%dT%H%M%S}Z"
    home = folder / FOLDER
    taken = {path.name for path in home.iterdir()} if home.is_dir() else set()
    names = (name, *(f"{name}-{at}" for at in range(2, len(taken) + 3)))
    return home / next(one for one in names if one not in taken)
