"""Reading the mirror: every transaction in order, and what is wrong as data, never as an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path

from deskinc.book.disk import ring
from deskinc.book.mirror.file import END, Cipher, Day, Kind, first_of, tag_of
from deskinc.book.mirror.found import Fault, FoundFile, Frame, begin, key_of, load
from deskinc.book.mirror.order import Gap, Order, Repeats
from deskinc.book.mirror.packing import NOTHING, Values, lines_of, values_of
from deskinc.book.records.payload import Batch, Payload
from deskinc.i18n import N_
from deskinc.proof.canonical import CanonicalError

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
    """The last record the mirror holds; ``whole`` false if damage lies behind or beside it.

    ``good`` is the last record up to which nothing was seen to lack: ``n``, unless values or
    lines before the last are gone or damaged.
    """

    epoch: int
    n: int
    leaf: bytes
    good: int
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


def days(folder: Path) -> list[Day]:
    """The pairs of files in the order they were written; OSError if the folder is not there."""
    found = {Day(m[1], int(m[2] or 1)) for p in folder.iterdir() if (m := _NAME.fullmatch(p.name))}
    return sorted(found)


def frames(folder: Path, key: bytes, book: bytes, since: int = 1) -> Iterator[Batch | Damage]:
    """Every transaction from record ``since`` on, and every damage by which something is lost.

    Records that stand in several pairs (a write was not acknowledged, or damage was mended) come
    once, in the order of n, from where they stand whole; damage mended so is not told. A damaged
    file is read on after the damage as far as its frames prove themselves. Raises OSError only if
    the folder itself is not there.
    """
    found = _from(folder, _counted(folder, key, book), since, key, book)
    again = _Again(folder, found, key, book)
    order = Order(since, Repeats(again.firsts, again.read))
    held: list[Damage] = []
    for day in found:
        silent = False
        for one in _day(folder, day, key, book):
            if isinstance(one, Damage):
                if _lost(one, day.name("values"), silent=silent):
                    yield one
                else:
                    held.append(one)
                continue
            added = list(order.admit(one))
            if not all(isinstance(a, Batch) and a.whole for a in added):
                silent = True
                yield from held
            held.clear()
            yield from (_told(a, day.name("lines")) for a in added)
    yield from held


def _counted(folder: Path, key: bytes, book: bytes) -> list[Day]:
    """The pairs but those under an older key behind one under a newer key.

    Since somebody left, nobody has written under the key that person had.
    """
    found = days(folder)
    if ring.last(key) == 0:
        return found
    reached, kept = 0, list[Day]()
    for day in found:
        number = key_of(folder, day)
        if number is None or number >= reached:
            kept.append(day)
        if number is not None and number > reached and begin(folder, day, key, book):
            reached = number
    return kept


def _lost(damage: Damage, values: str, *, silent: bool) -> bool:
    """Whether a damage counts whatever follows; most do only where no repeat makes up for it.

    ``silent``: values of that pair are gone for good. Nobody knows what a file holds that the disk
    does not give back.
    """
    if damage.kind == "missing":
        return silent and damage.file == values
    return damage.n is not None or damage.kind == "unreadable"


def _told(found: Batch | Gap, name: str) -> Batch | Damage:
    if isinstance(found, Batch):
        return found
    return Damage(name, 0, "fork" if found.fork else "missing", found.n)


class _Again:
    """Single frames of the mirror's pairs, for what has to be looked up a second time."""

    def __init__(self, folder: Path, found: list[Day], key: bytes, book: bytes) -> None:
        self._days = found
        self._load = partial(load, folder, key=key, book=book)
        self._open: tuple[int, FoundFile, FoundFile] | None = None

    def firsts(self) -> Iterator[tuple[int, list[int]]]:
        """Epoch of each pair and the first n of its frames; 0 for a frame that is torn."""
        for day in self._days:
            file = self._load(day, "lines")
            yield file.epoch, [0 if s.problem else first_of(file.raw, s.start) for s in file.spans]

    def read(self, pair: int, frame: int) -> Iterator[tuple[int, Payload]]:
        """The records of one frame, as far as it proves itself."""
        if self._open is None or self._open[0] != pair:
            day = self._days[pair]
            self._open = pair, self._load(day, "lines"), self._load(day, "values")
        _number, lines, values = self._open
        line = lines.at(frame)
        if line is None or not line.plain:
            return
        for one in _pair(lines, line, values.at(frame)):
            if isinstance(one, Batch):
                yield from enumerate(one.entries, one.first)


def tail(folder: Path, key: bytes, book: bytes) -> Tail | None:
    """The last record of the mirror, None if there is none; OSError if the folder is not there.

    Reads the newest pair (bounded in size) and decrypts the last frame of each file. Only where
    nothing of that pair can be read, or damage goes back to its beginning, the one before too.
    """
    whole, last = True, None
    for day in reversed(_counted(folder, key, book)):
        lines, values = (load(folder, day, kind, key, book) for kind in ("lines", "values"))
        end = _end(lines, values)
        whole = whole and end is not None and end[3]
        if end is None:
            continue
        last = last or (lines.epoch, *end[:2])
        if end[2] is not None:
            return Tail(*last, end[2], whole)
    return last and Tail(*last, 0, whole=False)


def _end(lines: FoundFile, values: FoundFile) -> tuple[int, bytes, int | None, bool] | None:
    """Number and leaf of the last record of a pair, up to which it is good, and if it is whole.

    None where not one frame of its lines can be read; good is None where damage goes back to the
    first frame.
    """
    size, beside = len(lines.spans), len(values.spans)
    index, last = next(
        ((i, found) for i in reversed(range(size)) if (found := lines.last(i))), (0, None)
    )
    if last is None:
        return None
    whole = index == size - 1 and size == beside and (lines.bad, values.bad) == (size, beside)
    value = values.at(index)
    bad = min(lines.bad, values.bad)
    if bad > index and value and value.plain:
        return (*last, last[0], whole)
    before = lines.last(min(bad, index) - 1) if min(bad, index) else None
    return (*last, before[0] if before else None, False)


def last_frame(path: Path, day: Day, kind: Kind, key: bytes, book: bytes) -> LastFrame | None:
    """The end of a file in which nothing is wrong; None if there is no frame or anything is."""
    file = load(path.parent, day, kind, key, book)
    if not file.cipher or not file.spans or file.bad < len(file.spans):
        return None
    span = file.spans[-1]
    plain = file.frame(span).plain
    if plain is None:
        return None
    raw = file.raw
    end = raw[-END:]
    return LastFrame(file.epoch, len(raw), span.index, tag_of(end), end, file.cipher, plain)


def _from(folder: Path, found: list[Day], since: int, key: bytes, book: bytes) -> list[Day]:
    """The days from the newest on that begins at or before ``since``, by what its frames prove.

    A pair that begins no later than one before it only repeats, and is no place to begin at; nor
    is one whose first frame does not prove itself.
    """
    start, top = 0, 0
    for index, day in enumerate(found if since > 1 else ()):
        _epoch, first = begin(folder, day, key, book) or (0, 0)
        if top < first <= since:
            start = index
        top = max(top, first)
    return found[start:]


def _day(folder: Path, day: Day, key: bytes, book: bytes) -> Iterator[Batch | Damage]:
    values, lines = (load(folder, day, kind, key, book) for kind in _KINDS)
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


def _pair(lines: FoundFile, line: Frame, value: Frame | None) -> Iterator[Batch | Damage]:
    """The transaction of a frame that proved itself, with what its companion says."""
    try:
        rows = lines_of(line.plain or b"")
    except CanonicalError:
        yield Damage(lines.name, line.start, "altered", line.first)
        return
    numbers = range(line.first, line.first + len(rows))
    told = value is not None and value.plain not in {None, NOTHING}
    said = _said(value, numbers) if value and told else None
    if told and not said:
        yield Damage(lines.name, line.start, "altered", line.first)
    entries = []
    for n, (document, signature) in zip(numbers, rows, strict=True):
        disclosures, files = said[n] if said else (None, {})
        entries.append(Payload(document, signature, disclosures, files))
    yield Batch(lines.epoch, line.first, entries)


def _said(value: Frame, numbers: range) -> Values | None:
    """The values of exactly those records; None if the frame tells of others."""
    try:
        said = values_of(value.plain or b"")
    except CanonicalError:
        return None
    return said if value.first == numbers.start and list(said) == list(numbers) else None
