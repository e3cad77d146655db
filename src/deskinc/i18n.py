"""Language: marking text, translating it, and the ways a site writes dates and times.

Text is marked with :func:`N_` where it is declared (forms) and translated with :func:`_` where it
is shown or printed. The catalogues are gettext's, because the same words stand on screen and paper.
"""

import gettext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def N_(text: str) -> str:
    """Mark ``text`` for translation and return it unchanged."""
    return text


def _(text: str) -> str:
    """Return ``text`` in the language chosen by :func:`use`."""
    return _catalogue.gettext(text) if text else text


def use(language: str, folder: Path) -> None:
    """Choose the catalogue for ``language`` (BCP 47) below ``folder``; English needs none."""
    global _catalogue  # noqa: PLW0603 - one language for one process
    names = [language.replace("-", "_"), language.split("-", maxsplit=1)[0]]
    _catalogue = gettext.translation("deskinc", str(folder), languages=names, fallback=True)


@dataclass(frozen=True, slots=True)
class Locale:
    """How one site writes things: language (BCP 47), IANA time zone, currency (ISO 4217)."""

    language: str = "en-GB"
    zone: str = "UTC"
    currency: str = "GBP"

    @property
    def tz(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.zone)

    def local(self, moment: datetime) -> datetime:
        """Return an aware ``moment`` in site time."""
        return moment.astimezone(self.tz)

    def time(self, moment: datetime, *, seconds: bool = False) -> str:
        """``21:02`` or ``21:02:09``, 24-hour clock, of an aware moment as it stands."""
        return moment.strftime("%H:%M:%S" if seconds else "%H:%M")

    def is_doubled(self, moment: datetime) -> bool:
        """Whether the clock on the wall shows this time twice, in the night it goes back."""
        wall = moment.replace(tzinfo=self.tz)
        first, second = wall.replace(fold=0).utcoffset(), wall.replace(fold=1).utcoffset()
        return first is not None and second is not None and first > second

    def clock(self, moment: datetime, *, seconds: bool = False) -> str:
        """``21:02``; ``01:30 (UTC+1)`` where the time alone would not say which moment is meant."""
        words = self.time(moment, seconds=seconds)
        here = moment.astimezone(self.tz).utcoffset()
        if here == moment.utcoffset() and not self.is_doubled(moment):
            return words
        return f"{words} ({self.utc_offset(moment)})"

    def date(self, moment: datetime, *, weekday: bool = True, year: bool = True) -> str:
        """``Sunday 22 November 2026``, day and month in the site's language."""
        day = f"{_(WEEKDAYS[moment.weekday()])} " if weekday else ""
        end = f" {moment.year}" if year else ""
        return f"{day}{moment.day} {_(MONTHS[moment.month - 1])}{end}"

    def short_date(self, moment: datetime) -> str:
        """``22 Nov``."""
        return f"{moment.day} {_(MONTHS_SHORT[moment.month - 1])}"

    def utc_offset(self, moment: datetime) -> str:
        """``UTC+1`` of an aware moment, so that the doubled hour stays unambiguous."""
        offset = moment.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        hours, rest = divmod(abs(minutes), 60)
        return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")


WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"),
    N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
MONTHS_SHORT = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
