"""The registers after an erasure: what the erased values had told is derived anew from the rest.

The outcome is what building all registers again would give (full verification compares exactly
that), but only the records and threads concerned are read.
"""

from collections.abc import Collection

from deskinc.book.disk.store import Link
from deskinc.book.record import Record
from deskinc.book.records import reading
from deskinc.book.registers import BY_FORM, Fold, lines
from deskinc.book.registers import values as read
from deskinc.book.registers.accesses import fold_site
from deskinc.book.registers.cards import CARD, USE
from deskinc.book.registers.day import (
    ANCHOR,
    BLANKS,
    BREAK,
    COPYING,
    DELIVERY,
    FINISH,
    HANDOVER,
    MARK,
    ROUTINE,
    SECOND,
    SHEET_LINE,
    SHIFT,
    TICK,
)
from deskinc.book.registers.doing import UNREAD_AGAIN, fold_review
from deskinc.book.registers.evidence import GIVEN, HELD, WANTED
from deskinc.book.registers.kept import ACCESS, CLAIM, HOLD, RESTRICTED, STAMP, WITHDRAWN
from deskinc.book.registers.known import PLACES_AGAIN, SPAN
from deskinc.book.registers.learning import LESSON, NAMES
from deskinc.book.registers.outgoing import CHANNEL, NOTICE
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.people import fold_setting
from deskinc.book.registers.rows import (
    CHANGE,
    EXPORT,
    INCIDENT,
    PERSON,
    PHOTO,
    PIN,
    PLAN,
)

_THREADED = (
    *(table.c.thread for table in (INCIDENT, PLAN, PERSON, CHANGE, HOLD, CLAIM, ROUTINE)),
    *(table.c.thread for table in (CHANNEL, CARD, LESSON)),
    USE.c.incident, NAMES.c.lesson,
)  # fmt: skip
"""Where the registers keep what a thread told, by the column that names it."""
_NUMBERED = (
    *(PIN, PHOTO, HELD, WANTED, GIVEN),
    *(RESTRICTED, SHIFT, HANDOVER, EXPORT, STAMP, WITHDRAWN, ACCESS),
    *(ANCHOR, FINISH, TICK, BREAK, DELIVERY, SECOND, BLANKS, SHEET_LINE, COPYING, NOTICE),
)
_KNOWN = "DELETE FROM known WHERE i >= ? AND i < ?"
_BEYOND = frozenset({"shift_off", "site", "review"})
"""What tells beyond its thread: a sign-off closes a shift, any site record sets the site, a review
marks lines."""
_ENDED = """SELECT anchor FROM finish JOIN record ON record.n = finish.n
    WHERE record.thread = ?"""
_WAITS = """UPDATE anchor SET
    open = NOT EXISTS (SELECT 1 FROM finish WHERE finish.anchor = anchor.id) WHERE id = ?"""
_LINE = """UPDATE entry SET happened = ?, type = ?, place = ?, place_text = ?, late = ?
    WHERE n = ?"""
_UNINDEX = "INSERT INTO search(search, rowid, body, more, tags) VALUES ('delete', ?, ?, ?, ?)"
_OPENED = """SELECT record.thread, value.raw, value.n FROM incident
    JOIN record ON record.id = incident.thread JOIN value ON value.n = record.n
    WHERE value.name GLOB 'lines/*'
    UNION ALL SELECT record.thread, value.raw, value.n FROM incident
    JOIN record ON record.thread = incident.thread AND record.thread <> record.id
    JOIN value ON value.n = record.n WHERE value.name GLOB 'lines/*' ORDER BY 3"""


def renew(link: Link, ns: Collection[int], fields: Collection[str]) -> None:
    """Derive anew what the records ``ns``, whose values of those ``fields`` went, had told.

    Runs inside the caller's transaction, after the values are gone.
    """
    pen = Pen(link, lambda id_: reading.n_of(link, id_))
    records = reading.records(link, ns)
    for record in records.values():
        _line(pen, record)
        _words(pen, record)
    threads = {record.thread for record in records.values()}
    if any(name == "incident" or name.startswith("lines/") for name in fields):
        _belonging(pen, records.keys(), threads)
    for thread in sorted(threads):
        _thread(pen, thread)
    if "place" in fields:
        pen.run("DELETE FROM place")
        pen.run(PLACES_AGAIN)
    forms = {record.form for record in records.values()}
    if "site" in forms:
        _again(pen, "site", "setting", fold_setting)
    if "review" in forms:
        pen.run(UNREAD_AGAIN)
        _again(pen, "review", MARK.name, fold_review)
    pen.flush()


def _line(pen: Pen, record: Record) -> None:
    said = lines.told(record)
    row = (said.happened, said.type, said.place, said.place_text, said.late)
    pen.run(_LINE, *row, record.n)


def _words(pen: Pen, record: Record) -> None:
    """The index forgets words only when it is told them again."""
    before = pen.run("SELECT n, body, more, tags FROM words WHERE n = ?", record.n).one_or_none()
    if before is not None:
        pen.run(_UNINDEX, *before)
        pen.run("DELETE FROM words WHERE n = ?", record.n)
        lines.fold_words(pen, record)


def _thread(pen: Pen, thread: bytes) -> None:
    """Fold all records of a thread again, as far as its registers know only of them."""
    records = reading.thread(pen.link, thread)
    shifts = [
        (r.n, row)
        for r in records
        for row in pen.run("SELECT off_n, off_at FROM shift WHERE n = ?", r.n).fetchall()
    ]
    ended = pen.run(_ENDED, thread).scalars().all()
    _forget(pen, thread, records)
    for record in records:
        for fold in _folds(record.form):
            fold(pen, record)
    for n, closed in shifts:
        pen.run("UPDATE shift SET off_n = ?, off_at = ? WHERE n = ?", *closed, n)
    for anchor in ended:
        pen.run(_WAITS, anchor)


def _forget(pen: Pen, thread: bytes, records: Collection[Record]) -> None:
    for column in _THREADED:
        # our own names
        pen.run(f"DELETE FROM {column.table.name} WHERE {column.name} = ?", thread)  # noqa: S608
    for record in records:
        for table in _NUMBERED:
            pen.run(f"DELETE FROM {table.name} WHERE n = ?", record.n)  # noqa: S608
        pen.run(_KNOWN, record.n * SPAN, (record.n + 1) * SPAN)


def _folds(form: str) -> tuple[Fold, ...]:
    """What a record of ``form`` tells of its own thread."""
    if form in _BEYOND:
        return (fold_site,) if form == "site" else ()
    return BY_FORM.get(form, ())


def _again(pen: Pen, form: str, table: str, fold: Fold) -> None:
    """All that records of ``form`` say together, whatever threads they stand in."""
    said = "SELECT n FROM record WHERE instr(doc, ?)"
    ns = pen.link.run(said, (f'"form":"{form}",'.encode(),)).scalars().all()
    pen.run(f"DELETE FROM {table}")  # noqa: S608 - our own names
    for _n, record in sorted(reading.records(pen.link, ns).items()):
        fold(pen, record)


def _belonging(pen: Pen, ns: Collection[int], threads: Collection[bytes]) -> None:
    """Which incident each of these lines belongs to: the one it names, else the first raised."""
    link, raised = pen.link, dict[bytes, bytes]()
    for thread, raw, _n in link.driver.execute(_OPENED).fetchall():
        name, value = reading.value_from(raw)
        line = read.ident({name: value}, name)
        if line is not None:
            raised.setdefault(line, thread)
    there = "SELECT n FROM entry WHERE incident = ?"
    held = {n for thread in threads for n in link.run(there, (thread,)).scalars()}
    for record in reading.records(link, held.union(ns)).values():
        own = read.ident(record.values, "incident")
        row = (own or raised.get(record.id), record.n)
        pen.run("UPDATE entry SET incident = ? WHERE n = ?", *row)
