"""One line of the book as people read it: screen and paper are built from the same rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from deskinc.book.book import EntryRow, Reader
from deskinc.book.record import Record
from deskinc.desk.lines import crossing
from deskinc.desk.lines.erased import erased
from deskinc.desk.lines.found_lines import Found, Tag, writers
from deskinc.desk.lines.marks import (
    Added,
    Copied,
    Corrects,
    Link,
    Mark,
    Passed,
    Signed,
    Struck,
    copied,
    gathered,
    link,
    passed,
)
from deskinc.desk.lines.noted import Noted, noted, signers
from deskinc.desk.site import plain
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value, moment_of
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.note import NOTED_AT


@dataclass(frozen=True, slots=True)
class Line:
    """One line: both serials, both times (site time, aware), the words, and its marks.

    ``cited`` is the serial as people cite it: ``4812``, after a restore ``4812·e2``. ``stamped`` is
    when the time was stamped that the line finishes.
    """

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
    informed: str = ""
    struck: Struck | None = None
    corrects: Corrects | None = None
    incident: str = ""
    incident_thread: str = ""
    severity: str = ""
    cited: str = field(default="", compare=False)
    mirrored: bool = True
    noted: Noted | None = None
    stamped: datetime | None = None
    copied: Copied | None = None
    points: tuple[Passed, ...] = ()
    about: Link | None = None
    seconds: tuple[Signed, ...] = ()
    mark: Mark | None = None
    names: tuple[Link, ...] = ()
    """Other incidents that its words name, by thread and number."""
    added: tuple[Added, ...] = ()
    """What was added to it, each in a line of its own."""
    adds_to: Corrects | None = None
    """The line that this one adds to."""

    @property
    def day_no(self) -> str:
        """Its number within its day, ``17``."""
        return self.day.rpartition("/")[2]

    @property
    def ahead(self) -> bool:
        """Whether the time it happened lies after the time it was written (D4: by two minutes)."""
        return self.happened is not None and self.happened > self.written


_SHOWN = frozenset(
    {
        "text",
        "happened",
        NOTED_AT,
        "spooled_by",
        "stamped",
        "written_by",
        "paper_at",
        "sheet",
        "sheet_line",
    }
)
"""What prints of a line that is no addition, beside the points that were passed."""


def lines(read: Reader, ns: Sequence[int]) -> list[Line]:
    """The lines of the records ``ns``, in that order; unknown numbers are left out."""
    return told(ns, _found(read, ns))


def followed(read: Reader, ns: Sequence[int]) -> list[Line]:
    """The lines ``ns`` with those that replaced them or add to them, as they were written."""
    found = _found(read, ns)
    return told(found.followed(ns), found)


def told(ns: Iterable[int], found: Found) -> list[Line]:
    """The lines ``ns`` of what was found."""
    return [_line(n, found) for n in ns if n in found.rows and n in found.records]


def standing(read: Reader, n: int) -> int | None:
    """The record that says all of line ``n``: itself or the last addition; None for no line."""
    rows = _with_links(read, [n])
    return Found(rows, read.records(rows), {}, {}).last(n) if n in rows else None


def _found(read: Reader, ns: Sequence[int]) -> Found:
    rows = _with_links(read, ns)
    threads = {row.incident for row in rows.values() if row.incident is not None}
    tags = {i.thread: Tag(i.number or "", i.severity or "") for i in read.incidents_of(threads)}
    records = read.records(rows)
    known = signers(read, records.values())
    beside = gathered(read.marks(rows), read.seconds(rows))
    return Found(
        rows, records, writers(read), tags, known, erased(read, rows), beside,
        crossing.numbered(read, records.values()),
    )  # fmt: skip


def _with_links(read: Reader, ns: Sequence[int]) -> dict[int, EntryRow]:
    rows: dict[int, EntryRow] = {}
    wanted = set(ns)
    while wanted:
        rows |= {row.n: row for row in read.entries(sorted(wanted))}
        named = {
            n
            for row in map(rows.get, wanted)
            if row is not None
            for n in (row.struck, row.replaced, row.amends)
            if n is not None
        }
        wanted = named - rows.keys() - wanted
    return rows


def _line(n: int, found: Found) -> Line:
    row, record = found.rows[n], found.records[n]
    values = record.values
    whole = found.records[found.last(n)].values
    author = found.author(record)
    incident = found.incidents.get(row.incident) if row.incident is not None else None
    note = noted(record, found.signers)
    said, late = found.new(n), found.late(n)
    return Line(
        n=row.n,
        line=row.line,
        cited=record.cited or str(row.line),
        day=row.day,
        form=record.form,
        written=record.written,
        happened=moment_of(said.get("happened")) or (note.at if note else None),
        late=late,
        late_reason="" if late is None else _words(whole.get("late")),
        type=plain(values.get("type")) or record.form,
        type_text=_words(values.get("type")) or _(current(record.form).title),
        place=found.said(record, "place"),
        text=_added(n, found) if found.adds(n) else _text(record, found),
        by=(note and note.by) or author.initials,
        by_name=note.name if note and note.by else author.name,
        automatic=record.author == "desk" and note is None,
        action="" if found.adds(n) else found.said(record, "action"),
        reported_by=found.said(record, "reported_by"),
        informed=found.said(record, "informed"),
        struck=crossing.struck(n, found),
        corrects=crossing.corrects(n, found),
        incident=incident.number if incident else "",
        incident_thread=b64(row.incident) if row.incident is not None else "",
        severity=incident.severity if incident else "",
        noted=note,
        stamped=moment_of(said.get("stamped")),
        copied=copied(said),
        points=passed(said),
        about=link(said),
        seconds=_seconds(n, found, record),
        mark=_mark(n, found, record),
        names=crossing.names(n, found, incident),
        added=crossing.additions(n, found),
        adds_to=crossing.adds_to(n, found),
    )


def _seconds(n: int, found: Found, record: Record) -> tuple[Signed, ...]:
    rows = found.beside.seconds.get(n, ())
    return tuple(
        Signed(who.initials, who.name, _moment(row.at, record), row.meaning or "")
        for row in rows
        for who in [found.writer(row.author)]
    )


def _mark(n: int, found: Found, record: Record) -> Mark | None:
    row = found.beside.marks.get(n)
    if row is None:
        return None
    by = found.writer(row.author).initials
    return Mark(row.verdict, by, _moment(row.at, record), row.comment or "")


def _moment(at: int, record: Record) -> datetime:
    """The milliseconds of a register, by the clock that ``record`` was written by."""
    return datetime.fromtimestamp(at / 1000, record.written.tzinfo)


def _added(n: int, found: Found) -> str:
    """What an addition says: only what is new in it."""
    form = current(found.records[n].form)
    new = found.new(n).items()
    said = ", ".join(f"{_(form.field(name).label)}: {_said(value)}" for name, value in new)
    line = found.records[found.first(n)].cited
    return _("Added to line {line}. {what}.").format(line=line, what=said.removesuffix("."))


def _said(value: Value) -> str:
    return _words(value) or plain(value)


def _words(value: object) -> str:
    """The word of a choice as it was shown when written."""
    if isinstance(value, dict):
        text = value.get("text", "")
        return _(text) if isinstance(text, str) else ""
    return ""


def _text(record: Record, found: Found) -> str:
    said = found.said(record, "text")
    if said or record.form == "occurrence":
        return said or _("[erased]")
    if record.form == "strike":
        return found.said(record, "reason")
    return _(current(record.form).title)


def sources(n: int, found: Found) -> set[tuple[int, str]]:
    """The values, by record and field, that the words and times of line ``n`` come from."""
    row, record = found.rows[n], found.records[n]
    if found.adds(n):
        named = {(n, name) for name in found.new(n)}
    else:
        points = {name for name in record.values if name.startswith("points/")}
        named = {(n, name) for name in _SHOWN | points}
    if record.form == "strike":
        named.add((n, "reason"))
    if found.late(n) is not None:
        named.add((found.last(n), "late"))
    last = found.rows[found.last(n)]
    named |= {(by, "reason") for by in (last.struck, last.replaced) if by is not None}
    if row.amends is not None:
        named.add((n, "reason"))
    return named
