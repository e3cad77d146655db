"""What is held as evidence of an incident: files of any kind."""

from dataclasses import dataclass

from deskinc.book.record import Record
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


HELD = table("held", HeldRow, "incident")
_HELD = insert_sql(HELD)


def fold_document(pen: Pen, record: Record) -> None:
    """A file lies in the thread of its incident; one that it replaces is gone."""
    strike_held(pen, record)
    pen.add(_HELD, record.n, record.form, record.thread, record.thread, None, None)


def strike_held(pen: Pen, record: Record) -> None:
    """What is struck or replaced keeps its row and says so."""
    target = None if record.amends is None else pen.n_of(record.amends)
    if target is not None:
        pen.run("UPDATE held SET gone = ? WHERE n = ?", record.n, target)
