"""A day of the book for paper, read from its records: a register only says where to look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from deskinc.book.record import Record
from deskinc.desk.lines.day import DayPage, Duty, bounds, page_of
from deskinc.desk.lines.found_lines import Found, Who
from deskinc.desk.lines.lines import Line, told
from deskinc.desk.lines.signed_lines import found_lines, raised_from
from deskinc.desk.lines.source import Source, disagrees
from deskinc.desk.papers.day_marks import beside
from deskinc.desk.site import plain
from deskinc.proof.canonical import b64

_AHEAD = 64
"""Records that are read at once when looking for the next line."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it prints: its page, its lines, what they were read from, and what duty rests on.

    ``acts`` are sign-ons and sign-offs, handovers and their countersignatures, ``reviews`` the
    reviews whose marks stand beside its lines, ``seconds`` the second signatures, ``stamps`` the
    time stamps of the day that no line has finished.
    """

    page: DayPage
    lines: Sequence[Line]
    found: Found
    acts: Sequence[Record]
    reviews: Sequence[Record]
    seconds: Sequence[Record]
    stamps: Sequence[Record] = ()


def read_day(source: Source, on: date) -> Day:
    """The day as its records tell it; BookFault where a line of it is missing."""
    records = list(_span(source, on))
    written = [r for r in records if _is_of(r, on)]
    if [r.day for r in written] != [f"{on.isoformat()}/{k}" for k in range(1, len(written) + 1)]:
        raise disagrees()
    found = found_lines(source, written, raised_from(_raising(source, written)))
    marks, reviews, seconds = beside(source, found)
    people = {one.author: source.person(one.author) for one in (*reviews, *seconds)}
    who = {author: Who(one.initials, one.printed) for author, one in people.items()}
    found = replace(found, who={**found.who, **who}, beside=marks)
    duty, acts = _duty(source, on, records)
    span = (written[0].line or 0, written[-1].line or 0) if written else (0, 0)
    page = page_of(
        source.locale, (on, source.now().date()), duty, span,
        written=any(r.author != "desk" for r in written),
    )  # fmt: skip
    lines, stamps = told([r.n for r in written], found), _stamps(source, on)
    return Day(page, lines, found, acts, reviews, seconds, stamps)


def _stamps(source: Source, on: date) -> list[Record]:
    there = [source.of_form(row.n, "anchor") for row in source.read.stubs()]
    return [r for r in there if source.locale.local(r.at).date() == on]


def _is_of(record: Record, on: date) -> bool:
    return (record.day or "").partition("/")[0] == on.isoformat()


def _span(source: Source, on: date) -> Iterator[Record]:
    """Every record from the first line of the day, or the last before it, to its last line."""
    read = source.read
    lines = read.day_span(on.isoformat())
    ends = [read.by_line(serial) for serial in lines or ()]
    if lines is None:
        after = read.first_at(bounds(source.locale, on)[0])
        before = None if after is None else read.line_before(after)
        low, high = before or 1, after or read.last_n()
    elif None in ends:
        raise disagrees()
    else:
        low, high = (row.n for row in ends if row is not None)
    yield from read.records(range(low, high + 1)).values()
    while some := read.records(range(high + 1, min(high + _AHEAD, read.last_n()) + 1)):
        if next_line := next((r for r in some.values() if r.line is not None), None):
            if _is_of(next_line, on):
                raise disagrees()
            return
        yield from some.values()
        high = max(some)


def _raising(source: Source, written: Sequence[Record]) -> list[Record]:
    """The records of the incidents that lines of the day belong to or were raised into."""
    rows = source.read.entries([r.n for r in written])
    known = (source.incident(thread) for thread in {row.incident for row in rows if row.incident})
    return [r for one in known if one is not None for r in one.records]


def _duty(
    source: Source, on: date, records: Sequence[Record]
) -> tuple[tuple[Duty, ...], list[Record]]:
    """The shifts of the day, and the records that tell of them; none of the day is left out."""
    rows = source.read.shifts_between(*bounds(source.locale, on))
    known = {row.n for row in rows} | {row.off_n for row in rows}
    begins = [r for r in records if r.form in {"shift_on", "shift_off"} and r.amends is None]
    if any(record.n not in known and not _struck(source, record) for record in begins):
        raise disagrees()
    duty, acts = [], []
    for row in rows:
        one, told_by = _one(source, row.n, row.off_n)
        duty.append(one)
        acts += told_by
    return tuple(duty), acts


def _struck(source: Source, record: Record) -> bool:
    return any(r.form == "strike" for r in source.read.thread(record.thread))


def _one(source: Source, on: int, off: int | None) -> tuple[Duty, list[Record]]:
    begun = source.of_form(on, "shift_on")
    ended = None if off is None else source.of_form(off, "shift_off")
    if ended is not None and (ended.author, ended.n > on) != (begun.author, True):
        raise disagrees()
    standing = [r for r in source.read.thread(begun.thread) if r.form == "shift_on"][-1]
    who = source.person(begun.author)
    taken, acts = _taken(source, ended) if ended is not None else ("", [])
    duty = Duty(
        plain(standing.values.get("shift")), who.printed, who.initials, who.licence,
        source.locale.local(begun.at),
        None if ended is None else source.locale.local(ended.at), taken,
    )  # fmt: skip
    return duty, [begun, standing, *([ended] if ended else []), *acts]


def _taken(source: Source, off: Record) -> tuple[str, list[Record]]:
    """Who took over by the handover just before a sign-off, once he has countersigned it."""
    act = source.read.records([off.n - 1]).get(off.n - 1)
    if act is None or (act.form, act.author) != ("handover", off.author):
        return "", []
    incoming = act.values.get("incoming")
    who = str(incoming["id"]) if isinstance(incoming, dict) else ""
    for sign in source.read.thread(act.thread):
        named = sign.form == "countersign" and sign.values.get("act") == b64(act.leaf)
        if named and sign.author == who:
            return source.person(who).printed, [act, sign]
    return "", []
