"""Seeing a line home: into the book, or, where that refuses it or takes too long, sealed."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache, partial

from PySide6.QtCore import QObject, QTimer

from deskinc import disks
from deskinc.desk.office import Office, Saved
from deskinc.desk.trouble.sealed import Keep, Sealed
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.session import Session

PATIENCE_MS, LONGER_MS = 10_000, 20_000
"""How long a line waits for the book, and how much longer where the disk answers beside."""

AGAIN_MS = 15_000
"""How long the disks are left alone once none has taken a line that the book still may."""


@dataclass(frozen=True, slots=True)
class Then:
    """What comes of a line; ``todo`` says it of a sealed one, ``failed`` gets it back.

    What is sealed while it is being written may be ``saved`` all the same.
    """

    saved: Callable[[Saved], object]
    todo: str
    sealed: Callable[[], object]
    failed: Callable[[Exception], object]


def follow(
    owner: QObject, session: Session, future: "Future[Saved]", keep: Keep, then: Then
) -> None:
    """See home what is written as ``future``, or have ``keep`` seal it.

    What is not begun when it is late is not written any more. What is may get in all the same:
    under its id it stands in the book once.
    """
    session.posted[future] = cache(keep)
    line = _Posted(owner, session, future, then)
    tasks.watch(owner, future, line.saved, line.refused)
    when_late(owner, session.office, future, line.late)


class _Posted:
    """A line until it is in the book, or kept sealed: so long it is one of the ``posted``."""

    def __init__(
        self, owner: QObject, session: Session, future: "Future[Saved]", then: Then
    ) -> None:
        self._owner, self._session = owner, session
        self._future, self._then = future, then
        self._told = False

    def saved(self, saved: Saved) -> None:
        self._session.posted.pop(self._future, None)
        if not self._session.is_closed:
            self._then.saved(saved)

    def refused(self, error: Exception) -> None:
        """The disk refuses it: it is sealed. Whatever else is wrong is said."""
        if isinstance(error, BookFault):
            self._seal(error)
        else:
            self._give_back(error)

    def late(self, why: BookFault) -> None:
        self._future.cancel()
        self._seal(why)

    def _seal(self, why: BookFault) -> None:
        keep = self._session.posted.get(self._future)
        if keep is not None and not self._session.is_closed:
            done, failed = partial(self._sealed, why), partial(self._unkept, why)
            tasks.run(self._owner, keep, done, failed, lane="seal")

    def _sealed(self, why: BookFault, _made: Sealed) -> None:
        session, stands = self._session, is_saved(self._future)
        waited = session.posted.pop(self._future, None) is not None
        if session.is_closed or not (waited or stands):
            return
        session.sealed.emit(stands)
        if stands:
            return
        self._then.sealed()
        session.check_health()
        reason = _("Why: {why}").format(why=why.what)
        session.say(_("The line is kept sealed."), f"{self._then.todo} {reason}", tone="pending")

    def _unkept(self, why: BookFault, error: Exception) -> None:
        """No disk takes it: what is being written waits on, and is tried again."""
        if self._future.done():
            self._give_back(error)
            return
        if not self._told:
            self._told = True
            self._session.fail(error)
        QTimer.singleShot(AGAIN_MS, self._owner, lambda: self._seal(why))

    def _give_back(self, error: Exception) -> None:
        if is_saved(self._future):
            return
        if self._session.posted.pop(self._future, None) is not None:
            self._then.failed(error)


def is_saved(future: "Future[Saved]") -> bool:
    """Whether the book has taken what is written as ``future``."""
    return future.done() and not future.cancelled() and future.exception() is None


def unsettled(session: Session) -> list[Keep]:
    """What seals each line that is neither in the book nor sealed."""
    return [keep for future, keep in session.posted.items() if not is_saved(future)]


def when_late(
    owner: QObject, office: Office, future: "Future[Saved]", then: Callable[[BookFault], object]
) -> None:
    """Do ``then``, with the reason, where the book has not taken in time what is ``future``.

    It is waited for longer where the disk answers: what holds the book up then is its own work.
    """

    def ask() -> None:
        if not future.done():
            tasks.run(owner, partial(disks.answers, office.folder), judge, lane="seal")

    def judge(answers: bool) -> None:
        busy = _("The book is busy, or hangs, and has not taken the line yet.")
        why = BookFault(busy if answers else _("The disk of the book does not answer."))
        act, wait = partial(then, why), LONGER_MS if answers else 0
        QTimer.singleShot(wait, owner, lambda: None if future.done() else act())

    QTimer.singleShot(PATIENCE_MS, owner, ask)
