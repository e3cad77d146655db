"""Incidents: raising one from lines of the book, following it up, finishing it."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.record import Draft, Record, Saved, new_id
from deskinc.book.registers.rows import IncidentRow as _Row
from deskinc.desk.lines import Line, lines
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms import taxonomy
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value, moment_of, show
from deskinc.forms.form import asked, missing
from deskinc.forms.form import rows as _table
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


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that must be answered before the incident is finished."""

    field: str
    label: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What happened when, and when and by whom it was written; ``line`` is its serial."""

    happened: datetime
    written: datetime
    text: str
    by: str
    line: int | None


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo of the incident."""

    n: int
    caption: str
    taken: datetime | None
    metadata: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a follow-up added or corrected."""

    at: datetime
    by: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Everything the incident's page shows."""

    incident: Incident
    values: dict[str, Value]
    missing: tuple[Missing, ...]
    timeline: tuple[TimelineRow, ...]
    photos: tuple[PhotoRow, ...]
    pinned: int
    changes: tuple[Change, ...]
    author: str


def listed(office: Office, which: str = "all") -> list[Incident]:
    """Incidents, newest first: ``open``, ``review`` (finished, not closed) or ``all``."""
    state = {"open": "open", "review": "finished"}.get(which)
    found = [row for row in office.read.incidents() if state is None or row.state == state]
    return [_incident(office, row) for row in reversed(found)]


def active(office: Office) -> list[Incident]:
    """Open incidents, the most severe first, then the oldest."""
    rank = {severity.code: severity.rank for severity in taxonomy.SEVERITIES}
    return sorted(listed(office, "open"), key=lambda i: (-rank.get(i.severity, 0), i.opened))


def page(office: Office, thread: str) -> IncidentPage:
    """The incident's fold, what it still lacks, its timeline, photos and changes."""
    key = unb64(thread)
    row = office.read.incident(key)
    if row is None:
        raise DeskError(_("There is no such incident."))
    records = [r for r in office.read.thread(key) if r.form == "incident"]
    values = folded(records)
    form = current("incident")
    return IncidentPage(
        incident=_incident(office, row),
        values=values,
        missing=tuple(Missing(f.name, _(f.label)) for f in missing(form, values)),
        timeline=timeline(office, key, records),
        photos=tuple(
            PhotoRow(p.n, p.caption or "", office.moment_or_none(p.taken), p.metadata or "none")
            for p in office.read.photos(key)
        ),
        pinned=len(office.read.pins(incident=key)),
        changes=_changes(office, records),
        author=office.writer(records[0].author),
    )


def folded(records: Sequence[Record]) -> dict[str, Value]:
    """The values of a thread: the last record that set a field wins, null clears."""
    values: dict[str, Value] = {}
    for record in records:
        values |= record.values
    return {name: value for name, value in values.items() if value is not None}


def start(office: Office, ns: Sequence[int]) -> dict[str, object]:
    """What is known already when an incident is raised from the lines ``ns``: nothing retyped."""
    source = lines(office.read, ns)
    if not source:
        return {"occurred": office.now(), "how": "in_person"}
    first = source[0]
    kinds = {kind.code: kind for kind in taxonomy.OCCURRENCE_TYPES}
    raises = kinds[first.type].category if first.type in kinds else ""
    raw: dict[str, object] = {
        "title": first.text.split(". ")[0].rstrip(".")[:120],
        "place": first.place,
        "occurred": first.happened or first.written,
        "reported_by": first.reported_by or office.officer.name,
        "how": "patrol" if first.type == "patrol" else "in_person",
        "narrative": "\n".join(line.text for line in source),
        "lines": {
            f"{i:03d}": {"line": {"id": _line_id(office, line), "text": str(line.line)}}
            for i, line in enumerate(source, 1)
        },
    }
    if raises:
        raw |= {"category": raises, "severity": taxonomy.starting_severity(raises).code}
    return raw


def open_new(
    office: Office,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Open an incident; raised from no line, it writes one that names it, in one transaction."""
    office.allow("raise_incident")
    said = _prepared(office, {"state": "open", **raw})
    opening = Draft(
        "incident", forms.clean(current("incident"), said, partial=True, current={}), id=unb64(id)
    )  # fmt: skip
    for name in ("category", "severity", "title"):
        if not opening.values.get(name):
            label = _(current("incident").field(name).label)
            raise InvalidForm({name: _("{field}: this is needed to open it.").format(field=label)})
    if said.get("lines"):
        return office.write(opening)
    words = {"type": "incident", "text": str(said["title"]), "place": said.get("place")}
    line = office.draft(
        "occurrence",
        {k: v for k, v in words.items() if v}
        | {"incident": {"id": id, "text": str(said["title"])}},
    )
    return office.write(opening, line)


def follow_up(
    office: Office,
    thread: str,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Write all changed fields of the page as one follow-up (D3)."""
    office.allow("follow_up")
    key = unb64(thread)
    before = folded([r for r in office.read.thread(key) if r.form == "incident"])
    said = forms.clean(current("incident"), _prepared(office, raw), partial=True, current=before)
    changed = forms.changes(before, said)
    if not changed:
        raise DeskError(_("Nothing was changed."))
    _check_severity(office, before, changed)
    return office.write(Draft("incident", changed, id=unb64(id), thread=key))


def note(
    office: Office,
    thread: str,
    text: str,
    id: str,  # noqa: A002
    happened: datetime | None = None,
) -> "Future[Saved]":
    """Write a line of the book that belongs to the incident; it stands in its timeline."""
    office.allow("write_occurrence")
    row = office.read.incident(unb64(thread))
    number = row.number if row and row.number else ""
    raw: dict[str, object] = {
        "type": "incident",
        "text": text,
        "incident": {"id": thread, "text": number},
    }
    if row and row.place_text:
        raw["place"] = office.site.place(row.place_text)
    if happened is not None:
        raw["happened"] = happened
    return office.write(office.draft("occurrence", raw, id=unb64(id)))


def finish(office: Office, thread: str, passphrase: str, id: str) -> Saved:  # noqa: A002
    """Declare the incident finished: nothing may be missing, and the passphrase is asked again."""
    office.allow("finish_incident")
    key = unb64(thread)
    values = folded([r for r in office.read.thread(key) if r.form == "incident"])
    lacking = missing(current("incident"), values)
    if lacking:
        raise InvalidForm(
            {f.name: _("{field} is missing.").format(field=_(f.label)) for f in lacking}
        )
    office.check(passphrase)
    said = forms.clean(
        current("incident"),
        {"state": "finished", "declaration": True},
        partial=True,
        current=values,
    )
    return office.write(Draft("incident", said, id=unb64(id), thread=key)).result()


def timeline(office: Office, key: bytes, records: Sequence[Record]) -> tuple[TimelineRow, ...]:
    """The lines that raised it and that belong to it, in the order they happened."""
    raised = [
        unb64(str(ref["id"]))
        for _row, cells in _table(folded(records), "lines")
        if isinstance(ref := cells.get("line"), dict)
    ]
    ns = [record.n for record in map(office.read.by_id, raised) if record is not None]
    ns += [n for n in office.read.search("", incident=key, limit=2000) if n not in ns]
    found = [line for line in lines(office.read, ns) if line.struck is None]
    return tuple(sorted(map(_timeline_row, found), key=lambda row: row.happened))


def _timeline_row(line: Line) -> TimelineRow:
    return TimelineRow(line.happened or line.written, line.written, line.text, line.by, line.line)


def _check_severity(
    office: Office, before: Mapping[str, Value], changed: Mapping[str, Value]
) -> None:
    if "severity" not in changed or "severity" not in before:
        return
    rank = {severity.code: severity.rank for severity in taxonomy.SEVERITIES}
    old, new = rank.get(plain(before["severity"]), 0), rank.get(plain(changed["severity"]), 0)
    if new < old:
        office.allow("lower_severity")
        if not changed.get("severity_reason"):
            raise InvalidForm({"severity_reason": _("Say why the severity is lowered.")})


def _prepared(office: Office, raw: Mapping[str, object]) -> dict[str, object]:
    said = {name: value for name, value in raw.items() if value != ""}
    if isinstance(place := said.get("place"), str):
        said["place"] = office.site.place(place)
    return said


def _changes(office: Office, records: Sequence[Record]) -> tuple[Change, ...]:
    form, found = current("incident"), []
    values: dict[str, Value] = {}
    for record in records:
        for name, after in record.values.items():
            before = values.get(name)
            if record is not records[0] and name != "state" and before != after:
                field = form.field(name)
                found.append(
                    Change(
                        record.written,
                        office.writer(record.author),
                        _(field.label),
                        show(field, before, office.locale) if before is not None else "",
                        show(field, after, office.locale) if after is not None else "",
                    )
                )
        values |= record.values
    return tuple(found)


def _incident(office: Office, row: _Row) -> Incident:
    codes = {category.code: category for category in taxonomy.CATEGORIES}
    category = codes.get(row.category or "")
    return Incident(
        thread=b64(row.thread),
        number=row.number or "",
        title=row.title or "",
        category=row.category or "",
        category_text=_(category.label) if category else "",
        severity=row.severity or "low",
        state=row.state,
        place=row.place_text or "",
        occurred=office.moment_or_none(row.occurred),
        opened=office.moment(row.opened_at),
        owner=row.owner or "",
        next_step=row.next_step or "",
        due=office.moment_or_none(row.due),
        finished=row.state != "open",
    )


def _line_id(office: Office, line: Line) -> str:
    return b64(office.read.record(line.n).id)


__all__ = [
    "Change", "Incident", "IncidentPage", "Missing", "PhotoRow", "TimelineRow", "active", "asked",
    "finish", "folded", "follow_up", "listed", "moment_of", "new_id", "note", "open_new", "page",
    "start", "timeline",
]  # fmt: skip
