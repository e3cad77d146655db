"""Times as the desk types and keeps them: ``2131``, ``-10m``, ``21:31 yesterday``; ``{t, p}``."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from deskinc.forms.kinds import FieldError
from deskinc.i18n import N_, _

PRECISIONS = ("day", "min", "s")
"""Coarsest first."""

_DAYS = {N_("yesterday"): -1, N_("today"): 0, N_("tomorrow"): 1}
FIRST = N_("first")
"""Said of a time that the clock shows twice in the night it goes back: the earlier is meant."""
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?|(\d{2})(\d{2})(\d{2})?|(\d)(\d{2})", re.ASCII)
_AGO = re.compile(r"([+-])\s*(?:(\d{1,3})\s*h)?\s*(?:(\d{1,4})\s*(?:m|min)?)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def stored(moment: datetime, precision: str) -> dict[str, Any]:
    """Return the stored shape ``{t, p}`` of an aware moment, cut to ``precision``."""
    offset = moment.utcoffset()
    if offset is None:
        raise FieldError(_("This time has no time zone."))
    if offset % timedelta(minutes=1):  # local mean time; RFC 3339 has whole minutes only
        moment = moment.replace(tzinfo=UTC) if precision == "day" else _utc(moment)
    return {"t": _cut(moment, precision).isoformat(timespec="seconds"), "p": precision}


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise FieldError(_("This time is too far away.")) from error


def _cut(moment: datetime, precision: str) -> datetime:
    if precision == "day":
        return moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment.replace(second=moment.second if precision == "s" else 0, microsecond=0)


def moment_of(value: object) -> datetime | None:
    """Return the aware moment in a stored ``{t, p}``, None for anything else."""
    text = value.get("t") if isinstance(value, dict) else None
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def passed(since: datetime, until: datetime) -> timedelta:
    """How much time lies between two moments, also where the clock goes back between them.

    Of two moments of one zone Python compares the time on the wall alone.
    """
    return until.astimezone(UTC) - since.astimezone(UTC)


def later(moment: datetime, span: timedelta) -> datetime:
    """The moment that lies ``span`` after ``moment``, in the same zone."""
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)


def parse_moment(text: str, now: datetime) -> datetime:
    """Read a time as typed at the desk; ``now`` is aware, in site time, and so is the result.

    Takes ``2131``, ``21:31``, ``21:31:09``, ``-10m``, ``-1h30``, ``+2h``, ``now``; a clock time
    may carry ``yesterday``, ``today``, ``tomorrow`` or a date as 2026-11-22, before or after it.
    Of a time that the clock shows twice the later that has passed is meant, or the ``first``.
    A bare clock time more than 12 hours ahead is yesterday's. Raises FieldError.
    """
    words = text.strip().lower()
    if words in {"now", _("now").lower()}:
        return now
    try:
        return _relative(words, now) or _on_a_day(words.split(), now)
    except (OverflowError, ValueError) as error:
        raise FieldError(_not_a_time(text)) from error


def as_typed(moment: datetime, now: datetime) -> str:
    """The shortest words that mean a moment of site time, to the minute: ``21:31``, with its date.

    ``now`` is when they will be read.
    """
    meant = moment.replace(second=0, microsecond=0).astimezone(UTC)
    clock = f"{moment:%H:%M}"
    dated = f"{moment:%Y-%m-%d} {clock}"
    tried = (clock, f"{clock} {_(FIRST)}", dated, f"{dated} {_(FIRST)}")
    return next((words for words in tried if _read(words, now) == meant), dated)


def twin(moment: datetime) -> datetime | None:
    """The other moment that the clock of its zone shows as the same time; None in most hours."""
    other = moment.replace(fold=1 - moment.fold)
    return None if other.utcoffset() == moment.utcoffset() else other


def _read(words: str, now: datetime) -> datetime | None:
    try:
        return parse_moment(words, now).astimezone(UTC)
    except FieldError:
        return None


def _not_a_time(text: str) -> str:
    return _("“{text}” is no time. Write 21:31, 2131, -10m or 21:31 yesterday.").format(
        text=text.strip()
    )


def _relative(words: str, now: datetime) -> datetime | None:
    match = _AGO.fullmatch(words)
    if not match or not (match[2] or match[3]):
        return None
    span = timedelta(hours=int(match[2] or 0), minutes=int(match[3] or 0))
    moment = now.astimezone(UTC)
    return (moment + span if match[1] == "+" else moment - span).astimezone(now.tzinfo)


def _on_a_day(words: list[str], now: datetime) -> datetime:
    first = {FIRST, _(FIRST).lower()}
    fold0 = any(word in first for word in words)
    words = [word for word in words if word not in first]
    clocks = [match for match in map(_CLOCK.fullmatch, words) if match]
    days = [word for word in words if not _CLOCK.fullmatch(word)]
    if len(clocks) != 1 or len(days) > 1:
        raise ValueError(words)
    clock = _clock(clocks[0])
    if days:
        return _at(_day(days[0], now), clock, now, fold0=fold0)
    today = _at(now.date(), clock, now, fold0=fold0)
    if today - now <= timedelta(hours=12):
        return today
    return _at(now.date() - timedelta(days=1), clock, now, fold0=fold0)


def _clock(match: re.Match[str]) -> time:
    hour, minute, second = ([int(group) for group in match.groups() if group] + [0])[:3]
    return time(hour, minute, second)


def _day(word: str, now: datetime) -> date:
    if _DATE.fullmatch(word):
        return date.fromisoformat(word)
    for name, days in _DAYS.items():
        if word in {name, _(name).lower()}:
            return now.date() + timedelta(days=days)
    raise ValueError(word)


def _at(day: date, clock: time, now: datetime, *, fold0: bool) -> datetime:
    """Local time on a day: of a doubled hour the later that has passed, of a skipped one none.

    ``fold0``: of a doubled hour the earlier.
    """
    first = datetime.combine(day, clock, now.tzinfo)
    second = first.replace(fold=1)
    back = first.astimezone(UTC).astimezone(now.tzinfo)
    if back.replace(tzinfo=None) != first.replace(tzinfo=None):
        raise FieldError(
            _("There was no {time} on that day: the clocks went forward.").format(
                time=clock.strftime("%H:%M")
            )
        )
    return first if fold0 or second.astimezone(UTC) > now.astimezone(UTC) else second
