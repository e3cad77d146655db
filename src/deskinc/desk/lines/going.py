"""Where in the book a line number, a date or a time leads, as it is typed at the desk."""

import re
from datetime import date, datetime, time, timedelta

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.errors import DeskError
from deskinc.forms.kinds import FieldError
from deskinc.forms.moments import parse_moment
from deskinc.i18n import MONTHS, WEEKDAYS, _

_SERIAL = re.compile(r"[0-9]{1,12}")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}))?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})\.?\s+([^\W\d]{3,})\.?(?:\s+(\d{4}))?")
_SHORTEST = 3
"""Letters by which the name of a month or weekday is known."""


def going_to(office: Office, typed: str) -> int:
    """The record of the line meant: by serial, or the first written at that time or on that day."""
    office.allow("read_book")
    words = typed.strip()
    if _SERIAL.fullmatch(words):
        n = entries.by_serial(office, int(words))
        if n is None:
            raise DeskError(_("There is no line {no}.").format(no=words))
        return n
    n = office.read.first_at(_moment(words.lower(), office.now()))
    if n is None:
        raise DeskError(_("Nothing is written there yet."), _("Choose an earlier day."))
    return n


def _moment(words: str, now: datetime) -> datetime:
    day = _day(words, now.date())
    if day is not None:
        return datetime.combine(day, time(), now.tzinfo)
    try:
        return parse_moment(words, now)
    except FieldError as error:
        raise DeskError(
            _("“{text}” is no line and no date.").format(text=words),
            _("Write 4811, 2026-11-21, 21 Nov, Saturday, yesterday or 21:31 yesterday."),
        ) from error


def _day(words: str, today: date) -> date | None:
    """The day named by date, by weekday (the last such), or as yesterday; None for none."""
    near = {"today": 0, _("today").lower(): 0, "yesterday": 1, _("yesterday").lower(): 1}
    if words in near:
        return today - timedelta(days=near[words])
    if weekday := _named(words, WEEKDAYS):
        return today - timedelta(days=(today.weekday() - weekday + 1) % 7)
    try:
        if found := _NUMBERS.fullmatch(words):
            return _in_year(int(found[1]), int(found[2]), found[3], today)
        if (found := _NAMED.fullmatch(words)) and (month := _named(found[2], MONTHS)):
            return _in_year(int(found[1]), month, found[3], today)
        return date.fromisoformat(words)
    except ValueError:
        return None


def _named(words: str, names: tuple[str, ...]) -> int:
    """Which of the names begins so, counted from 1; 0 for none."""
    if len(words) < _SHORTEST:
        return 0
    return next((i for i, name in enumerate(names, 1) if _(name).lower().startswith(words)), 0)


def _in_year(day: int, month: int, year: str | None, today: date) -> date:
    """Without a year the last such day that was."""
    if year:
        return date(int(year), month, day)
    this = date(today.year, month, day)
    return this if this <= today else date(today.year - 1, month, day)
