"""The seal that comes by itself, at most twelve hours after the last (D1: nobody witnesses it)."""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from deskinc.desk.office import Saved
from deskinc.desk.trust import seals
from deskinc.errors import DeskError
from deskinc.ui import tasks
from deskinc.ui.session import Session

LOOK = timedelta(minutes=1)
"""How often it is asked whether a seal is due."""

AGAIN = timedelta(minutes=15)
"""After how long a seal that was refused is tried again."""


class Keeper(QObject):
    """Asks on the session's ticks, reads and seals beside the work, and never says it is done.

    A refusal stands in the amber line until a seal comes about.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._next: datetime | None = None
        self._busy = False
        session.ticked.connect(self._tick)

    def _tick(self, now: datetime) -> None:
        if self._busy or (self._next is not None and self._next - LOOK < now < self._next):
            return
        self._busy, self._next = True, now + LOOK
        office = self._session.office
        tasks.look(self, lambda: seals.due(office), self._due, self._failed)

    def _due(self, due: bool) -> None:
        if not due or self._session.is_closed:
            self._busy = False
            return
        tasks.watch(self, seals.by_itself(self._session.office), self._sealed, self._failed)

    def _sealed(self, _saved: Saved) -> None:
        self._busy = False

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if self._session.is_closed:
            return
        self._next = self._session.now() + AGAIN
        if not isinstance(error, DeskError):
            tasks.crash(error)
        self._session.check_health()
