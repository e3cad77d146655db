"""Reading the mirror: every transaction in order, and what is wrong as data, never as an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from deskinc.book.mirror_file import (
    END,
    HEADER_SIZE,
    NO_TAG,
    OVERHEAD,
    Cipher,
    Day,
    Kind,
    Problem,
    Span,
    cipher,
    first_of,
    parse,
    spans,
    tag_of,
)
from deskinc.book.mirror_payload import Batch, Payload, Values, lines_of, values_of
from deskinc.i18n import N_
from deskinc.proof.canonical import CanonicalError
from deskinc.proof.document import leaf

Fault = Literal["altered", "torn", "missing", "fork", "unreadable"]
_KINDS: tuple[Kind, ...] = ("values", "lines")
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-([2-9]|[1-9]\d+))?\.(?:values|lines)", re.ASCII)
_WHY: dict[Fault, str] = {
    "altered": N_("The mirror was altered here."),
    "torn": N_("The mirror ends in a line that was not completely written."),
    "missing": N_("Records are missing from the mirror here."),
    "fork": N_("The mirror holds another record under the same number."),
    "unreadable": N_("The disk of the mirror does not give this file back."),
}


@dataclass(frozen=True, slots=True)
class Damage:
    """Something wrong in the mirror: in which file, at which byte, at which n if that is known.

    ``torn`` alone is the trace of an interrupted write; if acknowledged records went with it,
    they are also ``missing``, or the tail is behind the book.
    """

    file: str
    offset: int
    kind: Fault
    n: int | None = None

    @property
    def why(self) -> str:
        """A sentence for people, marked for translation."""
        return _WHY[self.kind]


@dataclass(frozen=True, slots=True)
class Tail:
    """The last record the mirror holds; ``whole`` false if damage lies behind or beside it."""

    epoch: int
    n: int
    leaf: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class LastFrame:
    """What is needed to go on after the last frame of a sound file."""

    epoch: int
    size: int
    index: int
    tag: bytes
    end: bytes
    cipher: Cipher
    plain: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Frame:
    start: int
    first: int
    plain: bytes | None = field(repr=False)
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class _File:
    """The bytes of one file; ``fault`` says why there is no cipher for them."""

    name: str
    raw: bytes = field(default=b"", repr=False)
    epoch: int = 0
    cipher: Cipher | None = None
    fault: Fault | None = None

    def frames(self) -> list[_Frame]:
        found: list[_Frame] = []
        tag = NO_TAG
        for span in spans(self.raw) if self.cipher else ():
            found.append(self.frame(span, tag))
            tag = tag_of(self.raw[span.start : span.end])
        return found

    def frame(self, span: Span, tag: bytes) -> _Frame:
        raw = self.raw[span.start : span.end]
        plain = None
        if self.cipher and span.problem != "torn":
            plain = self.cipher.open(span.index, tag, raw)
        first = first_of(raw, 0) if plain else 0
        problem = span.problem or (None if plain else "altered")
        return _Frame(span.start, first, plain, problem)


def days(folder: Path) -> list[Day]:
    """The pairs of files in the order they were written; OSError if the folder is not there."""
    found = {Day(m[1], int(m[2] or 1)) for p in folder.iterdir() if (m := _NAME.fullmatch(p.name))}
    return sorted(found)


def frames(folder: Path, key: bytes, book: bytes, since: int = 1) -> Iterator[Batch | Damage]:
    """Every transaction from record ``since`` on, and every damage where it lies.

    Records that were written twice because the first write was not acknowledged come once. A
    damaged file is read on after the damage as far as its frames prove themselves. Raises
    OSError only if the folder itself is not there.
    """
    order = _Order(since)
    for day in _from(folder, days(folder), since):
        for found in _day(folder, day, key, book):
            if isinstance(found, Damage):
                yield found
            else:
                yield from order.admit(found, day.name("lines"))


def tail(folder: Path, key: bytes, book: bytes) -> Tail | None:
    """The last record of the mirror, None if there is none; OSError if the folder is not there.

    Reads the newest pair (bounded in size) and decrypts one frame of it.
    """
    whole = True
    for day in reversed(days(folder)):
        lines, values = (_load(folder, day, kind, key, book) for kind in ("lines", "values"))
        found = spans(lines.raw) if lines.cipher else []
        beside = spans(values.raw) if values.cipher else []
        sound = not any(span.problem for span in found + beside) and lines.cipher is not None
        whole = whole and sound and len(found) == len(beside)
        for span in reversed(found):
            before = tag_of(lines.raw[: span.start]) if span.index else NO_TAG
            last = _last(lines.frame(span, before).plain)
            if last:
                n = first_of(lines.raw, span.start) + last[0]
                return Tail(lines.epoch, n, last[1], whole)
            whole = False
    return None


def last_frame(path: Path, day: Day, kind: Kind, key: bytes, book: bytes) -> LastFrame | None:
    """The end of a file in which nothing is wrong; None if there is no frame or anything is."""
    file = _load(path.parent, day, kind, key, book)
    if not file.cipher or not (found := spans(file.raw)) or any(span.problem for span in found):
        return None
    span = found[-1]
    before = tag_of(file.raw[: span.start]) if span.index else NO_TAG
    plain = file.frame(span, before).plain
    if plain is None:
        return None
    raw = file.raw
    end = raw[-END:]
    return LastFrame(file.epoch, len(raw), span.index, tag_of(end), end, file.cipher, plain)


def _last(plain: bytes | None) -> tuple[int, bytes] | None:
    """How many records follow the first in a frame, and the leaf of its last."""
    try:
        rows = lines_of(plain) if plain else []
    except CanonicalError:
        return None
    return (len(rows) - 1, leaf(*rows[-1])) if rows else None


def _load(folder: Path, day: Day, kind: Kind, key: bytes, book: bytes) -> _File:
    name = day.name(kind)
    try:
        raw = (folder / name).read_bytes()
    except FileNotFoundError:
        return _File(name)
    except OSError:
        return _File(name, fault="unreadable")
    if len(raw) < HEADER_SIZE:
        return _File(name, fault="torn")
    header = parse(raw, kind, book, day)
    if not header:
        return _File(name, fault="altered")
    return _File(name, raw, header.epoch, cipher(key, header))


def _from(folder: Path, found: list[Day], since: int) -> list[Day]:
    """The days from the newest on that begins at or before ``since``, judged by plain headers."""
    for index in range(len(found) - 1 if since > 1 else 0, 0, -1):
        try:
            with (folder / found[index].name("lines")).open("rb") as file:
                head = file.read(HEADER_SIZE + OVERHEAD)
        except OSError:
            continue
        if len(head) == HEADER_SIZE + OVERHEAD and first_of(head, HEADER_SIZE) <= since:
            return found[index:]
    return found


def _day(folder: Path, day: Day, key: bytes, book: bytes) -> Iterator[Batch | Damage]:
    values, lines = (_load(folder, day, kind, key, book) for kind in _KINDS)
    yield from (Damage(file.name, 0, file.fault) for file in (values, lines) if file.fault)
    beside, found = values.frames(), lines.frames()
    for value, line in zip_longest(beside, found):
        if value and value.problem:
            yield Damage(values.name, value.start, value.problem, value.first or None)
        if line and line.problem:
            yield Damage(lines.name, line.start, line.problem, line.first or None)
        if line and line.plain:
            yield from _pair(lines, line, value)
    alone = [frame for frame in found[len(beside) :] if frame.plain]
    if alone and not values.fault:
        yield Damage(values.name, len(values.raw), "missing", alone[0].first)
    if len(beside) > len(found) + 1:
        yield Damage(lines.name, len(lines.raw), "missing", beside[len(found)].first or None)


def _pair(lines: _File, line: _Frame, value: _Frame | None) -> Iterator[Batch | Damage]:
    """The transaction of a frame that proved itself, with what its companion says."""
    try:
        rows = lines_of(line.plain or b"")
    except CanonicalError:
        yield Damage(lines.name, line.start, "altered", line.first)
        return
    numbers = range(line.first, line.first + len(rows))
    said = _said(value, numbers) if value and value.plain else None
    if value and value.plain and not said:
        yield Damage(lines.name, line.start, "altered", line.first)
    entries = []
    for n, (document, signature) in zip(numbers, rows, strict=True):
        disclosures, files = said[n] if said else (None, {})
        entries.append(Payload(document, signature, disclosures, files))
    yield Batch(lines.epoch, line.first, entries)


def _said(value: _Frame, numbers: range) -> Values | None:
    """The values of exactly those records; None if the frame tells of others."""
    try:
        said = values_of(value.plain or b"")
    except CanonicalError:
        return None
    return said if value.first == numbers.start and list(said) == list(numbers) else None


class _Order:
    """Lets each record through once and in order of n, and says where that is not possible."""

    def __init__(self, since: int) -> None:
        self._since = since
        self._next = since
        self._epoch = 0
        self._leaves: dict[int, bytes] = {}

    def admit(self, batch: Batch, name: str) -> Iterator[Batch | Damage]:
        if batch.epoch < self._epoch:
            yield Damage(name, 0, "fork", batch.first)
            return
        if batch.epoch > self._epoch:
            self._restored(batch)
        if batch.first > self._next:
            yield Damage(name, 0, "missing", self._next)
        new = []
        for n, entry in enumerate(batch.entries, batch.first):
            made = leaf(entry.document, entry.signature)
            if n >= max(self._next, self._since):
                new.append(entry)
                self._leaves[n] = made
            elif n >= self._since and self._leaves.get(n) != made:
                yield Damage(name, 0, "fork", n)
        self._next = max(self._next, batch.last + 1)
        if new:
            yield Batch(batch.epoch, batch.last + 1 - len(new), new)

    def _restored(self, batch: Batch) -> None:
        """A restore goes on from the size it restored, which lies at or before our last n."""
        self._epoch = batch.epoch
        self._next = min(self._next, max(batch.first, self._since))
        self._leaves = {n: made for n, made in self._leaves.items() if n < batch.first}
