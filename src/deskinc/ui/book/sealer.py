"""Lines that the open book could not take: written as soon as it can again."""

from PySide6.QtCore import QObject, QTimer

from deskinc.desk.office import Record
from deskinc.desk.trouble import sealed
from deskinc.errors import DeskError
from deskinc.ui import tasks
from deskinc.ui.book.model import LogModel
from deskinc.ui.session import Session

AGAIN_MS = 15_000
"""How long the book is left alone between two attempts."""


class Sealer(QObject):
    """Takes what was kept sealed back into the book."""

    def __init__(self, session: Session, log: LogModel, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._log = session, log
        self._trying = False
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.take_in)
        session.closing.connect(self._timer.stop)
        session.sealed.connect(self._watch)
        self._watch(stands=False)

    def _watch(self, stands: bool) -> None:
        """Begin to ask the book again, whoever sealed something; at once if it has the line."""
        if self._session.office.sealed and not self._timer.isActive():
            self._timer.start()
        if stands:
            self.take_in()

    def take_in(self) -> None:
        """Write what waits once the writer is free; a book that refuses is asked again later."""
        office = self._session.office
        if self._trying or not office.sealed or self._session.is_closed:
            return
        self._trying = True
        tasks.watch(self, office.handed_in(), self._chain, self._refused)

    def _chain(self, _none: None) -> None:
        office = self._session.office
        if not self._session.is_closed:
            tasks.look(self, lambda: sealed.take_in(office), self._came, self._refused)

    def _came(self, records: tuple[Record, ...]) -> None:
        self._trying = False
        if self._session.is_closed:
            return
        if not self._session.office.sealed:
            self._timer.stop()
        self._log.take_in(records)
        self._session.check_health()
        said = sealed.told(self._session.office, records)
        if said is not None:
            self._session.say(*said)

    def _refused(self, error: Exception) -> None:
        self._trying = False
        if not isinstance(error, DeskError):
            tasks.crash(error)
