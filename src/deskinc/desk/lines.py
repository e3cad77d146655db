"""One line of the book as people read it: screen and paper are built from the same rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.book import EntryRow, Reader
from deskinc.book.record import Record
from deskinc.book.registers.rows import IncidentRow
from deskinc.desk.site import plain
from deskinc.forms.catalogue import current
from deskinc.forms.fields import moment_of
from deskinc.i18n import _
from deskinc.proof.canonical import b64


@dataclass(frozen=True, slots=True)
class Struck:
    """Who drew the line through, when and why; ``see`` is the serial of the line instead."""

    by: str
    at: datetime
    reason: str
    see: int | None


@dataclass(frozen=True, slots=True)
class Corrects:
    """The serial of the line this one replaces, and the reason given."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: both serials, both times (site time, aware), the words, and its marks."""

    n: int
    line: int
    day: str
    form: str
    written: datetime
    happened: datetime | None
    late: int | None
    late_reason: str
    type: str
    type_text: str
    place: str
    text: str
    by: str
    by_name: str
    automatic: bool
    action: str = ""
    reported_by: str = ""
    struck: Struck | None = None
    corrects: Corrects | None = None
    incident: str = ""
    incident_thread: str = ""
    severity: str = ""
    mirrored: bool = True


@dataclass(frozen=True, slots=True)
class Who:
    """Initials and name of an author."""

    initials: str
    name: str


def writers(read: Reader) -> dict[str, Who]:
    """Every author by thread; ``desk`` writes what no hand did."""
    people = {b64(p.thread): Who(p.initials or "?", p.name or "?") for p in read.persons()}
    return {**people, "desk": Who(_("desk"), _("desk"))}


def lines(read: Reader, ns: Sequence[int]) -> list[Line]:
    """The lines of the records ``ns``, in that order; unknown numbers are left out."""
    rows = {row.n: row for row in read.entries(ns)}
    linked = {
        n for row in rows.values() for n in (row.struck, row.replaced, row.amends) if n is not None
    }
    records = read.records([*rows, *linked])
    who = writers(read)
    threads = {row.incident for row in rows.values() if row.incident is not None}
    incidents = {row.thread: row for row in read.incidents_of(threads)}
    made = []
    for n in ns:
        row, record = rows.get(n), records.get(n)
        if row is None or record is None:
            continue
        made.append(_line(row, record, records, who, incidents))
    return made


def _line(
    row: EntryRow,
    record: Record,
    records: Mapping[int, Record],
    who: Mapping[str, Who],
    incidents: Mapping[bytes, IncidentRow],
) -> Line:
    values = record.values
    author = who.get(record.author, Who("?", "?"))
    happened = moment_of(values.get("happened"))
    incident = incidents.get(row.incident) if row.incident is not None else None
    return Line(
        n=row.n,
        line=row.line,
        day=row.day,
        form=record.form,
        written=record.written,
        happened=happened,
        late=row.late if row.amends is None else None,
        late_reason=_words(values.get("late")),
        type=plain(values.get("type")) or record.form,
        type_text=_words(values.get("type")) or _(current(record.form).title),
        place=plain(values.get("place")),
        text=_text(record),
        by=author.initials,
        by_name=author.name,
        automatic=record.author == "desk",
        action=plain(values.get("action")),
        reported_by=plain(values.get("reported_by")),
        struck=_struck(row, records, who),
        corrects=_corrects(row, record, records),
        incident=(incident.number or "") if incident else "",
        incident_thread=b64(row.incident) if row.incident is not None else "",
        severity=(incident.severity or "") if incident else "",
    )


def _words(value: object) -> str:
    """The word of a choice as it was shown when written."""
    if isinstance(value, dict):
        text = value.get("text", "")
        return _(text) if isinstance(text, str) else ""
    return ""


def _text(record: Record) -> str:
    said = plain(record.values.get("text"))
    if said or record.form == "occurrence":
        return said or _("[erased]")
    if record.form == "strike":
        return plain(record.values.get("reason"))
    return _(current(record.form).title)


def _struck(row: EntryRow, records: Mapping[int, Record], who: Mapping[str, Who]) -> Struck | None:
    by = records.get(row.struck or row.replaced or 0)
    if by is None:
        return None
    author = who.get(by.author, Who("?", "?"))
    see = by.line if row.replaced is not None else None
    return Struck(author.initials, by.written, plain(by.values.get("reason")), see)


def _corrects(row: EntryRow, record: Record, records: Mapping[int, Record]) -> Corrects | None:
    before = records.get(row.amends or 0)
    if before is None or before.line is None:
        return None
    return Corrects(before.line, plain(record.values.get("reason")))


def serials(rows: Iterable[Line]) -> str:
    """``4801–4871`` of a run of lines."""
    nos = [row.line for row in rows]
    return f"{min(nos)}–{max(nos)}" if nos else ""
