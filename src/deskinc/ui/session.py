"""What a page is given, and nothing global: the open office, its signals, and a way to speak.

A page calls down into ``deskinc.desk`` with ``session.office`` and hears up through these signals,
all of them on the GUI thread.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from deskinc.desk.incidents.response.pressing import Pressing
from deskinc.desk.lines import blind
from deskinc.desk.lines.sound import Alarm
from deskinc.desk.office import Health, Office, Person, Record, Saved
from deskinc.desk.people import writers
from deskinc.desk.routine.due import Due
from deskinc.desk.trouble.sealed import Keep
from deskinc.errors import BookFault, DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.prefs import Prefs

T = TypeVar("T")
Tone = Literal["ok", "pending", "fault"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a banner says: ``what`` in bold, ``todo`` beside it, at most one action."""

    tone: Tone
    what: str
    todo: str = ""
    action: str = ""
    act: Callable[[], None] | None = None
    stays: bool = False


class Session(QObject):
    """One officer's time at the desk, from sign-in to sign-off."""

    recorded = Signal(object)
    """tuple[Record, ...]: a transaction is in the book."""
    ticked = Signal(object)
    """datetime: a second of site time has begun."""
    due_changed = Signal()
    """What is due (:attr:`due`) was read again: once a minute, and after writing."""
    health_changed = Signal(object)
    """Health: the state of the stores, after writing and every few seconds."""
    said = Signal(object)
    """Notice: to be shown as a banner."""
    wanted = Signal(str, object)
    """(page key, dict): show a page and what on it."""
    bomb_call = Signal()
    """Somebody at the locked screen receives a bomb call (D26)."""
    lock_wanted = Signal()
    locked = Signal()
    unlocked = Signal()
    change_wanted = Signal()
    """Sign out: close the office and show the door."""
    restore_wanted = Signal()
    """The book is to be restored: close the office, and ask two people at the door."""
    keys_wanted = Signal(object)
    """Changing: the book is to go on under new keys; it is closed for that, and opened again."""
    sealed = Signal(bool)
    """A line that the book did not take is kept sealed; True where it stands there after all."""
    closing = Signal()
    """The session ends: keep now what is typed, write nothing later."""
    changing = Signal()
    """The writer is about to change: keep now what is typed, in the name of the one before."""
    officer_changed = Signal()
    """The desk has passed on: lines are written in another name now."""
    passed_on = Signal(object, bool)
    """(Person, by PIN): a writer of other roles comes, and the window is made anew for him."""
    roles_changed = Signal()
    """Whoever has the desk may do something else than before."""
    looks_changed = Signal()
    """The scheme was changed in the settings."""

    def __init__(self, office: Office, prefs: Prefs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        tasks.take_turns()
        self.office = office
        self.prefs = prefs
        self.health: Health = office.health()
        self.due: tuple[Due, ...] = ()
        """What the routines ask for, as it was last read."""
        self.calls: tuple[Pressing, ...] = ()
        """The next call about each open incident, as it was last read."""
        self.ticked_here: set[tuple[str, datetime]] = set()
        """Routine and time of what was ticked, whether or not :attr:`due` knows it yet."""
        self.is_locked = self.is_closed = False
        self.on_call = self._lock_after = False
        self.posted: dict[Future[Saved], Keep] = {}
        """Lines that are neither in the book nor sealed yet, and what seals them."""
        self.sleep, self.hold_off = blind.Sleep(), blind.HoldOff()
        self.alarm = Alarm()
        self.outside_time = ""
        """Why the last seal got no outside time; "" while nothing is wrong."""
        self.unsent_notices: dict[str, str] = {}
        """Why messages of a channel wait, by its thread."""
        self._seconds = 0
        self._officer, self._roles = office.officer.thread, office.officer.roles
        self._listener = tasks.Listener(self, self._recorded)
        office.listen(self._listener)
        self._clock = QTimer(self)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._tick)
        self._tick()

    def now(self) -> datetime:
        """Site time."""
        return self.office.now()

    def run(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object]
    ) -> "Future[T]":
        """Work off the GUI thread; a DeskError becomes a banner, anything else a crash dialog."""
        return tasks.run(owner, work, self._while_open(done), self.fail)

    def look(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> "Future[T]":  # fmt: skip
        """Like :meth:`run` for quick reads, which never wait behind a PDF or a verify."""
        return tasks.look(owner, work, self._while_open(done), failed or self.fail)

    def watch(self, owner: QObject, future: "Future[T]", done: Callable[[T], object]) -> None:
        """Bring the result of a ``desk`` future home on the GUI thread."""
        tasks.watch(owner, future, self._while_open(done), self.fail)

    def _while_open(self, done: Callable[[T], object]) -> Callable[[T], object]:
        """``done``, unless the session was closed meanwhile: then the office may not be read."""
        return lambda result: None if self.is_closed else done(result)

    def fail(self, error: Exception) -> None:
        """Show a DeskError as a banner; treat anything else as a bug; late ones are of no use."""
        if self.is_closed:
            return
        if self.office.takes_nothing(error):
            what = _("This was not written: it needs the book. Only lines are kept sealed.")
            todo = _("Do it again once the book can be written. Why: {why}")
            self.say(what, todo.format(why=error), tone="fault")
        elif isinstance(error, DeskError):
            self.say(error.what, error.todo, tone="fault")
        else:
            tasks.crash(error)

    def unkept(self, error: Exception) -> None:
        """Say why unsent text is not kept; the red bar says it already, at every letter."""
        if not (isinstance(error, BookFault) and self.health.fault):
            self.fail(error)

    def say(
        self, what: str, todo: str = "", *, tone: Tone = "ok", action: str = "",
        act: Callable[[], None] | None = None, stays: bool = False,
    ) -> None:  # fmt: skip
        """Say something in a banner; good news leaves by itself unless it ``stays``."""
        self.said.emit(Notice(tone, what, todo, action, act, stays))

    def go(self, page: str, **what: object) -> None:
        """Show ``page`` ("book", "incidents" …) and ``what`` on it, e.g. ``thread=…``."""
        self.wanted.emit(page, what)

    def lock(self) -> None:
        """Hide everything until the passphrase is given; drafts are kept.

        During a bomb call it waits until the sheet is closed.
        """
        if self.on_call:
            self._lock_after = True
        elif not self.is_locked:
            self.lock_wanted.emit()
            self.is_locked = True
            self.locked.emit()
            writers.lock(self.office)

    def begin_call(self) -> None:
        """A bomb call: nothing locks, sounds or speaks until it is over (D26)."""
        self.on_call = True
        self.alarm.stop()

    def end_call(self) -> None:
        """The sheet is closed; what waited for it happens now."""
        self.on_call, wanted = False, self._lock_after
        self._lock_after = False
        if wanted and not self.is_closed:
            self.lock()

    def unlock(self) -> None:
        """Show everything again."""
        self.is_locked = False
        self.unlocked.emit()

    def let_in(self, person: Person, *, by_pin: bool) -> None:
        """Lines are written by ``person`` now, who gave PIN or passphrase; a lock is opened."""
        if person.officer.thread != self.office.officer.thread:
            self.changing.emit()
        if person.officer.roles != self.office.officer.roles:
            self.passed_on.emit(person, by_pin)
            return
        writers.take(self.office, person, by_pin=by_pin)
        if self.is_locked:
            self.unlock()
        self._look_who_writes()

    def close(self) -> None:
        """Let pages keep what is typed, then stop; who opened the office closes it after this."""
        if not self.is_closed:
            self.is_closed = True
            self.closing.emit()
            self.office.unlisten(self._listener)
            self._listener.stop()
            self._clock.stop()
            self.hold_off.stop()
            self.alarm.stop()

    def check_health(self) -> None:
        """Read the state of the stores and tell if it changed; nothing once it is closed."""
        if self.is_closed:
            return
        health = self.office.health()
        if health != self.health:
            self.health = health
            self.health_changed.emit(health)

    def _recorded(self, records: Sequence[Record]) -> None:
        if self.is_closed:
            return
        self._look_who_writes()
        self.recorded.emit(tuple(records))
        self.check_health()

    def _look_who_writes(self) -> None:
        thread, roles = self.office.officer.thread, self.office.officer.roles
        before, self._officer, self._roles = (self._officer, self._roles), thread, roles
        if thread != before[0]:
            self.officer_changed.emit()
        elif roles != before[1]:
            self.roles_changed.emit()

    def _tick(self) -> None:
        now = self.now()
        self._clock.start(1000 - now.microsecond // 1000)
        self._seconds += 1
        self.office.look_at_clock()
        if asleep := self.sleep.look():
            self.lock()
            blind.note(self.office, asleep)
        if self._seconds % 3 == 0:
            self.check_health()
        self.ticked.emit(now)
