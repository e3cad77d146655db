"""Lines that the open book cannot take: kept sealed, and written as soon as it can again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from deskinc.desk import sealed
from deskinc.desk.office import Record
from deskinc.desk.sealed import Sealed
from deskinc.errors import BookFault, DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.book.model import LogModel
from deskinc.ui.sealing import keep_sealed
from deskinc.ui.session import Session

AGAIN_MS = 15_000
"""How long the book is left alone between two attempts."""


class Sealer(QObject):
    """Takes refused lines to ``desk.sealed`` and, later, back into the book."""

    def __init__(self, session: Session, log: LogModel, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._log = session, log
        self._trying = False
        self._ids: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.take_in)
        session.closing.connect(self._timer.stop)
        session.sealed.connect(self._watch)

    def seal(
        self, keep: Callable[[], Sealed], id_: str, why: BookFault,
        failed: Callable[[Exception], object],
    ) -> None:  # fmt: skip
        """Have ``keep`` seal a line refused for ``why``; ``failed`` gets the error if it fails."""

        def done() -> None:
            self._ids.add(id_)
            self._log.seal_waiting(id_)

        todo = _("It takes its number as soon as the book can be written.")
        keep_sealed(self, self._session, keep, why, (todo, done, failed))

    def _watch(self) -> None:
        """Begin to ask the book again, whoever sealed something."""
        if self._session.office.sealed and not self._timer.isActive():
            self._timer.start()

    def take_in(self) -> None:
        """Try to write what waits; a book that still refuses is asked again later."""
        office = self._session.office
        if self._trying or not office.sealed or self._session.is_closed:
            return
        self._trying = True
        ids = frozenset(self._ids)
        tasks.look(self, lambda: sealed.take_in(office, ids), self._came, self._refused)

    def _came(self, records: tuple[Record, ...]) -> None:
        self._trying = False
        self._timer.stop()
        self._ids.clear()
        if self._session.is_closed:
            return
        self._log.take_in(records)
        self._session.check_health()
        said = sealed.told(self._session.office, records)
        if said is not None:
            self._session.say(*said)

    def _refused(self, error: Exception) -> None:
        self._trying = False
        if not isinstance(error, DeskError):
            tasks.crash(error)
