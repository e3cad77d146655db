"""Growing waits after wrong passphrases, kept in memory."""

LONGEST = 300
"""Seconds that a name waits at most after wrong passphrases."""


class Waits:
    """Wrong attempts by name, and how long each name must wait: 1, 2, 4 … 300 seconds."""

    def __init__(self) -> None:
        self._failed: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def failed(self, name: str, now: float) -> None:
        """Count one more wrong attempt at ``now`` (seconds of any steady clock)."""
        key = _key(name)
        self._failed[key] = self._failed.get(key, 0) + 1
        self._until[key] = now + min(LONGEST, 2 ** (self._failed[key] - 1))

    def left(self, name: str, now: float) -> int:
        """Whole seconds that ``name`` must still wait."""
        rest = self._until.get(_key(name), now) - now
        return max(0, -int(-rest // 1))

    def count(self) -> int:
        """Wrong attempts under any name since somebody last signed in."""
        return sum(self._failed.values())

    def clear(self) -> None:
        """Somebody signed in."""
        self._failed.clear()
        self._until.clear()


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
