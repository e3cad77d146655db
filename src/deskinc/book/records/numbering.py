"""The numbers on paper: line serial, number within the day, and the series of a form."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from deskinc.book.disk.store import Link


@dataclass(frozen=True, slots=True)
class Numbers:
    """The last numbers given: line serial, count within ``day``, count of each series' year."""

    line: int = 0
    day: str = ""
    count: int = 0
    series: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def standing(link: Link) -> Numbers:
    """The numbers given so far, read from the registers."""
    last = link.run("SELECT line, day FROM entry ORDER BY n DESC LIMIT 1").one_or_none()
    if last is None:
        return Numbers()
    day, _slash, count = str(last.day).partition("/")
    return Numbers(int(last.line), day, int(count))


def give(
    link: Link, numbers: Numbers, day: date, *, line: bool, series: str | None
) -> tuple[Numbers, dict[str, str | int]]:
    """The next numbers for a record written on the local ``day``."""
    nos: dict[str, str | int] = {}
    if line:
        shown = day.isoformat()
        count = numbers.count if shown == numbers.day else last_of_day(link, day)
        numbers = replace(numbers, line=numbers.line + 1, day=shown, count=count + 1)
        nos |= {"line": numbers.line, "day": f"{shown}/{numbers.count}"}
    if series is not None:
        year, count = numbers.series.get(series, (0, 0))
        if year != day.year:
            count = _last_of_year(link, series, day.year)
        known = dict(numbers.series) | {series: (day.year, count + 1)}
        numbers = replace(numbers, series=known)
        nos[series] = f"{day.year}-{count + 1:04d}"
    return numbers, nos


def last_of_day(link: Link, day: date) -> int:
    """How many lines the local ``day`` has."""
    return len(lines_of_day(link, day))


def lines_of_day(link: Link, day: date) -> list[int]:
    """The line serials of the local ``day``, in order; whatever offset they were written at."""
    start = datetime.combine(day, time(), UTC)
    low, high = start - timedelta(hours=24), start + timedelta(hours=48)
    rows = link.run(
        "SELECT line, day FROM entry WHERE at >= ? AND at < ? ORDER BY line",
        (round(low.timestamp() * 1000), round(high.timestamp() * 1000)),
    )
    head = f"{day.isoformat()}/"
    return [int(row.line) for row in rows if row.day.startswith(head)]


def _last_of_year(link: Link, series: str, year: int) -> int:
    head = f"{series}-{year}-"
    last = link.run(
        """SELECT number FROM (SELECT number, n FROM incident WHERE number GLOB ?
            UNION ALL SELECT number, n FROM held WHERE number GLOB ?) ORDER BY n DESC LIMIT 1""",
        (head + "*", head + "*"),
    ).scalar_one_or_none()
    return 0 if last is None else int(str(last).removeprefix(head))
