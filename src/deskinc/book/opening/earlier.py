"""The keys from before somebody left, as the book itself tells and keeps them.

``slots.json`` lies outside the book, and who can write there can put others in their place. The
database, which only the newest key opens, keeps them all; its records tell what each must be.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as driver

from deskinc.book.disk import ring, schema
from deskinc.book.disk.failures import named
from deskinc.book.disk.station import DATABASE
from deskinc.book.disk.store import Link, Mode, Store, spoken
from deskinc.book.keys import older
from deskinc.book.keys.older import Older, Told
from deskinc.book.keys.slots import SHARED, Keys
from deskinc.book.records import announcing
from deskinc.disks import ask
from deskinc.errors import BookFault, DeskError
from deskinc.i18n import _
from deskinc.log import logger

_DAMAGED = (DeskError, OSError, ValueError, LookupError, DatabaseError, driver.Error)
"""What a book fails with that is damaged anywhere; whatever else goes wrong is a bug, and told."""

NOT_ITS_KEY = "SQLITE_NOTADB"
"""What the database engine says of a file that a key does not open, or of none of its own."""


def found(keys: Keys, folders: Iterable[Path], pool: Iterable[Keys] = ()) -> Older:
    """``keys`` as the books in ``folders`` tell them, with what those and ``pool`` have.

    A book that is damaged, or whose disk does not answer, tells nothing. Where none opens they are
    taken as they are: nothing says what they should be.
    """
    told, among = list[Told](), [*pool]
    for folder in folders:
        try:
            said, kept = ask(folder, partial(_told, folder, keys))
        except _DAMAGED:
            logger.exception("what a book tells of its keys cannot be read")
            continue
        told = max(told, said, key=len)
        among += kept
    return older.settle(keys, told, among)


def opening(folder: Path, keys: Keys) -> Older:
    """The same of the book that is to be opened: what it tells must be read, if they open it.

    Raises BookFault where it cannot be.
    """
    try:
        with spoken():
            return older.settle(keys, *_told(folder, keys))
    except DeskError:
        raise
    except Exception as error:
        logger.exception("what the book tells of its keys cannot be read")
        raise BookFault(
            _("What the book tells of its keys cannot be read."),
            _("Nothing was changed. Restore the book from the mirror or a backup."),
        ) from error


def judged(link: Link, keys: Keys, pool: Iterable[Keys] = ()) -> Older:
    """The same by the book of ``link``."""
    return older.settle(keys, announcing.by_now(link).rings, [*pool, *_kept(link)])


def keep(link: Link, keys: Keys) -> None:
    """Keep them in the database, inside the caller's transaction."""
    for purpose in SHARED:
        if schema.get(link, _key(purpose)) != getattr(keys, purpose):
            schema.put(link, _key(purpose), getattr(keys, purpose))


def rows(keys: Keys) -> list[tuple[str, bytes]]:
    """What meta keeps of them."""
    return [(_key(purpose), getattr(keys, purpose)) for purpose in SHARED]


def doubts(before: Keys, now: Older) -> Iterator[str]:
    """What is said in amber of keys that a slot gave and the book tells otherwise."""
    if now.lacking:
        yield _(
            "slots.json gives other keys from before somebody left than the book announces, and no "
            "copy here has the true ones: older backups and files of the mirror may not open. "
            "Nothing was overwritten, and no older backup is ended. Connect the mirror and the "
            "backups, and sign in again."
        )
    elif now.keys != before:
        yield _(
            "slots.json gave other keys than the book announces: somebody may have altered it. The "
            "true ones are used and put back."
        )


def _told(folder: Path, keys: Keys) -> tuple[list[Told], list[Keys]]:
    """What the book tells and keeps; nothing where there is none, or no key opens it."""
    for key in ring.each(keys.database) if (folder / DATABASE).is_file() else []:
        try:
            link = Link(Store(folder / DATABASE, key), Mode.EVIDENCE)
        except (BookFault, DatabaseError) as error:
            if named(error) != NOT_ITS_KEY:
                raise
            continue
        with link:
            return announcing.by_now(link).rings, _kept(link)
    return [], []


def _kept(link: Link) -> list[Keys]:
    kept = [schema.get(link, _key(purpose)) for purpose in SHARED]
    database, mirror = (one or b"" for one in kept)
    return [Keys(database, mirror)] if ring.is_ring(database) and ring.is_ring(mirror) else []


def _key(purpose: str) -> str:
    return f"keys/{purpose}"
