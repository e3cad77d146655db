"""The registers as rows, declared once: each class is a row as read and the table it comes from.

Moments are milliseconds since 1970 in UTC. Records and threads are named by their 16 bytes; an
author or owner, as in the record itself, by the base64url text of a thread, or ``desk``.
"""

from dataclasses import dataclass, fields
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

derived = sa.MetaData()
"""Every table that can be dropped and built again from the records."""

_TYPES = {int: sa.Integer, str: sa.Text, bytes: sa.LargeBinary, frozenset[str]: sa.Text}


def _column(name: str, hint: Any, *, key: bool) -> sa.Column[Any]:
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    empty = NoneType in kinds
    return sa.Column(name, _TYPES[kinds[0]], primary_key=key, nullable=empty)


def table(name: str, row: type, *indexes: str, beside: str = "") -> sa.Table:
    """The table of such rows, with an index on each of ``indexes``.

    Its key is their first field, and the one ``beside`` it.
    """
    hints = get_type_hints(row)
    columns = [
        _column(field.name, hints[field.name], key=place == 0 or field.name == beside)
        for place, field in enumerate(fields(row))
    ]
    made = sa.Table(name, derived, *columns)
    for column in indexes:
        sa.Index(f"{name}_{column}", made.c[column])
    return made


def insert_sql(table: sa.Table, *, replace: bool = False) -> str:
    """The insert of a whole row by position."""
    statement = table.insert().prefix_with("OR REPLACE") if replace else table.insert()
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="qmark")))


@dataclass(frozen=True, slots=True)
class LeafRow:
    """The leaf of record ``n`` in the tree."""

    n: int
    leaf: bytes


@dataclass(frozen=True, slots=True)
class BlockRow:
    """The root over the 256 leaves up to and including record 256 × ``i``."""

    i: int
    root: bytes


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of the book.

    ``type`` is the occurrence's code, or the form's key where it is no occurrence; ``late`` the
    minutes it was written after it happened, if more than ten. ``replaced`` and ``struck`` are
    the records that did so, ``amends`` the one this replaces or strikes.
    """

    n: int
    line: int
    day: str
    form: str
    at: int
    offset: int
    happened: int | None
    type: str
    place: str | None
    place_text: str | None
    author: str
    incident: bytes | None
    late: int | None
    replaced: int | None
    struck: int | None
    amends: int | None


@dataclass(frozen=True, slots=True)
class WordsRow:
    """What search reads: the text itself, every other word, and the indexed terms."""

    n: int
    body: str
    more: str
    tags: str


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident: the fold of its thread. ``rank`` is its severity's, 1 (low) to 4 (critical).

    ``exercise`` is 1 of an exercise; ``found`` are the words it is found by, in no case and
    without accents.
    """

    thread: bytes
    n: int
    number: str | None
    category: str | None
    severity: str | None
    rank: int | None
    title: str | None
    state: str
    place: str | None
    place_text: str | None
    occurred: int | None
    opened_at: int
    author: str
    finished_n: int | None
    owner: str | None
    next_step: str | None
    due: int | None
    struck: int | None
    last_n: int
    last_at: int
    exercise: int
    found: str


@dataclass(frozen=True, slots=True)
class PinRow:
    """A pin on a plan; ``x`` and ``y`` in thousandths of plan units, ``gone`` by record."""

    id: bytes
    n: int
    incident: bytes
    plan: str
    x: int
    y: int
    precision: str | None
    radius: int | None
    note: str | None
    gone: int | None


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo of an incident; ``gone`` is the record that struck or replaced it."""

    n: int
    id: bytes
    incident: bytes
    caption: str | None
    taken: int | None
    metadata: str | None
    camera: str | None
    gone: int | None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A floor plan; sizes in thousandths of plan units, ``file_n`` the record with its tiles."""

    thread: bytes
    n: int
    name: str | None
    floor: str | None
    rank: int | None
    kind: str | None
    unit: str | None
    min_x: int | None
    min_y: int | None
    width: int | None
    height: int | None
    file_n: int | None
    struck: int | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An enrolled person with the codes of the roles held.

    ``leaf`` and ``enroller`` are of the newest enrolment, the record that gave the key he has now;
    ``vouched`` and ``confirmed`` the first and second countersignature under it, ``voucher`` who
    gave the first. ``certificate_until`` is when the site's certificate ends, ``own_until`` when
    one of another authority does.
    """

    thread: bytes
    n: int
    name: str | None
    initials: str | None
    roles: frozenset[str]
    licence: str | None
    signing_key: str | None
    state: str
    vouched: int | None
    last_n: int
    leaf: bytes | None
    enroller: str | None
    voucher: str | None
    confirmed: int | None
    relief_until: int | None
    licence_until: int | None
    first_aid_until: int | None
    alone: int | None
    """1 where the newest enrolment rests on the recovery sheet alone."""
    certificate_until: int | None
    own_until: int | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What is said of a person and waits for a second one: ``said`` are the values, as JSON."""

    leaf: bytes
    n: int
    thread: bytes
    author: str
    said: str


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A paper that left the book; ``about`` is the record or incident it tells of."""

    n: int
    kind: str | None
    about: str | None
    issue: int | None
    name: str | None
    sha256: str | None
    at: int
    author: str


@dataclass(frozen=True, slots=True)
class SealRow:
    """A signed tree head: ``line`` and ``mirror`` are the serials its note names."""

    n: int
    size: int
    root: bytes
    line: int
    mirror: int
    at: int
    note: str


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting of the site as it stands now, in canonical JSON."""

    name: str
    value: str


LEAF = table("leaf", LeafRow)
BLOCK = table("block", BlockRow)
ENTRY = table("entry", EntryRow, "line", "at")
sa.Index("entry_incident", ENTRY.c.incident, sqlite_where=ENTRY.c.incident.is_not(None))
for _name, _where in {
    "astray": ENTRY.c.form == "astray",
    "late": ENTRY.c.late.is_not(None),
    "struck": ENTRY.c.replaced.is_not(None) | ENTRY.c.struck.is_not(None),
    "linked": ENTRY.c.incident.is_not(None),
}.items():
    sa.Index(f"entry_{_name}", ENTRY.c.n, sqlite_where=_where)
sa.Index("entry_desk", ENTRY.c.type, ENTRY.c.n, sqlite_where=ENTRY.c.author == "desk")
WORDS = table("words", WordsRow)
INCIDENT = table("incident", IncidentRow, "n", "number")
_LOOKED_AT = ("n", "category", "severity", "exercise", "found")
sa.Index("incident_all", *(INCIDENT.c[name] for name in _LOOKED_AT))
sa.Index("incident_state", *(INCIDENT.c[name] for name in ("state", *_LOOKED_AT)))
sa.Index("incident_alike", INCIDENT.c.opened_at, INCIDENT.c.category, INCIDENT.c.place)
PIN = table("pin", PinRow, "n", "incident")
PHOTO = table("photo", PhotoRow, "incident")
PLAN = table("plan", PlanRow, "n")
PERSON = table("person", PersonRow)
CHANGE = table("role_change", ChangeRow)
EXPORT = table("export", ExportRow)
SEAL = table("seal", SealRow)
SETTING = table("setting", SettingRow)
