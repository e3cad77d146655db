"""What waits is read off the GUI thread: when the page is seen, and what changes it was written."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Record
from deskinc.desk.review import queue as queues
from deskinc.desk.review.queue import Queue
from deskinc.ui.later import Later
from deskinc.ui.review.passing import KEY
from deskinc.ui.session import Session

_CHANGES = frozenset({"review", "strike", "anchor", "officer", "site"})
"""Forms beside those of lines that change what waits, or what stands out in it."""


class Fetching(QObject):
    """Reads what waits for a page; ``asked`` says of which shift, and whether the older lines."""

    found = Signal(object, object)
    """(Queue, what was kept unsigned)"""

    def __init__(
        self, session: Session, page: QWidget, asked: Callable[[], tuple[str, bool]]
    ) -> None:
        super().__init__(page)
        self._session, self._page, self._asked = session, page, asked
        self._stale, self._reading = True, False
        self._later = Later(self, self.refresh)
        session.recorded.connect(self._recorded)

    def _recorded(self, records: Sequence[Record]) -> None:
        """A review is seen at once; of lines many may come together."""
        forms = {record.form for record in records}
        if forms & _CHANGES or any(record.line is not None for record in records):
            self._stale = True
            if "review" in forms:
                self.refresh()
            else:
                self._later.touch()

    def anew(self) -> None:
        """Read again, whatever was read before."""
        self._stale = True
        self.refresh()

    def again(self) -> None:
        """Read again once what is being shown is shown."""
        self._stale = True

    def refresh(self) -> None:
        """Read anew what waits if it may be another, while the page is seen."""
        office = self._session.office
        if self._reading or not self._stale or not self._page.isVisible():
            return
        if self._session.is_closed or not office.officer.may("review"):
            return
        self._reading, self._stale = True, False
        key, older = self._asked()
        self._session.look(
            self,
            lambda: (queues.queue(office, key, older=older), office.kept().get(KEY, {})),
            self._read, self._not_read,
        )  # fmt: skip

    def _not_read(self, error: Exception) -> None:
        """Ask again where something came since; another may have had the desk for a moment."""
        self._reading = False
        if self._stale:
            self.refresh()
        else:
            self._stale = True
            self._session.fail(error)

    def _read(self, read: tuple[Queue, Mapping[str, object]]) -> None:
        self._reading = False
        self.found.emit(*read)
        self.refresh()
