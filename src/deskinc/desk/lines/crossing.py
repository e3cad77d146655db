"""What lines and incidents name of each other: both ways, so that one leads to the other."""

from collections.abc import Iterable

from deskinc.book.book import Reader
from deskinc.book.record import Record
from deskinc.desk.lines.found_lines import Found, Tag
from deskinc.desk.lines.marks import Added, Corrects, Link, Struck, numbers
from deskinc.desk.lines.noted import noted
from deskinc.proof.canonical import b64


def names(n: int, found: Found, own: Tag | None) -> tuple[Link, ...]:
    """Other incidents that the words of line ``n`` name; an addition repeats none of them."""
    there = [number for number in numbers(found.new(n)) if number in found.numbered]
    others = [number for number in there if own is None or number != own.number]
    return tuple(Link(found.numbered[number], number) for number in others)


def additions(n: int, found: Found) -> tuple[Added, ...]:
    """What was added to a line; nothing for what is an addition itself."""
    if found.adds(n):
        return ()
    there = [found.records[later] for later in found.additions(n)]
    return tuple(
        Added(found.author(one).initials, one.written, one.line or 0, one.cited or "")
        for one in there
    )


def adds_to(n: int, found: Found) -> Corrects | None:
    """The line that an addition adds to."""
    if not found.adds(n):
        return None
    first = found.first(n)
    return Corrects(found.rows[first].line, "", found.records[first].cited)


def struck(n: int, found: Found) -> Struck | None:
    """Who struck or replaced a line, when and why."""
    row = found.rows[found.last(n)]
    by = found.records.get(row.struck or row.replaced or 0)
    if by is None:
        return None
    see, cited = (by.line, by.cited) if row.replaced is not None else (None, "")
    note = noted(by, found.signers)
    who = (note and note.by) or found.author(by).initials
    return Struck(who, by.written, found.said(by, "reason"), see, cited)


def corrects(n: int, found: Found) -> Corrects | None:
    """The line that this one replaces or strikes."""
    before = found.rows[n].amends
    if before is None or found.adds(n):
        return None
    first = found.first(before)
    reason = found.said(found.records[n], "reason")
    return Corrects(found.rows[first].line, reason, found.records[first].cited)


def numbered(read: Reader, records: Iterable[Record]) -> dict[str, str]:
    """The incidents that the words of these records name, by number."""
    wanted = {number for record in records for number in numbers(record.values)}
    found = read.incidents_numbered(wanted) if wanted else ()
    return {row.number: b64(row.thread) for row in found if row.number}
