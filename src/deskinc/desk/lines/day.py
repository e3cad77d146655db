"""A page of the book: one day of the site, who was on duty on it, and whether it was closed.

A day is closed once every shift that was open on it was handed over or signed off. A night's
shift closes two pages, its evening and its morning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from deskinc.book.registers.day import HandoverRow, ShiftRow
from deskinc.book.registers.rows import PersonRow
from deskinc.desk.office import Office
from deskinc.desk.site import Site
from deskinc.i18n import Locale, _
from deskinc.proof.canonical import b64

State = Literal["today", "open", "closed"]


@dataclass(frozen=True, slots=True)
class Duty:
    """An officer's shift on a day: when it began and ended, and who took over by a handover."""

    shift: str
    name: str
    initials: str
    licence: str
    on_at: datetime
    off_at: datetime | None
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class DayPage:
    """A day's page: its number is the day of the year; ``first`` and ``last`` are serials or 0.

    ``why`` says who closed it, or what keeps it open.
    """

    date: date
    page: int
    offset: str
    duty: tuple[Duty, ...]
    first: int
    last: int
    state: State
    why: str


def day(office: Office, on: date) -> DayPage:
    """The page of one day as it stands now."""
    office.allow("read_book")
    duty = _duty(office, on)
    span = office.read.day_span(on.isoformat()) or (0, 0)
    written = bool(not duty and span[0]) and any(
        row.author != "desk" for row in office.read.lines_between(*span)
    )
    return page_of(office.locale, (on, office.now().date()), duty, span, written=written)


def page_of(
    locale: Locale,
    days: tuple[date, date],
    duty: tuple[Duty, ...],
    span: tuple[int, int],
    *,
    written: bool,
) -> DayPage:
    """The page of the first of ``days``, the other being today; ``written``: a hand wrote a line.

    Where nobody was on duty there is something to close only if one did.
    """
    on, today = days
    state: State = "today"
    if on < today:
        closed = all(one.off_at is not None for one in duty) if duty else not written
        state = "closed" if closed else "open"
    why = "" if state == "today" else _why(locale, on, duty)
    return DayPage(on, page_no(on), offset_words(locale, on), duty, *span, state, why)


def page_no(on: date) -> int:
    """The number of a day's page: the day of its year."""
    return on.timetuple().tm_yday


def offset_words(locale: Locale, on: date) -> str:
    """``UTC+0``; on a day on which the clock was set, ``UTC+1, then UTC+0``."""
    begin, end = (_at(locale, on, moment) for moment in (time(), time(23, 59, 59)))
    said = dict.fromkeys(locale.utc_offset(moment) for moment in (begin, end))
    return _(", then ").join(said)


def duty_words(page: DayPage) -> str:
    """Every shift of the day with its officers, their initials and licences."""
    shifts: dict[str, list[str]] = {}
    for one in page.duty:
        who = f"{one.name} ({one.initials})" + (f" {one.licence}" if one.licence else "")
        shifts.setdefault(one.shift, []).append(who)
    return " · ".join(
        f"{shift} {', '.join(dict.fromkeys(who))}".strip() for shift, who in shifts.items()
    )


def end_words(locale: Locale, page: DayPage) -> str:
    """What stands at the end of a day: that it is ruled off and by whom, or that it is not."""
    named = locale.date(datetime.combine(page.date, time()))
    lines = ""
    if page.first:
        words = _(" Line {first}.") if page.first == page.last else _(" Lines {first}–{last}.")
        lines = words.format(first=page.first, last=page.last)
    if page.state == "open":
        return _("Not closed: {date}.").format(date=named) + f"{lines} {page.why}"
    if page.state == "today":
        there = _why(locale, page.date, page.duty) if page.duty else ""
        day = _("Not closed: {date} is not over.").format(date=named)
        return f"{day}{lines} {there}".rstrip()
    return _("End of entries, {date}.").format(date=named) + f"{lines} {page.why}"


def should_close(site: Site, page: DayPage) -> datetime:
    """From when (UTC) it is wrong that ``page`` is open: the first shift should have ended.

    A shift without times of the site, and lines without a shift, are wrong as soon as it is over.
    """
    over = bounds(site.locale, page.date)[1]
    ends = (_planned(site, one) or over for one in page.duty if one.off_at is None)
    return min((end.astimezone(UTC) for end in ends), default=over.astimezone(UTC))


def _planned(site: Site, one: Duty) -> datetime | None:
    times = next((s for s in site.shifts if s.title == one.shift), None)
    times = times or site.shift_for(one.on_at)
    if times is None:
        return None
    end = time.fromisoformat(times.end)
    on = one.on_at.date() + timedelta(days=end <= one.on_at.time())
    return _at(site.locale, on, end)


def _duty(office: Office, on: date) -> tuple[Duty, ...]:
    locale, read = office.locale, office.read
    rows = read.shifts_between(*bounds(locale, on))
    ends = {row.n + 1: row for row in read.handovers_before([row.off_n for row in rows])}
    people = {b64(row.thread): row for row in read.persons()} if rows else {}
    return tuple(_one(office, row, people, ends.get(row.off_n or 0)) for row in rows)


def _one(
    office: Office, row: ShiftRow, people: Mapping[str, PersonRow], end: HandoverRow | None
) -> Duty:
    person = people.get(row.officer)
    taken = people.get(end.incoming or "") if end and end.countersigned is not None else None
    return Duty(
        row.name or "",
        (person and person.name) or "?",
        (person and person.initials) or "?",
        (person and person.licence) or "",
        office.moment(row.on_at),
        office.moment_or_none(row.off_at),
        (taken and taken.name) or "",
    )


def _why(locale: Locale, on: date, duty: tuple[Duty, ...]) -> str:
    open_still = [one for one in duty if one.off_at is None]
    if open_still:
        said = (_on_since(locale, on, one) for one in open_still)
        return _("Signed on and not off: {who}.").format(who=", ".join(said))
    if duty:
        return _("Closed by {who}.").format(who=", ".join(_off(locale, on, one) for one in duty))
    return _("Nobody was signed on.")


def _on_since(locale: Locale, on: date, one: Duty) -> str:
    return f"{one.name} {_when(locale, on, one.on_at)}"


def _off(locale: Locale, on: date, one: Duty) -> str:
    words = one.name if one.off_at is None else f"{one.name} {_when(locale, on, one.off_at)}"
    if one.taken_by:
        words += _(", taken over by {name}").format(name=one.taken_by)
    return words


def _when(locale: Locale, on: date, moment: datetime) -> str:
    """The time alone on the day itself, otherwise with its date."""
    words = locale.clock(moment)
    return words if moment.date() == on else f"{locale.short_date(moment)} {words}"


def bounds(locale: Locale, on: date) -> tuple[datetime, datetime]:
    """When a day of the site begins, and when the next one does."""
    return _at(locale, on, time()), _at(locale, on + timedelta(days=1), time())


def _at(locale: Locale, on: date, moment: time) -> datetime:
    return datetime.combine(on, moment, locale.tz)
