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
WANTED = table("wanted", WantedRow, "thread", beside="row")
GIVEN = table("given", GivenRow, "thread", beside="row")
_HELD, _WANTED, _GIVEN = insert_sql(HELD), insert_sql(WANTED), insert_sql(GIVEN)
_GONE = "UPDATE held SET gone = ? WHERE n = ? AND thread = ? AND (? OR form = ?)"
_SIGNS, _UNSIGNED = frozenset({"pen", "drawn"}), frozenset({"refused", "unable"})


def fold_document(pen: Pen, record: Record) -> None:
    """A file lies in the thread of its incident; one that it replaces is gone."""
    strike_held(pen, record)
    pen.add(_HELD, record.n, record.form, record.thread, record.thread, None, None)


def fold_thread(pen: Pen, record: Record) -> None:
    """An exhibit or statement is opened for the incident that it names.

    One that names none has its number all the same, which is given to no other.
    """
    incident = read.ident(record.values, "incident") or b""
    if record.id == record.thread:
        pen.add(
            _HELD, record.n, record.form, record.thread, incident, record.number, None
        )  # fmt: skip


def fold_hands(pen: Pen, record: Record) -> None:
    """A statement asks for one signature, a movement for another; both are brought later."""
    if record.form == "statement" and record.id == record.thread:
        pen.add(_WANTED, record.n, record.form, record.thread, "", None)
    for row in _moved(record):
        due = read.moment(record.values, f"moves/{row}/due")
        pen.add(_WANTED, record.n, record.form, record.thread, row, due)
    for row in _signed(record):
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
        if shows_hand(record.values, near):
            yield path[1] if path else ""


def shows_hand(values: read.Values, near: str) -> bool:
    """Whether what is said of a signature below ``near`` has what shows it (D21).

    The page or the strokes of who signed; of who did not, why, and who saw it.
    """
    code = read.code(values, f"{near}signed")
    if code in _SIGNS:
        scan = values.get(f"{near}scan")
        return isinstance(scan, dict) and bool(scan.get("sha256"))
    said = (values.get(f"{near}{name}") for name in ("why", "seen_by"))
    return code in _UNSIGNED and all(isinstance(one, str) and one.strip() for one in said)


def strike_held(pen: Pen, record: Record) -> None:
    """What is struck or replaced keeps its row and says so; only in its own thread it is.

    What replaces is of the same form: no file makes an exhibit go.
    """
    target = None if record.amends is None else pen.n_of(record.amends)
    if target is not None:
        strikes = int(record.form == "strike")
        pen.run(_GONE, record.n, target, record.thread, strikes, record.form)
