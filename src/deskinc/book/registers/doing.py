"""What lines and records say of the work of the desk: stamps, ticks, breaks, reviews, paper."""

from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.day import (
    ANCHOR,
    BLANKS,
    BREAK,
    COPYING,
    DELIVERY,
    FINISH,
    MARK,
    ROUTINE,
    SECOND,
    SHEET_LINE,
    TICK,
    UNREAD,
)
from deskinc.book.registers.lines import millis
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import insert_sql
from deskinc.forms.taxonomy import MISSED_TYPE
from deskinc.proof.canonical import unb64
from deskinc.proof.document import DESK

_ANCHOR = f"""INSERT INTO {ANCHOR.name} SELECT ?, id, ?, ?,
    NOT EXISTS (SELECT 1 FROM {FINISH.name} WHERE anchor = id) FROM (SELECT ? AS id)"""  # noqa: S608
_FINISH = insert_sql(FINISH)
_ENDED = f"UPDATE {ANCHOR.name} SET open = 0 WHERE id = ?"  # noqa: S608 - our own name
_TICK = insert_sql(TICK)
_BREAK = insert_sql(BREAK)
_DELIVERY = insert_sql(DELIVERY)
_SECOND = insert_sql(SECOND)
_BLANKS = insert_sql(BLANKS)
_SHEET_LINE = insert_sql(SHEET_LINE)
_COPYING = insert_sql(COPYING)
_COVERED = "FROM entry WHERE line BETWEEN ? AND ? AND n < ? AND (author <> ? OR ?)"
_APPROVED = f"""INSERT OR REPLACE INTO {MARK.name}
    SELECT n, ?, 'approved', ?, ?, NULL {_COVERED}"""
_READ = f"DELETE FROM {UNREAD.name} WHERE n IN (SELECT n {_COVERED})"  # noqa: S608 - our own names
_READ_ONE = f"DELETE FROM {UNREAD.name} WHERE n = ?"  # noqa: S608
UNREAD_AGAIN = f"INSERT OR IGNORE INTO {UNREAD.name} SELECT n FROM entry"  # noqa: S608


def fold_anchor(pen: Pen, record: Record) -> None:
    """A time stamp."""
    at = read.moment(record.values, "stamped")
    pen.add(_ANCHOR, record.n, at, record.author, record.id)
    if record.amends is not None:
        _ends(pen, record, record.amends)


def strike_anchor(pen: Pen, record: Record) -> None:
    """A struck time stamp waits for no line."""
    asked = "SELECT 1 FROM anchor WHERE id = ?"
    if record.amends is not None and pen.run(asked, record.amends).scalar():
        _ends(pen, record, record.amends)


def _ends(pen: Pen, record: Record, anchor: bytes) -> None:
    pen.add(_FINISH, record.n, anchor)
    pen.add(_ENDED, anchor)


def fold_occurrence(pen: Pen, record: Record) -> None:
    """The stamp a line finishes, the routine it ticks, the sheet it was copied from."""
    values = record.values
    anchor = read.ident(values, "anchor")
    if anchor is not None:
        _ends(pen, record, anchor)
    routine, due = read.ident(values, "routine"), read.moment(values, "due")
    if routine is not None and due is not None:
        missed = read.code(values, "type") == MISSED_TYPE.code
        pen.add(_TICK, record.n, routine, due, int(missed))
    sheet, line = read.whole(values, "sheet"), read.whole(values, "sheet_line")
    if sheet is not None and line is not None:
        pen.add(_SHEET_LINE, record.n, sheet, line, _head(pen, record))


def _head(pen: Pen, record: Record) -> int | None:
    """What opens the batch of a copied line; a correction lies where its line does."""
    if record.amends is not None:
        row = pen.row(SHEET_LINE, pen.n_of(record.thread))
        return None if row is None else row["head"]
    batch = record.doc.batch
    return None if batch is None else pen.n_of(batch)


def fold_import(pen: Pen, record: Record) -> None:
    """A copying of a sheet; one that amends it brings the scan."""
    scan = record.n if isinstance(record.values.get("scan"), dict) else None
    if record.amends is None:
        pen.add(_COPYING, record.n, scan)
    elif scan is not None:
        first = pen.n_of(record.thread)
        pen.run("UPDATE copying SET scan = ? WHERE n = ? AND scan IS NULL", scan, first)


def fold_routine(pen: Pen, record: Record) -> None:
    """The fold of a routine's thread."""
    row = pen.row(ROUTINE, record.thread)
    if row is None:
        row = {"thread": record.thread, "n": record.n, "state": "active"}
    if "state" in record.values:
        row["state"] = read.code(record.values, "state") or "active"
    pen.put(ROUTINE, row | {"last_n": record.n})


def fold_break(pen: Pen, record: Record) -> None:
    """A break that began or ended."""
    kind = read.code(record.values, "kind")
    if kind is not None:
        pen.add(_BREAK, record.n, record.author, kind, millis(record))


def fold_delivery(pen: Pen, record: Record) -> None:
    """A delivery."""
    refused = record.values.get("refused") is True
    pen.add(_DELIVERY, record.n, millis(record), int(refused))


def strike_delivery(pen: Pen, record: Record) -> None:
    """A struck delivery was one too many: it counts no more."""
    target = None if record.amends is None else pen.n_of(record.amends)
    pen.run(f"DELETE FROM {DELIVERY.name} WHERE n = ?", target)  # noqa: S608 - our own name


def fold_second(pen: Pen, record: Record) -> None:
    """A second signature under a line of its thread, by somebody else than the line's writer."""
    try:
        act = unb64(read.text(record.values, "act") or "", 32)
    except ValueError:
        return
    n = pen.n_of(record.thread)
    while n is not None and pen.run("SELECT leaf FROM leaf WHERE n = ?", n).scalar() != act:
        n = pen.run("SELECT replaced FROM entry WHERE n = ?", n).scalar()
    author = pen.run("SELECT author FROM entry WHERE n = ? AND form = 'occurrence'", n).scalar()
    if author is not None and record.author not in {author, DESK}:
        meaning = read.text(record.values, "meaning")
        pen.add(_SECOND, record.n, n, record.author, millis(record), meaning)


def fold_review(pen: Pen, record: Record) -> None:
    """A review of the lines from one serial to another: the last one that names a line counts.

    Own lines are left out unless it says that they are meant too.
    """
    values, at = record.values, millis(record)
    first, last = read.whole(values, "first"), read.whole(values, "last")
    if record.author == DESK:
        return
    if first is not None and last is not None:
        own = values.get("own") is True
        covered = (first, last, record.n, record.author, own)
        pen.run(_APPROVED, record.n, record.author, at, *covered)
        pen.run(_READ, *covered)
    for name in sorted(values):
        row, _slash, column = name.rpartition("/")
        said = read.ident(values, name) if column == "line" else None
        n = None if said is None else pen.n_of(said)
        if n is not None and pen.run("SELECT 1 FROM entry WHERE n = ?", n).scalar():
            comment = read.text(values, f"{row}/comment")
            pen.put(MARK, {
                "n": n, "review": record.n, "verdict": "returned", "author": record.author,
                "at": at, "comment": comment,
            })  # fmt: skip
            pen.run(_READ_ONE, n)


def fold_blanks(pen: Pen, record: Record) -> None:
    """Sheets that were printed."""
    values = record.values
    pen.add(
        _BLANKS, record.n, read.code(values, "kind"), read.whole(values, "first"),
        read.whole(values, "last"),
    )  # fmt: skip
