"""Older copies of the book in words: what and where, and when rotation ends it."""

from collections.abc import Sequence

from deskinc.desk.erasure.erasing import Copy
from deskinc.i18n import Locale, _


def listed(copies: Sequence[Copy], locale: Locale) -> str:
    """One line for each."""
    return "\n".join(_words(copy, locale) for copy in copies)


def _words(copy: Copy, locale: Locale) -> str:
    made = f"{locale.date(copy.at, weekday=False)} {locale.time(copy.at)}"
    until = _("the newest of them") if copy.away else _("until somebody deletes it")
    if copy.ends is not None:
        date = locale.date(copy.ends, weekday=False)
        until = _("until {date}, when rotation ends it").format(date=date)
    return f"{copy.what}, {made}, {until}: {copy.folder}"


def after(copies: Sequence[Copy], locale: Locale) -> str:
    """What is said of them once something was erased."""
    ends = [copy.ends for copy in copies if copy.ends is not None]
    if len(ends) < len(copies):
        return _("Older copies are listed below: nothing ends some of them but a person.")
    words = _("Backups hold it until {date} at the latest; they are listed below.")
    return words.format(date=locale.date(max(ends), weekday=False))
