"""Work off the GUI thread, and the way home.

Two threads beside the writer lane: *work* (unlock, PDF, verify, import: one after the other) and
*look* (quick reads that must not wait behind those). Results come home on the GUI thread; a
result whose owner is gone is dropped.
"""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from shiboken6 import isValid

T = TypeVar("T")
TURN = 0.001
"""Seconds that the GUI thread waits at most until a busy worker lets it go on."""
Report = Callable[[float, str], None]
"""``report(fraction 0–1, words)``, called by the work from its own thread."""


class _Home(QObject):
    """Lives on the GUI thread and runs there what other threads hand it."""

    handed = Signal(object)

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())
        self.handed.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _run(self, call: Callable[[], object]) -> None:
        call()

    def bring(self, owner: QObject, call: Callable[[], object]) -> None:
        """Run ``call`` on the GUI thread if ``owner`` still lives then."""
        if isValid(self):
            self.handed.emit(lambda: call() if isValid(owner) else None)


@cache
def _home() -> _Home:
    return _Home()


@cache
def _lane(name: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)


def take_turns() -> None:
    """Let the GUI thread wait no longer than :data:`TURN` for a worker that computes."""
    sys.setswitchinterval(TURN)


def crash(error: BaseException) -> None:
    """Treat ``error`` as a bug: hand it to the program's exception hook."""
    sys.excepthook(type(error), error, error.__traceback__)


def watch(
    owner: QObject,
    future: "Future[T]",
    done: Callable[[T], object],
    failed: Callable[[Exception], object] | None = None,
) -> None:
    """Bring the result of ``future`` home: ``done(value)`` or ``failed(error)`` on the GUI thread.

    Without ``failed`` an error is a bug. A cancelled future comes home as neither.
    """
    home = _home()

    def finished(ended: "Future[T]") -> None:
        if ended.cancelled():
            return
        error = ended.exception()
        if error is None:
            home.bring(owner, lambda: done(ended.result()))
        elif failed is not None and isinstance(error, Exception):
            home.bring(owner, lambda: failed(error))
        else:
            home.bring(owner, lambda: crash(error))

    future.add_done_callback(finished)


def run(
    owner: QObject,
    work: Callable[[], T],
    done: Callable[[T], object],
    failed: Callable[[Exception], object] | None = None,
    *,
    lane: str = "work",
) -> "Future[T]":
    """Run ``work()`` on ``lane`` ("work" or "look") and bring the result home to ``owner``."""
    _home()
    future = _lane(lane).submit(work)
    watch(owner, future, done, failed)
    return future


def look(
    owner: QObject,
    work: Callable[[], T],
    done: Callable[[T], object],
    failed: Callable[[Exception], object] | None = None,
) -> "Future[T]":
    """Like :func:`run`, on the lane of quick reads."""
    return run(owner, work, done, failed, lane="look")


def drain() -> None:
    """Wait until all that was asked for is done: before what it reads from is closed."""
    for name in ("look", "work"):
        _lane(name).submit(_nothing).result()


def _nothing() -> None:
    """Stand in the queue behind all that was asked for before."""


class Task(QObject):
    """A long piece of work with progress and cancel, owned by a page."""

    progressed = Signal(float, str)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._stop = Event()

    def start(
        self,
        work: Callable[[Report, Callable[[], bool]], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run ``work(report, cancelled)`` on the work lane; see :data:`Report`."""
        home = _home()

        def report(fraction: float, words: str = "") -> None:
            home.bring(self, lambda: self.progressed.emit(fraction, words))

        run(self, lambda: work(report, self._stop.is_set), done, failed)

    def cancel(self) -> None:
        """Ask the work to stop; it ends when it next looks."""
        self._stop.set()
