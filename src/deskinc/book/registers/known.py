"""Names, plates and places that were written before, so that they can be completed.

Only fields made for them are read, never free words; restricted answers stand on no record that
is read here.
"""

import unicodedata
from collections.abc import Iterator

from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.day import KNOWN
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import insert_sql

SPAN = 1024
"""Numbers that the rows of one record may take."""

PERSON, PLATE = "person", "plate"

_KNOWN = insert_sql(KNOWN)
_PLACE = "INSERT OR IGNORE INTO place VALUES (?, ?, ?)"
PLACES_AGAIN = """INSERT OR IGNORE INTO place
    SELECT place, n, place_text FROM entry
    WHERE form = 'occurrence' AND place IS NOT NULL AND place_text IS NOT NULL ORDER BY n"""
"""All places as the lines now say them."""
_LONGEST = 80
"""A name that is longer says more than a name."""

_MOST = 6
"""Words of a name by which it is found."""

_CELLS = {("people", "name"): PERSON, ("vehicles", "plate"): PLATE, ("vehicles", "driver"): PERSON}
"""Cells of an incident's tables."""


def folded(kind: str, text: str) -> str:
    """What is compared: without case and accents, a plate without blanks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return "".join(kept.split()) if kind == PLATE else " ".join(kept.split())


def fold_occurrence(pen: Pen, record: Record) -> None:
    """Who reported it, and where: the first line that names a place."""
    values = record.values
    name = read.text(values, "reported_by")
    if name is not None:
        _put(pen, record, iter([(PERSON, name)]))
    place, text = read.known(values, "place"), read.member(values, "place", "text")
    if place is not None and text is not None:
        pen.add(_PLACE, place, record.n, text)


def fold_incident(pen: Pen, record: Record) -> None:
    """Who is named in it, and by what vehicle."""
    _put(pen, record, _in_cells(record.values))


def fold_delivery(pen: Pen, record: Record) -> None:
    """Whom it was for."""
    said = read.text(record.values, "recipient")
    _put(pen, record, iter([(PERSON, said)] if said else []))


def _in_cells(values: read.Values) -> Iterator[tuple[str, str]]:
    for name in sorted(values):
        table, _slash, cell = name.partition("/")
        kind = _CELLS.get((table, cell.rpartition("/")[2])) if cell else None
        said = read.text(values, name) if kind else None
        if kind is not None and said:
            yield kind, said


def _put(pen: Pen, record: Record, said: Iterator[tuple[str, str]]) -> None:
    at = record.n * SPAN
    for kind, text in said:
        if len(text) > _LONGEST or "\n" in text or at >= record.n * SPAN + SPAN - _MOST:
            continue
        for key in _keys(kind, folded(kind, text)):
            pen.add(_KNOWN, at, kind, key, text)
            at += 1


def _keys(kind: str, whole: str) -> Iterator[str]:
    """From each word on; a plate has one."""
    words = [whole] if kind == PLATE else whole.split(" ")
    for first in range(min(_MOST, len(words))):
        if words[first]:
            yield " ".join(words[first:])
