"""A key of which there have been several: the newest first, 32 bytes each, the older ones to read.

When somebody leaves, the book goes on under new keys. What was written before lies under those
there were then, in older backups and in the mirror's older files.
"""

import os

from deskinc.errors import DeskError
from deskinc.i18n import _

SIZE = 32
MOST = 256
"""Keys in one ring: somebody leaving each month for twenty years."""


LACKING = bytes(SIZE)
"""What stands in memory for an older key that is in no copy; it is never given to anybody."""


def anew(ring: bytes) -> bytes:
    """A fresh key before those of ``ring``; DeskError where no slot would take one more."""
    if last(ring) + 1 >= MOST:
        raise DeskError(
            _("The keys of this book were changed {count} times, and no more fit.").format(
                count=last(ring)
            ),
            _("Suspend the person instead, and call whoever looks after the program."),
        )
    return os.urandom(SIZE) + ring


def newest(ring: bytes) -> bytes:
    """The key that counts now."""
    return ring[:SIZE]


def first(ring: bytes) -> bytes:
    """The key the book began with."""
    return ring[-SIZE:]


def each(ring: bytes) -> list[bytes]:
    """All of them, the newest first."""
    return [ring[at : at + SIZE] for at in range(0, len(ring), SIZE)]


def last(ring: bytes) -> int:
    """The number of the newest, from 0."""
    return len(ring) // SIZE - 1


def numbered(ring: bytes, number: int) -> bytes | None:
    """The key of that number, counted from the first; None where there is none."""
    found = each(ring)[::-1]
    return found[number] if number < len(found) else None


def is_ring(raw: bytes) -> bool:
    """Whether the bytes are one or more keys."""
    return 0 < len(raw) <= MOST * SIZE and len(raw) % SIZE == 0
