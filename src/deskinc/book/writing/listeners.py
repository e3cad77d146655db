"""Whoever wants to hear of each transaction once it is saved."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from deskinc.book.record import Record

Listener = Callable[[Sequence[Record]], None]
"""``listener(records)``, called on the writer’s thread."""


class Listeners:
    """Those who listen to one open book; may be asked from any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._all: list[Listener] = []

    def add(self, listener: Listener) -> None:
        """Call ``listener`` from now on."""
        with self._guard:
            self._all.append(listener)

    def remove(self, listener: Listener) -> None:
        """Stop calling ``listener``."""
        with self._guard, suppress(ValueError):
            self._all.remove(listener)

    def tell(self, records: Sequence[Record]) -> None:
        """Call everybody, in the order in which they came."""
        with self._guard:
            listeners = list(self._all)
        while listeners:
            # one that stops listening meanwhile must not live on in this thread's hands
            listeners.pop(0)(records)
