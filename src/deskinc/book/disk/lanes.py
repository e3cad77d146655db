"""A lane: one thread that takes work in order, answers with futures, and tidies up in its pauses.

So the writer merges the search index and folds the write-ahead log back only when nothing waits.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from deskinc.log import logger

T = TypeVar("T")

QUIET = 0.05
"""Seconds without work after which the writer tidies up."""

OFTEN = 256
"""Pieces of work after which it tidies up a little even without such a pause."""


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
