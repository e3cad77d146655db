"""Exhibits: a series of their own, where each is kept, and who had it from whom until when."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from deskinc.book.record import Draft, Saved
from deskinc.desk.lines.corrected import FIXED, WHY, corrections
from deskinc.desk.lines.held import as_told
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.cells import split
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.allowed import code
from deskinc.proof.canonical import b64, unb64

ENDS = frozenset({"disposed"})
"""Movements after which there is nothing more to hand over."""
NEWEST = 300
"""So many exhibits are found by their words as well."""


@dataclass(frozen=True, slots=True)
class Move:
    """A movement: its row, its cells, and how it was signed ("" for not at all)."""

    row: str
    cells: Mapping[str, Value]
    signed: str


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """An exhibit as it stands: where it is and under which seal follows from its last movement."""

    n: int
    thread: str
    number: str
    mark: str
    what: str
    store: str
    seal: str
    moves: tuple[Move, ...]
    ended: bool


def begun(office: Office, n: int = 0) -> dict[str, object]:
    """What is known when a thing, or the file or photo of record ``n``, becomes an exhibit."""
    count = sum(row.form == "exhibit" for row in office.read.held()) + 1
    initials = "".join(sign for sign in office.officer.initials if sign.isalnum())
    known: dict[str, object] = {"mark": f"{initials}/{count}", "seized": office.now()}
    if n:
        record = office.read.record(n)
        file = record.values.get("original")
        name = str(file.get("name", "")) if isinstance(file, dict) else ""
        words = plain(record.values.get("caption")) or name
        known |= {
            "of": {"id": b64(record.id), "text": words}, "what": words, "format": name,
            "store": _("In the book"), "found_by": office.officer.name,
        }  # fmt: skip
    return known


def make(
    office: Office,
    thread: str,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Make an exhibit; it takes the next number of its series. Raises InvalidForm."""
    office.allow("attach")
    incident = office.read.incident(unb64(thread))
    said = {name: value for name, value in raw.items() if value not in ("", None)}
    said |= {"incident": {"id": thread, "text": (incident.number if incident else "") or ""}}
    said.pop("moves", None)
    return office.write(office.draft("exhibit", said, id=unb64(id)))


def move(
    office: Office,
    thread: str,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Write a movement; whoever is signed in gives, by the signature of the record itself.

    Raises InvalidForm, DeskError for what was disposed of.
    """
    office.allow("attach")
    key = unb64(thread)
    values = as_told(office.read, key, "exhibit")
    if _row(office, key).ended:
        raise DeskError(_("This exhibit was disposed of."), _("Nothing was changed."))
    said = {name: value for name, value in raw.items() if value not in ("", None)}
    said["given_by"] = {"id": office.officer.thread, "text": office.officer.name}
    said.setdefault("at", office.now())
    rows = current("exhibit").field("moves")
    needed = [sub for sub in getattr(rows, "fields", ()) if sub.required]
    notes = {sub.name: _("This is needed.") for sub in needed if sub.name not in said}
    if notes:
        raise InvalidForm(notes)
    row = f"{len(forms.rows(values, 'moves')) + 1:03d}"
    cleaned = forms.clean(
        current("exhibit"), {"moves": {row: said}}, partial=True, current=values
    )  # fmt: skip
    return office.write(Draft("exhibit", cleaned, id=unb64(id), thread=key))


def correct(
    office: Office,
    thread: str,
    cells: Mapping[str, object],
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Write what is said otherwise of an exhibit from now on; None clears a field.

    Raises InvalidForm without a reason or for what will not do, DeskError where nothing changed.
    """
    office.allow("attach")
    form, key = current("exhibit"), unb64(thread)
    before = as_told(office.read, key, "exhibit")
    said = {name: value for name, value in cells.items() if split(name)[0] not in FIXED}
    notes = {
        field.name: _("This is needed.") for field in form.fields()
        if field.required and field.name in said and said[field.name] is None
    }  # fmt: skip
    if not str(said.get(WHY) or "").strip():
        notes[WHY] = _("Say why it is corrected.")
    if notes:
        raise InvalidForm(notes)
    cleaned = forms.clean(form, said, partial=True, current=before)
    if not forms.changes(before, cleaned).keys() - {WHY}:
        raise DeskError(_("Nothing was changed."))
    return office.write(Draft("exhibit", cleaned, id=unb64(id), thread=key))


def listed(office: Office, thread: str) -> list[ExhibitRow]:
    """The exhibits of an incident, oldest first."""
    office.allow("read_incidents")
    rows = office.read.held(unb64(thread))
    return [_row(office, row.thread) for row in rows if row.form == "exhibit" and row.gone is None]


def numbered(office: Office) -> list[tuple[str, str, str]]:
    """Every exhibit: the thread of its incident, its number, and what it is by mark and words.

    Of more than :data:`NEWEST` the older ones are known by their number alone.
    """
    office.allow("read_incidents")
    found = [(b64(incident), number, thread) for incident, number, thread in office.read.exhibits()]
    old, new = found[:-NEWEST], found[-NEWEST:]
    return [(about, number, "") for about, number, _thread in old] + [
        (about, number, _named(as_told(office.read, thread, "exhibit")))
        for about, number, thread in new
    ]


def _named(said: Mapping[str, Value]) -> str:
    return " ".join(filter(None, (plain(said.get("mark")), plain(said.get("what")))))


def _row(office: Office, key: bytes) -> ExhibitRow:
    held = office.read.held_thread(key)
    values = as_told(office.read, key, "exhibit")
    moves = tuple(_move(row, cells) for row, cells in forms.rows(values, "moves"))
    store, seal = plain(values.get("store")), plain(values.get("seal"))
    for one in moves:
        store = plain(one.cells.get("to")) or store
        seal = plain(one.cells.get("seal_after")) or seal
    ended = any(code(one.cells.get("kind")) in ENDS for one in moves)
    return ExhibitRow(
        held.n if held else 0, b64(key), (held.number if held else "") or "",
        plain(values.get("mark")), plain(values.get("what")), store, seal, moves, ended,
    )  # fmt: skip


def _move(row: str, cells: dict[str, Value]) -> Move:
    return Move(row, cells, code(cells.get("signed")))


def values(office: Office, thread: str) -> dict[str, Value]:
    """All that is said of an exhibit."""
    office.allow("read_incidents")
    return as_told(office.read, unb64(thread), "exhibit")


def told(office: Office, thread: str) -> tuple[dict[str, Value], list[tuple[str, str]]]:
    """All that is said of an exhibit, and what it said before each correction: label and words."""
    said, locale = list[tuple[str, str]](), office.locale
    for one in corrections(office.read, unb64(thread), locale):
        at = f"{locale.short_date(one.written)} {locale.clock(one.written)}"
        head = _("Corrected, {time}, {by}").format(time=at, by=office.writer(one.author))
        said.append((head, "\n".join((*one.words(), one.why))))
    return values(office, thread), said
