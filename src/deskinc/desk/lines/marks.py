"""What stands beside the words of a line: second signatures, a review, points, its sheet."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from deskinc.book.registers.day import MarkRow, SecondRow
from deskinc.desk.site import plain
from deskinc.forms.fields import Value, moment_of
from deskinc.forms.form import rows
from deskinc.i18n import Locale, _

LONG = 120
"""Minutes from which lateness is said in hours."""
_NUMBER = re.compile(r"\b[A-Z]{2,8}-\d{4}-\d{4,}\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Struck:
    """Who drew the line through, when and why; ``see`` is the serial of the line instead.

    ``cited`` is that line as people cite it.
    """

    by: str
    at: datetime
    reason: str
    see: int | None
    cited: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Corrects:
    """The serial of the line this one replaces, the reason given, and how people cite that line."""

    line: int
    reason: str
    cited: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Added:
    """An addition to a line: by whom and when, its serial, and how people cite it."""

    by: str
    at: datetime
    line: int
    cited: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Signed:
    """A second signature under a line: initials and name, when, and what was meant."""

    by: str
    name: str
    at: datetime
    meaning: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What the last review said of a line: ``approved``, or ``returned`` with a comment."""

    verdict: str
    by: str
    at: datetime
    comment: str


@dataclass(frozen=True, slots=True)
class Link:
    """The record a line of the desk speaks of: its id, and how it is called there."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A point of a patrol: when it was passed, and what was found."""

    point: str
    at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class Copied:
    """Who wrote a line on paper, and on which line of which sheet; 0 where that is not said."""

    by: str
    sheet: int
    line: int
    at: datetime | None = None
    """When it was written there, where that is said apart from when it happened."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What registers say beside the lines asked for, by record: nothing of it is on a paper."""

    marks: Mapping[int, MarkRow] = field(default_factory=dict)
    seconds: Mapping[int, tuple[SecondRow, ...]] = field(default_factory=dict)


def gathered(marks: Mapping[int, MarkRow], seconds: Iterable[SecondRow]) -> Beside:
    """Marks and second signatures, by the record of their line."""
    under: dict[int, tuple[SecondRow, ...]] = {}
    for row in seconds:
        under[row.line] = (*under.get(row.line, ()), row)
    return Beside(marks, under)


def link(values: Mapping[str, Value]) -> Link | None:
    """The record that a line of the desk speaks of."""
    said = values.get("about")
    return Link(str(said["id"]), plain(said)) if isinstance(said, dict) else None


def numbers(values: Mapping[str, Value]) -> Iterable[str]:
    """What looks like the number of an incident in the words of a line, each once."""
    return dict.fromkeys(_NUMBER.findall(plain(values.get("text"))))


def passed(values: Mapping[str, Value]) -> tuple[Passed, ...]:
    """The points of a patrol, in the order they were passed."""
    found = [
        Passed(plain(row.get("point")), moment_of(row.get("at")), plain(row.get("note")))
        for _row, row in rows(values, "points")
    ]
    return tuple(sorted(found, key=lambda one: (one.at is None, one.at and one.at.timestamp())))


def copied(values: Mapping[str, Value]) -> Copied | None:
    """Who wrote the line on paper; None for one that was typed at the desk."""
    by = plain(values.get("written_by"))
    sheet, line = (
        number if isinstance(number := values.get(name), int) else 0
        for name in ("sheet", "sheet_line")
    )
    return Copied(by, sheet, line, moment_of(values.get("paper_at"))) if by or sheet else None


def copied_words(mark: Copied | None, when: str = "") -> str:
    """``written on paper 22:25 by K. Ali, sheet 2, line 3``; "" for a line typed at the desk."""
    if mark is None:
        return ""
    timed, plainly = _("written on paper {time} by {name}"), _("written on paper by {name}")
    words = (timed if when else plainly).format(name=mark.by or "?", time=when)
    if mark.sheet:
        words += _(", sheet {sheet}, line {line}").format(sheet=mark.sheet, line=mark.line)
    return words


def late_by(minutes: int, *, spoken: bool = False) -> str:
    """``LATE +24 min``, from two hours on ``LATE +21 h 55 min``; ``spoken``: in whole words."""
    if not spoken:
        return _("LATE +{time}").format(time=span_words(minutes))
    if minutes < LONG:
        return _("late by {minutes} minutes").format(minutes=minutes)
    hours, rest = divmod(minutes, 60)
    return _("late by {hours} hours {minutes} minutes").format(hours=hours, minutes=rest)


def span_words(minutes: int) -> str:
    """``24 min``; from two hours on ``21 h 55 min``."""
    if minutes < LONG:
        return _("{minutes} min").format(minutes=minutes)
    hours, rest = divmod(minutes, 60)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def point_words(locale: Locale, points: Iterable[Passed]) -> str:
    """``Roof door 02:10, Gate 02:14: chain loose``; "" for none."""
    said = []
    for one in points:
        time = "" if one.at is None else f" {locale.clock(locale.local(one.at))}"
        said.append(f"{one.point}{time}" + (f": {one.note}" if one.note else ""))
    return ", ".join(said)
