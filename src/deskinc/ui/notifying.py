"""Notifications beside the work: the outbox is looked at, and what came back is said."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from deskinc.desk.notices import telling
from deskinc.desk.notices.sending import Sender
from deskinc.desk.notices.telling import Told
from deskinc.desk.office import Record
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.session import Session

EVERY = 10
"""Seconds between two looks while nothing is written."""

MOST = 3
"""Banners at once for what came back while nobody was here."""

WAKES = frozenset({"incident", "channel", "countersign", "notice"})
"""Forms after which something may be to be sent."""


class Notifier(QObject):
    """Looks beside the work; what could not be sent stays in a banner until it is read."""

    def __init__(self, session: Session, *, says: bool = True) -> None:
        super().__init__(session)
        self._session = session
        self._home = tasks.Listener(self, lambda _said: self.look())
        self._sender = Sender(session.office, partial(self._home, None))
        self._seconds = 0
        self._busy = self._again = False
        self._says, self._said = says, 0
        session.ticked.connect(self._tick)
        session.recorded.connect(self._heard)
        session.closing.connect(self.stop)
        if says:
            self._ask()

    def stop(self) -> None:
        """Send nothing more."""
        self._sender.stop()
        self._home.stop()

    def _tick(self, _now: datetime) -> None:
        self._seconds += 1
        if self._seconds % EVERY == 1:
            self.look()

    def _heard(self, records: Sequence[Record]) -> None:
        if any(record.form in WAKES for record in records):
            self.look()
        if self._says and any(record.form == "sent" for record in records):
            self._ask()

    def _ask(self) -> None:
        office = self._session.office
        self._session.look(self, lambda: telling.came_back(office), self._came_back)

    def look(self) -> None:
        """See what is to be sent, off the GUI thread; once more where something came meanwhile."""
        if self._busy or self._session.is_closed:
            self._again = self._busy
            return
        self._busy = True
        sender = self._sender

        def work() -> dict[str, str]:
            sender.step()
            return sender.trouble()

        tasks.look(self, work, self._looked, self._failed)

    def _looked(self, trouble: dict[str, str]) -> None:
        self._session.unsent_notices = trouble
        self._busy = False
        if self._again:
            self._again = False
            self.look()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._session.fail(error)

    def _came_back(self, found: Sequence[Told]) -> None:
        """Say each once; the newest stays in sight longest, the incidents keep them all."""
        session = self._session
        fresh = [told for told in found if told.n > self._said]
        for told in fresh[-MOST:]:
            what, _dot, todo = told.words.partition(". ")
            if told.incident:
                act = partial(session.go, "incidents", thread=told.incident)
                session.say(
                    f"{what}.", f"{told.number}. {todo}", tone="fault", action=_("Show it"),
                    act=act, stays=True,
                )  # fmt: skip
            else:
                session.say(_("The test was not delivered."), todo, tone="fault")
        if fresh:
            self._said = fresh[-1].n
            telling.was_told(session.office, fresh[-1])
