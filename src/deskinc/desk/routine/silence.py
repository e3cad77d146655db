"""The silence map: how much was written in each hour of a shift, by nobody in particular (D9).

It is reckoned when it is looked at, and stored nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from deskinc.book.book import EntryRow
from deskinc.desk.lines.lines import lines
from deskinc.desk.office import Office
from deskinc.proof.document import DESK

_HOUR = timedelta(hours=1)
MOST = timedelta(hours=24)
"""A map goes no further back: a shift that nobody ends lasts for weeks."""


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour that begins at ``start`` (site time): lines by people, and how many were ticks."""

    start: datetime
    lines: int
    ticks: int


def hours(office: Office, since: datetime) -> list[Hour]:
    """The hours from ``since`` until now, oldest first; none where the site wants no such map.

    Of a shift that stays open only the last ``MOST`` hours are told.
    """
    if not office.site.silence:
        return []
    read, now = office.read, office.now()
    since = max(
        since, (now.astimezone(UTC) - MOST).astimezone(since.tzinfo), key=datetime.timestamp
    )
    first = read.first_at(since)
    row = None if first is None else next(iter(read.entries([first])), None)
    there = [] if row is None else read.lines_between(row.line, read.last_line())
    ticks = {one.n for one in read.ticks(since - timedelta(days=1))}
    added = _additions(office, there)
    mine = (
        (office.moment(one.at), one.n in ticks)
        for one in there
        if one.author != DESK and one.n not in added
    )
    return counted(mine, since, now, office.locale.tz)


def _additions(office: Office, there: Iterable[EntryRow]) -> frozenset[int]:
    """Those that only add to a line, such as why it came late: nothing was seen then."""
    amending = [row.n for row in there if row.amends is not None]
    return frozenset(line.n for line in lines(office.read, amending) if line.adds_to is not None)


def counted(
    written: Iterable[tuple[datetime, bool]], since: datetime, until: datetime, zone: tzinfo
) -> list[Hour]:
    """Each hour of the clock between the two, with what was ``written``: when, and if it ticked.

    The hour that a clock shows twice is two, the one it leaves out is none.
    """
    start = since.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    inside: defaultdict[int, list[bool]] = defaultdict(list)
    for at, tick in written:
        inside[(at - start) // _HOUR].append(tick)
    count = (until - start) // _HOUR + 1
    return [
        Hour((start + no * _HOUR).astimezone(zone), len(inside[no]), sum(inside[no]))
        for no in range(count)
    ]
