"""The keys from before somebody left, as the book itself tells and keeps them.

``slots.json`` lies outside the book, and who can write there can put others in their place. The
database, which only the newest key opens, keeps them all; its records tell what each must be.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from deskinc.book.disk import ring, schema
from deskinc.book.disk.station import DATABASE
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys import older
from deskinc.book.keys.older import Older, Told
from deskinc.book.keys.slots import SHARED, Keys
from deskinc.book.records import announcing
from deskinc.i18n import _


def found(keys: Keys, folders: Iterable[Path], pool: Iterable[Keys] = ()) -> Older:
    """``keys`` as the books in ``folders`` tell them, with what those and ``pool`` have.

    Where none opens they are taken as they are: nothing says what they should be.
    """
    told, among = list[Told](), [*pool]
    for folder in folders:
        for key in ring.each(keys.database):
            with suppress(Exception), _link(folder, key) as link:
                said = announcing.by_now(link).rings
                told = max(told, said, key=len)
                among += _kept(link)
                break
    return older.settle(keys, told, among)


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
            "Nothing was overwritten. Connect the mirror and the backups, and sign in again."
        )
    elif now.keys != before:
        yield _(
            "slots.json gave other keys than the book announces: somebody may have altered it. The "
            "true ones are used and put back."
        )


def _kept(link: Link) -> list[Keys]:
    kept = [schema.get(link, _key(purpose)) for purpose in SHARED]
    database, mirror = (one or b"" for one in kept)
    return [Keys(database, mirror)] if ring.is_ring(database) and ring.is_ring(mirror) else []


def _key(purpose: str) -> str:
    return f"keys/{purpose}"


def _link(folder: Path, key: bytes) -> Link:
    path = folder / DATABASE
    if not path.is_file():
        raise FileNotFoundError(path)
    return Link(Store(path, key), Mode.EVIDENCE)
