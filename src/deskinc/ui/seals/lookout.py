"""What looks, on the session's ticks, whether something is due, and does it beside the work."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject

from deskinc.errors import DeskError
from deskinc.ui import tasks
from deskinc.ui.session import Session

LOOK = timedelta(minutes=1)
"""How often it is asked whether something is due."""

AGAIN = timedelta(minutes=15)
"""After how long what was refused is tried again."""


class Lookout(QObject):
    """One thing at a time; a refusal stands in the amber line, and is tried again later."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self._next: datetime | None = None
        self._busy = False
        session.ticked.connect(self._tick)

    def _tick(self, now: datetime) -> None:
        early = self._next is not None and self._next - AGAIN < now < self._next
        if self._busy or early or not self.may():
            return
        self._busy, self._next = True, now.astimezone(UTC) + LOOK
        self.look()

    def may(self) -> bool:
        """Whether whoever is signed in could do it at all."""
        return True

    def look(self) -> None:
        """Ask beside the work whether it is due, and do it; overridden."""

    def over(self, _done: object = None) -> None:
        """It was done, or there was nothing to do."""
        self._busy = False

    def failed(self, error: Exception) -> None:
        """It was refused; what is no refusal is a fault of the program."""
        self._busy = False
        if self.session.is_closed:
            return
        self._next = self.session.now().astimezone(UTC) + AGAIN
        if not isinstance(error, DeskError):
            tasks.crash(error)
        self.session.check_health()
