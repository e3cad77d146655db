"""Days as people type and say them: 2026-11-21, 21 Nov, 21.11., Saturday, yesterday, -7d."""

import re
from datetime import date, timedelta

from deskinc.errors import DeskError
from deskinc.i18n import MONTHS, WEEKDAYS, _

_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:\.|[./-](\d{4}))?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})\.?\s+([^\W\d]{3,})\.?(?:\s+(\d{4}))?")
_AGO = re.compile(r"[-\u2212]\s*(\d{1,4})\s*([dw])")
_SHORTEST = 3
"""Letters by which the name of a month or weekday is known."""


def day_asked(typed: str, today: date) -> date | None:
    """The day that was typed, None for no words; raises DeskError for what is no day."""
    words = " ".join(typed.lower().split())
    day = day_said(words, today) if words else None
    if words and day is None:
        raise DeskError(
            _("“{text}” is no day.").format(text=typed.strip()),
            _("Write it as 2026-11-21, 21 Nov, 21.11., Saturday, yesterday or -7d."),
        )
    return day


def day_said(words: str, today: date) -> date | None:
    """The day named by date, weekday (the last such), or how long ago it was; None for none."""
    ago = _ago(words)
    if ago is not None:
        return today - timedelta(days=ago)
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


def _ago(words: str) -> int | None:
    """How many days ago: today, yesterday, -7d, -2w; None for other words."""
    if found := _AGO.fullmatch(words):
        return int(found[1]) * (7 if found[2] == "w" else 1)
    near = {"today": 0, _("today").lower(): 0, "yesterday": 1, _("yesterday").lower(): 1}
    return near.get(words)
