"""The erasure list: which fields of which records were erased, kept beside every other copy.

``erased.json`` lies in the mirror's folder and beside each backup: canonical JSON
{v: 1, book, erased: [{record, field}, …]}, ids as base64url, in the order of record and field,
none twice. It holds ids and names of fields, no values. Whoever restores a copy takes out what
the lists name before the book opens.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from deskinc.book.durable import replace
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.canonical import Json, b64, dumps, loads, unb64

NAME = "erased.json"


class Erased(NamedTuple):
    """One value that was erased: the id of its record (16 bytes) and the name of its field."""

    record: bytes
    field: str


@dataclass(frozen=True, slots=True)
class Erasures:
    """What is to be absent from every copy of ``book``; the book is b"" where nothing is known."""

    book: bytes = b""
    erased: frozenset[Erased] = frozenset()

    def of(self, record: bytes) -> frozenset[str]:
        """The names of the fields erased from the record of that id."""
        return frozenset(one.field for one in self.erased if one.record == record)


def read(folder: Path) -> Erasures:
    """The list in ``folder``, an empty one where none lies there.

    Raises BookFault if the file is none, OSError if the disk does not give it back.
    """
    try:
        raw = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return Erasures()
    try:
        return _parsed(loads(raw))
    except (ValueError, LookupError, TypeError) as error:
        raise BookFault(
            _("The list of what was erased from the book is damaged."),
            _(
                "Nothing was changed. The mirror’s folder and every backup have a copy of "
                "erased.json; put a sound one in its place."
            ),
        ) from error


def write(folder: Path, book: bytes, erasures: Erasures) -> None:
    """Put the list of ``book`` into ``folder``; OSError if the disk refuses: the old one stays."""
    if erasures.book not in {b"", book}:
        raise ValueError("an erasure list of another book")
    listed: list[Json] = [
        {"record": record, "field": field}
        for record, field in sorted((b64(one.record), one.field) for one in erasures.erased)
    ]
    replace(folder / NAME, dumps({"v": 1, "book": b64(book), "erased": listed}))


def union(*lists: Erasures) -> Erasures:
    """All that any of the lists names; ValueError where they are of different books."""
    books = {one.book for one in lists if one.book}
    if len(books) > 1:
        raise ValueError("erasure lists of different books")
    return Erasures(
        next(iter(books), b""), frozenset[Erased]().union(*(one.erased for one in lists))
    )


def _parsed(said: Json) -> Erasures:
    if not isinstance(said, dict) or said.keys() != {"v", "book", "erased"} or said["v"] != 1:
        raise ValueError("no erasure list")
    rows = said["erased"]
    if not isinstance(rows, list):
        raise TypeError("no rows")
    return Erasures(unb64(_text(said["book"]), 16), frozenset(map(_row, rows)))


def _row(row: Json) -> Erased:
    if not isinstance(row, dict) or row.keys() != {"record", "field"}:
        raise ValueError("no row of an erasure list")
    return Erased(unb64(_text(row["record"]), 16), _text(row["field"]))


def _text(said: Json) -> str:
    if not isinstance(said, str):
        raise TypeError("no text")
    return said
