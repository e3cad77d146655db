"""Certificates and the list of withdrawn ones, made anew while an administrator is signed in."""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from deskinc.desk.certificates import renewing
from deskinc.desk.office import Saved
from deskinc.errors import DeskError
from deskinc.ui import tasks
from deskinc.ui.session import Session

LOOK = timedelta(minutes=1)
"""How often it is asked whether something is due."""

AGAIN = timedelta(minutes=15)
"""After how long what was refused is tried again."""


class Certifier(QObject):
    """Asks on the session's ticks and works beside them; what waits stands in the amber line."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._next: datetime | None = None
        self._busy = False
        session.ticked.connect(self._tick)

    def _tick(self, now: datetime) -> None:
        office = self._session.office
        early = self._next is not None and self._next - AGAIN < now < self._next
        if self._busy or early or not renewing.can_sign(office):
            return
        self._busy, self._next = True, now + LOOK
        tasks.run(self, lambda: renewing.keep_up(office), self._kept, self._failed)

    def _kept(self, made: Saved | None) -> None:
        self._busy = False
        if made is not None and not self._session.is_closed:
            self._session.check_health()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if self._session.is_closed:
            return
        self._next = self._session.now() + AGAIN
        if not isinstance(error, DeskError):
            tasks.crash(error)
