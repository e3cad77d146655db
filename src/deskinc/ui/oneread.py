"""Reading once for whatever is asked for at the same time."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject

from deskinc.ui.session import Session

T = TypeVar("T")


class OneRead:
    """While a page is being read for the window, it is asked for once more at the most.

    A drop of twelve photos is twelve records, and each would have the page read and laid out anew.
    """

    def __init__(self, session: Session, owner: QObject) -> None:
        self._session, self._owner = session, owner
        self._of: object = None
        self._next: Callable[[], None] | None = None

    def look(self, of: object, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Read ``of`` with ``work`` like :meth:`Session.look`; after the read that is running."""
        if self._of == of:
            self._next = partial(self.look, of, work, done)
            return
        self._of, self._next = of, None
        self._session.look(self._owner, work, partial(self._came, of, done), self._failed)

    def _came(self, of: object, done: Callable[[T], object], found: T) -> None:
        try:
            done(found)
        finally:
            self._over(of)

    def _failed(self, error: Exception) -> None:
        self._session.fail(error)
        self._over(self._of)

    def _over(self, of: object) -> None:
        if self._of == of:
            again, self._of, self._next = self._next, None, None
            if again is not None:
                again()
