"""Growing waits after wrong passphrases, by name, kept in memory: at the door and in an office.

Both share one: whoever guesses at one of them waits at the other, and only the right passphrase of
a name ends what that name waits.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable
from threading import Lock
from time import monotonic

LONGEST = 300
"""Seconds that a name waits at most after wrong passphrases."""


class Waits:
    """Wrong attempts by name, and how long each name must wait: 1, 2, 4 … 300 seconds.

    What was guessed while no book was open is owed to the next that opens. ``clock`` gives the
    seconds of any steady clock. May be asked from any thread; ``turn`` is held by whoever tries
    one, so that no two guesses run side by side.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self.turn = Lock()
        self._failed: dict[str, int] = {}
        self._until: dict[str, float] = {}
        self._owed: Counter[str] = Counter()
        self._guard = Lock()

    def guessed(self, name: str, *, known: bool) -> None:
        """Count one more where no book is open to record it; what nobody is called is not kept."""
        self.failed(name)
        self.owe(" ".join(name.split()) if known else "", 1)

    def owe(self, name: str, times: int) -> None:
        """So many attempts under ``name``, empty for one that nobody has, are to be recorded."""
        with self._guard:
            self._owed[name] += times

    def hand_out(self) -> list[tuple[str, int]]:
        """What is owed, by name; whoever cannot record it owes it again."""
        with self._guard:
            owed, self._owed = self._owed, Counter()
        return list(owed.items())

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

    def clear(self) -> None:
        """The time went by: nobody waits."""
        self._failed.clear()
        self._until.clear()


def clock_words(seconds: int) -> str:
    """``0:04``: a wait as it is shown."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def _key(name: str) -> str:
    """As key slots are found: no other spelling of a name waits for itself."""
    text = unicodedata.normalize("NFC", " ".join(name.split()))
    return unicodedata.normalize("NFC", text.casefold())
