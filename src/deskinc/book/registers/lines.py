"""The lines of the book and the words search finds them by."""

from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import ENTRY, WORDS, insert_sql
from deskinc.proof.note import FIELD, NOTED_AT

LATE = 10
"""Minutes between happening and writing from which a line counts as late."""

_MINUTE = 60_000
_ENTRY = insert_sql(ENTRY)
_WORDS = insert_sql(WORDS)
_INDEX = "INSERT INTO search(rowid, body, more, tags) VALUES (?, ?, ?, ?)"
_UNSEARCHED = frozenset(
    {
        *("book", "site", "officer", "seal", "export", "access", "countersign", "plan", "pin"),
        *("restore", "backup", "hold", "erase", "stamp"),
    }
)


def millis(record: Record) -> int:
    """When the record was written, in milliseconds since 1970."""
    return round(record.at.timestamp() * 1000)


def written(record: Record) -> int:
    """When a hand wrote it, in milliseconds since 1970: a note, before the book could take it."""
    noted = read.moment(record.values, NOTED_AT)
    return millis(record) if noted is None else noted


def fold_entry(pen: Pen, record: Record) -> None:
    """A numbered record is a line; one that amends marks the line it replaces or strikes."""
    if record.line is None:
        return
    happened, kind, place, place_text, late = told(record)
    target = None if record.amends is None else pen.n_of(record.amends)
    pen.add(
        _ENTRY, record.n, record.line, record.day, record.form, millis(record), record.offset,
        happened, kind, place, place_text,
        record.author, read.ident(record.values, "incident"), late, None, None, target,
    )  # fmt: skip
    if target is not None:
        mark = _STRUCK if record.form == "strike" else _REPLACED
        pen.run(mark, record.n, target)


_STRUCK = "UPDATE entry SET struck = ? WHERE n = ?"
_REPLACED = "UPDATE entry SET replaced = ? WHERE n = ?"


class Told(NamedTuple):
    """What a line's register has from its values alone."""

    happened: int | None
    type: str
    place: str | None
    place_text: str | None
    late: int | None


def told(record: Record) -> Told:
    """What the register says of the line by its values."""
    values = record.values
    happened = read.moment(values, "happened")
    late = None if happened is None else (written(record) - happened) // _MINUTE
    return Told(
        read.moment(values, NOTED_AT) if happened is None else happened,
        read.code(values, "type") or record.form,
        read.known(values, "place"),
        read.member(values, "place", "text"),
        late if late is not None and late > LATE else None,
    )


def fold_words(pen: Pen, record: Record) -> None:
    """Text and every other word of a record that search shall find."""
    if record.form in _UNSEARCHED:
        return
    body = read.text(record.values, "text") or ""
    said = record.values
    if FIELD in said:  # the note says again what stands in the other fields
        said = {name: value for name, value in said.items() if name != FIELD}
    more = "\n".join(read.words(said))
    if record.number:
        more = f"{more}\n{record.number}"
    row = (record.n, body, more, tags(record))
    pen.add(_WORDS, *row)
    if pen.indexes:
        pen.add(_INDEX, *row)


def tags(record: Record) -> str:
    """The indexed terms of a record: form, type, place, officer, month, incident."""
    values = record.values
    incident = read.ident(values, "incident")
    if incident is None and record.form in {"incident", "photo"}:
        incident = record.thread
    kind, place = read.code(values, "type"), read.known(values, "place")
    month = record.at + timedelta(minutes=record.offset)
    terms = _terms(record.form, kind, place, record.author, month.year * 100 + month.month)
    return terms if incident is None else f"{terms} i{incident.hex()}"


@lru_cache(maxsize=4096)
def _terms(form: str, kind: str | None, place: str | None, author: str, month: int) -> str:
    """Most lines share all of these with another."""
    terms = (term("f", form), term("t", kind or form), term("p", place), term("o", author))
    return " ".join(filter(None, (*terms, f"m{month}")))


def term(kind: str, said: str | None) -> str | None:
    """A single token for ``said``, whatever characters it has."""
    return None if said is None else kind + said.encode().hex()
