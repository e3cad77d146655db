"""Where in the book a line number, a date or a time leads, as it is typed at the desk."""

import re
from datetime import datetime, time

from deskinc.desk.lines import entries
from deskinc.desk.lines.days import day_said
from deskinc.desk.office import Office
from deskinc.errors import DeskError
from deskinc.forms.kinds import FieldError
from deskinc.forms.moments import parse_moment
from deskinc.i18n import _

_SERIAL = re.compile(r"[0-9]{1,12}")


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
    day = day_said(words, now.date())
    if day is not None:
        return datetime.combine(day, time(), now.tzinfo)
    try:
        return parse_moment(words, now)
    except FieldError as error:
        raise DeskError(
            _("“{text}” is no line and no date.").format(text=words),
            _("Write 4811, 2026-11-21, 21 Nov, Saturday, yesterday, -7d or 21:31 yesterday."),
        ) from error
