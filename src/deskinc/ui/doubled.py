"""Of a time that the clock shows twice: which of the two is meant, and the way to the other."""

from datetime import UTC, datetime

from deskinc.forms.kinds import FieldError
from deskinc.forms.moments import as_typed, parse_moment, twin
from deskinc.i18n import Locale, _


def said(typed: str, now: datetime) -> str:
    """Which of two equal times was typed, and the key that takes the other; "" for any other."""
    moment = _read(typed, now)
    second = moment and twin(moment)
    if moment is None or second is None:
        return ""
    words = _("the first of the two") if _is_first(moment) else _("the second of the two")
    told = _("{time} is meant, {which}.").format(time=_clock(moment), which=words)
    if second.astimezone(UTC) > now.astimezone(UTC):
        return told
    key = _("Down") if _is_first(moment) else _("Up")
    return f"{told} " + _("{key} in its field: {time}").format(key=key, time=_clock(second))


def other(typed: str, now: datetime, *, first: bool) -> str:
    """What is typed for the first or second of the two times instead; "" where there is none."""
    moment = _read(typed, now)
    meant = moment and twin(moment)
    if moment is None or meant is None or _is_first(moment) == first:
        return ""
    return "" if meant.astimezone(UTC) > now.astimezone(UTC) else as_typed(meant, now)


def offset(now: datetime) -> str:
    """The offset of a time that the clock shows twice, ``UTC+0``; "" for any other."""
    return "" if twin(now) is None else Locale().utc_offset(now)


def _read(typed: str, now: datetime) -> datetime | None:
    try:
        return parse_moment(typed, now) if typed.strip() else None
    except FieldError:
        return None


def _is_first(moment: datetime) -> bool:
    return not moment.fold


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M} ({Locale().utc_offset(moment)})"
