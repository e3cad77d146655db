"""What the timeline of the incident on screen shows: of a long one the last, all when asked."""

from datetime import date

from PySide6.QtCore import QObject

from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.incidents.response import calls
from deskinc.desk.incidents.response.calls import Call
from deskinc.ui.incidents.timeline import Event, Timeline, coming, folded, past
from deskinc.ui.session import Session


class Telling(QObject):
    """Keeps what is past, which changes only with the page or the day, and adds what comes."""

    def __init__(self, session: Session, timeline: Timeline) -> None:
        super().__init__(timeline)
        self._session, self._timeline = session, timeline
        self._whole = False
        self._page: IncidentPage | None = None
        self._calls: tuple[Call, ...] = ()
        self._told: tuple[IncidentPage | None, date | None, list[Event]] = None, None, []
        timeline.rest_wanted.connect(self._show_rest)

    def show_page(self, page: IncidentPage, *, fresh: bool) -> None:
        """Another incident, or the same with more in it."""
        self._whole = self._whole and not fresh
        self._page = page
        self._calls = calls.calls(self._session.office, page.values, page.graded)
        self.show_time()

    def show_time(self) -> None:
        """Let *now* and the deadline of the timeline run on."""
        page = self._page
        if page is not None:
            now, locale = self._session.now(), self._session.office.locale
            rows = (*page.timeline, *page.named)
            told, day, before = self._told
            if told is not page or day != now.date():
                before = (past if self._whole else folded)(rows, now.date(), locale)
                self._told = page, now.date(), before
            events = coming(rows, page.incident, now, locale, self._calls)
            self._timeline.show_events([*before, *events])

    def _show_rest(self) -> None:
        """All of the timeline, as long as this incident is on screen."""
        self._whole, self._told = True, (None, None, [])
        self.show_time()
