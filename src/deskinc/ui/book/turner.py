"""Turns the page of the book at midnight, whoever is at the desk, and also while it is locked."""

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QObject

from deskinc.desk.lines import turning
from deskinc.errors import DeskError
from deskinc.ui import tasks
from deskinc.ui.session import Session

AGAIN = timedelta(minutes=15)
"""After how long a page that could not be written is tried again."""


class PageTurner(QObject):
    """Asks once for each day whether its page was begun; the first time when the book opens."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._turned: date | None = None
        self._again: datetime | None = None
        self.busy = False
        """Whether a page is being looked for or begun."""
        session.ticked.connect(self._tick)
        self._tick(session.now())

    def _tick(self, now: datetime) -> None:
        day, session = now.date(), self._session
        waits = self._again is not None and self._again - AGAIN <= now < self._again
        # a clock that was set is answered first: it may show a day that is not today
        if day == self._turned or self.busy or waits or session.health.step is not None:
            return
        self.busy = True
        office = session.office

        def due(days: list[date]) -> None:
            if session.is_closed or not days:
                self._over(day)
            else:
                written = turning.turn(office, days)
                tasks.watch(self, written, lambda _saved: self._over(day), self._failed)

        tasks.look(self, lambda: turning.due_turns(office), due, self._failed)

    def _over(self, day: date) -> None:
        self._turned, self.busy = day, False

    def _failed(self, error: Exception) -> None:
        self.busy = False
        if self._session.is_closed:
            return
        self._again = self._session.now().astimezone(UTC) + AGAIN
        if not isinstance(error, DeskError):
            tasks.crash(error)
