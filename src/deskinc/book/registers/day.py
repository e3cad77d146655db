"""The work of the desk as rows: shifts, stamps, routines, deliveries, reviews, sheets of paper.

Moments and names are as in :mod:`~deskinc.book.registers.rows`. Each row from the stamps on is
told by one record alone, but for a routine (its thread) and the marks of reviews; whether that
record was struck or replaced since is asked when it is read. A delivery that was struck has none.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from deskinc.book.registers.rows import table


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A sign-on and, once there, its sign-off."""

    n: int
    officer: str
    post: str | None
    name: str | None
    on_at: int
    off_n: int | None
    off_at: int | None


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A handover of the lines ``first`` to ``last``; countersigned by the incoming officer."""

    n: int
    id: bytes
    leaf: bytes
    outgoing: str | None
    incoming: str | None
    post: str | None
    first: int | None
    last: int | None
    at: int
    countersigned: int | None
    countersigned_at: int | None


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """A time stamp: when the key was pressed, by whom, and 1 while nothing has ended it."""

    n: int
    id: bytes
    at: int | None
    author: str
    open: int


@dataclass(frozen=True, slots=True)
class FinishRow:
    """Line ``n`` finishes the stamp of that id, or record ``n`` takes its place or strikes it."""

    n: int
    anchor: bytes


@dataclass(frozen=True, slots=True)
class RoutineRow:
    """A routine of the site, ``active`` or ``ended``; what it asks stands in its records."""

    thread: bytes
    n: int
    state: str
    last_n: int


@dataclass(frozen=True, slots=True)
class TickRow:
    """Line ``n`` says that what a routine asked for by ``due`` was done, or ``missed``."""

    n: int
    routine: bytes
    due: int
    missed: int


@dataclass(frozen=True, slots=True)
class BreakRow:
    """Line ``n`` says that a break of an officer began or ended; ``kind`` is the form's code."""

    n: int
    officer: str
    kind: str
    at: int


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery; ``refused`` 1 where it was not taken."""

    n: int
    at: int
    refused: int


@dataclass(frozen=True, slots=True)
class SecondRow:
    """A second signature under the line of record ``line``, with what its author meant by it."""

    n: int
    line: int
    author: str
    at: int
    meaning: str | None


@dataclass(frozen=True, slots=True)
class MarkRow:
    """What the last review (record ``review``) said of line ``n``: ``approved`` or ``returned``."""

    n: int
    review: int
    verdict: str
    author: str
    at: int
    comment: str | None


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """Line ``n`` has no mark: no review covers it yet."""

    n: int


@dataclass(frozen=True, slots=True)
class BlanksRow:
    """Numbered sheets of a kind that were printed to be written by hand."""

    n: int
    kind: str | None
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class SheetLineRow:
    """Line ``n`` was copied from that line of that sheet, with what record ``head`` opens."""

    n: int
    sheet: int
    line: int
    head: int | None


@dataclass(frozen=True, slots=True)
class CopyingRow:
    """A copying of a sheet; ``scan`` is the record that has its scan, none where there is none."""

    n: int
    scan: int | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place that lines name, and the first of them; it need not be one of the site's."""

    id: str
    n: int
    text: str


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A name or plate that record ``i // 1024`` says; ``key`` is what is typed to find it.

    A name of several words has a key from each of them on.
    """

    i: int
    kind: str
    key: str
    text: str


SHIFT = table("shift", ShiftRow, "officer", "on_at", "off_n")
sa.Index("shift_long", SHIFT.c.off_at - SHIFT.c.on_at)
HANDOVER = table("handover", HandoverRow, "leaf")
ANCHOR = table("anchor", AnchorRow, "id")
sa.Index("anchor_open", ANCHOR.c.n, sqlite_where=ANCHOR.c.open == 1)
FINISH = table("finish", FinishRow, "anchor")
ROUTINE = table("routine", RoutineRow)
TICK = table("tick", TickRow, "due")
BREAK = table("shift_break", BreakRow, "officer")
DELIVERY = table("delivery", DeliveryRow, "at")
SECOND = table("second", SecondRow, "line")
MARK = table("mark", MarkRow)
sa.Index("mark_returned", MARK.c.n, sqlite_where=MARK.c.verdict == "returned")
UNREAD = table("unread", UnreadRow)
BLANKS = table("blanks", BlanksRow)
SHEET_LINE = table("sheet_line", SheetLineRow, "sheet", "head")
COPYING = table("copying", CopyingRow)
sa.Index("copying_bare", COPYING.c.n, sqlite_where=COPYING.c.scan.is_(None))
PLACE = table("place", PlaceRow)
KNOWN = table("known", KnownRow)
sa.Index("known_key", KNOWN.c.kind, KNOWN.c.key, KNOWN.c.i)
