"""The two clocks of a record: the time of day, and the machine's own since it was started."""

import sys
import time
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from deskinc.proof.document import Clock

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def now() -> datetime:
    """The time of day in UTC."""
    return datetime.now(UTC)


def since_boot(book: bytes) -> Clock | None:
    """Milliseconds since the machine started, sleep included; None where that cannot be told.

    The boot is named by 16 bytes that say nothing outside this book.
    """
    boot = _boot()
    if sys.platform != "linux" or boot is None:
        return None
    ms = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    return Clock(sha256(boot + book).digest()[:16], ms)


@cache
def _boot() -> bytes | None:
    try:
        return _BOOT_ID.read_bytes().strip() or None
    except OSError:
        return None
