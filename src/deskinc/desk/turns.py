"""One backup at a time: what a person asks for goes before what the desk does by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock

from deskinc.book.records.following import Cancel, Cancelled
from deskinc.errors import DeskError
from deskinc.i18n import _

_LOOK = 0.1
"""Seconds between two looks whether whoever waits has given up."""


class Turn:
    """Who makes a backup now."""

    def __init__(self) -> None:
        self._making = Lock()
        self._wanted = Event()

    @property
    def taken(self) -> bool:
        """Whether one is being made."""
        return self._making.locked()

    @contextmanager
    def of_person(self, cancel: Cancel) -> Iterator[None]:
        """Make the desk stop, and go on once it has. Cancelled if ``cancel`` says so."""
        self._wanted.set()
        try:
            while not self._making.acquire(timeout=_LOOK):
                if cancel():
                    raise Cancelled(_("The backup was stopped."))
        finally:
            self._wanted.clear()
        try:
            yield
        finally:
            self._making.release()

    @contextmanager
    def of_desk(self, cancel: Cancel) -> Iterator[Callable[[], bool]]:
        """Whether to stop, as somebody else wants to; DeskError where one is being made."""
        if not self._making.acquire(blocking=False):
            raise DeskError(_("A backup is being made already."))
        try:
            yield lambda: cancel() or self._wanted.is_set()
        finally:
            self._making.release()
