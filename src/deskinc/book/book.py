"""The book: open it, write records, ask it, seal it.

All methods may be called from any thread. Whatever writes goes through the one writer lane and
answers with a future; reading is done by the calling thread's own query-only connection.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from deskinc.book import before_sealing, clock, mirroring, moving
from deskinc.book.asking.reader import Reader
from deskinc.book.asking.readers import Readers
from deskinc.book.asking.shelf import Shelf
from deskinc.book.checking import check_child, mirror_check
from deskinc.book.checking.check import Told, check, unwatched
from deskinc.book.checking.checked import Checked
from deskinc.book.checking.fetching import fetch
from deskinc.book.checking.restricted_check import proved
from deskinc.book.disk import schema
from deskinc.book.disk.files import Attachment
from deskinc.book.disk.lanes import Lane
from deskinc.book.disk.store import spoken
from deskinc.book.health import StoreHealth, health
from deskinc.book.keys.restricting import parted
from deskinc.book.keys.slots import Keys
from deskinc.book.mirror.standing import Found
from deskinc.book.opened import Opened, Stages, begin, unlock, unseen
from deskinc.book.opening import opening
from deskinc.book.record import Draft, Saved, Signer
from deskinc.book.records import reading
from deskinc.book.records.following import Cancel, never
from deskinc.book.records.founding import Founding
from deskinc.book.records.payload import Batch
from deskinc.book.registers.rebuild import NOT_WHOLE
from deskinc.book.registers.rows import EntryRow
from deskinc.book.sharing import Sharing
from deskinc.book.writing.listeners import Listener, Listeners
from deskinc.book.writing.timekeeper import Timekeeper
from deskinc.errors import BookFault
from deskinc.log import logger
from deskinc.proof.findings import Finding
from deskinc.proof.tally import FILES

__all__ = ["Book", "EntryRow", "Founding", "Reader", "StoreHealth"]

GRACE = 3.0
"""Seconds a seal under way has at the end before it is given up; no line depends on it."""


class Book(Sharing):
    """An open book. Made by :meth:`create` or :meth:`open`."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self._readers = Readers(opened.store, self.see)
        self._guard = threading.Lock()
        self._listeners = Listeners()
        self._shelf = Shelf(opened.attachments, opened.name_key, self._keep_key)
        self._closing = False
        self._until = float("inf")
        self._unsealed = ""
        self.time = Timekeeper(opened.writer, self.reader())
        self._writer.mirror = mirroring.lane(opened, self.reader, self._fetch, self._note)
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
        book = cls(begin(folder, mirror, keys.shared(), founding, now))
        try:
            book.write([founding.draft(keys)], founding.signer()).result()
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
        opened = unlock(folder, keys.shared(), now, progress)
        try:
            with spoken():
                return cls(opened)
        except BaseException:
            opened.writer.close()
            opened.hold.release()
            raise

    def reader(self) -> Reader:
        """The calling thread's own reader."""
        return self._readers.mine()

    def write(self, drafts: Sequence[Draft], signer: Signer) -> "Future[Saved]":
        """Write ``drafts`` in one transaction; resolved once both stores have them.

        The future fails with :class:`~deskinc.errors.DeskError` where the book refuses (then
        nothing was written), with ValueError for drafts that are none.
        """
        apart = [*parted(drafts)]
        return self._lane.submit(lambda: self._writer.write(apart, signer), self._tell)

    def listen(self, listener: Listener) -> None:
        """Call ``listener(records)`` on the writer's thread after each transaction."""
        self._listeners.add(listener)

    def unlisten(self, listener: Listener) -> None:
        """Stop calling ``listener``."""
        self._listeners.remove(listener)

    def _fetch(self, since: int) -> Sequence[Batch]:
        return reading.batches(self.reader().link, since)

    def _note(self, draft: Draft) -> "Future[Saved] | None":
        """The desk writes down what was found in the mirror, or came of it; None: it closes."""
        with suppress(RuntimeError):
            self._lane.submit(self._writer.keep_found)
            return self.write([draft], self.desk_signer())
        return None

    def _check_pages(self) -> None:
        opening.check_late(self.reader, self._writer.stop, lambda: self._closing)

    def _tell(self, _saved: Saved) -> None:
        records, self._writer.fresh = self._writer.fresh, ()
        if not records:
            return
        self._listeners.tell(records)
        if (step := self.time.wrote(records)) is not None:
            self._tell(self._writer.write([step], self.desk_signer()))

    def attach(self, source: bytes | Path | BinaryIO, name: str, mime: str) -> Attachment:
        """Take a file in, encrypted; it is the book's once a record with its value is written."""
        self.names_files()
        return self._shelf.attach(self.reader().link, source, name, mime)

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
        :class:`Cancelled` if ``cancel`` says so or the book is closed
        before the records since the last seal have been gone through.
        """
        signers = (signer or self.desk_signer(), *witnesses)
        return self._work.submit(lambda: self._seal(signers, cancel))

    def _seal(self, signers: Sequence[Signer], cancel: Cancel) -> Saved:
        stop: Cancel = lambda: cancel() or self._over()  # noqa: E731
        with spoken():
            reader = self.reader()
            chain = before_sealing.verified(self._open, reader, stop)
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
        fetched from the mirror where its copy is true. ``apart`` does it in a process of its own,
        which hinders nobody. Raises Cancelled if ``cancel`` says so or the book is closed.
        """
        stop: Cancel = lambda: cancel() or self._closing  # noqa: E731
        act = check_child.check if apart else check
        subject, link = check_child.subject(self._open, full=full), self.reader().link
        checked = proved(act(subject, full=full, told=told, cancel=stop), link, self.see(), stop)
        mirror_check.settle(self._open, link, checked)
        with suppress(BookFault):
            self._lane.submit(self._writer.keep_found).result()
            if checked.stale:
                self._lane.submit(lambda: self._writer.run(*NOT_WHOLE)).result()
        return replace(checked, fetched=fetch(self._open, link, checked.of(FILES)))

    def verify(
        self, *, full: bool = False, told: Told = unwatched, cancel: Cancel = never
    ) -> list[Finding]:
        """What :meth:`check` finds, and no more."""
        return [*self.check(full=full, told=told, cancel=cancel).findings]

    def mirror_to(self, folder: Path, told: moving.Told, cancel: Cancel = never) -> None:
        """Give the book a mirror below ``folder`` in the place of the one it had. Blocks.

        It is filled and compared before it counts. Raises as :func:`moving.filled`.
        """
        made = partial(mirroring.lane, reader=self.reader, fetch=self._fetch, note=self._note)
        stop: Cancel = lambda: cancel() or self._closing  # noqa: E731
        with spoken():
            opened, lane = moving.filled(
                self._open, folder, partial(made, found=Found()), self.reader().link, told, stop
            )
            before = self._lane.submit(lambda: moving.settle(opened, lane)).result()
        self._open = opened
        if before is not None:
            before.close()

    def handed_in(self) -> "Future[None]":
        """Done once all that was handed in before is written or refused."""
        return self._lane.submit(lambda: None)

    def settle(self) -> None:
        """Wait until nothing is queued, the index is merged and the mirror has caught up."""
        self._lane.submit(self._tidy_all).result()
        mirror, offered = self._writer.mirror, -1
        while mirror is not None and mirror.offered != offered:
            offered = mirror.offered
            mirror.settled(60.0)
            self._lane.submit(self._tidy_all).result()

    def _tidy_all(self) -> None:
        while self._writer.tidy():
            pass

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
        self._readers.close()
        self._writer.close()
        if ended:
            self._open.hold.release()
        else:
            # its thread still reads and may yet write: only the end of the process frees the rest
            logger.warning("the mirror does not let go")
