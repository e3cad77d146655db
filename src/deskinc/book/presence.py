"""Whether the files of a book are there at all, before anything of them is read."""

from pathlib import Path

from deskinc.book.station import DATABASE, HEAD, SLOTS, STATION
from deskinc.book.store import PAGE
from deskinc.errors import BookFault, NotBegun
from deskinc.i18n import _

BEGUN = (DATABASE, STATION, HEAD, f"{SLOTS}.bak", "spool", "aside")
"""One of these in the folder means that there was a book."""


def there(path: Path) -> None:
    """Raise BookFault unless the database at ``path`` is there and of a possible size."""
    keyed = (path.parent / SLOTS).exists()
    if keyed and not any((path.parent / name).exists() for name in BEGUN):
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
