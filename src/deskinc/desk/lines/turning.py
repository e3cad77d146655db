"""The page turns by itself (D5): at the end of each day of the site the desk begins the next page.

A page that nobody turned, since the program was closed or the book took nothing, is told
afterwards: one line for each of the last days, one for all before them.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from datetime import date, datetime, time, timedelta

from deskinc.book.record import Saved
from deskinc.desk.lines.day import offset_words, page_no
from deskinc.desk.office import Office
from deskinc.forms.moments import passed
from deskinc.forms.taxonomy import PAGE_TYPE
from deskinc.i18n import _

SINGLY = 7
"""Pages that are told one by one after a longer absence."""
AT_ONCE = timedelta(minutes=2)
"""So soon after it began a page counts as turned in time."""


def due_turns(office: Office) -> list[date]:
    """The days whose pages were not begun yet, oldest first; none in a book that began today."""
    today = office.now().date()
    last = _last_turned(office, today)
    span = 0 if last is None else (today - last).days
    return [today - timedelta(days=back) for back in reversed(range(span))]


def turn(office: Office, days: Sequence[date]) -> "Future[Saved]":
    """The desk begins the pages of these days: what :func:`due_turns` gave."""
    return office.write_as_desk(
        *(
            office.draft("occurrence", {"type": PAGE_TYPE.code, "text": text})
            for text in _texts(office, days)
        )
    )


def _last_turned(office: Office, today: date) -> date | None:
    """The day of the newest page; before any was begun, of the last line before today."""
    read = office.read
    n = read.last_by_desk(PAGE_TYPE.code)
    if n is None:
        first = read.first_at(datetime.combine(today, time(), office.locale.tz))
        n = read.line_before(read.last_n() + 1 if first is None else first)
    return None if n is None else read.record(n).written.date()


def _texts(office: Office, days: Sequence[date]) -> Iterator[str]:
    before, singly = days[:-SINGLY], days[-SINGLY:]
    if before:
        yield _("Pages {first} to {last}, {begin} to {end}, were not turned.").format(
            first=page_no(before[0]),
            last=page_no(before[-1]),
            begin=_named(office, before[0]),
            end=_named(office, before[-1]),
        )
    for day in singly:
        yield _text(office, day)


def _text(office: Office, day: date) -> str:
    now = office.now()
    words = _("Page {no}: {date}, {offset}.").format(
        no=page_no(day), date=_named(office, day), offset=offset_words(office.locale, day)
    )
    if day < now.date() and office.read.day_span(day.isoformat()) is None:
        return words + _(" Nothing was written on it.")
    if passed(datetime.combine(day, time(), office.locale.tz), now) > AT_ONCE:
        return words + _(" It was not turned when the day began.")
    return words


def _named(office: Office, day: date) -> str:
    return office.locale.date(datetime.combine(day, time()))
