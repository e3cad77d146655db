r"""The erasure list: which fields of which records were erased, kept beside every other copy.

``erased.json`` lies in the mirror's folder and beside each backup: canonical JSON
{v: 1, book, erased: [{record, field}, …], mac}, ids as base64url, in the order of record and field,
none twice. It holds ids and names of fields, no values. ``mac`` is HMAC-SHA-256 over the canonical
JSON of the rest, under HKDF-SHA-256(mirror key, info ``deskinc/erased/v1\0`` ‖ book): a list that
somebody without the key wrote or altered is none. Whoever restores a copy takes out what the lists
name before the book opens.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deskinc.book.disk import ring
from deskinc.book.disk.durable import TooLarge, read_up_to, replace
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.canonical import Json, b64, dumps, loads, unb64
from deskinc.proof.keys import ERASED

NAME = "erased.json"
MOST = 64 * 2**20
"""Bytes of the longest list that is read: some half a million values."""


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

    def by_record(self) -> Mapping[bytes, frozenset[str]]:
        """The names of the fields by the id of their record."""
        found: dict[bytes, set[str]] = {}
        for one in self.erased:
            found.setdefault(one.record, set()).add(one.field)
        return {record: frozenset(fields) for record, fields in found.items()}


def read(folder: Path, key: bytes, book: bytes) -> Erasures:
    """The list of ``book`` in ``folder``, an empty one where none lies there.

    ``key`` is the mirror key; a list may have been written under an older one. Raises BookFault if
    the file is none or was not written with that key, OSError if the disk does not give it back.
    """
    try:
        raw = read_up_to(folder / NAME, MOST)
    except FileNotFoundError:
        return Erasures()
    except TooLarge:
        raw = b""
    try:
        return Erasures(book, _parsed(loads(raw), key, book))
    except (ValueError, LookupError, TypeError) as error:
        raise BookFault(
            _("The list of what was erased from the book is damaged."),
            _(
                "Nothing was changed. The mirror’s folder and every backup have a copy of "
                "erased.json; put a sound one in its place."
            ),
        ) from error


def write(folder: Path, key: bytes, erasures: Erasures) -> None:
    """Put the list into ``folder``; OSError if the disk refuses: the old one stays."""
    listed: list[Json] = [
        {"record": record, "field": field}
        for record, field in sorted((b64(one.record), one.field) for one in erasures.erased)
    ]
    said: dict[str, Json] = {"v": 1, "book": b64(erasures.book), "erased": listed}
    replace(folder / NAME, dumps({**said, "mac": b64(_mac(said, ring.newest(key), erasures.book))}))


def _mac(said: Json, key: bytes, book: bytes) -> bytes:
    own = HKDF(SHA256(), 32, salt=None, info=ERASED + book).derive(key)
    return hmac.digest(own, dumps(said), "sha256")


def union(*lists: Erasures) -> Erasures:
    """All that any of the lists names; ValueError where they are of different books."""
    books = {one.book for one in lists if one.book}
    if len(books) > 1:
        raise ValueError("erasure lists of different books")
    return Erasures(
        next(iter(books), b""), frozenset[Erased]().union(*(one.erased for one in lists))
    )


def _parsed(said: Json, key: bytes, book: bytes) -> frozenset[Erased]:
    if not isinstance(said, dict) or said.keys() != {"v", "book", "erased", "mac"}:
        raise ValueError("no erasure list")
    mac, rows = unb64(_text(said.pop("mac")), 32), said["erased"]
    if not any(hmac.compare_digest(mac, _mac(said, one, book)) for one in ring.each(key)):
        raise ValueError("an erasure list that was not written with this key")
    if said["v"] != 1 or unb64(_text(said["book"]), 16) != book or not isinstance(rows, list):
        raise ValueError("no erasure list of this book")
    return frozenset(map(_row, rows))


def _row(row: Json) -> Erased:
    if not isinstance(row, dict) or row.keys() != {"record", "field"}:
        raise ValueError("no row of an erasure list")
    return Erased(unb64(_text(row["record"]), 16), _text(row["field"]))


def _text(said: Json) -> str:
    if not isinstance(said, str):
        raise TypeError("no text")
    return said
