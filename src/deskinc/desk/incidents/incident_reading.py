"""Reading an incident: its fold, what it lacks, its timeline, photos and the history of changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from deskinc.book.record import Record
from deskinc.book.records.reading import folded
from deskinc.book.registers.rows import IncidentRow as _Row
from deskinc.desk.incidents.response.reading import Graded, graded
from deskinc.desk.incidents.timeline import TimelineRow, named, timeline
from deskinc.desk.lines import counting
from deskinc.desk.lines.erased import erased, left_open
from deskinc.desk.office import Office
from deskinc.desk.people.restricted import (
    category_words,
    closed,
    closed_words,
    note_reading,
    opened,
    why_closed,
)
from deskinc.errors import DeskError
from deskinc.forms import taxonomy
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.incident import is_exercise
from deskinc.forms.fields import Value, show
from deskinc.forms.form import missing
from deskinc.forms.restricting import parted, restricted
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as a list shows it; times are site time, aware."""

    thread: str
    number: str
    title: str
    category: str
    category_text: str
    severity: str
    state: str
    place: str
    occurred: datetime | None
    opened: datetime
    owner: str
    next_step: str
    due: datetime | None
    finished: bool

    @property
    def exercise(self) -> bool:
        """Whether it is no more than an exercise."""
        return is_exercise(self.number)


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that must be answered before the incident is finished."""

    field: str
    label: str


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo of the incident; ``there`` is false once the picture was erased."""

    n: int
    caption: str
    taken: datetime | None
    metadata: str
    there: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a follow-up added or corrected.

    ``by`` are initials, ``name`` is the name; ``before`` and ``after`` are words, ``was`` and
    ``now`` the values as kept.
    """

    at: datetime
    by: str
    label: str
    before: str
    after: str
    field: str = ""
    was: Value = None
    now: Value = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Everything the incident's page shows; ``erased`` says of fields that they were.

    ``closed`` says that parts of it are restricted, to whoever may not read them.
    """

    incident: Incident
    values: dict[str, Value]
    missing: tuple[Missing, ...]
    timeline: tuple[TimelineRow, ...]
    photos: tuple[PhotoRow, ...]
    pinned: int
    changes: tuple[Change, ...]
    author: str
    erased: Mapping[str, str]
    closed: str = ""
    named: tuple[TimelineRow, ...] = ()
    """Lines of the book that name it in their words."""
    graded: tuple[Graded, ...] = ()
    """What it was said to be since when."""


_LISTED = {"open": "open", "review": "finished", "closed": "closed", "spot": "spot", "void": "void"}


def listed(office: Office, which: str = "all", *, exercises: bool = False) -> list[Incident]:
    """Incidents, newest first: ``open``, ``review`` (finished, not closed) or ``all``.

    ``exercises`` are left out unless they are asked for; ``exercises`` as the state is these alone.
    """
    office.allow("read_incidents")
    state = _LISTED.get(which)
    found = [incident_of(office, row) for row in reversed(office.read.incidents(state))]
    if which == "exercises":
        return [one for one in found if one.exercise]
    return [one for one in found if exercises or not one.exercise]


def active(office: Office, *, exercises: bool = False) -> list[Incident]:
    """Open incidents, the most severe first, then the oldest; none for who may not read them.

    Exercises stand after all that is real.
    """
    found = open_ones(office) if office.officer.may("read_incidents") else []
    return [one for one in found if exercises or not one.exercise]


def open_ones(office: Office) -> list[Incident]:
    """The same for a door where nobody has signed in: show numbers and times of them alone."""
    rank = {severity.code: severity.rank for severity in taxonomy.SEVERITIES}
    found = [incident_of(office, row) for row in office.read.incidents("open")]
    return sorted(found, key=lambda i: (i.exercise, -rank.get(i.severity, 0), i.opened.timestamp()))


def page(office: Office, thread: str) -> IncidentPage:
    """The incident's fold, what it still lacks, its timeline, photos and changes."""
    office.allow("read_incidents")
    key = unb64(thread)
    row = office.read.incident(key)
    if row is None:
        raise DeskError(_("There is no such incident."))
    records = counting.telling(office.read, key)
    values = folded(records)
    if opened(records, office.officer.thread):
        note_reading(office, key, row.number or "")
    form = current("incident")
    return IncidentPage(
        incident=incident_of(office, row),
        values=values,
        missing=tuple(Missing(f.name, _(f.label)) for f in missing(form, values)),
        timeline=timeline(office, key, records),
        photos=_photos(office, key),
        pinned=len(office.read.pins(incident=key)),
        changes=_changes(office, records),
        author=office.writer(records[0].author),
        closed=_closed(office, row, records),
        erased=left_open(office.read, records, values),
        named=named(office, thread, row.number or ""),
        graded=graded(records),
    )


def open_part(page: IncidentPage) -> IncidentPage:
    """The page without anything restricted, for whoever has the desk next."""
    form = current("incident")
    values, _closed_ones = parted(form, page.values)
    changes = tuple(one for one in page.changes if not restricted(form, one.field))
    return replace(page, values=values, changes=changes, closed="")


def _photos(office: Office, key: bytes) -> tuple[PhotoRow, ...]:
    rows = office.read.photos(key)
    gone = erased(office.read, [row.n for row in rows])
    found = []
    for row in rows:
        said = gone.get(row.n, {})
        picture = said.get("original", "")
        caption = picture or row.caption or said.get("caption", "")
        taken, metadata = office.moment_or_none(row.taken), row.metadata or "none"
        found.append(PhotoRow(row.n, caption, taken, metadata, not picture))
    return tuple(found)


def _changes(office: Office, records: Sequence[Record]) -> tuple[Change, ...]:
    form, found = current("incident"), []
    names = {b64(row.thread): row.name for row in office.read.persons()}
    values: dict[str, Value] = {}
    gone = erased(office.read, [record.n for record in records])
    for record in records:
        for name, after in [*record.values.items(), *gone.get(record.n, {}).items()]:
            before = values.get(name)
            if not _opens(records[0], record) and name != "state" and before != after:
                field = form.field(name)
                found.append(
                    Change(
                        record.written,
                        office.writer(record.author),
                        _(field.label),
                        show(field, before, office.locale) if before is not None else "",
                        show(field, after, office.locale) if after is not None else "",
                        name,
                        before,
                        after,
                        names.get(record.author) or "",
                    )
                )
        values |= record.values
    return tuple(found)


def _opens(first: Record, record: Record) -> bool:
    """Whether the record is the opening, or the restricted part written with it."""
    together = first.doc.batch is not None and record.doc.batch == first.doc.batch
    return record.n == first.n or together


def _closed(office: Office, row: _Row, records: Sequence[Record]) -> str:
    times = [
        f"{office.locale.short_date(one.written)} {office.locale.clock(one.written)}"
        for one in closed(office.read, records)
    ]
    words = closed_words(row.number or "", category_words(row.category or ""), times)
    return f"{words}. {why_closed(office)}" if words else ""


def incident_of(office: Office, row: _Row) -> Incident:
    """What lists and heads show of an incident."""
    return Incident(
        thread=b64(row.thread),
        number=row.number or "",
        title=row.title or _gone(office, row, "title"),
        category=row.category or "",
        category_text=category_words(row.category or ""),
        severity=row.severity or "low",
        state=row.state,
        place=row.place_text or _gone(office, row, "place"),
        occurred=office.moment_or_none(row.occurred),
        opened=office.moment(row.opened_at),
        owner=row.owner or "",
        next_step=row.next_step or "",
        due=office.moment_or_none(row.due),
        finished=row.state != "open",
    )


def _gone(office: Office, row: _Row, name: str) -> str:
    return erased(office.read, [row.n]).get(row.n, {}).get(name, "")
