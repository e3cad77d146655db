"""When the book is checked by itself: once a night, while nobody is at the desk."""

from datetime import date, datetime, time, timedelta

from deskinc.forms.moments import passed

BEGINS, ENDS, LATEST = time(3), time(5), time(6)
"""From when the desk must be left alone, when it is checked anyway, and when it is too late."""

ALONE = 600.0
"""Seconds the desk must have been left alone between :data:`BEGINS` and :data:`ENDS`."""

RECENT = timedelta(hours=20)
"""A full check that ended less long ago will do."""


def due(now: datetime, idle: float, last: datetime | None, tried: date | None) -> bool:
    """Whether to check everything at site time ``now``, the desk left alone for ``idle`` seconds.

    ``last`` is when the last full check ended, ``tried`` the day of the last night’s attempt.
    """
    if tried == now.date() or (last is not None and passed(last, now) < RECENT):
        return False
    at = now.time()
    return ENDS <= at < LATEST or (BEGINS <= at < ENDS and idle >= ALONE)
