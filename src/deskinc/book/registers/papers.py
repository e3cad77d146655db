"""What left the book and what was sealed, and the tree over all records."""

from deskinc.book.record import Record
from deskinc.book.records import reading
from deskinc.book.registers import values as read
from deskinc.book.registers.lines import millis
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import BLOCK, EXPORT, LEAF, SEAL, insert_sql
from deskinc.proof.merkle import BLOCK as BLOCK_SIZE
from deskinc.proof.merkle import root
from deskinc.proof.seal import parse_note

_EXPORT = insert_sql(EXPORT)
_SEAL = insert_sql(SEAL)
_LEAF = insert_sql(LEAF)
_BLOCK = insert_sql(BLOCK)


def fold_leaf(pen: Pen, record: Record) -> None:
    """The leaf of every record, and the root of each full 256, so that a proof is cheap."""
    pen.add(_LEAF, record.n, record.leaf)
    i, rest = divmod(record.n, BLOCK_SIZE)
    if rest == 0:
        pen.flush()
        pen.add(_BLOCK, i, root(reading.leaves(pen.link, record.n - BLOCK_SIZE, record.n)))


def fold_export(pen: Pen, record: Record) -> None:
    """A paper that left the book."""
    values = record.values
    pen.add(
        _EXPORT, record.n, read.code(values, "kind"), read.member(values, "about", "id"),
        read.whole(values, "issue"), read.text(values, "name"), read.text(values, "sha256"),
        millis(record), record.author,
    )  # fmt: skip


def fold_seal(pen: Pen, record: Record) -> None:
    """A seal whose note can be read."""
    text = read.text(record.values, "note") or ""
    try:
        point = parse_note(text).checkpoint
    except ValueError:
        return
    pen.add(_SEAL, record.n, point.size, point.root, point.line, point.mirror, millis(record), text)
