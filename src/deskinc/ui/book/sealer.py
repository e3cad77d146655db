"""Lines that the open book cannot take: kept sealed, and written as soon as it can again."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject, QTimer

from deskinc.desk import sealed
from deskinc.desk.office import Record, Saved
from deskinc.desk.sealed import Sealed
from deskinc.errors import BookFault, DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.book.model import LogModel
from deskinc.ui.sealing import keep_sealed, when_late
from deskinc.ui.session import Session

AGAIN_MS = 15_000
"""How long the book is left alone between two attempts."""

Keep = Callable[[], Sealed]
Failed = Callable[[Exception], object]


class Sealer(QObject):
    """Takes refused lines to ``desk.sealed`` and, later, back into the book."""

    def __init__(self, session: Session, log: LogModel, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._log = session, log
        self._trying = False
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.take_in)
        session.closing.connect(self._timer.stop)
        session.sealed.connect(self._watch)
        self._watch()

    def watch_over(self, future: "Future[Saved]", keep: Keep, id_: str, failed: Failed) -> None:
        """Have ``keep`` seal the line that is written as ``future``, where that takes too long.

        A line that is not begun then is not written any more. One that is may get in all the same:
        under its id it stands in the book once.
        """
        when_late(self, future, lambda: self._late(future, keep, id_, failed))

    def _late(self, future: "Future[Saved]", keep: Keep, id_: str, failed: Failed) -> None:
        if self._session.is_closed:
            return
        if not future.cancel():
            failed = partial(self._wait_on, future)
        why = BookFault(_("The book has not taken the line yet."), _("Its disk may hang."))
        self.seal(keep, id_, why, failed)

    def _wait_on(self, future: "Future[Saved]", error: Exception) -> None:
        """No disk takes it: the line waits on, and what went in meanwhile needs no note."""
        if not future.done():
            self._session.fail(error)

    def seal(self, keep: Keep, id_: str, why: BookFault, failed: Failed) -> None:
        """Have ``keep`` seal a line refused for ``why``; ``failed`` gets the error if it fails."""
        todo = _("It takes its number as soon as the book can be written.")
        done = partial(self._log.seal_waiting, id_)
        keep_sealed(self, self._session, keep, why, (todo, done, failed))

    def _watch(self) -> None:
        """Begin to ask the book again, whoever sealed something."""
        if self._session.office.sealed and not self._timer.isActive():
            self._timer.start()

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
