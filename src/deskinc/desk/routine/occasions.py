"""When a routine falls due: pure reckoning in the site's zone, true also on the nights of a change.

A time that the clock shows twice is meant the first time; one that it leaves out is due where it
goes on. What comes every so many minutes keeps its distance whatever the clock does.

Moments are in UTC: of two of the same zone Python compares the time on the wall alone.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from deskinc.desk.routine.routines import Routine

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


def occasions(routine: Routine, since: datetime, until: datetime, zone: tzinfo) -> list[datetime]:
    """When (UTC) ``routine`` falls due after ``since`` and up to ``until``, in order, each once."""
    since, until = since.astimezone(UTC), until.astimezone(UTC)
    day, last = since.astimezone(zone).date() - 2 * _DAY, until.astimezone(zone).date()
    found: set[datetime] = set()
    while day <= last:
        if not routine.days or DAYS[day.weekday()] in routine.days:
            found |= {at for at in _of_day(routine, day, zone) if since < at <= until}
        day += _DAY
    return sorted(found)


def _of_day(routine: Routine, day: date, zone: tzinfo) -> Iterator[datetime]:
    for clock in routine.times:
        yield moment(day, clock, zone)
    if not routine.every:
        return
    begin = routine.start or "00:00"
    overnight = bool(routine.until) and routine.until < begin
    whole = not routine.until or routine.until == begin
    end = moment(day + _DAY if overnight or whole else day, _end(routine, begin), zone)
    at = moment(day, begin, zone)
    while at < end or (at == end and not whole):
        yield at
        at += timedelta(minutes=routine.every)


def _end(routine: Routine, begin: str) -> str:
    """Without an end it goes on till midnight, or till it begins again."""
    return routine.until or ("00:00" if not routine.start else begin)


def moment(day: date, at: str, zone: tzinfo) -> datetime:
    """The moment (UTC) of a time of the day there; where it is left out, that of the change."""
    wall = datetime.combine(day, time.fromisoformat(at), tzinfo=zone)
    first = wall.astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return first
    low, high = wall.replace(fold=1).astimezone(UTC), first
    before = low.astimezone(zone).utcoffset()
    while high - low > _MINUTE:
        middle = low + (high - low) // 2 // _MINUTE * _MINUTE
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high
