"""The book: open it, write records, ask it, seal it.

All methods may be called from any thread. Whatever writes goes through the one writer lane and
answers with a future; reading is done by the calling thread's own query-only connection.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from deskinc.book import check_child, clock, mirror_check, opening, reading, schema
from deskinc.book.check import Subject, Told, check, unwatched
from deskinc.book.checked import Checked
from deskinc.book.fetching import fetch
from deskinc.book.files import Attachment
from deskinc.book.following import Cancel, Cancelled, feed, never, quietly, resume
from deskinc.book.founding import Founding
from deskinc.book.health import StoreHealth, health, left_of_erasures
from deskinc.book.lanes import Lane
from deskinc.book.mirror import Batch
from deskinc.book.opened import Opened, Stages, begin, unlock, unseen
from deskinc.book.reader import Reader
from deskinc.book.record import Draft, Record, Saved, Signer
from deskinc.book.registers.rebuild import NOT_WHOLE
from deskinc.book.registers.rows import EntryRow
from deskinc.book.shelf import Shelf
from deskinc.book.slots import Keys
from deskinc.book.station import SLOTS
from deskinc.book.store import spoken, trouble
from deskinc.book.timekeeper import Timekeeper
from deskinc.errors import BookFault
from deskinc.forms.catalogue import current
from deskinc.forms.form import clean
from deskinc.log import logger
from deskinc.proof.findings import Finding
from deskinc.proof.tally import FILES

__all__ = ["Book", "EntryRow", "Founding", "Reader", "StoreHealth"]

Listener = Callable[[Sequence[Record]], None]
_BULK = 2000

GRACE = 3.0
"""Seconds a seal under way has at the end before it is given up; no line depends on it."""


class Book:
    """An open book. Made by :meth:`create` or :meth:`open`."""

    def __init__(self, opened: Opened) -> None:
        self._open = opened
        self._writer = opened.writer
        self._mine = threading.local()
        self._guard = threading.Lock()
        self._listeners: list[Listener] = []
        self._shelf = Shelf(opened.attachments, opened.name_key, self._keep_key)
        self._closing = self._closed = False
        self._until = float("inf")
        self._unsealed = ""
        self.time = Timekeeper(opened.writer, self.reader())
        self._writer.mirror = opened.mirror_lane(self.reader, self._fetch, self._mended)
        self._lane = Lane("writer", self._writer.tidy)
        self._work = Lane("work")
        if self._writer.mirror is not None:
            self._writer.mirror.nudge(self._writer.state.n)
        if not opened.checked:
            self._work.submit(self._check_pages)

    @classmethod
    def create(
        cls,
        folder: Path,
        mirror: Path,
        keys: Keys,
        founding: Founding,
        *,
        now: Callable[[], datetime] = clock.now,
    ) -> "Book":
        """Begin a book in ``folder`` with its mirror below ``mirror``; record 1 is written.

        Raises :class:`BookFault` where a book lies there already or the disk refuses.
        """
        book = cls(begin(folder, mirror, keys, founding, now))
        try:
            book.write([founding.draft()], founding.signer()).result()
        except BaseException:
            book.close()
            raise
        return book

    @classmethod
    def open(
        cls,
        folder: Path,
        keys: Keys,
        *,
        now: Callable[[], datetime] = clock.now,
        progress: Stages = unseen,
    ) -> "Book":
        """Open the book in ``folder`` once everything that remembers its head agrees.

        Raises :class:`BookFault`, each fault with its own sentence; then nothing was changed.
        """
        opened = unlock(folder, keys, now, progress)
        try:
            with spoken():
                return cls(opened)
        except BaseException:
            opened.writer.close()
            opened.hold.release()
            raise

    @property
    def id(self) -> bytes:
        """The id of the book."""
        return self._open.founding.book

    @property
    def parts(self) -> Opened:
        """The parts it consists of, for what is done beside the writer."""
        return self._open

    @property
    def note_key(self) -> bytes:
        """The X25519 public key emergency notes are sealed to."""
        return self._open.founding.note_key

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._open.folder

    @property
    def mirrored(self) -> int:
        """The last record known to be in both stores; 0 where there is no mirror."""
        return 0 if self._writer.mirror is None else self._writer.mirror.whole

    def doubt(self, words: str) -> None:
        """Say ``words`` in amber until the book is closed."""
        self._open.doubt(words)

    @property
    def mirror(self) -> Path | None:
        """The folder of this book's second copy; key slots are copied there too."""
        return self._open.mirror

    @property
    def founding(self) -> Founding:
        """The site's own keys and authorities."""
        return self._open.founding

    def desk_signer(self) -> Signer:
        """The desk's own signature, for what no hand did."""
        return self._open.founding.signer()

    def reader(self) -> Reader:
        """The calling thread's own reader."""
        found: Reader | None = getattr(self._mine, "reader", None)
        if found is None:
            found = Reader(self._open.store)
            with self._guard:
                if self._closed:
                    found.close()
                    raise RuntimeError("the book is closed")
                self._mine.reader = found
        return found

    def write(self, drafts: Sequence[Draft], signer: Signer) -> "Future[Saved]":
        """Write ``drafts`` in one transaction; resolved once both stores have them.

        The future fails with :class:`~deskinc.errors.DeskError` where the book refuses (then
        nothing was written), with ValueError for drafts that are none.
        """
        return self._lane.submit(lambda: self._writer.write(drafts, signer), self._tell)

    def bulk(self, drafts: Iterable[Draft], signer: Signer) -> int:
        """Write many drafts for bench or tests, 2,000 in a transaction; waits, says how many."""
        waiting: Future[Saved] | None = None
        todo, count = iter(drafts), 0
        while some := list(islice(todo, _BULK)):
            following = self.write(some, signer)
            if waiting is not None:
                waiting.result()
            waiting, count = following, count + len(some)
        if waiting is not None:
            waiting.result()
        return count

    def listen(self, listener: Listener) -> None:
        """Call ``listener(records)`` on the writer's thread after each transaction."""
        with self._guard:
            self._listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        """Stop calling ``listener``."""
        with self._guard, suppress(ValueError):
            self._listeners.remove(listener)

    def _fetch(self, since: int) -> Sequence[Batch]:
        return reading.batches(self.reader().link, since)

    def copy_slots(self) -> None:
        """Have the key slots copied into the mirror once it answers."""
        if self._writer.mirror is not None:
            self._writer.mirror.untrue(SLOTS)
            self._writer.mirror.nudge(0)

    def _mended(self, first: int, last: int) -> None:
        """The desk writes down that part of the mirror was written again."""
        detail = f"{first}-{last}" if last else ""
        raw: dict[str, object] = {"what": "mirror_repaired", "detail": detail}
        with suppress(RuntimeError):
            self._lane.submit(self._writer.keep_found)
            self.write([Draft("access", clean(current("access"), raw))], self.desk_signer())

    def _check_pages(self) -> None:
        """What was too large to be read before opening: a damaged page stops all writing."""
        try:
            reader = self.reader()
            opening.check_pages(reader.link, still=False, cancel=lambda: self._closing)
        except Cancelled:
            return
        except Exception as error:
            if (fault := trouble(error)) is not None:
                self._writer.stop(fault)
            raise

    def _tell(self, _saved: Saved) -> None:
        records, self._writer.fresh = self._writer.fresh, ()
        if not records:
            return
        with self._guard:
            listeners = list(self._listeners)
        while listeners:
            # one that stops listening meanwhile must not live on in this thread's hands
            listeners.pop(0)(records)
        if (step := self.time.wrote(records)) is not None:
            self._tell(self._writer.write([step], self.desk_signer()))

    def attach(self, source: bytes | Path | BinaryIO, name: str, mime: str) -> Attachment:
        """Take a file in, encrypted; it is the book's once a record with its value is written."""
        reader = self.reader()
        return self._shelf.attach(reader.link, source, name, mime)

    def _keep_key(self, sha256: bytes, key: bytes) -> None:
        row = (schema.attached(sha256), key)
        self._lane.submit(lambda: self._writer.run(schema.PUT, row)).result()

    def read_file(self, n: int, field: str) -> bytes:
        """The file in ``field`` of record ``n``; BookFault if it is missing or not as signed."""
        with self.reader().checked() as proved:
            return self._shelf.read(proved, n, field)

    def file_range(self, n: int, field: str, offset: int, length: int) -> bytes:
        """Some bytes of that file for the screen, not compared with what was signed."""
        reader = self.reader()
        return self._shelf.read_range(reader.link, n, field, offset, length)

    def seal(
        self, signer: Signer | None = None, cancel: Cancel = never, witnesses: Sequence[Signer] = ()
    ) -> "Future[Saved]":
        """Seal the book as it stands; by the desk alone where no person signs.

        ``witnesses`` sign the note besides.

        Fails with :class:`BookFault` rather than sign a book that does not verify, with
        :class:`~deskinc.book.following.Cancelled` if ``cancel`` says so or the book is closed
        before the records since the last seal have been gone through.
        """
        signers = (signer or self.desk_signer(), *witnesses)
        return self._work.submit(lambda: self._seal(signers, cancel))

    def _seal(self, signers: Sequence[Signer], cancel: Cancel) -> Saved:
        stop: Cancel = lambda: cancel() or self._over()  # noqa: E731
        with spoken():
            reader = self.reader()
            chain = resume(reader.link)
            feed(chain, reader.link, reader.last_n(), quietly, stop)
            if not chain.finish():
                mirror_check.since(self._open, reader.link, self._writer.sealed + 1, stop)
            if self._writer.mirror is not None:
                self._writer.mirror.agreed()
        act = partial(self._writer.seal, chain, reader.link, self._open.founding.site, signers)
        try:
            with spoken():
                saved = self._lane.submit(act, self._tell).result()
        except BookFault as fault:
            self._unsealed = str(fault)
            raise
        self._unsealed = ""
        return saved

    def _over(self) -> bool:
        return time.monotonic() > self._until

    def check(
        self, *, full: bool, told: Told = unwatched, cancel: Cancel = never, apart: bool = False
    ) -> Checked:
        """Check since the last seal, or everything, beside the writer; the caller waits.

        Lists that are not true to the records are built again at the next opening; files are
        fetched from the mirror where its copy is true.
        ``apart`` does it in a process of its own, which hinders nobody. Raises
        :class:`~deskinc.book.following.Cancelled` if ``cancel`` says so or the book is closed.
        """
        stop: Cancel = lambda: cancel() or self._closing  # noqa: E731
        there = mirror_check.answering(self._open) if full else None
        place = (there.folder, there.last) if there else None
        subject = Subject(self._open.folder, self._open.keys.shared(), self.id, place)
        act = check_child.check if apart else check
        checked = act(subject, full=full, told=told, cancel=stop)
        mirror_check.settle(self._open, self.reader().link, checked)
        with suppress(BookFault):
            self._lane.submit(self._writer.keep_found).result()
            if checked.stale:
                self._lane.submit(lambda: self._writer.run(*NOT_WHOLE)).result()
        return replace(checked, fetched=fetch(self._open, self.reader().link, checked.of(FILES)))

    def verify(
        self, *, full: bool = False, told: Told = unwatched, cancel: Cancel = never
    ) -> list[Finding]:
        """What :meth:`check` finds, and no more."""
        return [*self.check(full=full, told=told, cancel=cancel).findings]

    def unsent(self) -> dict[str, bytes]:
        """Unsent texts by key, outside the chain."""
        return self.reader().unsent()

    def keep_unsent(self, key: str, data: bytes) -> "Future[None]":
        """Keep unsent text in the encrypted book."""
        sql = "INSERT OR REPLACE INTO unsent VALUES (?, ?)"
        return self._lane.submit(lambda: self._writer.run(sql, (key, data)))

    def drop_unsent(self, key: str) -> "Future[None]":
        """Forget an unsent text."""
        sql = "DELETE FROM unsent WHERE key = ?"
        return self._lane.submit(lambda: self._writer.run(sql, (key,)))

    def remembered(self, key: str) -> bytes | None:
        """What :meth:`remember` was given under ``key``."""
        return schema.get(self.reader().link, schema.said(key))

    def remember(self, key: str, data: bytes) -> "Future[None]":
        """Keep something outside the chain that no erasure empties: it holds nobody’s words."""
        row = (schema.said(key), data)
        return self._lane.submit(lambda: self._writer.run(schema.PUT, row))

    def handed_in(self) -> "Future[None]":
        """Done once all that was handed in before is written or refused."""
        return self._lane.submit(lambda: None)

    def settle(self) -> None:
        """Wait until nothing is queued, the index is merged and the mirror has caught up."""
        self._lane.submit(self._tidy_all).result()
        if self._writer.mirror is not None:
            self._writer.mirror.settled(60.0)

    def _tidy_all(self) -> None:
        while self._writer.tidy():
            pass

    def unerased(self) -> frozenset[str]:
        """Where something that two people erased still lies: in the ``book``, in the ``mirror``."""
        return left_of_erasures(self._writer)

    def health(self) -> StoreHealth:
        """What the top bar says."""
        seal, step = self.reader().last_seal(), self.time.standing
        doubts = [*self._open.doubts, *filter(None, [self._unsealed])]
        return health(self._writer, seal, doubts, step)

    def close(self) -> None:
        """Finish what is queued and close both stores; may be called twice.

        Lines are always finished; checks are given up, a seal after :data:`GRACE`.
        """
        with self._guard:
            if self._closing:
                return
            self._closing = True
        self._until = time.monotonic() + GRACE
        self._work.close()
        self._lane.close()
        mirror = self._writer.mirror
        ended = mirror is None or mirror.close()
        with self._guard:
            self._closed = True
            # a reader in use on another thread must not be closed under it: each goes with its use
            own: Reader | None = getattr(self._mine, "reader", None)
            self._mine = threading.local()
        if own is not None:
            own.close()
        self._writer.close()
        if ended:
            self._open.hold.release()
        else:
            # its thread still reads and may yet write: only the end of the process frees the rest
            logger.warning("the mirror does not let go")
