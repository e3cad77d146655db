"""A reader for each thread that asks: query-only, its own connection, closed with the thread."""

import threading
from collections.abc import Callable

from deskinc.book.asking.reader import Reader
from deskinc.book.disk.store import Store
from deskinc.book.keys.restricting import Sight


class Readers:
    """The readers of one open book."""

    def __init__(self, store: Store, sight: Callable[[], Sight]) -> None:
        self._store, self._sight = store, sight
        self._mine = threading.local()
        self._guard = threading.Lock()
        self._closed = False

    def mine(self) -> Reader:
        """The calling thread’s own reader; RuntimeError once the book is closed."""
        found: Reader | None = getattr(self._mine, "reader", None)
        if found is None:
            found = Reader(self._store, self._sight)
            with self._guard:
                if self._closed:
                    found.close()
                    raise RuntimeError("the book is closed")
                self._mine.reader = found
        return found

    def close(self) -> None:
        """Close the calling thread’s, and give out no more."""
        with self._guard:
            self._closed = True
            # a reader in use on another thread must not be closed under it: each goes with its use
            own: Reader | None = getattr(self._mine, "reader", None)
            self._mine = threading.local()
        if own is not None:
            own.close()
