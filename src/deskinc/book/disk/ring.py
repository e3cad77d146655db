"""A key of which there have been several: the newest first, 32 bytes each, the older ones to read.

When somebody leaves, the book goes on under new keys. What was written before lies under those
there were then, in older backups and in the mirror's older files.
"""

SIZE = 32
MOST = 64
"""Keys in one ring: beyond that nobody has been counting."""


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
