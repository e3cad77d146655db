"""What is held as evidence of an incident, and the signatures by hand that it wants (D21)."""

from collections.abc import Iterator
from dataclasses import dataclass

from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import insert_sql, table


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A thing held for ``incident``; ``gone`` is the record that struck or replaced it."""

    n: int
    form: str
    thread: bytes
    incident: bytes
    number: str | None
    gone: int | None


@dataclass(frozen=True, slots=True)
class WantedRow:
    """A signature by hand that record ``n`` asks for, in ``row`` of its thread ("" for no row).

    ``due`` is when what was handed over is to come back.
    """

    n: int
    form: str
    thread: bytes
    row: str
    due: int | None


@dataclass(frozen=True, slots=True)
class GivenRow:
    """That record ``n`` brought such a signature, or that it was refused."""

    n: int
    thread: bytes
    row: str


HELD = table("held", HeldRow, "thread", "incident")
WANTED = table("wanted", WantedRow, "thread")
GIVEN = table("given", GivenRow, "thread")
_HELD, _WANTED, _GIVEN = insert_sql(HELD), insert_sql(WANTED), insert_sql(GIVEN)
_SIGNS = frozenset({"pen", "drawn"})


def fold_document(pen: Pen, record: Record) -> None:
    """A file lies in the thread of its incident; one that it replaces is gone."""
    strike_held(pen, record)
    pen.add(_HELD, record.n, record.form, record.thread, record.thread, None, None)


def fold_thread(pen: Pen, record: Record) -> None:
    """An exhibit or statement is opened for the incident that it names."""
    incident = read.ident(record.values, "incident")
    if record.id == record.thread and incident is not None:
        pen.add(
            _HELD, record.n, record.form, record.thread, incident, record.number, None
        )  # fmt: skip


def fold_hands(pen: Pen, record: Record) -> None:
    """A statement asks for one signature, a movement for another; both are brought later."""
    if record.form == "statement" and record.id == record.thread:
        pen.add(_WANTED, record.n, record.form, record.thread, "", None)
    row = next(_moved(record), None)
    if row is not None:
        due = read.moment(record.values, f"moves/{row}/due")
        pen.add(_WANTED, record.n, record.form, record.thread, row, due)
    row = next(_signed(record), None)
    if row is not None:
        pen.add(_GIVEN, record.n, record.thread, row)


def _moved(record: Record) -> Iterator[str]:
    for name in sorted(record.values):
        head, *path = name.split("/")
        if head == "moves" and path[1:] == ["kind"] and record.values[name] is not None:
            yield path[0]


def _signed(record: Record) -> Iterator[str]:
    """Only with the page, or with why there is none and who saw it."""
    for name in sorted(record.values):
        *path, last = name.split("/")
        code = read.code(record.values, name) if last == "signed" else None
        if code is None:
            continue
        near = "/".join(path) + "/" if path else ""
        needed = ("scan",) if code in _SIGNS else ("why", "seen_by")
        if all(record.values.get(near + one) for one in needed):
            yield path[1] if path else ""


def strike_held(pen: Pen, record: Record) -> None:
    """What is struck or replaced keeps its row and says so."""
    target = None if record.amends is None else pen.n_of(record.amends)
    if target is not None:
        pen.run("UPDATE held SET gone = ? WHERE n = ?", record.n, target)
