"""Backups: one verified copy of everything, made when somebody asks, and the list of those made."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from deskinc.book import backup
from deskinc.book.backup import Backup
from deskinc.book.station import Station
from deskinc.desk.folder import same_disk
from deskinc.desk.office import Office
from deskinc.errors import DeskError
from deskinc.i18n import _

__all__ = ["Backup", "listing", "make", "place", "warning"]


def place(office: Office) -> Path | None:
    """Where the last backup was made; None before the first."""
    station = Station.load(office.folder)
    return None if station is None else station.backups


def warning(office: Office, where: Path) -> str:
    """What is amber about backups in ``where``, as a sentence; "" if nothing is."""
    if same_disk(office.folder, where):
        return _(
            "This is the same disk as the book’s: if it dies, both are gone. Better use a disk "
            "that is taken out of the house."
        )
    return ""


def listing(office: Office, where: Path) -> list[Backup]:
    """The backups of this book in ``where``, newest first; none where it does not answer."""
    try:
        return backup.listing(where, office.book.id)
    except OSError:
        return []


def make(
    office: Office, where: Path, report: Callable[[float, str], None], cancel: Callable[[], bool]
) -> Backup:
    """Make a backup in ``where`` and prove it by restoring that very copy. Blocks (minutes).

    Raises NotAllowed without the role, DeskError for a folder that will not do or a stopped one.
    """
    office.allow("backup")
    whole, mirror = where.absolute(), office.book.mirror
    for inside in (office.folder, *([] if mirror is None else [mirror])):
        if whole.is_relative_to(inside.absolute()):
            raise DeskError(
                _("This is the folder of the book or of its mirror."),
                _("A backup needs a folder of its own, best on a disk of its own."),
            )
    with suppress(FileExistsError):
        try:
            whole.mkdir(parents=True)
        except PermissionError as error:
            raise DeskError(
                _("The folder of the backups cannot be made: {why}.").format(why=error.strerror),
                _("Choose another folder."),
            ) from error
    made = backup.make(office.book, whole, report, cancel)
    station = Station.load(office.folder)
    if station is not None and station.backups != whole:
        replace(station, backups=whole).save(office.folder)
    return made
