"""Repeats are looked for once an incident is opened; the desk opens an action for each, once."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject

from deskinc.desk.learning import recurring
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.session import Session


class LessonKeeper(QObject):
    """Goes on behind a locked screen too; says what was opened."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._busy = self._again = False
        session.recorded.connect(self._heard)

    def _heard(self, records: Iterable[object]) -> None:
        opened = any(
            getattr(one, "form", "") == "incident" and getattr(one, "number", None)
            for one in records
        )
        if opened:
            self.look()

    def look(self) -> None:
        """Look now: what was opened before anybody listened is found, too."""
        self._again = self._busy
        if self._busy or self._session.is_closed:
            return
        self._busy, office = True, self._session.office
        tasks.run(self, lambda: recurring.look(office), self._opened, self._failed)

    def _opened(self, found: Sequence[str]) -> None:
        self._busy = False
        if self._again:
            self.look()
        for words in found:
            self._session.say(
                _("An action was opened: {rule}.").format(rule=words),
                _("It stands under Actions and problems."), tone="pending",
            )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._session.fail(error)
