"""What is due or open, at a door where nobody is signed in: number, verb and span only (D23)."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.desk.incidents.response.pressing import Bare, bare
from deskinc.desk.routine import due
from deskinc.i18n import _
from deskinc.ui.lockparts import WIDTH, Due
from deskinc.ui.parts import hairline, label
from deskinc.ui.session import Session

MOST = 5
"""Due things shown; the rest is a number."""


class DueList(QWidget):
    """Runs on by the second, and is read again whenever something is written."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.due: list[Due] = []
        self._layer = QVBoxLayout(self)
        self._layer.setContentsMargins(0, 0, 0, 0)
        self._layer.setSpacing(0)
        session.ticked.connect(self._tick)
        session.recorded.connect(self._read)
        session.due_changed.connect(self._place)
        self._open: Sequence[Bare] = ()
        self._place()
        self._read()

    def _read(self, _records: object = None) -> None:
        office = self._session.office
        self._session.look(self, lambda: bare(office), self._show)

    def _show(self, found: Sequence[Bare]) -> None:
        self._open = found
        self._place()

    def _place(self) -> None:
        """What the routines ask for by the verb alone, then the incidents."""
        asked = due.soon(self._session.due, self._session.now())
        found = [Due(one.routine.verb, one.at, one.at, one.ends) for one in asked]
        found += [Due(one.number, one.due, one.opened, call=one.call) for one in self._open]
        while (item := self._layer.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        self.due = found[:MOST]
        for one in self.due:
            self._layer.addWidget(one)
        if self.due:
            end = hairline()
            end.setMaximumWidth(WIDTH)
            self._layer.addWidget(end)
        if len(found) > MOST:
            words = _("{count} more").format(count=len(found) - MOST)
            self._layer.addWidget(label(words, role="muted"))
        self._tick(self._session.now())

    def _tick(self, now: datetime) -> None:
        for one in self.due:
            one.show_time(now)
