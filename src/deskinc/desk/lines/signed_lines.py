"""The lines of the book for paper: what no register says, only the records themselves."""

from collections.abc import Iterable, Mapping

from deskinc.book.record import Record
from deskinc.book.registers.lines import LATE, written
from deskinc.book.registers.values import ident, idents, moment
from deskinc.desk.lines.erased import erased
from deskinc.desk.lines.found_lines import Found, Marks, Tag, Who
from deskinc.desk.lines.noted import signers
from deskinc.desk.lines.source import Source

_MINUTE = 60_000


def found_lines(source: Source, records: Iterable[Record], raised: Mapping[bytes, bytes]) -> Found:
    """The lines among ``records`` with all that amend them or that they amend.

    ``raised`` names the incident that was raised from a line, by the line's id.
    """
    known: dict[bytes, Record] = {}
    for record in records:
        if record.line is not None and record.id not in known:
            known |= {r.id: r for r in source.read.thread(record.thread) if r.line is not None}
    amending = {r.amends: r for r in known.values() if r.amends is not None}
    rows = {r.n: _marks(r, known, amending, raised) for r in known.values()}
    people = {r.author: source.person(r.author) for r in known.values()}
    incidents = {
        row.incident: source.incident(row.incident) for row in rows.values() if row.incident
    }
    return Found(
        rows,
        {r.n: r for r in known.values()},
        {author: Who(one.initials, one.printed) for author, one in people.items()},
        {thread: Tag(i.number, i.severity) for thread, i in incidents.items() if i is not None},
        signers(source.read, known.values()),
        erased(source.read, rows),
    )


def raised_from(records: Iterable[Record]) -> dict[bytes, bytes]:
    """The incident raised from each line, by the line's id: the first that names it."""
    found: dict[bytes, bytes] = {}
    for record in records:
        if record.form == "incident":
            for line in idents(record.values, "lines"):
                found.setdefault(line, record.thread)
    return found


def _minutes_late(record: Record) -> int | None:
    """How long after it happened the line was written, if that counts as late."""
    happened = moment(record.values, "happened")
    late = 0 if happened is None else (written(record) - happened) // _MINUTE
    return late if late > LATE and record.amends is None else None


def _marks(
    record: Record,
    known: Mapping[bytes, Record],
    amending: Mapping[bytes, Record],
    raised: Mapping[bytes, bytes],
) -> Marks:
    before = known.get(record.amends) if record.amends is not None else None
    after = amending.get(record.id)
    struck = after is not None and after.form == "strike"
    return Marks(
        n=record.n,
        line=record.line or 0,
        day=record.day or "",
        incident=ident(record.values, "incident") or raised.get(record.id),
        late=_minutes_late(record),
        replaced=after.n if after is not None and not struck else None,
        struck=after.n if after is not None and struck else None,
        amends=before.n if before is not None else None,
    )
