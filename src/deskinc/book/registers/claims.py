"""Claims, by the incident they follow."""

from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.kept import CLAIM
from deskinc.book.registers.lines import millis
from deskinc.book.registers.pen import Pen


def fold_claim(pen: Pen, record: Record) -> None:
    """The fold of a claim's thread."""
    values = record.values
    row = pen.row(CLAIM, record.thread)
    if row is None:
        row = {
            "thread": record.thread, "n": record.n, "incident": read.ident(values, "incident"),
            "received": None, "state": "open", "at": millis(record), "author": record.author,
        }  # fmt: skip
    if "received" in values:
        row["received"] = read.moment(values, "received")
    if "state" in values:
        row["state"] = read.code(values, "state") or "open"
    pen.put(CLAIM, row)
