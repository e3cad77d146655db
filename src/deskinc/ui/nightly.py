"""The check of the whole book by night: begun by the clock, heard of only if it finds something."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject

from deskinc.desk.trust import nightly, trust
from deskinc.desk.trust.trust import Verdict
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.ui import tasks
from deskinc.ui.session import Session


class NightCheck(QObject):
    """Looks at every tick whether it is time; ``idle()`` says for how many seconds nobody came."""

    def __init__(self, session: Session, idle: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._idle = session, idle
        self._task: tasks.Task | None = None
        self._tried: date | None = None
        trust.recall(session.office)
        session.check_health()
        session.ticked.connect(self.look)

    def look(self, now: datetime) -> None:
        """Begin if it is time; ``now`` is site time."""
        office = self._session.office
        if self._task is None and nightly.due(now, self._idle(), office.checked, self._tried):
            self._tried = now.date()
            self._task = tasks.Task(self)
            self._task.start(
                lambda _report, stopped: trust.verify_by_night(office, stopped),
                self._checked, self._failed, lane="check",
            )  # fmt: skip

    def _checked(self, verdict: Verdict) -> None:
        self._task = None
        self._session.check_health()
        if verdict.skipped:
            names = ", ".join(line.name for line in verdict.skipped)
            words = _("The check by night left out: {what}.").format(what=names)
            self._session.say(words, _("Settings, Trust says why."), tone="pending")

    def _failed(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        logger.warning("the check by night: %s", error)
        self._session.say(error.what, error.todo, tone="pending")
