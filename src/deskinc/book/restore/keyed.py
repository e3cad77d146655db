"""When the keys of each number were made, for a book that is built anew.

What was told of a key before it was made does not count, and meta, which says when that was, is no
record. The copies say it too: their databases, and the mirror by its first file under each key.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from deskinc.book.disk import ring, schema
from deskinc.book.disk.station import DATABASE
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.slots import Keys
from deskinc.book.mirror.found import begin, key_of
from deskinc.book.mirror.reader import days
from deskinc.book.records import announcing
from deskinc.book.restore.donors import FAILURES, PATIENCE
from deskinc.book.restore.surveying import Places
from deskinc.disks import ask


def keep(link: Link, places: Places, size: int) -> None:
    """Keep it in the new database of ``size`` records, inside the caller's transaction."""
    found = dict[int, int]()
    for one in _told(places):
        found = one | found
    for number, n in found.items():
        if number <= ring.last(places.keys.database):
            announcing.keep_since(link, number, min(n, size))
    if found:
        schema.put(link, announcing.CHANGED, str(min(size, max(found.values()))).encode())


def _told(places: Places) -> Iterator[dict[int, int]]:
    """What each place says, the surest first."""
    if ring.last(places.keys.database) == 0:
        return
    copies = [places.source] if places.kind == "backup" else []
    for folder in (*copies, places.folder):
        with suppress(*FAILURES):
            yield ask(folder, partial(_of_database, folder, places.keys), PATIENCE)
    if places.mirror is not None:
        with suppress(*FAILURES):
            told = partial(_of_mirror, places.mirror, places.keys, places.book)
            yield ask(places.mirror, told, PATIENCE)


def _of_database(folder: Path, keys: Keys) -> dict[int, int]:
    for key in ring.each(keys.database) if (folder / DATABASE).is_file() else []:
        with suppress(*FAILURES), Link(Store(folder / DATABASE, key), Mode.EVIDENCE) as link:
            return announcing.since(link)
    return {}


def _of_mirror(folder: Path, keys: Keys, book: bytes) -> dict[int, int]:
    """Later files may begin before: what is mended is written again under the newest key."""
    found = dict[int, int]()
    for day in days(folder):
        proved, number = begin(folder, day, keys.mirror, book), key_of(folder, day)
        if proved and number:
            found.setdefault(number, proved[1] - 1)
    return found
