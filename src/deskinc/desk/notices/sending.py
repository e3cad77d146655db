"""The sender: what waits in the outbox leaves, each message on a thread that nobody waits for."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from deskinc.book.record import Saved
from deskinc.desk.notices import channels, outbox
from deskinc.desk.notices.mail import mail
from deskinc.desk.notices.outbox import Waiting
from deskinc.desk.notices.posts import hook, service
from deskinc.desk.notices.ways import Hook, Mail, Message, NotSent, Patience, Refused, Way
from deskinc.desk.office import Office
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.log import logger

AGAIN = tuple(timedelta(minutes=each) for each in (1, 2, 5, 15, 60))
"""How long it waits after each failure; after the last ones an hour each."""

AT_ONCE = 4
"""Messages that are on their way at the same time, one of each channel."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """How often a message was tried, what was said last, and from when until when it waits."""

    times: int
    why: str
    at: datetime
    next: datetime

    def waits(self, now: datetime) -> bool:
        """Whether it is too early; a clock that was set back ends the waiting."""
        return self.at - AGAIN[0] <= now < self.next


@dataclass(frozen=True, slots=True)
class _Flight:
    """A message that is on its way by a channel ("" once that is over and is being written).

    After ``ends`` it takes nobody’s place any more, whatever the server still does.
    """

    channel: str = ""
    ends: float = 0.0


def send(way: Way, message: Message, patience: Patience) -> None:
    """Hand the message over. Blocks; raises :class:`NotSent` or :class:`Refused`."""
    if isinstance(way, Mail):
        mail(way, message, patience)
    elif isinstance(way, Hook):
        hook(way, message, patience)
    else:
        service(way, message, patience)


class Sender:
    """Sends for one open office; ``told`` hears, on some thread, that something came home."""

    def __init__(
        self,
        office: Office,
        told: Callable[[], object],
        patience: Patience = Patience(),  # noqa: B008 - it cannot be changed
    ) -> None:
        self._office = office
        self._told = told
        self._patience = patience
        self._tried: dict[str, _Tried] = {}
        self._flying: dict[str, _Flight] = {}
        self._settled: dict[str, tuple[str, int, str]] = {}
        """What came of messages, as long as the book has not taken it: they are not sent again."""
        self._ended: set[str] = set()
        """Messages that came to an end since the outbox was read: there they still seem to wait."""
        self._guard = threading.RLock()
        self._stopped = False

    def stop(self) -> None:
        """Begin nothing more; what is on its way writes nothing more."""
        self._stopped = True

    def trouble(self) -> dict[str, str]:
        """Why messages wait, by the thread of their channel."""
        with self._guard:
            tried = dict(self._tried)
        waiting = [each for each in outbox.waiting(self._office) if each.channel is not None]
        return {
            each.channel.thread: tried[each.thread].why
            for each in waiting
            if each.channel is not None and each.thread in tried
        }

    def step(self) -> None:
        """Write what is owed, give back what is too late, and send what is due. Never waits."""
        if self._stopped:
            return
        for draft in outbox.owed(self._office):
            # each by itself: one that is on its way to the book already does not stop the others
            self._office.write_as_desk(draft)
        now = self._office.clock().astimezone(UTC)
        waiting = outbox.waiting(self._office)
        with self._guard:
            self._ended &= {each.thread for each in waiting}
        for each in waiting:
            self._look_at(each, now)

    def _look_at(self, each: Waiting, now: datetime) -> None:
        with self._guard:
            flight = self._flying.get(each.thread)
            if flight is None and each.thread not in self._ended:
                self._go_on(each, now)
            elif flight is not None and flight.channel and now >= each.until:
                self._settle(each, "late", self._times(each) + 1, _("No answer came in time."))

    def _times(self, each: Waiting) -> int:
        tried = self._tried.get(each.thread)
        return tried.times if tried else 0

    def _go_on(self, each: Waiting, now: datetime) -> None:
        """Give back what is too late or will not do; send what is due."""
        tried, times = self._tried.get(each.thread), self._times(each)
        if each.thread in self._settled:
            self._settle(each, *self._settled[each.thread])
        elif each.stale or each.channel is None:
            self._settle(each, "refused", times, each.stale)
        elif not each.message.words:
            self._settle(each, "refused", times, _("Its words were erased."))
        elif now >= each.until:
            self._settle(each, "late", times, tried.why if tried else "")
        elif not (tried and tried.waits(now)) and self._is_free(each.channel.thread):
            ends = time.monotonic() + 2 * self._patience.whole
            flight = self._flying[each.thread] = _Flight(each.channel.thread, ends)
            work = threading.Thread(
                target=self._fly, args=(each, times + 1, flight), name="notice", daemon=True
            )
            work.start()

    def _is_free(self, channel: str) -> bool:
        busy, now = self._flying.values(), time.monotonic()
        alive = [one for one in busy if not one.channel or now < one.ends]
        return channel not in {one.channel for one in busy} and len(alive) < AT_ONCE

    def _fly(self, each: Waiting, times: int, flight: _Flight) -> None:
        """One try, on its own thread."""
        outcome, why = "", ""
        try:
            assert each.channel is not None  # noqa: S101 - looked at before
            send(channels.way(self._office, each.channel), each.message, self._patience)
            outcome = "delivered"
        except Refused as error:
            outcome, why = "refused", error.what
        except NotSent as error:
            why = error.what
        except Exception as error:  # noqa: BLE001 - whatever a stranger's answer breaks
            why = _("It could not be sent.")
            logger.warning("a notification failed: %s", type(error).__name__)
        with self._guard:
            if self._flying.get(each.thread) is not flight:
                return
            if not self._stopped and outcome:
                self._settle(each, outcome, times, why)
            elif not self._stopped:
                now = self._office.clock().astimezone(UTC)
                after = now + AGAIN[min(times, len(AGAIN)) - 1]
                self._tried[each.thread] = _Tried(times, why, now, after)
                self._flying.pop(each.thread, None)
        if not self._stopped:
            self._told()

    def _settle(self, each: Waiting, outcome: str, times: int, why: str) -> None:
        """Write what came of it; until that is in the book the message counts as on its way."""
        self._settled[each.thread] = (outcome, times, why)
        self._flying[each.thread] = _Flight()
        self._tried.pop(each.thread, None)

        def written(done: "Future[Saved]") -> None:
            with self._guard:
                self._flying.pop(each.thread, None)
                if not done.cancelled() and done.exception() is None:
                    self._settled.pop(each.thread, None)
                    self._ended.add(each.thread)

        try:
            future = outbox.settle(self._office, each.thread, outcome, times, why)
        except (DeskError, RuntimeError) as error:
            self._flying.pop(each.thread, None)
            logger.warning("an outcome was not written: %s", error)
            return
        future.add_done_callback(written)
