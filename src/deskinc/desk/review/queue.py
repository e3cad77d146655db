"""What waits for a shift lead: the lines that no review covers, shift by shift, the newest first.

A line that was corrected or added to has a line of its own, which is new to the reviewer. What one
wrote oneself waits for another shift lead, unless there is none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from deskinc.book.registers.rows import EntryRow
from deskinc.desk.office import Office
from deskinc.desk.review.items import OUT, Item
from deskinc.desk.review.reading import Reading
from deskinc.desk.signing_on.standing import others_may
from deskinc.desk.site import EARLY

FARTHEST = timedelta(days=31)
MOST = 1000
"""How far back lines wait, and how many of them are gone through."""

Start = tuple[datetime, str, int]
"""When a shift began, its title, and which part of it."""


@dataclass(frozen=True)
class Waiting:
    """The lines of one shift from the first to the last that waits, none left out.

    ``waits`` is how many of them wait; the lines themselves are read only where they are shown.

    ``stamps`` are time stamps of that shift without their words; ``silent`` is for how long nobody
    has written at its end. A clock that was set back breaks a shift into several of the same start.
    """

    start: datetime
    shift: str
    part: int
    waits: int
    items: tuple[Item, ...] = ()
    stamps: int = 0
    silent: timedelta | None = None

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return _key(self.start, self.part)

    @cached_property
    def new(self) -> tuple[Item, ...]:
        """The lines that wait."""
        return tuple(item for item in self.items if item.new)

    @cached_property
    def standing_out(self) -> Mapping[str, int]:
        """How many of these are late, struck and so on."""
        said = [code for item in self.new for code in item.out]
        return {code: said.count(code) for code in OUT if code in said}


@dataclass(frozen=True, slots=True)
class Queue:
    """All that waits. ``alone``: no other shift lead is here, so one’s own lines wait too.

    ``returned`` are the lines that nobody has answered yet; ``more`` says that older lines wait.
    ``older`` is how many lines of before :data:`FARTHEST` nobody ever reviewed, :data:`MOST` of
    them at most.
    """

    shifts: tuple[Waiting, ...]
    returned: tuple[Item, ...]
    alone: bool
    more: bool
    older: int = 0

    @property
    def count(self) -> int:
        """How many lines wait."""
        return sum(each.waits for each in self.shifts)


def count(office: Office) -> int:
    """How many lines wait for whoever is signed in."""
    office.allow("review")
    begin = _begin(office)
    return office.read.count_unreviewed(begin - 1, _without(office, is_alone(office)), MOST)


def is_alone(office: Office) -> bool:
    """Whether nobody else reviews."""
    return not others_may(office.read.persons(), office.officer.thread, "review")


def queue(office: Office, only: str | None = None, *, older: bool = False) -> Queue:
    """What waits for whoever is signed in; ``older``: what nobody reviewed when it did.

    The lines are read of all shifts, or ``only`` of the one with that key, else of the newest.
    """
    office.allow("review")
    alone, read = is_alone(office), office.read
    begin, without = _begin(office), _without(office, alone)
    old = read.count_unreviewed(0, without, MOST, before=begin)
    span = (0, begin) if older else (begin - 1, read.last_n() + 1)
    there = read.unreviewed(span[0], without, MOST, before=span[1])
    back = read.entries([row.n for row in read.returned()])
    reading = Reading(office, {row.n for row in there})
    groups = _by_shift(office, there)
    more = len(there) == MOST and len(groups) > 1
    groups = groups[more:][::-1]
    keys = [_key(start[0], start[2]) for start, _rows in groups]
    shown = keys if only is None else [only] if only in keys else keys[:1]
    begun = [start[0] for key, (start, _rows) in zip(keys, groups, strict=True) if key in shown]
    stamps = _stamps(office, begun)
    shifts = tuple(
        _waiting(office, reading, start, rows, stamps)
        if key in shown
        else Waiting(*start, len(rows))
        for key, (start, rows) in zip(keys, groups, strict=True)
    )
    returned = tuple(item for item in reading.items(back, apart=True) if item.waits)
    return Queue(shifts, returned, alone, more, old)


def _key(start: datetime, part: int) -> str:
    return f"{start.isoformat()} {part}"


def shift_of(office: Office, moment: datetime) -> tuple[datetime, str]:
    """When the shift of the site began into which a moment falls, and its title; else the day."""
    zone = office.locale.tz
    moment = moment.astimezone(zone)
    shift = office.site.shift_at(moment)
    begin = time() if shift is None else time.fromisoformat(shift.start)
    day = moment.date() - timedelta(days=moment.time() < begin)
    return datetime.combine(day, begin, zone), shift.title if shift else ""


def title(office: Office, waiting: Waiting) -> str:
    """``Night 19:00–07:00, Sunday 22 November 2026``."""
    day = office.locale.date(waiting.start)
    return f"{waiting.shift}, {day}" if waiting.shift else day


def _begin(office: Office) -> int:
    """The record of the first line of the time for which lines wait."""
    first = office.read.first_at(office.now() - FARTHEST)
    return office.read.last_n() + 1 if first is None else first


def _without(office: Office, alone: bool) -> str:
    """Whose lines wait for somebody else."""
    return "" if alone else office.officer.thread


def _stamps(office: Office, begun: Iterable[datetime]) -> list[datetime]:
    """The time stamps without their words since the first of these shifts began."""
    first = min(begun, default=None)
    n = None if first is None else office.read.first_at(first)
    if n is None:
        return []
    since = office.read.line_before(n) or 0
    return [office.moment(stub.at) for stub in office.read.stubs(since) if stub.at is not None]


def _waiting(
    office: Office, reading: Reading, start: Start, rows: list[EntryRow], stamps: list[datetime]
) -> Waiting:
    between = office.read.lines_between(rows[0].line, rows[-1].line)
    still = shift_of(office, office.moment(reading.now)) == start[:2]
    return Waiting(
        *start,
        len(rows),
        tuple(reading.items(between)),
        sum(shift_of(office, at) == start[:2] for at in stamps),
        reading.silent(between[-1]) if still else None,
    )


def _by_shift(office: Office, rows: Iterable[EntryRow]) -> list[tuple[Start, list[EntryRow]]]:
    """The lines of each shift; a line that a clock set back puts elsewhere begins another one.

    Whoever signs on a little early begins the new shift with that.
    """
    found: list[tuple[Start, list[EntryRow]]] = []
    for row in rows:
        at = office.moment(row.at)
        start = shift_of(office, at + EARLY if row.form == "shift_on" else at)
        if found and start[0] < found[-1][0][0] <= at + EARLY:
            start = found[-1][0][:2]
        if not found or found[-1][0][:2] != start:
            part = sum(before[:2] == start for before, _rows in found)
            found.append(((*start, part), []))
        found[-1][1].append(row)
    return found
