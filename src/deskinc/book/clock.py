"""The two clocks of a record: the time of day, and the machine's own since it was started.

The one can be set by anybody, the other by nobody: held against each other they show a step.
"""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from deskinc.proof.document import Clock

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")

STEP = 120.0
"""Seconds by which the time of day may part from the machine's own clock: setting it is normal."""

BACK = 2.0
"""Seconds by which it may go back: a clock kept by a time server is put right in such pieces."""

Boot = tuple[bytes, int]
"""The id of this start of the machine, and the milliseconds since then, sleep included."""

Now = Callable[[], datetime]
"""Gives the time of day, aware."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """A time of day with the machine's own clock; it stands wherever a :data:`Now` may stand."""

    wall: Now
    boot: Callable[[], Boot | None]

    def __call__(self) -> datetime:
        """The time of day."""
        return self.wall()


def now() -> datetime:
    """The time of day in UTC."""
    return datetime.now(UTC)


def machine(times: Now, book: bytes) -> Clock | None:
    """The machine's own clock beside ``times``; None where that is a time of day alone.

    The boot is named by 16 bytes that say nothing outside this book.
    """
    boot = times.boot if isinstance(times, Clocks) else since_boot if times is now else None
    read = boot() if boot else None
    return None if read is None else Clock(sha256(read[0] + book).digest()[:16], read[1])


def since_boot() -> Boot | None:
    """This machine's start, and how long ago it was; None where that cannot be told."""
    boot = _boot()
    if sys.platform != "linux" or boot is None:
        return None
    return boot, time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000


def slept() -> float | None:
    """Seconds this machine has slept since it was started; None where that cannot be told."""
    if sys.platform != "linux":
        return None
    awake = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    return (time.clock_gettime_ns(time.CLOCK_BOOTTIME) - awake) / 1e9


@cache
def _boot() -> bytes | None:
    try:
        return _BOOT_ID.read_bytes().strip() or None
    except OSError:
        return None


@dataclass(frozen=True, slots=True)
class Point:
    """What both clocks said at one moment."""

    at: datetime
    clock: Clock | None

    def apart(self, later: "Point") -> float | None:
        """Seconds by which the time of day went ahead of the machine's own clock since."""
        passed = (later.at - self.at).total_seconds()
        if self.clock is None or later.clock is None or self.clock.boot != later.clock.boot:
            return None
        return passed - (later.clock.ms - self.clock.ms) / 1000

    def is_before(self, other: "Point") -> bool:
        """Whether the machine's own clock says that it was earlier than ``other``."""
        mine, its = self.clock, other.clock
        return mine is not None and its is not None and mine.boot == its.boot and mine.ms < its.ms


@dataclass(frozen=True, slots=True)
class Step:
    """The time of day was set ahead by so many seconds (back: negative), noticed at ``at``."""

    seconds: int
    at: datetime


def stepped(before: Point, later: Point) -> Step | None:
    """The step between two moments: more than :data:`STEP` either way, or back in any case."""
    apart, passed = before.apart(later), (later.at - before.at).total_seconds()
    if apart is not None and abs(apart) > STEP:
        return Step(round(apart), later.at)
    return Step(round(passed), later.at) if passed < -BACK else None


class Watch:
    """Holds each moment against the last record and against all that was seen since."""

    def __init__(self, last: Point | None) -> None:
        self._guard = threading.Lock()
        self._anchor = self._latest = last

    def seen(self, point: Point) -> Step | None:
        """The step up to ``point``; each is told once. A moment told late is passed over."""
        with self._guard:
            if self._anchor is None or self._latest is None:
                self._anchor = self._latest = point
                return None
            if point.is_before(self._latest):
                return None
            found = stepped(self._anchor, point) or stepped(self._latest, point)
            if found or self._anchor.apart(point) is None:
                self._anchor = point
            self._latest = point
            return found
