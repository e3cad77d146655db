"""A backup: a sealed, encrypted copy of everything, called so only once it was restored and proved.

A folder ``<first 8 hex signs of the book's id>-<UTC time>`` with ``book.db`` (a consistent copy
under the same key), ``slots.json``, ``founding`` (as in the mirror), ``erased.json`` and
``attachments/``, and ``manifest.json``: canonical JSON {v: 1, book, app, at, records, line, size,
root, files: {name: {size, sha256}}}, without a word of the book. ``size`` and ``root`` are those of
the seal it was made at. While it is made its name ends in ``-part``; if it does not prove, for ever
in ``-failed``. A copy that never became whole leaves nothing behind.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from deskinc import __version__
from deskinc.book.backups import faults as backup_faults
from deskinc.book.backups.backup_check import measured, restored
from deskinc.book.backups.folders import FAILED, MANIFEST, PART, Backup, bytes_of, name_of, rotate
from deskinc.book.book import Book
from deskinc.book.disk import durable, files
from deskinc.book.disk.durable import sync_file, sync_folder
from deskinc.book.disk.station import ATTACHMENTS, DATABASE, SLOTS
from deskinc.book.disk.store import Link, Mode, Store, connect, spoken
from deskinc.book.erasure import erasure_list
from deskinc.book.mirror import founding_file
from deskinc.book.opened import Opened
from deskinc.book.record import Draft, Record
from deskinc.book.records import reading
from deskinc.book.records.following import Cancel, Cancelled
from deskinc.errors import BookFault
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import Json, b64, dumps
from deskinc.proof.seal import Checkpoint, parse_note

KEPT = "No older backup was ended: keys from before somebody left are in no copy here."
"""What the desk writes of a backup that was made while they are lacking."""

PAGES = 256
"""Pages copied at a time; a line waits for no more than that."""

MADE = "backup"
"""Under which word the book remembers the records of the last verified backup and last try."""

Report = Callable[[float, str], None]
"""``report(fraction 0–1, words)``."""


class _Unproved(BookFault):
    """The copy lies there whole and is not what it must be."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A copy that lies there whole, still to be proved."""

    point: Checkpoint
    records: int
    line: int
    size: int


def make(book: Book, place: Path, report: Report, cancel: Cancel, zone: tzinfo = UTC) -> Backup:
    """Seal the book, copy it below ``place`` and restore that very copy to prove it. Blocks.

    Then older ones are ended by rotation in the time ``zone`` of the site, but not while keys from
    before somebody left are lacking: one may be the last that has them. What came of it is written
    into the book by the desk. Raises BookFault where the book cannot be sealed or ``place`` takes
    nothing, :class:`~deskinc.book.records.following.Cancelled` if ``cancel`` says
    so; then nothing stays there.
    """
    begun = _begin(book, place)
    try:
        report(0.0, _("Sealing the book"))
        point = _point(book.seal(None, cancel).result().records[0])
    except BaseException:
        shutil.rmtree(_part(begun), ignore_errors=True)
        raise
    try:
        made = _copied(book.parts, _part(begun), point, begun.at, report, cancel)
        _proved(book.parts, _part(begun), report, cancel)
        _call_whole(begun)
    except Cancelled:
        shutil.rmtree(_part(begun), ignore_errors=True)
        raise
    except Exception as error:  # noqa: BLE001 - a bug of ours is raised again
        return _failed(book, begun, point, error)
    whole = replace(begun, state="verified", records=made.records, line=made.line, size=made.size)
    _note(book, whole, point, ended=_rotated(book, whole, zone))
    return whole


def _begin(book: Book, place: Path) -> Backup:
    """Its folder, of which there is as yet only the part; BookFault where the place takes none."""
    if not place.is_dir():
        raise backup_faults.absent(place)
    if book.reader().link.one("SELECT EXISTS (SELECT 1 FROM file)"):
        book.names_files()
    backup_faults.needs_room(book.parts, place)
    at = book.parts.writer.now().astimezone(UTC).replace(microsecond=0)
    try:
        while any((place / f"{name_of(book.id, at)}{end}").exists() for end in ("", PART, FAILED)):
            at += timedelta(seconds=1)
        begun = Backup(place / name_of(book.id, at), at, "part", 0, 0, 0)
        _part(begun).mkdir(mode=0o700)
    except OSError as error:
        raise backup_faults.told(error, place) or error from error
    return begun


def _part(one: Backup) -> Path:
    return one.folder.with_name(one.folder.name + PART)


def _call_whole(begun: Backup) -> None:
    """Give it the name of a backup, for good; where the disk does not keep that, it is none."""
    with spoken():
        _part(begun).rename(begun.folder)
        try:
            sync_folder(begun.folder.parent)
        except OSError:
            begun.folder.rename(_part(begun))
            raise


def _failed(book: Book, begun: Backup, point: Checkpoint, error: Exception) -> Backup:
    """Keep a copy that does not prove under another name, leave nothing of half a copy."""
    fault = backup_faults.told(error, _part(begun))
    if fault is None:
        shutil.rmtree(_part(begun), ignore_errors=True)
        raise error
    folder = begun.folder.with_name(begun.folder.name + FAILED)
    if isinstance(error, _Unproved):
        with suppress(OSError):
            _part(begun).rename(folder)
    else:
        shutil.rmtree(_part(begun), ignore_errors=True)
    made = Backup(folder, begun.at, "failed", point.size, point.line, 0, str(fault))
    _note(book, replace(made, folder=begun.folder), point)
    return made


def _rotated(book: Book, made: Backup, zone: tzinfo) -> list[str]:
    if book.lacks_keys:
        return []
    try:
        return rotate(made.folder.parent, book.id, made, zone)
    except OSError as error:
        logger.warning("no backup is ended: %s", error.strerror)
        return []


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
        durable.replace(part / MANIFEST, dumps(said))
    return _Made(point, records, int(line), bytes_of(said))


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
        raise _Unproved(
            _("The backup was made, but it does not prove: {why}").format(why=_(fault)),
            _("The folder ends in “-failed” and is no backup. Try another disk."),
        )


def _note(book: Book, made: Backup, point: Checkpoint, *, ended: Sequence[str] = ()) -> None:
    """The desk's record of what came of it, and what the book remembers of it."""
    code, text = ("failed", "Failed") if made.fault else ("verified", "Restored and verified")
    values: dict[str, Value] = {
        "name": made.folder.name,
        "size": point.size,
        "root": b64(point.root),
        "bytes": made.size,
        "outcome": {"code": code, "text": text},
    }
    if made.fault:
        values["detail"] = made.fault[:1000]
    elif book.lacks_keys:
        values["detail"] = KEPT
    if ended:
        values["ended"] = " ".join(ended)[:2000]
    logger.info("backup %s: %s", made.folder.name, code)
    (record,) = book.write([Draft("backup", values)], book.desk_signer()).result().records
    before, _tried = remembered(book)
    book.remember(MADE, f"{before if made.fault else record.n} {record.n}".encode()).result()


def remembered(book: Book) -> tuple[int, int]:
    """The numbers of the records of the last verified backup and of the last one tried; or 0."""
    with suppress(ValueError):
        verified, tried = map(int, (book.remembered(MADE) or b"").split())
        return verified, tried
    return 0, 0


def _stopped() -> Cancelled:
    return Cancelled(_("The backup was stopped."))
