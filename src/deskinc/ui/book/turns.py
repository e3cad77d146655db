"""The pages of the book on screen: where a day ends in the log, and what heads the next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial

from PySide6.QtCore import QObject

from deskinc.desk.lines import day as pages
from deskinc.desk.lines.day import DayPage
from deskinc.desk.office import Office
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.book.linepainter import Heading, Turn


class Turns:
    """What stands between the days; who was on duty and who closed is read when it is seen."""

    def __init__(self, office: Office, owner: QObject, changed: Callable[[], None]) -> None:
        self._office, self._owner, self._changed = office, owner, changed
        self._known: dict[date, DayPage] = {}
        self._asked: set[tuple[date, bool]] = set()
        self._turns: dict[tuple[date, date], Turn] = {}
        self._due: dict[tuple[date, date], datetime] = {}
        """When an open day that is as it should be will be overdue."""
        self._shut = False

    def shut(self) -> None:
        """Nothing may be read any more."""
        self._shut = True

    def forget(self) -> None:
        """Somebody signed on or off: what is on screen is asked for again."""
        self._asked.clear()
        self._turns.clear()
        self._due.clear()

    def between(self, last: date, day: date) -> Turn:
        """The end of the day ``last`` and the heading of ``day``, whose first line follows."""
        made = self._turns.get((last, day))
        if made is None:
            ended, locale = self._page(last), self._office.locale
            words = _("End of entries, {date}.").format(date=self._date(last))
            if ended is not None and ended.state != "today":
                words = pages.end_words(locale, ended)
            closed = ended is None or ended.state != "open"
            made = Turn(words, last, day, self._heading(day), closed)
            if ended is not None and not closed:
                made = self._judged(made, ended)
            self._turns[last, day] = made
        return made

    def _judged(self, turn: Turn, page: DayPage) -> Turn:
        """An open day is amber only once a shift on it should have ended."""
        due = pages.should_close(self._office.site, page)
        if due > self._office.now():
            self._due[turn.last, turn.day] = due
        return replace(turn, overdue=(turn.last, turn.day) not in self._due)

    def show_time(self, now: datetime) -> None:
        """A day that waited for the end of a shift is overdue now."""
        late = [between for between, due in self._due.items() if due <= now]
        for between in late:
            del self._due[between]
            self._turns.pop(between, None)
        if late:
            self._changed()

    def heading(self, moment: datetime) -> Heading:
        """Date, page number and officers of the day that ``moment`` lies in."""
        return self._heading(moment.date())

    def _heading(self, day: date) -> Heading:
        page = self._page(day)
        number = _("day page {no}").format(no=pages.page_no(day))
        offset = pages.offset_words(self._office.locale, day)
        duty = "" if page is None else pages.duty_words(page)
        return Heading(self._date(day), f"{number}, {offset}", duty)

    def _page(self, day: date) -> DayPage | None:
        """What is known of a day; it is asked for once, and once more when it is over."""
        wanted = (day, day < self._office.now().date())
        if wanted not in self._asked and not self._shut:
            self._asked.add(wanted)
            tasks.look(self._owner, partial(pages.day, self._office, day), self._read, _pass)
        return self._known.get(day)

    def _read(self, page: DayPage) -> None:
        if not self._shut and self._known.get(page.date) != page:
            self._known[page.date] = page
            self._turns.clear()
            self._due.clear()
            self._changed()

    def _date(self, day: date) -> str:
        return self._office.locale.date(datetime.combine(day, time()))


def _pass(_result: object) -> None:
    """What hindered the reading of a day hinders nothing else."""
