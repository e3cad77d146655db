"""How something due is said: the time, how long there is, and in which colour."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from deskinc.desk.routine.due import Due
from deskinc.i18n import Locale, _

ROLES = {"ahead": "muted", "due": "pending", "late": "fault", "missed": "fault"}
"""Colours of what is due, by its state."""


@dataclass(frozen=True, slots=True)
class Said:
    """What, when, and how it stands: ``12 min left``, ``4 min over``, ``in 1 h 20 min``."""

    what: str
    time: str
    left: str
    role: str


def said(one: Due, now: datetime, locale: Locale) -> Said:
    """How ``one`` stands at ``now``."""
    at, today = locale.local(one.at), now.date()
    time = locale.clock(at)
    if at.date() != today:
        time = f"{locale.short_date(at)} {time}"
    now = now.astimezone(UTC)
    if one.state == "ahead":
        left = _("in {time}").format(time=minutes(one.at - now))
    elif one.state == "due" and now <= one.ends:
        left = _("{time} left").format(time=minutes(one.ends - now))
    elif one.state == "missed":
        left = _("missed, {time} over").format(time=minutes(now - one.ends))
    else:
        left = _("{time} over").format(time=minutes(now - one.ends))
    return Said(one.routine.name, time, left, ROLES[one.state])


def minutes(span: timedelta) -> str:
    """``21 min``, ``2 h 05 min``: it is said anew each minute."""
    hours, rest = divmod(max(0, -(-int(span.total_seconds()) // 60)), 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    return _("{hours} h {minutes:02d} min").format(hours=hours, minutes=rest)
