"""Growing waits after wrong passphrases, by name, kept in memory: at the door and in an office."""

import unicodedata
from collections.abc import Callable
from threading import Lock
from time import monotonic

LONGEST = 300
"""Seconds that a name waits at most after wrong passphrases."""


class Waits:
    """Wrong attempts by name, and how long each name must wait: 1, 2, 4 … 300 seconds.

    ``clock`` gives the seconds of any steady clock. May be asked from any thread; ``turn`` is held
    by whoever tries one, so that no two guesses run side by side.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self.turn = Lock()
        self._failed: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def failed(self, name: str) -> None:
        """Count one more wrong attempt, now."""
        key = _key(name)
        self._failed[key] = count = self._failed.get(key, 0) + 1
        self._until[key] = self._clock() + min(LONGEST, 2 ** (count - 1))

    def left(self, name: str) -> int:
        """Whole seconds that ``name`` must still wait."""
        now = self._clock()
        rest = self._until.get(_key(name), now) - now
        return max(0, -int(-rest // 1))

    def passed(self, name: str) -> None:
        """The right passphrase of ``name`` was given; others wait on."""
        self._failed.pop(_key(name), None)
        self._until.pop(_key(name), None)

    def count(self) -> int:
        """Wrong attempts under any name since somebody last signed in."""
        return sum(self._failed.values())

    def clear(self) -> None:
        """Somebody signed in."""
        self._failed.clear()
        self._until.clear()


def clock_words(seconds: int) -> str:
    """``0:04``: a wait as it is shown."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def _key(name: str) -> str:
    """As key slots are found: no other spelling of a name waits for itself."""
    text = unicodedata.normalize("NFC", " ".join(name.split()))
    return unicodedata.normalize("NFC", text.casefold())
