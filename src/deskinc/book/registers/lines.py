"""The lines of the book and the words search finds them by."""

from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.day import UNREAD
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import ENTRY, WORDS, insert_sql
from deskinc.proof.note import FIELD, NOTED_AT

LATE = 10
"""Minutes between happening and writing from which a line counts as late."""

_MINUTE = 60_000
_ENTRY = insert_sql(ENTRY)
_UNREAD = insert_sql(UNREAD)
_WORDS = insert_sql(WORDS)
_INDEX = "INSERT INTO search(rowid, body, more, tags) VALUES (?, ?, ?, ?)"
_UNSEARCHED = frozenset(
    {
        *("book", "site", "officer", "seal", "export", "access", "countersign", "plan", "pin"),
        *("restore", "backup", "hold", "erase", "stamp", "restricted", "withdrawn", "own_key"),
        *("anchor", "routine", "guide", "review", "import", "blanks", "channel", "notice", "sent"),
        *("debrief", "measure", "problem"),
    }
)


def millis(record: Record) -> int:
    """When the record was written, in milliseconds since 1970."""
    return round(record.at.timestamp() * 1000)


def written(record: Record) -> int:
    """When a hand wrote it, in milliseconds since 1970: a note, before the book could take it."""
    noted = read.moment(record.values, NOTED_AT)
    return millis(record) if noted is None else noted


def minutes_late(record: Record, happened: int) -> int | None:
    """How long after ``happened`` a hand wrote the record, if that counts as late."""
    late = (written(record) - happened) // _MINUTE
    return late if late > LATE else None


class Told(NamedTuple):
    """What the registers have of a record from its values alone."""

    happened: int | None
    type: str
    place: str | None
    place_text: str | None
    incident: bytes | None
    late: int | None


def told(record: Record) -> Told:
    """What the registers say of the record by its values."""
    values = record.values
    happened = read.moment(values, "happened")
    return Told(
        read.moment(values, NOTED_AT) if happened is None else happened,
        read.code(values, "type") or record.form,
        read.known(values, "place"),
        read.member(values, "place", "text"),
        read.ident(values, "incident"),
        None if happened is None else minutes_late(record, happened),
    )


def fold_line(pen: Pen, record: Record) -> None:
    """The line that a numbered record is, and the words of any that search shall find."""
    said = told(record)
    serial = record.line
    if serial is not None:
        _enter(pen, record, serial, said)
    if record.form not in _UNSEARCHED:
        _index(pen, record, said)


def _enter(pen: Pen, record: Record, serial: int, said: Told) -> None:
    """A line; one that amends marks the line it replaces or strikes."""
    target = None if record.amends is None else pen.n_of(record.amends)
    pen.add(
        _ENTRY, record.n, serial, record.day, record.form, millis(record), record.offset,
        said.happened, said.type, said.place, said.place_text,
        record.author, said.incident, said.late, None, None, target,
    )  # fmt: skip
    pen.add(_UNREAD, record.n)
    if target is not None:
        mark = _STRUCK if record.form == "strike" else _REPLACED
        pen.run(mark, record.n, target)


_STRUCK = "UPDATE entry SET struck = ? WHERE n = ?"
_REPLACED = "UPDATE entry SET replaced = ? WHERE n = ?"


def fold_words(pen: Pen, record: Record) -> None:
    """Text and every other word of a record that search shall find."""
    if record.form not in _UNSEARCHED:
        _index(pen, record, told(record))


def _index(pen: Pen, record: Record, said: Told) -> None:
    values, number = record.values, record.number
    if FIELD in values:  # the note says again what stands in the other fields
        values = {name: value for name, value in values.items() if name != FIELD}
    more = "\n".join(read.words(values))
    if number:
        more = f"{more}\n{number}"
    row = (record.n, read.text(values, "text") or "", more, _tags(record, said))
    pen.add(_WORDS, *row)
    if pen.indexes:
        pen.add(_INDEX, *row)


def _tags(record: Record, said: Told) -> str:
    """The indexed terms of a record: form, type, place, officer, month, incident."""
    incident = said.incident
    if incident is None and record.form in {"incident", "photo", "document"}:
        incident = record.thread
    at = record.at + timedelta(minutes=record.offset)
    month = at.year * 100 + at.month
    terms = _terms(record.form, said.type, said.place, record.author, month)
    return terms if incident is None else f"{terms} i{incident.hex()}"


@lru_cache(maxsize=4096)
def _terms(form: str, kind: str, place: str | None, author: str, month: int) -> str:
    """Most lines share all of these with another."""
    terms = (term("f", form), term("t", kind), term("p", place), term("o", author))
    return " ".join(filter(None, (*terms, f"m{month}")))


def term(kind: str, said: str | None) -> str | None:
    """A single token for ``said``, whatever characters it has."""
    return None if said is None else kind + said.encode().hex()
