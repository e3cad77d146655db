"""Whether the files of a book are there at all, before anything of them is read."""

from pathlib import Path

from deskinc.book.disk import known
from deskinc.book.disk.station import SLOTS
from deskinc.book.disk.store import PAGE
from deskinc.errors import BookFault, NotBegun
from deskinc.i18n import _
from deskinc.paths import traces


def reached(folder: Path) -> None:
    """Raise BookFault where there is no such folder, or nothing of a book in it."""
    if not folder.is_dir():
        raise BookFault(
            _("The folder of the book is not there."), _("Check that its drive is connected.")
        )
    if not traces(folder):
        raise BookFault(
            _("The folder of the book is empty."),
            _(
                "Check that its drive is connected, then try again. If the drive is lost, two "
                "people can restore the book."
            ),
        )


def there(path: Path) -> None:
    """Raise BookFault unless the database at ``path`` is there and of a possible size."""
    found = traces(path.parent)
    keyed = SLOTS in found
    # only a set-up that ended is remembered outside the folder
    if found == {SLOTS} and known.elsewhere(path.parent) is None:
        raise NotBegun(
            _("The set-up was interrupted before the book was made; nothing was lost."),
            _("Move the file slots.json out of the folder, then start the program again."),
        )
    if not path.exists():
        raise BookFault(
            _("The book’s file book.db is missing."),
            _(
                "Its keys are here, so this is no first run. Keep the folder as it is. What the "
                "mirror holds, Restore the book… says. Call whoever looks after the program."
            )
            if keyed
            else _("Check that this is the right folder and that its drive is connected."),
        )
    size = path.stat().st_size
    if size == 0:
        raise BookFault(
            _("The book’s file book.db is empty."),
            _(
                "This is no first run; nothing was changed. Keep the folder as it is. What the "
                "mirror holds, Restore the book… says. Call whoever looks after the program."
            ),
        )
    # a power cut while the log is folded back leaves half a page here and all of it in the log
    if size % PAGE and not has_log(path):
        raise cut_off()


def cut_off() -> BookFault:
    """Part of the file is missing."""
    return BookFault(
        _("The book’s file has been cut off."),
        _(
            "Nothing was changed. Keep the folder as it is. What the mirror holds, Restore the "
            "book… says. Call whoever looks after the program."
        ),
    )


def has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the database."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0
