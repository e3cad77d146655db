"""Checking an open book beside the writer: records, files, registers, search, pages.

Everything is read in one snapshot by a connection of the caller's own; nothing is changed. The
registers are built again into an encrypted scratch copy and compared row by row.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as driver

from deskinc.book.checking import comparing, mirror_check
from deskinc.book.checking.checked import Checked, parts_of
from deskinc.book.checking.comparing import Steps
from deskinc.book.checking.mirror_check import Mirrored
from deskinc.book.disk.failures import named
from deskinc.book.disk.files import name_key
from deskinc.book.disk.head import Head, HeadFile
from deskinc.book.disk.station import ATTACHMENTS, DATABASE, HEAD
from deskinc.book.disk.store import Link, Mode, Store, spoken, trouble
from deskinc.book.keys.slots import Keys
from deskinc.book.opening import agreeing, opening
from deskinc.book.opening.presence import has_log
from deskinc.book.records import reading
from deskinc.book.records.following import Cancel, Cancelled, feed, resumed
from deskinc.book.registers.rebuild import rebuild
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.depth import Depth
from deskinc.proof.document import decode
from deskinc.proof.findings import Finding, Why, finding
from deskinc.proof.tally import (
    BYTES,
    FILES,
    MIRROR,
    PAGES,
    REGISTERS,
    RESTRICTED,
    SEALS,
    SEARCH,
    TREE,
    VALUES,
    Counting,
    Tallies,
    check_of,
    in_order,
    tallies,
)

Told = Callable[[str, int, int], None]
"""``told(step, done, of)``: how far one of :data:`STEPS` is."""

STEPS = {"pages": 2, "records": 54, "index": 9, "attachments": 2, "mirror": 12, "registers": 21}
"""The steps of a full check in their order, with their share of the time in percent."""

LEFT_OUT = frozenset({PAGES, RESTRICTED, FILES, MIRROR, REGISTERS, SEARCH})
"""What only a full check looks at."""

AWAY = "away"
"""Why the mirror was left out: it did not answer."""

ROOM = "room"
"""Why a check was left out: there is no room on the disk for the copy it compares with."""

_FAILURES = (BookFault, sa.exc.DatabaseError, driver.Error, OSError, ValueError)


def unwatched(_step: str, _done: int, _of: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked: the book of that id in ``folder``, with the keys that open it.

    ``mirror`` is where its mirror lies and the last record that it holds, if it answers.
    """

    folder: Path
    keys: Keys
    book: bytes
    mirror: tuple[Path, int] | None = None

    @property
    def store(self) -> Store:
        """The database."""
        return Store(self.folder / DATABASE, self.keys.database)


def check(subject: Subject, *, full: bool, told: Told, cancel: Cancel) -> Checked:
    """Check the records since the last seal or, if ``full``, everything; changes nothing.

    Raises :class:`Cancelled` if ``cancel`` says so, BookFault where the book cannot be opened at
    all.
    """
    begun = perf_counter()
    head = _remembered(subject)
    with spoken(), Link(subject.store, Mode.READ) as link, link.snapshot():
        run, known = _Run(subject, link, told, cancel), _witnessed(link, head)
        if full:
            run.pages()
        made = run.tallies if full else {k: t for k, t in run.tallies.items() if k not in LEFT_OUT}
        chain = run.counting(witnessed=known) if full else resumed(run.counting, link, known)
        first = chain.size + 1
        run.records(chain)
        if full:
            run.beside()
        seal = chain.seals[-1] if chain.seals else None
        took = perf_counter() - begun
        return Checked(full, first, chain.size, chain.root, seal, took, parts_of(made))


def _remembered(subject: Subject) -> Head | None:
    """What the head file knows; that it is there at all is opening’s business."""
    with suppress(BookFault, OSError):
        return HeadFile(subject.folder / HEAD, subject.keys.mirror, subject.book).read()
    return None


def _witnessed(link: Link, head: Head | None) -> dict[int, bytes]:
    """The root that the head file knows by its size, unless a restore declared that lost."""
    if head is None or not head.n:
        return {}
    with suppress(*_FAILURES, sa.exc.NoResultFound):
        sql = "SELECT doc FROM record ORDER BY n DESC LIMIT 1"
        if agreeing.declared(link, head.epoch, head.n, decode(link.run(sql).scalar_one())):
            return {}
    return {head.n: head.root}


class _Run:
    """One check under way over ``link``."""

    def __init__(self, subject: Subject, link: Link, told: Told, cancel: Cancel) -> None:
        self._subject, self._link, self._told, self._cancel = subject, link, told, cancel
        self.tallies: Tallies = tallies()
        self._n = 0
        with self._guarded(BYTES, Why.UNREADABLE):
            self._n = int(link.run("SELECT coalesce(max(n), 0) FROM record").scalar_one())

    def counting(self, *given: Any, **more: Any) -> Counting:
        """A chain that counts into the tallies."""
        return Counting(self.tallies, *given, depth=Depth.WHOLE, **more)

    def pages(self) -> None:
        """Every page carries its own proof and hangs together with the others."""
        link = self._link
        still = not has_log(self._subject.folder / DATABASE)
        self._told("pages", 0, 1)
        with self._guarded(PAGES, Why.PAGE):
            self.tallies[PAGES].counted = int(link.run("PRAGMA page_count").scalar_one())
            opening.check_pages(link, still=still, cancel=self._cancel)
        self._told("pages", 1, 1)

    def records(self, chain: Counting) -> None:
        """Everything that a record says of itself and of others; the tree and the seals."""
        low = chain.size
        told = lambda at, of: self._told("records", at - low, of - low)  # noqa: E731
        with self._guarded(BYTES, Why.UNREADABLE):
            feed(chain, self._link, self._n, told, self._cancel)
        chain.finish()
        with self._guarded(TREE, Why.TREE_STORED):
            if reading.frontier(self._link).root() != chain.root:
                raise ValueError
        with self._guarded(SEALS, Why.UNREADABLE):
            for one in in_order(chain.seals, self._leaves, self._blocks):
                self.tallies[SEALS].add(one)

    def _leaves(self, low: int, high: int) -> Iterator[bytes]:
        return reading.leaves(self._link, low, high)

    def _blocks(self, low: int, high: int) -> Iterator[bytes]:
        return reading.blocks(self._link, low, high)

    def beside(self) -> None:
        """What stands beside the records: look-up columns, files, registers, search."""
        subject, link, n = self._subject, self._link, self._n
        self._walk("index", BYTES, comparing.columns(link), n, counts=False)
        self._walk("index", VALUES, comparing.values(link), n * 5, counts=False)
        self._walk("index", FILES, comparing.older_keys(link, subject.keys), 0, counts=False)
        self._walk("index", VALUES, comparing.sheets(link), 0, counts=False)
        key = name_key(subject.keys.mirror, subject.book)
        files = comparing.attachments(subject.folder / ATTACHMENTS, key, link)
        many = 0
        with self._guarded(FILES, Why.UNREADABLE):
            many = int(link.one("SELECT count(*) FROM file"))
        self._walk("attachments", FILES, files, many)
        self._mirror()
        with self._guarded(REGISTERS, Why.UNREADABLE), comparing.scratch(subject.folder) as copy:
            if self._built(copy):
                self._walk("registers", REGISTERS, comparing.registers(link, copy), 0)
                self._walk("registers", SEARCH, comparing.search(link, copy), 0)

    def _mirror(self) -> None:
        """What the mirror holds, where it answers until the end."""
        tally, place = self.tallies[MIRROR], self._subject.mirror
        if place is None:
            tally.left_out = AWAY
            return
        there = Mirrored(place[0], self._subject.keys.mirror, place[1])
        found = mirror_check.findings(there, self._subject.folder, self._link)
        self._walk("mirror", MIRROR, self._answering(found), place[1])
        tally.faulty += sum(max(0, len(mirror_check.stretch(one)) - 1) for one in tally.shown)

    def _answering(self, found: Steps) -> Steps:
        """The steps of a check of the mirror, as long as it answers."""
        try:
            yield from found
        except OSError as error:
            logger.warning("the mirror does not answer: %s", error.strerror)
            self.tallies[MIRROR].left_out = AWAY

    def _built(self, copy: Link) -> bool:
        """Whether there was room on the disk for the copy."""
        begun = perf_counter()
        try:
            rebuild(self._link, copy, self._n, partial(self._told, "registers"), self._cancel)
        except BookFault as error:
            if named(error) != "SQLITE_FULL":
                raise
            for name in (REGISTERS, SEARCH):
                self.tallies[name].left_out = ROOM
            return False
        self.tallies[REGISTERS].seconds += perf_counter() - begun
        return True

    def _walk(self, step: str, name: str, found: Steps, of: int, *, counts: bool = True) -> None:
        tally, seen, begun = self.tallies[name], 0, perf_counter()
        with self._guarded(name, Why.UNREADABLE):
            for one in found:
                if isinstance(one, Finding):
                    self.tallies[check_of(Why(one.why))].add(one)
                    continue
                seen += one
                tally.counted += one if counts else 0
                if of:
                    self._told(step, min(seen, of), of)
                if self._cancel():
                    raise _stopped()
        tally.seconds += perf_counter() - begun

    @contextmanager
    def _guarded(self, name: str, why: Why) -> Iterator[None]:
        """What cannot be read inside is a finding of that check, and the others go on."""
        try:
            yield
        except _FAILURES as error:
            if self._cancel():
                raise _stopped() from error
            fault = trouble(error)
            logger.warning("check of %s: %s", name, error if fault is None else fault.what)
            self.tallies[name].add(finding(why, 0, "" if fault is None else fault.what))


def _stopped() -> Cancelled:
    return Cancelled(_("The check was stopped."))
