"""The daily backup: begun by the clock, by the desk itself; what is amber about copies (D24)."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject

from deskinc.desk.copies import backups, new_mirror
from deskinc.desk.copies.backup_amber import amber
from deskinc.desk.copies.backups import Backup, Cancelled, Standing
from deskinc.desk.copies.daily import AGAIN
from deskinc.desk.health import Copies
from deskinc.desk.office import Record
from deskinc.errors import DeskError
from deskinc.log import logger
from deskinc.ui import tasks
from deskinc.ui.session import Session

LOOK, OFTEN = timedelta(minutes=1), timedelta(minutes=10)
"""How often it is asked whether one is due, and the disks how it stands: they may sleep."""


class DailyBackup(QObject):
    """Wakes every minute; ``idle()`` says for how many seconds nobody came.

    ``opened`` is since when the book is open: the window may be a later one.

    The disks are asked, and the backup is made, each on a lane of its own: what sleeps or hangs
    holds up nobody.
    """

    def __init__(
        self, session: Session, idle: Callable[[], float], parent: QObject,
        opened: datetime | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session, self._idle = session, idle
        self._opened = (opened or session.now()).astimezone(UTC)
        self._next: datetime | None = None
        self._last: tuple[datetime, Standing] | None = None
        self._looking = self._again = False
        self._rests: datetime | None = None
        self._refused = ""
        self._task: tasks.Task | None = None
        session.ticked.connect(self._tick)
        session.recorded.connect(self._recorded)
        self._tick(session.now())

    @property
    def busy(self) -> bool:
        """Whether it looks or makes one."""
        return self._looking or self._task is not None

    def _tick(self, now: datetime) -> None:
        if self._next is None or not self._next - LOOK <= now < self._next:
            self._next = now.astimezone(UTC) + LOOK
            if self._wants(now):
                self.look()

    def _wants(self, now: datetime) -> bool:
        """Whether the disks are to be asked: long not asked, one is away, or a backup is due."""
        if self._last is None:
            return True
        seen, stands = self._last
        if not seen <= now < seen + OFTEN or not stands.answers:
            return True
        return backups.due(self._session.office, stands, self._idle(), self._opened)

    def _recorded(self, records: Sequence[Record]) -> None:
        if any(r.form == "backup" or new_mirror.is_given(r) for r in records):
            self.look()

    def look(self) -> None:
        """See how it stands, off the GUI thread, and what follows."""
        if self._looking or self._session.is_closed:
            self._again = self._looking
            return
        self._looking, self._again = True, False
        office = self._session.office
        tasks.run(self, lambda: backups.standing(office), self._seen, self._unseen, lane="disks")

    def _seen(self, stands: Standing) -> None:
        self._looking = False
        if self._session.is_closed:
            return
        office, now = self._session.office, self._session.now()
        self._last = now.astimezone(UTC), stands
        if stands.last and self._rests and stands.last > self._rests - AGAIN:
            self._refused, self._rests = "", None  # somebody made one since
        may = office.officer.may("backup")
        said = amber(now, stands, office.locale, self._refused, may=may)
        office.copies = Copies(said, "mirror" in stands.near)
        self._session.check_health()
        rests = self._rests is not None and self._rests - AGAIN <= now < self._rests
        if self._again:
            self.look()  # what was written meanwhile may not be in what was seen
        elif not rests and self._task is None and backups.due(
            office, stands, self._idle(), self._opened
        ):  # fmt: skip
            self._begin()

    def _unseen(self, error: Exception) -> None:
        self._looking = False
        if not self._session.is_closed and not isinstance(error, DeskError):
            tasks.crash(error)

    def _begin(self) -> None:
        office = self._session.office
        self._task = tasks.Task(self)
        self._task.start(
            lambda _report, stopped: backups.make_by_itself(office, stopped),
            self._made, self._failed, lane="daily",
        )  # fmt: skip

    def _made(self, _made: Backup) -> None:
        self._task, self._refused = None, ""
        self.look()

    def _failed(self, error: Exception) -> None:
        self._task = None
        if self._session.is_closed or isinstance(error, Cancelled):
            return
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        logger.warning("no backup by itself: %s", error)
        self._refused, self._rests = str(error), self._session.now().astimezone(UTC) + AGAIN
        self.look()
