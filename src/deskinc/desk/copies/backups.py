"""Backups: verified copies of everything, by the desk every day and whenever somebody asks."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from deskinc import disks
from deskinc.book.backups import backup, rotation
from deskinc.book.backups import faults as backup_faults
from deskinc.book.backups import folders as backup_folders
from deskinc.book.backups.folders import Backup
from deskinc.book.disk.station import Station
from deskinc.book.record import Record
from deskinc.book.records.following import Cancel, Cancelled
from deskinc.desk.copies import daily
from deskinc.desk.copies.folder import same_disk
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.i18n import _

__all__ = [
    "Backup", "Cancelled", "Standing", "due", "ends", "last", "listed", "listing", "make",
    "make_by_itself", "place", "standing", "warning",
]  # fmt: skip

Report = Callable[[float, str], None]
"""``report(fraction 0–1, words)``."""


AWAKE = 15.0
"""Seconds that a disk of backups has to wake up."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the backups, in site time.

    ``last`` is when the last verified one was made, ``tried`` when one after it failed, and
    ``failed`` why. ``near`` names what lies on the book's own disk: mirror, backups.
    """

    place: Path | None = None
    answers: bool = False
    last: datetime | None = None
    tried: datetime | None = None
    failed: str = ""
    near: frozenset[str] = frozenset()


def place(office: Office) -> Path | None:
    """Where the last backup was made; None before the first."""
    station = Station.load(office.folder)
    return None if station is None else station.backups


def standing(office: Office) -> Standing:
    """Ask the book, and the disks. Blocks while a disk wakes up."""
    where, mirror = place(office), office.book.mirror
    tried, now = _told(office, backup.remembered(office.book)[1]), office.now()
    failed = tried if tried is not None and _outcome(tried) == "failed" else None
    made, asked = last(office), {"mirror": mirror, "backups": where}
    newest = None if where is None else _newest(office, where)
    if newest is not None:
        made = office.locale.local(newest.at) if newest.at <= now else None
    return Standing(
        where,
        newest is not None,
        made,
        None if failed is None else office.locale.local(failed.at),
        "" if failed is None else plain(failed.values.get("detail")),
        frozenset(name for name, path in asked.items() if path and _near(office, path)),
    )


def _newest(office: Office, where: Path) -> Backup | None:
    """The newest there; None where nothing answers, or the folder is where a disk belongs."""
    book, now = office.book.id, office.now()
    try:
        return disks.ask(where, lambda: backup_folders.newest(where, book, now), AWAKE)
    except OSError:
        return None


def last(office: Office) -> datetime | None:
    """When the last verified one was made, by the book."""
    found = _told(office, backup.remembered(office.book)[0])
    return None if found is None else office.locale.local(found.at)


def _told(office: Office, n: int) -> Record | None:
    """The record of a backup; None where the book has none of that number."""
    with suppress(DeskError, KeyError):
        record = office.read.record(n)
        return record if record.form == "backup" else None
    return None


def _outcome(record: Record) -> str:
    return plain(record.values.get("outcome"))


def _near(office: Office, path: Path) -> bool:
    try:
        return disks.ask(path, lambda: path.exists() and same_disk(office.folder, path), AWAKE)
    except OSError:
        return False


def warning(office: Office, where: Path) -> str:
    """What is amber about backups in ``where``, as a sentence; "" if nothing is."""
    try:
        if not disks.ask(where, lambda: same_disk(office.folder, where), AWAKE):
            return ""
    except OSError:
        return ""
    return _(
        "This is the same disk as the book’s: if it dies, both are gone. Better use a disk that is "
        "taken out of the house."
    )


def listing(office: Office, where: Path) -> list[Backup]:
    """The backups of this book in ``where``, newest first; none where it does not answer."""
    try:
        return listed(office, where)
    except OSError:
        return []


def listed(office: Office, where: Path) -> list[Backup]:
    """The same; OSError where it does not answer."""
    book = office.book.id
    return disks.ask(where, lambda: backup_folders.listing(where, book), AWAKE)


def ends(office: Office, there: Sequence[Backup]) -> dict[Path, datetime]:
    """When rotation ends each verified one of ``there``, in site time, if one is made every day.

    One in which something else lies is not ended: only a person removes it. While keys from before
    somebody left are lacking none is: it may be the last that has them.
    """
    if office.book.lacks_keys:
        return {}
    verified = {one.at: one.folder for one in there if one.state == "verified"}
    following = daily.following(office.now(), daily.at_time(office.site.backup_at))
    found = rotation.ends(verified.keys(), office.locale.tz, following)
    return {
        verified[at]: office.locale.local(end)
        for at, end in found.items()
        if backup_folders.removable(verified[at])
    }


def due(office: Office, stands: Standing, idle: float, opened: datetime) -> bool:
    """Whether the desk should make one now, nobody having touched a key for ``idle`` seconds."""
    at = daily.at_time(office.site.backup_at)
    asked = stands.place is not None and stands.answers and not office.turn.taken
    return asked and daily.due(office.now(), at, idle, stands.last, stands.tried, opened)


def make(office: Office, where: Path, report: Report, cancel: Cancel) -> Backup:
    """Make a backup in ``where`` and prove it by restoring that very copy. Blocks (minutes).

    One that the desk makes by itself gives way. Raises NotAllowed without the role, DeskError for
    a folder that will not do or a stopped one.
    """
    office.allow("backup")
    whole, mirror = where.absolute(), office.book.mirror
    for inside in (office.folder, *([] if mirror is None else [mirror])):
        if whole.is_relative_to(inside.absolute()):
            raise DeskError(
                _("This is the folder of the book or of its mirror."),
                _("A backup needs a folder of its own, best on a disk of its own."),
            )
    with office.turn.of_person(cancel):
        _make_folder(office, whole)
        made = backup.make(office.book, whole, report, cancel, office.locale.tz)
        station = Station.load(office.folder)
        if station is not None and station.backups != whole and made.state == "verified":
            replace(station, backups=whole).save(office.folder)
    return made


def _make_folder(office: Office, whole: Path) -> None:
    """A folder that is new; where the last backup lay and does not answer a disk is missing."""
    if whole == place(office) and not whole.is_dir():
        raise backup_faults.absent(whole)
    try:
        whole.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(
            _("The folder of the backups cannot be made: {why}.").format(why=error.strerror),
            _("Choose another folder."),
        ) from error


def make_by_itself(office: Office, cancel: Cancel) -> Backup:
    """Make one where the last one lies, whoever is at the desk (D1). Blocks.

    Raises DeskError where that folder takes none, Cancelled if ``cancel`` says so or somebody asks
    for a backup.
    """
    where = place(office)
    with office.turn.of_desk(cancel) as stop:
        if where is None or _newest(office, where) is None:
            raise backup_faults.absent(where or Path())
        return backup.make(office.book, where, _unheard, stop, office.locale.tz)


def _unheard(_fraction: float, _words: str) -> None:
    """Nobody watches."""
