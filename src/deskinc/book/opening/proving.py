"""Whether the shared keys that a slot gave are this book's: nothing says so but what they open.

Whoever can write ``slots.json`` can put other shared keys into a slot, or those of an older copy.
The database's opens ``book.db``, in which stands what the restricted one must be; the mirror's the
head file and the founding file.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from deskinc.book.disk.head import HeadFile
from deskinc.book.disk.station import DATABASE, HEAD
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys import restricting
from deskinc.book.keys.slots import Keys
from deskinc.book.mirror import founding_file
from deskinc.book.records import reading
from deskinc.book.records.announcing import restricted_key
from deskinc.disks import ask
from deskinc.errors import BookFault, DeskError
from deskinc.proof.canonical import b64

PATIENCE = 1.0
"""Seconds a disk has to show what lies there."""

ALL = 2
"""How many of the two keys open something where everything is as it should be."""

T = TypeVar("T")


def opened(keys: Keys, places: Iterable[Path]) -> int:
    """How many of the two keys open something in ``places``: data folders, mirrors, backups.

    A disk that does not answer shows nothing.
    """
    looked = [place for place in dict.fromkeys(places) if _tried(place, place.is_dir)]
    database = any(_tried(place, partial(_database, keys, place)) for place in looked)
    return database + any(by_mirror_key(keys, place) for place in looked)


def best(found: Iterable[T], places: Iterable[Path], keys_of: Callable[[T], Keys]) -> T | None:
    """The first of ``found`` whose keys open all there is to open, else most; None for none."""
    looked, ranked = list(places), list[tuple[int, T]]()
    for one in found:
        ranked.append((opened(keys_of(one), looked), one))
        if ranked[-1][0] == ALL:
            return one
    return max(ranked, key=lambda pair: pair[0], default=(0, None))[1]


def by_mirror_key(keys: Keys, place: Path) -> bool:
    """Whether something in ``place`` opens with the mirror's key."""
    return _tried(place, partial(_beside, keys, place))


def _database(keys: Keys, place: Path) -> bool:
    path = place / DATABASE
    if not path.is_file():
        return False
    with Link(Store(path, keys.database), Mode.EVIDENCE) as link:
        said = reading.values_of(link, [1])[1]
        if keys.head is not None and said.get("note_key") != b64(keys.head.note_key):
            return False
        if keys.restricted is None:
            return True
        with suppress(BookFault):  # what is damaged there says nothing against a key
            return restricted_key(link) in restricting.public_keys(keys.restricted)
    return True


def _beside(keys: Keys, place: Path) -> bool:
    if keys.head is None:
        return False
    book = keys.head.book
    with suppress(DeskError, OSError):
        if HeadFile(place / HEAD, keys.mirror, book).read() is not None:
            return True
    founding_file.read(place, keys.mirror, book)
    return True


def _tried(place: Path, look: Callable[[], bool]) -> bool:
    try:
        return ask(place, look, PATIENCE)
    except Exception:  # noqa: BLE001 - whatever is wrong there, nothing was shown
        return False
