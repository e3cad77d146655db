"""Building the registers again from the records, into the book itself or into a scratch copy.

Made for books of a million lines: of each document only what a fold asks for is decoded, and the
search index is made from the words once they all stand there.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from deskinc.book import registers
from deskinc.book.disk import schema
from deskinc.book.disk.store import Link, damaged
from deskinc.book.record import Record
from deskinc.book.records import reading
from deskinc.book.records.following import Cancel, Cancelled, Progress
from deskinc.book.registers.pen import Pen
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.proof.document import Document, decode, leaf, match

REGISTERS = "registers"
"""Where meta keeps the version of the registers, once they are whole."""

NOT_WHOLE = ("DELETE FROM meta WHERE key = ?", (REGISTERS,))
"""What makes the next opening build them again."""

_STEP, _WORDS = 4_000, 40_000
_ROOM = 32 * 2**20
"""Bytes of words gathered before the search index writes a segment, while it is rebuilt."""

_read = json.JSONDecoder().raw_decode
_RECORDS = """SELECT doc, sig,
    (SELECT CAST('[' || group_concat(raw) || ']' AS BLOB) FROM value WHERE value.n = record.n)
    FROM record WHERE n > ? AND n <= ? ORDER BY n"""


def version() -> bytes:
    """The version of the registers as meta keeps it."""
    return str(registers.VERSION).encode()


def rebuild(source: Link, target: Link, high: int, progress: Progress, cancel: Cancel) -> None:
    """Drop the registers of ``target`` and fold the first ``high`` records of ``source`` into new.

    Raises :class:`~deskinc.book.records.following.Cancelled`; then the registers are not whole.
    :class:`~deskinc.errors.BookFault` where a record or a value cannot be read.
    """
    with target.transaction():
        registers.drop(target)
        registers.create(target)
        registers.room(target, _ROOM)
    for low in range(0, high, _STEP):
        _fold(source, target, low, min(high, low + _STEP))
        progress(min(high, low + _STEP), high)
        _stop_if(cancel)
    for low in range(0, high, _WORDS):
        with target.transaction():
            registers.index(target, low, low + _WORDS)
        _stop_if(cancel)
    with target.transaction():
        registers.room(target)


def _stop_if(cancel: Cancel) -> None:
    if cancel():
        raise Cancelled(_("The check was stopped."))


def anew(link: Link, high: int, progress: Progress, cancel: Cancel) -> None:
    """Build the registers of the book itself again; only once they are whole does meta say so."""
    with link.transaction():
        link.run(*NOT_WHOLE)
    rebuild(link, link, high, progress, cancel)
    with link.transaction():
        registers.merge(link)
        schema.put(link, REGISTERS, version())


def _fold(source: Link, target: Link, low: int, high: int) -> None:
    n_of: Callable[[bytes], int | None] = lambda id_: reading.n_of(source, id_)  # noqa: E731
    with target.transaction():
        pen = Pen(target, n_of, indexes=False)
        for record in _records(source, low, high):
            registers.fold(pen, record)
        pen.flush()


def _records(link: Link, low: int, high: int) -> Iterator[Record]:
    try:
        for doc, sig, raws in link.driver.execute(_RECORDS, (low, high)):
            said = _read(raws.decode())[0] if raws else ()
            if said and isinstance(said[0], dict):
                said = ()  # a restricted part: all of it is closed
            yield Scanned(doc, sig, {name: value for _salt, name, value in said})
    except (ValueError, TypeError) as error:
        raise damaged() from error


class Scanned(Record):
    """A record of which only what folds read was taken out of the bytes, and that when asked."""

    __slots__ = ("_amends", "_id", "_raw", "_thread", "at", "author", "form", "n", "nos", "offset")
    n: int
    form: str
    nos: Mapping[str, str | int]
    at: datetime
    offset: int
    author: str
    values: Mapping[str, Value]
    leaf: bytes
    # quick to fill, unlike its frozen parent
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__

    def __init__(self, raw: bytes, sig: bytes, values: Mapping[str, Value]) -> None:
        n, form, nos, at, offset, author, self._id, self._thread, self._amends = match(raw).group(
            "n", "form", "nos", "at", "offset", "author", "id", "thread", "amends"
        )
        self._raw, self.leaf, self.values = raw, leaf(raw, sig), values
        self.n, self.form, self.author = int(n), form.decode(), author.decode()
        self.at, self.offset = datetime.fromisoformat(at.decode()), int(offset)
        self.nos = _read(f"{{{nos.decode()}}}")[0]

    @property
    def doc(self) -> Document:
        """The whole document."""
        return decode(self._raw)

    @property
    def id(self) -> bytes:
        """Its random id."""
        return unb64(self._id.decode())

    @property
    def thread(self) -> bytes:
        """The id of the first record of its thread."""
        return unb64(self._thread.decode())

    @property
    def amends(self) -> bytes | None:
        """The id of the record it replaces or strikes."""
        return None if self._amends is None else unb64(self._amends.decode())
