"""The lanes: one thread that writes the database, one that keeps the second copy.

The writer takes work in order and answers with futures; only when nothing waits does it merge the
search index and fold the write-ahead log back. The mirror's lane may be late, never out of order.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from deskinc.book.files import copy_to, sizes
from deskinc.book.mirror import Batch, MirrorWriter
from deskinc.errors import BookFault
from deskinc.log import logger

T = TypeVar("T")

QUIET = 0.05
"""Seconds without work after which the writer tidies up."""

OFTEN = 256
"""Pieces of work after which it tidies up a little even without such a pause."""

AGAIN = 5.0
"""Seconds after which a mirror that failed is tried again."""

ENDING = 10.0
"""Seconds the mirror has at the end; what is missing then is caught up after the next opening."""


class Lane:
    """A thread that does one thing after the other; ``tidy`` returns True while it has more.

    Should the thread end before its time, whatever is queued fails and nothing more is taken.
    """

    def __init__(self, name: str, tidy: Callable[[], bool] = lambda: False) -> None:
        self._work: SimpleQueue[_Job | None] = SimpleQueue()
        self._tidy = tidy
        self._closed = False
        self._gate = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(
        self, work: Callable[[], T], after: Callable[[T], None] | None = None
    ) -> "Future[T]":
        """Queue ``work``; ``after`` is called with its result once the future is resolved.

        Raises RuntimeError once the lane is closed.
        """
        future: Future[T] = Future()
        with self._gate:
            if self._closed:
                raise RuntimeError("the book is closed")
            self._work.put(_Job(work, future, after))
        return future

    @property
    def busy(self) -> bool:
        """Whether something waits."""
        return not self._work.empty()

    def close(self) -> None:
        """Finish what is queued, then end the thread."""
        with self._gate:
            self._closed = True
            self._work.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._work_on()
        finally:
            self._fail_rest()

    def _fail_rest(self) -> None:
        """Nobody waits for a thread that is gone: what is still queued has failed."""
        with self._gate:
            self._closed = True
            while self.busy:
                job = self._work.get_nowait()
                if job is not None:
                    job.fail(RuntimeError("the book’s thread has ended"))

    def _work_on(self) -> None:
        since = 0
        while True:
            try:
                job = self._work.get(timeout=QUIET if since else None)
            except Empty:
                since = int(self._tidy_up(alone=False))
                continue
            if job is None:
                return
            job.do()
            del job
            since += 1
            if since % OFTEN == 0 and not self.busy:
                self._tidy_up(alone=True)

    def _tidy_up(self, *, alone: bool) -> bool:
        """Tidy until there is nothing left (False) or work comes; ``alone`` one slice only."""
        try:
            while not self.busy:
                more = self._tidy()
                if alone or not more:
                    return more
        except Exception:  # noqa: BLE001 - an untidy book still takes lines
            logger.exception("tidying up failed")
            return False
        return True


@dataclass(frozen=True, slots=True)
class _Job:
    """Work, who waits for it, and who hears of it afterwards."""

    work: Callable[[], Any]
    future: "Future[Any]"
    after: Callable[[Any], None] | None

    def do(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.work()
        except BaseException as error:  # noqa: BLE001 - the future carries it to whoever waits
            self.future.set_exception(error)
            return
        self.future.set_result(result)
        if self.after is not None:
            try:
                self.after(result)
            except BaseException:  # noqa: BLE001 - what was written stays written, and others wait
                logger.exception("a listener failed")

    def fail(self, error: BaseException) -> None:
        """Tell whoever waits that the work was not done."""
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(error)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A transaction on its way to the mirror."""

    batch: Batch
    done: threading.Event = field(default_factory=threading.Event)


NOTHING = Batch(0, 0, ())
"""No transaction: asks the mirror's lane to look whether it is behind."""


class MirrorLane:
    """Appends every transaction to the mirror in order; what fails is fetched again later.

    ``fetch`` reads whole transactions from a record number on; ``done`` is the last record the
    mirror holds, None if it did not answer: then ``probe`` asks again and compares before anything
    is appended. ``attachments`` are the folders files are copied from and to; ``keep`` sees to it,
    once for this opening, that the site's own keys lie beside them. ``erase`` takes out of the
    mirror what was erased from the book, and returns at once where that is done.
    """

    def __init__(
        self,
        writer: MirrorWriter,
        fetch: Callable[[int], Sequence[Batch]],
        probe: Callable[[], int],
        done: int | None,
        attachments: tuple[Path, Path],
        keep: Callable[[], object],
        erase: Callable[[], object],
    ) -> None:
        self._writer = writer
        self._fetch = fetch
        self._probe = probe
        self._known = done is not None
        self._from, self._to = attachments
        self._keep = keep
        self._kept = False
        self._erase = erase
        self.unerased = False
        self.done = done or 0
        self.offered = self.done
        self.missing = not self._known
        self.fault: BookFault | None = None
        self.files_behind = False
        self._until = float("inf")
        self._queue: SimpleQueue[Ticket | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="mirror", daemon=True)
        self._thread.start()

    def offer(self, batch: Batch) -> Ticket:
        """Hand over one transaction."""
        ticket = Ticket(batch)
        self.offered = batch.last
        self._queue.put(ticket)
        return ticket

    def has(self, ticket: Ticket, patience: float) -> bool:
        """Whether the mirror has that transaction within ``patience`` seconds."""
        return ticket.done.wait(patience) and self.done >= ticket.batch.last

    def nudge(self, target: int) -> None:
        """Catch up to record ``target`` in the background."""
        self.offered = max(self.offered, target)
        self._queue.put(Ticket(NOTHING))

    def settled(self, patience: float) -> bool:
        """Wait until the mirror has everything offered; False if that takes too long."""
        ticket = Ticket(NOTHING)
        self._queue.put(ticket)
        return ticket.done.wait(patience) and self.done >= self.offered

    def close(self, patience: float = ENDING) -> bool:
        """Try once more to catch up, then end; False if the mirror's disk does not let go."""
        self._until = time.monotonic() + patience
        self._queue.put(None)
        self._thread.join(patience + 1)
        return not self._thread.is_alive()

    def _over(self) -> bool:
        return time.monotonic() > self._until

    def _run(self) -> None:
        behind = not self._known
        while True:
            try:
                ticket = self._queue.get(timeout=AGAIN if behind or self.left else None)
            except Empty:
                behind = not self._catch_up()
                continue
            if ticket is None or self._over():
                if behind and not self._over():
                    self._catch_up()
                return
            behind = not self._take(ticket.batch)
            ticket.done.set()
            if not behind:
                self._lay_beside(ticket.batch)

    def _take(self, batch: Batch) -> bool:
        if self._known and batch.entries and batch.first == self.done + 1:
            return self._append([batch])
        return self._catch_up()

    def _catch_up(self) -> bool:
        try:
            if not self._known:
                self.done, self._known, self.missing = self._probe(), True, False
            while batches := self._fetch(self.done + 1):
                if self._over() or not self._append(batches):
                    return False
        except BookFault as fault:
            self.fault = fault
            return False
        except OSError as error:
            logger.warning("the mirror does not answer: %s", error.strerror)
            return False
        except Exception:  # noqa: BLE001 - lines go on without it
            logger.exception("the mirror could not be caught up")
            return False
        self._lay_beside(None)
        self._erase_there()
        return True

    def _append(self, batches: Sequence[Batch]) -> bool:
        try:
            self._writer.extend(batches)
        except OSError as error:
            logger.warning("the mirror did not answer: %s", error.strerror)
            self.missing = True
            return False
        except Exception:  # noqa: BLE001 - the lane lives on and tries again
            logger.exception("the mirror could not be written")
            return False
        self.missing = False
        self.done = batches[-1].last
        return True

    @property
    def left(self) -> bool:
        """Whether something beside the lines is still to be done."""
        return self.files_behind or self.unerased

    def _erase_there(self) -> None:
        try:
            self._erase()
            self.unerased = False
        except (OSError, BookFault) as error:
            logger.warning("what was erased still lies in the mirror: %s", error)
            self.unerased = True
        except Exception:  # noqa: BLE001 - lines go on, and it is tried again
            logger.exception("what was erased still lies in the mirror")
            self.unerased = True

    def _lay_beside(self, batch: Batch | None) -> None:
        """What lies in the mirror beside the lines: the site's own keys, and the attachments."""
        news = batch is None or any(entry.files for entry in batch.entries)
        if not (news or self.files_behind):
            return
        try:
            if not self._kept:
                self._keep()
                self._kept = True
            self._copy_files()
            self.files_behind = False
        except OSError as error:
            logger.warning("files wait for the mirror: %s", error.strerror)
            self.files_behind = True

    def _copy_files(self) -> None:
        self._to.mkdir(mode=0o700, exist_ok=True)
        there = sizes(self._to)
        for name, size in sorted(sizes(self._from).items()):
            if self._over():
                return
            if there.get(name) != size:
                copy_to(self._from, self._to, name)
