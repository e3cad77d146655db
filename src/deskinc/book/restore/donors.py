"""Where the records of a lost book can still be read: the mirror, a backup, the damaged book.

A donor gives records in their order from any number on, until it has no more or its disk or its
bytes give out; nothing it gives is believed before the verifier has passed it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as driver

from deskinc.book import mirror
from deskinc.book.disk import ring
from deskinc.book.disk.station import DATABASE
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.slots import Keys
from deskinc.book.mirror.found import begin, documents, load
from deskinc.book.mirror.reader import days
from deskinc.book.records import reading
from deskinc.book.records.payload import Payload
from deskinc.disks import ask
from deskinc.errors import BookFault
from deskinc.log import logger
from deskinc.proof.document import decode, leaf

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds that a mirror may take for a file of what is asked of it: some are large."""

_SOME = 64
"""Transactions asked for at once."""

FAILURES = (BookFault, OSError, ValueError, sa.exc.DatabaseError, driver.Error)
"""What a copy that is damaged, or whose disk gives out, fails with."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Record ``n`` as a donor has it; ``epoch`` is what the donor says it was written in."""

    n: int
    epoch: int
    payload: Payload = field(repr=False)


@dataclass(frozen=True, slots=True)
class Donor:
    """A place with records: ``last`` is the number it claims to reach.

    ``begins`` maps each later epoch it knows to the number of its first record; ``bare`` gives the
    same as ``since``, maybe without values; ``damages`` grows as damaged parts are met.
    """

    folder: Path
    last: int
    begins: Mapping[int, int]
    since: Callable[[int], Iterator[Entry]] = field(repr=False)
    bare: Callable[[int], Iterator[Entry]] = field(repr=False)
    damages: set[tuple[str, int]] = field(default_factory=set)
    end: bytes = b""
    """Of a mirror: the leaf of the last record it holds."""
    broken: set[str] = field(default_factory=set)
    """Of a mirror: the files that its disk did not give back, or the folder."""


def ceilings(donors: Sequence[Donor], unproved: Collection[int]) -> Callable[[int], float]:
    """Up to which number records of an epoch count: where a later one begins, they are lost.

    What the donors at the places ``unproved`` say of it does not count.
    """
    begins: dict[int, int] = {}
    for donor in (one for place, one in enumerate(donors) if place not in unproved):
        for epoch, first in donor.begins.items():
            begins[epoch] = min(first, begins.get(epoch, first))
    return lambda epoch: min((first - 1 for e, first in begins.items() if e > epoch), default=1e18)


def mirror_donor(folder: Path, keys: Keys, book: bytes) -> Donor:
    """The mirror in ``folder``; one that does not answer gives nothing and is ``broken``."""
    try:
        end = _read(folder, lambda: mirror.tail(folder, keys.mirror, book))
        begins = _read(folder, lambda: _pairs(folder, keys.mirror, book))
    except OSError as error:
        logger.warning("the mirror does not answer: %s", error.strerror)
        return Donor(folder, 0, {}, _nothing, _nothing, broken={folder.name})

    damages: set[tuple[str, int]] = set()
    broken: set[str] = set()

    def since(n: int) -> Iterator[Entry]:
        try:
            for found in _answered(folder, mirror.frames(folder, keys.mirror, book, n)):
                if isinstance(found, mirror.Damage):
                    _note(found, damages, broken)
                else:
                    for number, payload in enumerate(found.entries, found.first):
                        yield Entry(number, found.epoch, payload)
        except OSError as error:
            logger.warning("the mirror answers no more: %s", error.strerror)
            broken.add(folder.name)

    last, made = (end.n, end.leaf) if end else (0, b"")
    return Donor(folder, last, begins, since, since, damages, made, broken)


def _nothing(_n: int) -> Iterator[Entry]:
    return iter(())


def _read(folder: Path, work: Callable[[], T]) -> T:
    """What ``work`` reads there, however many files that takes while the disk gives them."""
    return ask(folder, work, PATIENCE, slow=_slow)


def _slow() -> None:
    logger.info("the mirror is slow, goes on answering, and is waited for")


def mute(folder: Path, keys: Keys, book: bytes) -> bool:
    """Whether the disk gives back nothing of the mirror in ``folder``: it may hold any lines."""
    donor = mirror_donor(folder, keys, book)
    return next(donor.since(1), None) is None and bool(donor.broken)


def _answered(folder: Path, found: Iterator[T]) -> Iterator[T]:
    """What is found in ``folder``, some at a time; OSError once its disk answers no more."""
    while some := _read(folder, lambda: list(islice(found, _SOME))):
        yield from some


def _note(found: mirror.Damage, damages: set[tuple[str, int]], broken: set[str]) -> None:
    if found.kind == "unreadable":
        broken.add(found.file)
    else:
        damages.add((found.file, found.offset))


def seen(donors: Sequence[Donor]) -> bytes:
    """The leaf of the last record of the mirror; empty unless it has given all and still does."""
    for donor in donors:
        if donor.end and not donor.broken:
            last = (one.payload for one in donor.bare(donor.last) if one.n == donor.last)
            there = any(leaf(one.document, one.signature) == donor.end for one in last)
            return donor.end if there and not donor.broken else b""
    return b""


def _pairs(folder: Path, key: bytes, book: bytes) -> dict[int, int]:
    """The later epochs of a mirror, by the records that its frames prove."""
    found: dict[int, int] = {}
    for day in days(folder):
        epoch, first = begin(folder, day, key, book) or (0, 0)
        if epoch == 1 or first >= found.get(epoch, 1 << 62):
            continue
        file = load(folder, day, "lines", key, book)
        read = documents(file) if file.epoch > 1 else ()
        later = next((one for one in read if one.epoch > 1), None)
        if later is not None:
            found[later.epoch] = min(later.n, found.get(later.epoch, later.n))
    return found


def database_donor(folder: Path, keys: Keys) -> Donor | None:
    """The database in ``folder``, of a backup or damaged; None if nothing of it can be read."""
    for key in ring.each(keys.database):  # a backup from before somebody left has an older one
        store = Store(folder / DATABASE, key)
        try:
            ask(folder, store.path.stat)
            with Link(store, Mode.EVIDENCE) as link:
                last = int(link.one("SELECT max(n) FROM record") or 0)
                begins = _begins(link, last)
            break
        except FAILURES:
            continue
    else:
        return None

    def read(n: int, *, values: bool) -> Iterator[Entry]:
        try:
            with Link(store, Mode.EVIDENCE) as link:
                sql = "SELECT n, doc, sig FROM record WHERE n >= ? ORDER BY n"
                for number, doc, sig in link.driver.execute(sql, (n,)):
                    one = reading.payload(link, number, doc, sig) if values else None
                    yield Entry(number, decode(doc).epoch, one or Payload(doc, sig, None, {}))
        except FAILURES:
            logger.warning("the book's file gives no more", exc_info=True)

    since, bare = partial(read, values=True), partial(read, values=False)
    return Donor(folder, last, begins, since, bare) if last else None


def _begins(link: Link, last: int) -> dict[int, int]:
    """The later epochs of a database; none where it is too damaged to say.

    They follow one another without a gap: one that is not there ends them.
    """
    found: dict[int, int] = {}
    with suppress(*FAILURES):
        while (n := reading.begin_of(link, len(found) + 2, last)) <= last:
            said = decode(link.one("SELECT doc FROM record WHERE n = ?", (n,))).epoch
            if said != len(found) + 2:
                break
            found[said] = n
        return found
    return {}
