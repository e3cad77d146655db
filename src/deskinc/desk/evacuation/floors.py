"""What the wardens bring back: when which floor was clear, and from which sheet that is known."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from deskinc.book.record import Saved
from deskinc.book.records.reading import folded
from deskinc.desk.downtime import asked
from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incident_reading import Incident
from deskinc.desk.lines.counting import telling
from deskinc.desk.lines.entries import AHEAD
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import InvalidForm
from deskinc.forms.cells import new_row
from deskinc.forms.fields import FieldError, Value, moment_of, parse_moment
from deskinc.forms.form import rows
from deskinc.forms.moments import as_typed, passed
from deskinc.i18n import _
from deskinc.proof.canonical import unb64

COUNTS = ("staff_counted", "visitors_counted", "contractors_counted")


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor as it is typed: its row in the incident ("" for none yet), and four answers."""

    row: str
    floor: str
    warden: str = ""
    clear: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cleared:
    """All that comes back, as it is typed: the floors, then when the building was clear."""

    floors: tuple[Floor, ...]
    building: str = ""
    counts: tuple[str, str, str] = ("", "", "")
    missing: str = ""


def evacuations(office: Office) -> list[Incident]:
    """Open incidents in which the building was left, the newest first; drills among them."""
    found = incidents.active(office, exercises=True)
    there = [one for one in found if values(office, one.thread).get("evacuated") is True]
    return sorted(there, key=lambda one: one.opened, reverse=True)


def values(office: Office, thread: str) -> dict[str, Value]:
    """What is known of the incident."""
    return folded(telling(office.read, unb64(thread)))


def sheet(office: Office) -> int:
    """The number of the newest sheet for an evacuation; 0 for none."""
    return max((row.last or 0 for row in office.read.blanks() if row.kind == "evacuation"),
               default=0)  # fmt: skip


def cleared(office: Office, thread: str) -> Cleared:
    """What was typed before; the floors of the site follow those that stand there."""
    said, now = values(office, thread), office.now()

    def time(value: Value) -> str:
        at = moment_of(value)
        return as_typed(at, now) if at is not None else ""

    there = [
        Floor(row, plain(r.get("floor")), plain(r.get("warden")), time(r.get("clear")),
              plain(r.get("source")))
        for row, r in rows(said, "floors")
    ]  # fmt: skip
    known = {one.floor for one in there}
    there += [Floor("", name) for name in asked.floors(office) if name not in known]
    counts = tuple(str(said.get(name, "")) for name in COUNTS)
    return Cleared(
        tuple(there), time(said.get("evac_clear")), (counts[0], counts[1], counts[2]),
        plain(said.get("evac_missing")),
    )  # fmt: skip


def write(
    office: Office,
    thread: str,
    typed: Cleared,
    sheet: int,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Write what was typed as one follow-up; a floor without a source has its line of ``sheet``.

    Raises InvalidForm, by ``floors/<place>`` for a floor, for what will not do.
    """
    notes: dict[str, str] = {}
    raw = _floors(office, typed.floors, sheet, notes)
    before = cleared(office, thread)
    if typed.building != before.building:
        raw["evac_clear"] = _time(office, typed.building, "evac_clear", notes)
    for name, words in zip(COUNTS, typed.counts, strict=True):
        if words and not words.isdecimal():
            notes[name] = _("A number is counted.")
        raw[name] = int(words) if words.isdecimal() else None
    raw["evac_missing"] = typed.missing or None
    if notes:
        raise InvalidForm(notes)
    return incidents.follow_up(office, thread, raw, id)


def _floors(
    office: Office, typed: Sequence[Floor], sheet: int, notes: dict[str, str]
) -> dict[str, object]:
    taken = [one.row for one in typed if one.row]
    cells: dict[str, Mapping[str, object]] = {}
    for at, one in enumerate(typed, 1):
        if not (one.row or one.warden or one.clear):
            continue
        row = one.row or new_row(taken)
        taken.append(row)
        own = _("sheet {sheet}, line {line}").format(sheet=sheet, line=at) if sheet else ""
        cells[row] = {
            "floor": one.floor, "warden": one.warden or None,
            "clear": _time(office, one.clear, f"floors/{at - 1}", notes),
            "source": one.source or own or None,
        }  # fmt: skip
    return {"floors": cells} if cells else {}


def _time(office: Office, typed: str, name: str, notes: dict[str, str]) -> object:
    if not typed:
        return None
    now = office.now()
    try:
        at = parse_moment(typed, now)
    except FieldError as error:
        notes[name] = error.what
        return None
    if passed(now, at) > AHEAD:
        notes[name] = _("This time lies ahead. Write what has happened.")
    return at
