"""Outside time in the background: one seal after the other, further apart while nobody answers."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject

from deskinc.desk.office import Saved
from deskinc.desk.trust import timestamps
from deskinc.desk.trust.timestamps import Token, Waiting
from deskinc.errors import DeskError
from deskinc.ui import tasks
from deskinc.ui.session import Session

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
"""How long it waits after a first failure, and at most; doubled each time."""


class Stamper(QObject):
    """Asks on the session's ticks; what went wrong last is kept for the settings to say."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._wait = FIRST
        self._next: datetime | None = None
        self._busy = False
        session.ticked.connect(self._tick)

    def _tick(self, now: datetime) -> None:
        office = self._session.office
        off = not office.site.tsa or self._busy
        if off or (self._next is not None and self._next - self._wait < now < self._next):
            return
        self._busy, self._next = True, now.astimezone(UTC) + self._wait
        tasks.look(self, lambda: timestamps.waiting(office), self._found, self._failed)

    def _found(self, waiting: list[Waiting]) -> None:
        if not waiting or self._session.is_closed:
            self._busy = False
            return
        one = waiting[0]
        future = timestamps.in_background(one)
        tasks.watch(self, future, lambda token: self._stamped(one, token), self._failed)

    def _stamped(self, one: Waiting, token: Token) -> None:
        if self._session.is_closed:
            return
        self._wait, self._session.outside_time = FIRST, ""
        future = timestamps.keep(self._session.office, one, token)
        tasks.watch(self, future, self._kept, self._failed)

    def _kept(self, _saved: Saved) -> None:
        self._busy, self._next = False, None

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if self._session.is_closed:
            return
        if not isinstance(error, DeskError):
            tasks.crash(error)
        self._session.outside_time = str(error)
        self._wait = min(LONGEST, self._wait * 2)
        self._next = self._session.now().astimezone(UTC) + self._wait
