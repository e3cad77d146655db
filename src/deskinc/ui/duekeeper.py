"""What is due, read once a minute for all who show it; what was missed, written by the desk."""

from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject

from deskinc.desk.incidents.response.pressing import Pressing, pressing
from deskinc.desk.office import Saved
from deskinc.desk.routine import due, missed
from deskinc.desk.routine.due import Due
from deskinc.errors import DeskError
from deskinc.ui import tasks
from deskinc.ui.session import Session

Read = tuple["Future[Saved] | None", list[Due], tuple[Pressing, ...]]
GAP = timedelta(minutes=2)
"""Two ticks so far apart: nobody watched between them, the computer slept or its clock was set."""


MINUTE = timedelta(minutes=1)
SOUNDS = timedelta(minutes=5)
"""For so long the alarm sounds, once a minute."""

ASK = timedelta(minutes=10)
"""How often it is asked whether the alarm could be heard."""


class DueKeeper(QObject):
    """Goes on behind a locked screen and a dialog too. What nobody watched becomes one line.

    A line that the book refuses is tried again with the next minute.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._since = self._last = session.now().astimezone(UTC)
        self._asked: datetime | None = None
        self._busy = False
        self._stale = True
        session.ticked.connect(self._tick)
        session.recorded.connect(self._heard)

    def _heard(self, _records: object) -> None:
        self._stale = True
        self._look(self._session.now())

    def _tick(self, now: datetime) -> None:
        now = now.astimezone(UTC)
        last, self._last = self._last, now
        if not timedelta() <= now - last < GAP:
            self._since = now
        other = now.replace(second=0, microsecond=0) != last.replace(second=0, microsecond=0)
        if other:
            self._sound(now)
        if other or self._stale:
            self._stale = True
            self._look(now)

    def _look(self, now: datetime) -> None:
        if self._busy or not self._stale or self._session.is_closed:
            return
        self._busy, self._stale = True, False
        office, since = self._session.office, self._since

        def work() -> Read:
            calls = tuple(pressing(office).values())
            return missed.write(office, now, since), due.due(office, now), calls

        tasks.look(self, work, self._read, self._failed)

    def _sound(self, now: datetime) -> None:
        """Sound the alarm each minute for what was missed just now, till it is ticked.

        For a call of an incident once, when its time has come. Where nothing was, ask from time to
        time whether it could be heard.
        """
        session = self._session
        if session.on_call:
            return
        if not (session.due or session.calls) or not session.office.site.alarm:
            self._say_sound("")
            return
        calls = any(
            one.routine.thread and self._since < one.ends <= now < one.ends + SOUNDS
            for one in session.due
        ) or any(self._since - MINUTE < one.at <= now < one.at + MINUTE for one in session.calls)
        if calls or self._asked is None or not timedelta() <= now - self._asked < ASK:
            self._asked = now
            what = session.alarm.play if calls else session.alarm.silent
            tasks.run(self, what, self._say_sound, lane="sound")

    def _say_sound(self, why: str) -> None:
        if self._session.office.sound != why and not self._session.is_closed:
            self._session.office.sound = why
            self._session.check_health()

    def _read(self, found: Read) -> None:
        written, there, calls = found
        self._busy = written is not None
        if self._session.is_closed:
            return
        self._session.due, self._session.calls = tuple(there), calls
        self._session.due_changed.emit()
        if written is not None:
            tasks.watch(self, written, self._saved, self._failed)
        elif self._stale:
            self._look(self._session.now())

    def _saved(self, _saved: object) -> None:
        self._busy, self._stale = False, True
        self._look(self._session.now())

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if self._session.is_closed:
            return
        if not isinstance(error, DeskError):
            tasks.crash(error)
        self._session.check_health()
