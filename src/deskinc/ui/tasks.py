"""Work off the GUI thread, and the way home.

Eleven threads beside the writer lane: *work* (PDF, import: one after the other), *keys* (PIN and
passphrase, so that nobody waits behind a paper to write), *look* (quick reads that must not wait
behind those), *seal* (lines kept sealed, which wait for no book), *check* (checks of the whole
book), *copy* (the files of a book that does not open laid aside, and its key slots put back),
*backup* (asked for by a person), *daily* (made by the desk itself), *disks* (folders whose disk
may be asleep or gone), *sound* (the alarm) and *evidence* (photos and files taken in). Results come
home on the GUI thread; one whose owner is gone is dropped.
"""

import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from shiboken6 import isValid

T = TypeVar("T")
TURN = 0.001
"""Seconds that the GUI thread waits at most until a busy worker lets it go on."""
MOMENT = 3.0
"""Seconds that work which nobody needs any more is waited for at the end."""
QUIET = 0.5
"""Seconds that quick reads wait at most for the page that asks for them."""
LANES = ("look", "seal", "keys", "work", "check", "copy", "backup", "daily", "disks", "sound",
         "evidence")  # fmt: skip
Report = Callable[[float, str], None]
"""``report(fraction 0–1, words)``, called by the work from its own thread."""


@dataclass(frozen=True, slots=True)
class _Awaited:
    """Who waits for a result, and what becomes of it; never leaves the GUI thread."""

    owner: QObject
    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    told: Callable[[float, str], object]


@dataclass(frozen=True, slots=True)
class _Ear:
    """What hears again and again, on the GUI thread, as long as its owner lives."""

    owner: QObject
    heard: Callable[[Any], object]


class _Home(QObject):
    """Lives on the GUI thread. Other threads hold a ticket only, never a widget or a closure.

    What they hand in by it runs here; the last reference to a widget is never theirs to drop.
    """

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())
        self._brought = deque[Callable[[], object]]()
        self._awaited: dict[int, _Awaited] = {}
        self._ears: dict[int, _Ear] = {}
        self._tickets = count()

    def await_(self, awaited: _Awaited) -> int:
        """The ticket under which the result is to be handed in."""
        ticket = next(self._tickets)
        self._awaited[ticket] = awaited
        return ticket

    def lend(self, ear: "_Ear") -> int:
        """The ticket under which ``ear`` is called until its owner is gone."""
        ticket = next(self._tickets)
        self._ears[ticket] = ear
        return ticket

    def forget(self, ticket: int) -> None:
        """Nobody listens under this ticket any more."""
        self._ears.pop(ticket, None)

    def call(self, ticket: int, said: object) -> None:
        """From any thread: something is said to an ear."""
        self._bring(partial(self._hear, ticket, said))

    def hand_in(self, ticket: int, future: "Future[Any]") -> None:
        """From any thread: ``future`` has ended."""
        self._bring(partial(self._end, ticket, future))

    def report(self, ticket: int, fraction: float, words: str) -> None:
        """From any thread: how far the work is."""
        self._bring(partial(self._tell, ticket, fraction, words))

    def _bring(self, news: Callable[[], object]) -> None:
        """No signal: a thread that emits one looks up classes beside the GUI thread (060)."""
        if isValid(self):
            self._brought.append(news)
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def customEvent(self, _event: QEvent) -> None:
        self._brought.popleft()()

    def stop(self) -> None:
        """Ask every long piece of work that can stop to stop."""
        for awaited in self._awaited.values():
            if isinstance(awaited.owner, Task):
                awaited.owner.cancel()

    def _end(self, ticket: int, future: "Future[Any]") -> None:
        awaited = self._awaited.pop(ticket)
        if future.cancelled() or not isValid(awaited.owner):
            return
        error = future.exception()
        if error is None:
            awaited.done(future.result())
        elif isinstance(error, Exception):
            awaited.failed(error)
        else:
            crash(error)

    def _hear(self, ticket: int, said: object) -> None:
        ear = self._ears.get(ticket)
        if ear is None:
            return
        if isValid(ear.owner):
            ear.heard(said)
        else:
            del self._ears[ticket]

    def _tell(self, ticket: int, fraction: float, words: str) -> None:
        awaited = self._awaited.get(ticket)
        if awaited is not None and isValid(awaited.owner):
            awaited.told(fraction, words)


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


def _untold(_fraction: float, _words: str) -> None:
    """Nobody asked how far it is."""


def nothing(*_result: object) -> None:
    """What is done with a result that needs nothing more: it is kept, or the page reads it."""


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
    ticket = home.await_(_Awaited(owner, done, failed or crash, _untold))
    future.add_done_callback(partial(home.hand_in, ticket))


def run(
    owner: QObject,
    work: Callable[[], T],
    done: Callable[[T], object],
    failed: Callable[[Exception], object] | None = None,
    *,
    lane: str = "work",
) -> "Future[T]":
    """Run ``work()`` on ``lane`` (one of :data:`LANES`) and bring the result home to ``owner``."""
    future = _lane(lane).submit(_once(work))
    watch(owner, future, done, failed)
    return future


def _once(work: Callable[[], T]) -> Callable[[], T]:
    """``work``, forgotten by the worker before its result is known to anybody."""
    held = [work]

    def call() -> T:
        return held.pop()()

    return call


class Listener:
    """What other threads may call: ``heard`` then runs on the GUI thread while ``owner`` lives.

    :meth:`stop` lets go of both; a call still on its way then finds nobody.
    """

    def __init__(self, owner: QObject, heard: Callable[[Any], object]) -> None:
        self._home = _home()
        self._ticket = self._home.lend(_Ear(owner, heard))

    def __call__(self, said: object) -> None:
        """From any thread: say something."""
        self._home.call(self._ticket, said)

    def stop(self) -> None:
        """On the GUI thread: hear nothing more."""
        self._home.forget(self._ticket)


def look(
    owner: QObject,
    work: Callable[[], T],
    done: Callable[[T], object],
    failed: Callable[[Exception], object] | None = None,
) -> "Future[T]":
    """Like :func:`run`, on the lane of quick reads."""
    return run(owner, work, done, failed, lane="look")


@contextmanager
def quiet() -> Iterator[None]:
    """Quick reads asked for within begin after it: what computes takes turns with this thread."""
    over = Event()
    _lane("look").submit(lambda: over.wait(QUIET))
    try:
        yield
    finally:
        over.set()


def drain() -> None:
    """Stop what can stop and wait for the rest: before what it reads from is closed.

    Copies are made of files that no office reads; one that a disk holds is left behind, and so is
    a look at a disk.
    """
    _home().stop()
    for name in LANES:
        wait([_lane(name).submit(_nothing)], MOMENT if name in {"copy", "disks", "sound"} else None)


def ended() -> bool:
    """Whether no lane has anything to do any more, after a moment's wait."""
    last = [_lane(name).submit(_nothing) for name in LANES]
    return not wait(last, MOMENT).not_done


def bring_home() -> None:
    """Hand out at once what has ended; what nobody waits for any more is dropped."""
    QCoreApplication.sendPostedEvents(_home())


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
        *,
        lane: str = "work",
    ) -> None:
        """Run ``work(report, cancelled)`` on ``lane``; see :data:`Report`."""
        home = _home()
        awaited = _Awaited(self, done, failed or crash, self.progressed.emit)
        ticket, stopped = home.await_(awaited), self._stop.is_set

        def report(fraction: float, words: str = "") -> None:
            home.report(ticket, fraction, words)

        future = _lane(lane).submit(_once(lambda: work(report, stopped)))
        future.add_done_callback(partial(home.hand_in, ticket))

    def cancel(self) -> None:
        """Ask the work to stop; it ends when it next looks."""
        self._stop.set()
