"""When a backup is made by itself: every day at the site’s time, made up for where it was missed.

The desk comes first: it is begun once nobody has touched a key for :data:`ALONE` seconds, and after
:data:`PATIENCE` in any case. It takes nothing from whoever writes but the disk’s time.
"""

from datetime import UTC, datetime, time, timedelta

DEFAULT = time(3)
ALONE = 300.0
PATIENCE = timedelta(hours=1)
AGAIN = timedelta(minutes=15)
"""After how long a folder that took none is asked again."""


def at_time(text: str) -> time:
    """The time of the day a site has set as ``03:00``."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        return DEFAULT


def planned(now: datetime, at: time) -> datetime:
    """The last moment, up to the site time ``now``, at which one was to be made."""
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0, fold=0)
    # in UTC: of a night that lacks an hour, the wall does not tell what comes first
    return today if today.astimezone(UTC) <= now.astimezone(UTC) else today - timedelta(days=1)


def following(now: datetime, at: time) -> datetime:
    """The next such moment after ``now``."""
    return planned(now, at) + timedelta(days=1)


def due(
    now: datetime, at: time, idle: float, last: datetime | None, tried: datetime | None,
    opened: datetime,
) -> bool:  # fmt: skip
    """Whether to begin one at site time ``now``, the desk left alone for ``idle`` seconds.

    ``last`` is when the last verified one was made, ``tried`` when the last that failed,
    ``opened`` since when the program is open. What lies ahead of the clock counts for nothing.
    """
    plan, moment = planned(now, at).astimezone(UTC), now.astimezone(UTC)
    if any(done is not None and plan <= done <= moment for done in (last, tried)):
        return False
    return idle >= ALONE or moment - max(plan, opened) >= PATIENCE
