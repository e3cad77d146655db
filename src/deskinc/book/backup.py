"""A backup: a sealed, encrypted copy of everything, called so only once it was restored and proved.

A folder ``<first 8 hex signs of the book's id>-<UTC time>`` with ``book.db`` (a consistent copy
under the same key), ``slots.json``, ``founding`` (as in the mirror), ``erased.json`` and
``attachments/``, and ``manifest.json``: canonical JSON {v: 1, book, app, at, records, line, size,
root, files: {name: {size, sha256}}}, without a word of the book. ``size`` and ``root`` are those of
the seal it was made at. While it is made its name ends in ``-part``; if it does not prove, for ever
in ``-failed``.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from deskinc import __version__
from deskinc.book import erasure_list, files, founding_file, reading
from deskinc.book.backup_check import MANIFEST, measured, restored
from deskinc.book.book import Book
from deskinc.book.durable import read_up_to, replace, sync_file, sync_folder
from deskinc.book.following import Cancel, Cancelled
from deskinc.book.opened import Opened
from deskinc.book.record import Draft, Record
from deskinc.book.station import ATTACHMENTS, DATABASE, SLOTS
from deskinc.book.store import Link, Mode, Store, connect, spoken, trouble
from deskinc.errors import BookFault
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import Json, b64, dumps, loads, unb64
from deskinc.proof.seal import Checkpoint, parse_note

PART, FAILED = "-part", "-failed"
PAGES = 256
"""Pages copied at a time; a line waits for no more than that."""

MOST = 64 * 2**20
"""Bytes of the longest list of files that is read: some half a million files."""

_TIME = "%Y%m%dT%H%M%SZ"

Report = Callable[[float, str], None]
"""``report(fraction 0–1, words)``."""


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


@dataclass(frozen=True, slots=True)
class _Made:
    """A copy that lies there whole, still to be proved."""

    point: Checkpoint
    records: int
    line: int
    size: int


def make(book: Book, place: Path, report: Report, cancel: Cancel) -> Backup:
    """Seal the book, copy it below ``place`` and restore that very copy to prove it. Blocks.

    What came of it is written into the book by the desk. Raises BookFault where the book cannot
    be sealed or ``place`` written to, :class:`~deskinc.book.following.Cancelled` if ``cancel``
    says so; then nothing stays there.
    """
    report(0.0, _("Sealing the book"))
    point = _point(book.seal(None, cancel).result().records[0])
    at = datetime.now(UTC).replace(microsecond=0)
    name = f"{book.id.hex()[:8]}-{at:{_TIME}}"
    part, whole, failed = (place / f"{name}{end}" for end in (PART, "", FAILED))
    with spoken():
        part.mkdir(mode=0o700)
    try:
        made = _copied(book.parts, part, point, at, report, cancel)
        _proved(book.parts, part, report, cancel)
        with spoken():
            part.rename(whole)
            sync_folder(place)
    except Cancelled:
        shutil.rmtree(part, ignore_errors=True)
        raise
    except Exception as error:
        fault = trouble(error)
        if fault is None:
            raise
        with contextlib.suppress(OSError):
            part.rename(failed)
        _note(book, name, _Made(point, point.size, point.line, 0), str(fault))
        return Backup(failed, at, "failed", point.size, point.line, 0, str(fault))
    _note(book, name, made, "")
    return Backup(whole, at, "verified", made.records, made.line, made.size)


def listing(place: Path, book: bytes) -> list[Backup]:
    """The backups of that book below ``place``, newest first; OSError if it does not answer."""
    head = book.hex()[:8] + "-"
    found = [_told(folder) for folder in place.iterdir() if folder.name.startswith(head)]
    return sorted((one for one in found if one), key=lambda one: one.at, reverse=True)


def _told(folder: Path) -> Backup | None:
    _id, _dash, rest = folder.name.partition("-")
    time, _dash, end = rest.partition("-")
    state = {"": "verified", "part": "part", "failed": "failed"}.get(end)
    try:
        at = datetime.strptime(time, _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    if state is None or not folder.is_dir():
        return None
    said = manifest(folder)
    if said is None:
        return Backup(folder, at, "part" if state == "verified" else state, 0, 0, 0)
    return Backup(folder, at, state, _count(said, "records"), _count(said, "line"), _bytes(said))


def manifest(folder: Path) -> dict[str, Json] | None:
    """What a backup's folder says of itself; None where it says nothing that can be read."""
    try:
        said = loads(read_up_to(folder / MANIFEST, MOST))
        if isinstance(said, dict) and said.get("v") == 1 and isinstance(said["files"], dict):
            unb64(str(said["book"]), 16)
            return said
    except (OSError, ValueError, LookupError):
        pass
    return None


def _count(said: dict[str, Json], name: str) -> int:
    value = said.get(name)
    return value if isinstance(value, int) else 0


def _bytes(said: dict[str, Json]) -> int:
    listed = said["files"]
    sizes = [one.get("size") for one in listed.values()] if isinstance(listed, dict) else []  # type: ignore[union-attr]
    return sum(size for size in sizes if isinstance(size, int))


def _point(seal: Record) -> Checkpoint:
    return parse_note(str(seal.values["note"])).checkpoint


def _copied(
    parts: Opened, part: Path, point: Checkpoint, at: datetime, report: Report, cancel: Cancel
) -> _Made:
    """Everything a restore needs, synced to the disk, and the manifest last."""
    words = _("Copying the book")
    with spoken():
        _copy_database(parts.store, part / DATABASE, cancel, lambda f: report(f * 0.3, words))
        shutil.copyfile(parts.folder / SLOTS, part / SLOTS)
        founding_file.keep(part, parts.keys.mirror, parts.founding)
        if parts.mirror is not None and (parts.mirror / erasure_list.NAME).exists():
            shutil.copyfile(parts.mirror / erasure_list.NAME, part / erasure_list.NAME)
        with Link(Store(part / DATABASE, parts.keys.database), Mode.EVIDENCE) as link:
            _copy_attachments(parts, link, part / ATTACHMENTS, report, cancel)
            records = reading.head(link)[0]
            line = link.one("SELECT line FROM entry ORDER BY n DESC LIMIT 1") or 0
        listed: dict[str, Json] = {}
        for path in _files(part):
            listed[path.relative_to(part).as_posix()] = _measured(path)
            if cancel():
                raise _stopped()
        listed.pop(erasure_list.NAME, None)  # it is replaced with every later erasure
        said: dict[str, Json] = {
            "v": 1,
            "book": b64(parts.founding.book),
            "app": __version__,
            "at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "records": records,
            "line": int(line),
            "size": point.size,
            "root": b64(point.root),
            "files": listed,
        }
        replace(part / MANIFEST, dumps(said))
    return _Made(point, records, int(line), _bytes(said))


def _copy_database(
    store: Store, target: Path, cancel: Cancel, told: Callable[[float], None]
) -> None:
    """One moment of the book, page by page beside the writer."""
    target.touch(0o600)

    def step(_status: int, left: int, every: int) -> None:
        told(1 - left / max(1, every))
        if cancel():
            raise _stopped()

    with Link(store, Mode.READ) as link, link.snapshot():
        link.one("SELECT count(*) FROM sqlite_schema")
        copy = connect(Store(target, store.key), Mode.SCRATCH)
        try:
            link.driver.backup(copy, pages=PAGES, progress=step, sleep=0.0)
        finally:
            copy.close()


def _copy_attachments(
    parts: Opened, link: Link, target: Path, report: Report, cancel: Cancel
) -> None:
    target.mkdir(mode=0o700)
    digests = link.run("SELECT DISTINCT sha256 FROM file").scalars().all()
    for done, digest in enumerate(digests):
        report(0.3 + 0.2 * done / len(digests), _("Copying attachments"))
        name = files.file_name(parts.name_key, digest)
        try:
            files.copy_to(parts.attachments, target, name)
        except FileNotFoundError:
            if parts.mirror is None:
                raise
            files.copy_to(parts.mirror / ATTACHMENTS, target, name)
        if cancel():
            raise _stopped()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _measured(path: Path) -> dict[str, Json]:
    """Size and digest of a file that is on the disk for good."""
    sync_file(path)
    sync_folder(path.parent)
    return measured(path)


def _proved(parts: Opened, part: Path, report: Report, cancel: Cancel) -> None:
    words = _("Restoring the copy to prove it")
    report(0.5, words)
    fault = restored(part, parts.keys, lambda f: report(0.5 + f / 2, words), cancel)
    if fault:
        raise BookFault(
            _("The backup was made, but it does not prove: {why}").format(why=_(fault)),
            _("The folder ends in “-failed” and is no backup. Try another disk."),
        )


def _note(book: Book, name: str, made: _Made, fault: str) -> None:
    """The desk's record of what came of it."""
    code, text = ("failed", "Failed") if fault else ("verified", "Restored and verified")
    values: dict[str, Value] = {
        "name": name,
        "size": made.point.size,
        "root": b64(made.point.root),
        "bytes": made.size,
        "outcome": {"code": code, "text": text},
    }
    if fault:
        values["detail"] = fault[:1000]
    logger.info("backup %s: %s", name, code)
    book.write([Draft("backup", values)], book.desk_signer()).result()


def _stopped() -> Cancelled:
    return Cancelled(_("The backup was stopped."))
