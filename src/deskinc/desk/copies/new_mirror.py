"""Giving the book another mirror (D24): on a disk of this computer, filled and compared first."""

from collections.abc import Callable
from pathlib import Path

from deskinc import disks
from deskinc.book.disk import known
from deskinc.book.record import Record
from deskinc.desk.access import note_access
from deskinc.desk.copies.backups import AWAKE
from deskinc.desk.copies.folder import folder_fault, same_disk
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.i18n import _

_GIVEN = "mirror_given"


def is_given(record: Record) -> bool:
    """Whether the record says that the mirror lies elsewhere now."""
    return record.form == "access" and plain(record.values.get("what")) == _GIVEN


def where(office: Office) -> Path | None:
    """The folder in which the mirror of this book lies; None where none is known."""
    there = office.book.mirror
    return None if there is None else there.parent


def look(office: Office, folder: Path) -> tuple[str, str]:
    """Why ``folder`` cannot hold the mirror, and what is amber about it; "" for nothing. Blocks."""
    folder, own = folder.expanduser().absolute(), office.folder.absolute()
    before = where(office)
    if folder.is_relative_to(own) or own.is_relative_to(folder):
        return _("This is the folder of the book. The mirror needs one of its own."), ""
    if before is not None and folder == before.absolute():
        return _("The mirror lies there already."), ""
    try:
        fault = disks.ask(folder, lambda: folder_fault(folder), AWAKE)
        near = not fault and disks.ask(folder, lambda: same_disk(office.folder, folder), AWAKE)
    except OSError:
        return _("This folder does not answer. Connect its disk, or choose another."), ""
    amber = _("This is the same disk as the book’s: if it dies, both are gone.") if near else ""
    return fault, amber


def give(
    office: Office,
    folder: Path,
    report: Callable[[float, str], None],
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Have the mirror of the book below ``folder`` from now on; the old one stays as it is. Blocks.

    Raises NotAllowed without the role, DeskError for a folder that will not do or does not take
    the whole book; then the old mirror goes on.
    """
    office.allow("settings")
    fault, _amber = look(office, folder)
    if fault:
        raise DeskError(fault)
    office.book.mirror_to(folder.expanduser().absolute(), report, stopped)
    note_access(office, _GIVEN, str(folder)).result()
    known.remember(office.folder, office.book.id, office.book.note_key, office.locale.zone)
