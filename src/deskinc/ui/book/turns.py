"""The pages of the book on screen: where a day ends in the log, and what heads the next."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

from PySide6.QtCore import QObject

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import DayHeading
from deskinc.desk.office import Office
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.book.linepainter import Turn


class Turns:
    """What stands between the days; the serials of a day that ended are read when it is seen."""

    def __init__(self, office: Office, owner: QObject, changed: Callable[[], None]) -> None:
        self._office, self._owner, self._changed = office, owner, changed
        self._known: dict[date, Turn] = {}
        self._shut = False

    def shut(self) -> None:
        """Nothing may be read any more."""
        self._shut = True

    def between(self, last: date, day: date) -> Turn:
        """The end of the day ``last`` and the heading of ``day``, whose first line follows."""
        if day not in self._known:
            self._known[day] = self._turn(last, day, None)
            read = partial(entries.day_heading, self._office, last)
            tasks.look(self._owner, read, self._read, _pass)
        return self._known[day]

    def heading(self, moment: datetime) -> tuple[str, str]:
        """Date and page number of the day that ``moment`` lies in."""
        return self._office.locale.date(moment), _page(moment.date())

    def _read(self, ended: DayHeading | None) -> None:
        """The serials of a day that ended are known: until then its date alone is said."""
        if ended is None or self._shut:
            return
        for day, turn in self._known.items():
            if turn.last == ended.date:
                self._known[day] = self._turn(ended.date, day, ended)
        self._changed()

    def _turn(self, last: date, day: date, ended: DayHeading | None) -> Turn:
        words = _("End of entries, {date}").format(date=self._date(last))
        if ended is not None:
            words = _("End of entries, {date}. Lines {first}–{last}").format(
                date=self._date(last), first=ended.first, last=ended.last
            )
        return Turn(words, last, day, self._date(day), _page(day))

    def _date(self, day: date) -> str:
        return self._office.locale.date(datetime.combine(day, time()))


def _page(day: date) -> str:
    return _("day page {no}").format(no=day.timetuple().tm_yday)


def _pass(_result: object) -> None:
    """What hindered the reading of a day hinders nothing else."""
