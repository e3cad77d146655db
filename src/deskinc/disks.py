"""Disks that may never answer: each is asked on a thread of its own, and waited for only so long.

A stale network mount or a dying disk holds a call in the kernel, where nothing can end it. That
thread is left behind: it holds neither who asked nor the end of the program.
"""

import errno
import os
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock, Thread, current_thread
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 3.0
"""Seconds a disk has to answer."""

_guard = Lock()
_stuck: set[tuple[Path, Thread]] = set()
"""Where, and who, still waits for a disk that did not answer in time."""


class Silent(OSError):
    """The disk of ``place`` did not answer in time; it may still do what it was asked."""

    def __init__(self, place: Path) -> None:
        super().__init__(errno.ETIMEDOUT, "the disk does not answer", str(place))


class _Asking(Thread):
    """Asks a disk; ``parts`` counts what came of it so far, as :func:`heard` says."""

    parts = 0


def ask(
    place: Path, work: Callable[[], T], patience: float | None = None,
    *, slow: Callable[[], object] | None = None,
) -> T:  # fmt: skip
    """What ``work`` finds in the folder ``place``, within ``patience`` (else :data:`PATIENCE`).

    With ``slow`` a disk that gives one part after another (:func:`heard`) is waited for as long as
    it does, and ``slow`` called each time. Raises what ``work`` raises, and Silent where the disk
    does not answer in time; at once as long as it owes the answer to an earlier question.
    """
    if is_stuck(place):
        raise Silent(place)
    answer: Future[T] = Future()
    asking = _Asking(target=_answer, args=(work, answer), name=f"ask {place.name}", daemon=True)
    asking.start()
    before = 0
    while True:
        with suppress(TimeoutError):
            answer.exception(PATIENCE if patience is None else patience)
        if answer.done():
            return answer.result()
        if slow is None or asking.parts == before:
            break
        before = asking.parts
        slow()
    with _guard:
        _stuck.add((_whole(place), asking))
    raise Silent(place)


def beside(work: Callable[[], T]) -> "Future[T]":
    """Do ``work`` on a thread of its own, for which nobody waits at the end of the program."""
    answer: Future[T] = Future()
    Thread(target=_answer, args=(work, answer), name="beside", daemon=True).start()
    return answer


def heard() -> None:
    """The disk that this thread asks has given a part of what it is asked for."""
    asking = current_thread()
    if isinstance(asking, _Asking):
        asking.parts += 1


def answers(folder: Path, patience: float | None = None) -> bool:
    """Whether the disk of ``folder`` reads and writes in time, be it with an error."""
    try:
        ask(folder, lambda: _touch(folder), patience)
    except Silent:
        return False
    except OSError:
        return True
    return True


def is_stuck(place: Path) -> bool:
    """Whether a disk at, above or below ``place`` owes an answer; asks nothing."""
    whole = _whole(place)
    return any(whole.is_relative_to(at) or at.is_relative_to(whole) for at in _waiting())


def any_stuck() -> bool:
    """Whether any disk owes an answer."""
    return bool(_waiting())


def _waiting() -> set[Path]:
    with _guard:
        _stuck.difference_update([one for one in _stuck if not one[1].is_alive()])
        return {place for place, _thread in _stuck}


def _whole(place: Path) -> Path:
    return Path(os.path.abspath(place))  # noqa: PTH100 - no disk is asked for links


def _answer(work: Callable[[], T], answer: "Future[T]") -> None:
    try:
        found = work()
    except BaseException as error:  # noqa: BLE001 - it is whoever asked that it comes to
        answer.set_exception(error)
    else:
        answer.set_result(found)


def _touch(folder: Path) -> None:
    """Read names and write a byte, of which nothing stays."""
    next(folder.iterdir(), None)
    with TemporaryFile(dir=folder) as file:
        file.write(b"\0")
        file.flush()
        os.fsync(file.fileno())
