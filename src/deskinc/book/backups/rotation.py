"""Which backups stay: the newest of 7 days, of 5 weeks and of 12 months, by the site's calendar.

Days, weeks and months without a backup do not count, so that a desk that was closed keeps as many
as one that never was. Nothing here reads a disk.
"""

from collections.abc import Callable, Collection, Hashable
from datetime import UTC, datetime, timedelta, tzinfo

DAYS, WEEKS, MONTHS = 7, 5, 12

_FAR = 800
"""Days ahead that are played through: every backup has ended long before."""

_PERIODS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (DAYS, lambda at: at.date()),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def kept(made: Collection[datetime], zone: tzinfo) -> frozenset[datetime]:
    """Which of the backups made at those (aware) moments stay; the newest is always among them."""
    newest_first = sorted(made, reverse=True)
    stay: set[datetime] = set()
    for many, period in _PERIODS:
        newest: dict[Hashable, datetime] = {}
        for at in newest_first:
            newest.setdefault(period(at.astimezone(zone)), at)
        stay.update(list(newest.values())[:many])
    return frozenset(stay)


def ends(made: Collection[datetime], zone: tzinfo, following: datetime) -> dict[datetime, datetime]:
    """When each of them ends, if from ``following`` on one more is made and verified every day."""
    there, ended = set(made), dict[datetime, datetime]()
    for days in range(_FAR):
        if len(ended) == len(set(made)):
            break
        at = following.astimezone(UTC) + timedelta(days=days)
        stay = kept({*there, at}, zone)
        ended |= dict.fromkeys(there.intersection(made) - stay, at)
        there = set(stay)
    return ended
