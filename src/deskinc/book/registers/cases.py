"""Incidents, their pins and photos, and the plans the pins stand on."""

from collections.abc import Callable, Mapping
from typing import Any

from deskinc.book.record import Record
from deskinc.book.registers import permitted
from deskinc.book.registers import values as read
from deskinc.book.registers.kept import RESTRICTED
from deskinc.book.registers.known import folded
from deskinc.book.registers.lines import millis
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import INCIDENT, PHOTO, PIN, PLAN, insert_sql
from deskinc.forms.catalogue.incident import is_exercise
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.proof import allowed

_RANK = {severity.code: severity.rank for severity in SEVERITIES}
_PIN = insert_sql(PIN)
_PHOTO = insert_sql(PHOTO)
_RESTRICTED = insert_sql(RESTRICTED)

_Set = Mapping[str, tuple[str, Callable[[read.Values], Any]]]
"""Column → (the field that sets it, how it is read)."""

_INCIDENT: _Set = {
    "category": ("category", lambda v: read.code(v, "category")),
    "severity": ("severity", lambda v: read.code(v, "severity")),
    "rank": ("severity", lambda v: _RANK.get(read.code(v, "severity") or "")),
    "title": ("title", lambda v: read.text(v, "title")),
    "state": ("state", lambda v: read.code(v, "state") or "open"),
    "place": ("place", lambda v: read.known(v, "place")),
    "place_text": ("place", lambda v: read.member(v, "place", "text")),
    "occurred": ("occurred", lambda v: read.moment(v, "occurred")),
    "owner": ("owner", lambda v: read.known(v, "owner")),
    "next_step": ("next_step", lambda v: read.text(v, "next_step")),
    "due": ("due", lambda v: read.moment(v, "due")),
}
_PLAN: _Set = {
    "name": ("name", lambda v: read.text(v, "name")),
    "floor": ("floor", lambda v: read.text(v, "floor")),
    "rank": ("order", lambda v: read.whole(v, "order")),
    "kind": ("kind", lambda v: read.code(v, "kind")),
    "unit": ("unit", lambda v: read.code(v, "unit")),
    "min_x": ("min_x", lambda v: read.whole(v, "min_x")),
    "min_y": ("min_y", lambda v: read.whole(v, "min_y")),
    "width": ("width", lambda v: read.whole(v, "width")),
    "height": ("height", lambda v: read.whole(v, "height")),
}


def _apply(row: dict[str, Any], values: read.Values, columns: _Set) -> None:
    for column, (field, reader) in columns.items():
        if field in values:
            row[column] = reader(values)


_RAISED = "UPDATE entry SET incident = ? WHERE n = ? AND incident IS NULL"


def fold_incident(pen: Pen, record: Record) -> None:
    """The fold of the thread, the last that set a field wins; lines it was raised from bear it."""
    at = millis(record)
    row = pen.row(INCIDENT, record.thread)
    if row is None:
        row = dict.fromkeys(INCIDENT.columns.keys()) | {
            "thread": record.thread, "n": record.n, "number": record.number,
            "opened_at": at, "author": record.author, "state": "open",
            "exercise": int(is_exercise(record.number or "")),
        }  # fmt: skip
    before = row["state"]
    _apply(row, _said(pen, record, row), _INCIDENT)
    if row["state"] == "open":
        row["finished_n"] = None
    elif before == "open":
        row["finished_n"] = record.n
    pen.put(INCIDENT, row | {"last_n": record.n, "last_at": at, "found": _found(row)})
    for said in read.idents(record.values, "lines"):
        n = pen.n_of(said)
        if n is not None:
            pen.run(_RAISED, record.thread, n)


def _found(row: Mapping[str, Any]) -> str:
    said = " ".join(str(row[name] or "") for name in ("number", "title", "place_text"))
    return folded("", said)


def _said(pen: Pen, record: Record, row: Mapping[str, Any]) -> read.Values:
    """What the record says, less what its author may not give it."""
    values = record.values
    roles, drill = permitted.held(pen, record.author), bool(row["exercise"])
    gone = allowed.left_out(row["rank"] or 0, values, roles, drill=drill)
    return {name: value for name, value in values.items() if name not in gone} if gone else values


def fold_restricted(pen: Pen, record: Record) -> None:
    """A restricted part says no more here than that, and when, it was written."""
    at = millis(record)
    pen.add(_RESTRICTED, record.n, record.thread, at)
    row = pen.row(INCIDENT, record.thread)
    if row is not None:
        pen.put(INCIDENT, row | {"last_n": record.n, "last_at": at})


def fold_plan(pen: Pen, record: Record) -> None:
    """The fold of the thread; ``file_n`` follows the record that brought the tiles."""
    row = pen.row(PLAN, record.thread)
    if row is None:
        row = dict.fromkeys(PLAN.columns.keys()) | {"thread": record.thread, "n": record.n}
    _apply(row, record.values, _PLAN)
    if "pyramid" in record.values:
        row["file_n"] = record.n
    pen.put(PLAN, row)


def fold_pin(pen: Pen, record: Record) -> None:
    """A pin with a readable point; the one it replaces is gone."""
    _gone(pen, record, "UPDATE pin SET gone = ? WHERE n = ?")
    values = record.values
    plan, x, y = (
        read.member(values, "point", "plan"),
        read.number(values, "point", "x"),
        read.number(values, "point", "y"),
    )
    if plan is None or x is None or y is None:
        return
    pen.add(
        _PIN, record.id, record.n, record.thread, plan, x, y,
        read.code(values, "precision"), read.whole(values, "radius"),
        read.text(values, "note"), None,
    )  # fmt: skip


def fold_photo(pen: Pen, record: Record) -> None:
    """A photo; the one it replaces is gone."""
    _gone(pen, record, "UPDATE photo SET gone = ? WHERE n = ?")
    values = record.values
    pen.add(
        _PHOTO, record.n, record.id, record.thread, read.text(values, "caption"),
        read.moment(values, "taken"), read.code(values, "metadata"),
        read.text(values, "camera"), None,
    )  # fmt: skip


def _gone(pen: Pen, record: Record, sql: str) -> None:
    target = None if record.amends is None else pen.n_of(record.amends)
    if target is not None:
        pen.run(sql, record.n, target)


def strike_case(pen: Pen, record: Record) -> None:
    """A struck incident, plan, pin or photo keeps its row and says so."""
    _gone(pen, record, "UPDATE pin SET gone = ? WHERE n = ?")
    _gone(pen, record, "UPDATE photo SET gone = ? WHERE n = ?")
    _gone(pen, record, "UPDATE incident SET struck = ? WHERE n = ?")
    _gone(pen, record, "UPDATE plan SET struck = ? WHERE n = ?")
