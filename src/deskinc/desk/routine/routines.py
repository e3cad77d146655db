"""The routines of the site: what is to be done, on which days, at what times, how exactly."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.record import Draft, Saved
from deskinc.book.record import new_id as _new_id
from deskinc.book.registers.day import RoutineRow
from deskinc.desk.lines.counting import standing
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms import taxonomy
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64

FORM = "routine"
TYPES = tuple(each for each in taxonomy.OCCURRENCE_TYPES if each.code not in {"nil", "handover"})
"""The types of line that a tick may write."""


@dataclass(frozen=True, slots=True)
class Routine:
    """One routine; ``days`` empty for every day, ``every`` 0 for fixed times alone.

    ``start`` and ``until`` are the times of the day between which it comes again and again.
    Nothing falls due before ``since``, when it was written or last changed.
    """

    thread: str
    name: str
    type: str
    since: datetime
    place: str = ""
    days: frozenset[str] = frozenset()
    times: tuple[str, ...] = ()
    every: int = 0
    start: str = ""
    until: str = ""
    tolerance: int = 0
    points: tuple[str, ...] = ()
    text: str = ""
    procedure: str = ""

    @property
    def verb(self) -> str:
        """What is done, without a name that the site has given: the word of its type."""
        return type_word(self.type)


def type_word(code: str) -> str:
    """The word of a type of line."""
    return next((_(each.label) for each in taxonomy.OCCURRENCE_TYPES if each.code == code), "")


def listed(office: Office) -> list[Routine]:
    """The routines that were not ended, by name."""
    found = [_routine(office, row) for row in office.read.routines() if row.state == "active"]
    return sorted(found, key=lambda one: one.name.casefold())


def change(office: Office, raw: Mapping[str, object], thread: str = "") -> "Future[Saved]":
    """Write a new routine, or change that of ``thread``; InvalidForm notes what will not do.

    ``times`` and ``points`` come as lists of words, and are all there are.
    """
    office.allow("routines")
    form = current(FORM)
    before = standing(office.read, unb64(thread), FORM) if thread else None
    said = dict(raw)
    if isinstance(place := said.get("place"), str) and place:
        said["place"] = office.site.place(place)
    for table, column in (("times", "at"), ("points", "point")):
        words = said.get(table)
        if isinstance(words, (list, tuple)):
            said[table] = _rows(before or {}, table, column, words)
    values = forms.clean(form, said, partial=bool(thread), current=before)
    whole = {**(before or {}), **values}
    if not forms.rows(whole, "times") and whole.get("every") is None:
        raise InvalidForm({"times": _("Say at what times, or how often.")})
    if before is None:
        return office.write(Draft(FORM, values, id=_new_id()))
    changed = forms.changes(before, values)
    if not changed:
        raise DeskError(_("Nothing was changed."))
    return office.write(Draft(FORM, changed, thread=unb64(thread)))


def end(office: Office, thread: str) -> "Future[Saved]":
    """Ask for a routine no more; what was written of it stays."""
    office.allow("routines")
    draft = office.draft(FORM, {"state": "ended"}, partial=True, thread=unb64(thread))
    return office.write(draft)


def _routine(office: Office, row: RoutineRow) -> Routine:
    values = standing(office.read, row.thread, FORM)
    every, tolerance = values.get("every"), values.get("tolerance")
    return Routine(
        thread=b64(row.thread), name=plain(values.get("name")), type=plain(values.get("type")),
        since=office.read.record(row.last_n).at.astimezone(office.locale.tz),
        place=plain(values.get("place")), days=frozenset(forms.chosen(values, "days")),
        times=tuple(sorted(_column(values, "times", "at"))),
        every=every if isinstance(every, int) else 0,
        start=plain(values.get("from")), until=plain(values.get("until")),
        tolerance=tolerance if isinstance(tolerance, int) else 0,
        points=_column(values, "points", "point"), text=plain(values.get("text")),
        procedure=plain(values.get("procedure")),
    )  # fmt: skip


def _rows(
    before: Mapping[str, Value], table: str, column: str, words: Sequence[object]
) -> dict[str, object]:
    """Rows that say ``words`` in their order, over those there were; rows too many are null."""
    there = [row for row, _cells in forms.rows(before, table)]
    ids = [*there, *(f"{at + 1:03d}" for at in range(len(there), len(words)))]
    filled: dict[str, object] = {row: {column: word} for row, word in zip(ids, words, strict=False)}
    return filled | dict.fromkeys(ids[len(words) :])


def _column(values: Mapping[str, Value], table: str, name: str) -> tuple[str, ...]:
    """The cells of a column; a point that has a number stands where that says."""
    found = [row for _id, row in forms.rows(values, table) if row.get(name)]
    far = len(found) + 1
    found.sort(key=lambda row: order if isinstance(order := row.get("order"), int) else far)
    return tuple(plain(row.get(name)) for row in found)
