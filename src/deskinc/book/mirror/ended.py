"""What a mirror holds of an epoch that is over: its last pairs, read from the newest backwards."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from deskinc.book.mirror.file import Day, epoch_of, first_of, spans
from deskinc.book.mirror.found import FoundFile, begin, load
from deskinc.book.mirror.packing import lines_of
from deskinc.book.mirror.reader import days
from deskinc.book.records.following import Cancel, Cancelled
from deskinc.i18n import _
from deskinc.proof.canonical import CanonicalError, b64
from deskinc.proof.document import Document, decode, leaf

_NUMBER = 8
"""Bytes of the first n of a frame, with which it begins."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An epoch that was over on a UTC date ``on``: its records up to ``last`` are in the book.

    The book has them, or names them by number; ``known`` are leaves that it names, ``mirror`` the
    one with which the mirror ended at the restore. ``newest`` is the epoch of the book now.
    """

    epoch: int
    last: int
    on: str
    known: frozenset[str]
    mirror: str
    newest: int


@dataclass(slots=True)
class Left:
    """What stands there and not in the book: documents by leaf, and frames that cannot be read.

    ``top`` is the last record that can be read, ``named`` the last one that the book names by its
    leaf, ``seen`` the one with which the mirror ended at the restore; 0 where none was met.
    """

    documents: dict[bytes, Document] = field(default_factory=dict)
    unread: int = 0
    top: int = 0
    named: int = 0
    seen: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """A frame of lines: its records, none where it does not prove itself, and the first n."""

    first: int
    rows: Sequence[tuple[bytes, bytes]]


class Pairs:
    """The files of lines of a mirror in the order they were written."""

    def __init__(self, folder: Path, key: bytes, book: bytes) -> None:
        self._folder, self._key, self._book = folder, key, book
        self._days = days(folder)
        self._begun = cache(lambda day: begin(folder, day, key, book))

    def backwards(self, epoch: int) -> Iterator[tuple[Day, FoundFile]]:
        """The files up to the last that may be of ``epoch``, the newest first."""
        for day in reversed(self._days[: self._end(epoch)]):
            yield day, load(self._folder, day, "lines", self._key, self._book)

    def _end(self, epoch: int) -> int:
        """The place of the first file that proves to be of a later epoch: they ascend."""
        low, high, end = 0, len(self._days), len(self._days)
        while low < high:
            middle = (low + high) // 2
            at = next((i for i in range(middle, high) if self._begun(self._days[i])), high)
            begun = self._begun(self._days[at]) if at < high else None
            if begun is not None and begun[0] <= epoch:
                low = at + 1
            else:
                end = at if begun is not None else end
                high = middle
        return end


def left(pairs: Pairs, ended: Ended, at: Callable[[int], bytes | None], cancel: Cancel) -> Left:
    """Walk back until all that lies before is in the book, of which ``at(n)`` gives the leaves.

    That is so before a pair that joins the book, was written before the restore (later ones may
    repeat what is damaged) and goes on where a sound pair ends. Raises Cancelled.
    """
    found, after = Left(), 0
    for day, file in pairs.backwards(ended.epoch):
        if cancel():
            raise Cancelled(_("The check was stopped."))
        parts = _parts(file)
        read = [part for part in parts if part.rows]
        if read and (file.epoch < ended.epoch or (after == _end(read) and read == parts)):
            break
        if _may_be(day, file, ended, proved=bool(read)):
            found.unread += _unread(parts, ended.last) or (file.fault == "unreadable")
            joined = _take(found, ended, read, at)
            after = read[0].first if joined and day.date < ended.on else 0
    if found.seen and found.seen == found.top:
        found.unread = 0  # the restore saw it as it is
    return found


def _parts(file: FoundFile) -> list[_Part]:
    """All frames in order; what does not prove itself with the first n it claims."""
    parts = []
    for span in file.spans if file.cipher else spans(file.raw):
        rows: Sequence[tuple[bytes, bytes]] = []
        with suppress(CanonicalError):
            rows = lines_of(file.frame(span).plain or b"")
        claimed = first_of(file.raw, span.start) if span.end - span.start >= _NUMBER else 0
        parts.append(_Part(claimed, rows))
    return parts


def _end(read: Sequence[_Part]) -> int:
    """The number that follows the last record of those frames."""
    return read[-1].first + len(read[-1].rows)


def _may_be(day: Day, file: FoundFile, ended: Ended, *, proved: bool) -> bool:
    """Whether a file may be of that epoch.

    Where nothing proves itself its plain header may be as damaged as the rest: no file as old as
    the restore is passed over on its word.
    """
    epoch = epoch_of(file.raw) if file.raw else 0
    unproved = day.date <= ended.on or not 0 < epoch <= ended.newest
    return epoch == ended.epoch or (not proved and unproved)


def _unread(parts: Sequence[_Part], last: int) -> int:
    """How many frames do not prove themselves and may hold records after ``last``."""
    count, at = 0, 0
    claims: list[int] = []
    for part in parts:
        if not part.rows:
            claims.append(part.first)
            continue
        if claims and part.first > last + 1:
            count += max(1, _beyond(claims, at, last))
        claims = []
        at = part.first + len(part.rows) - 1
    return count + _beyond(claims, at, last)


def _beyond(claims: Sequence[int], at: int, last: int) -> int:
    """How many of the frames that follow record ``at`` lie after ``last``."""
    return len(claims) if at >= last else sum(claim > last for claim in claims)


def _take(
    found: Left, ended: Ended, read: Sequence[_Part], at: Callable[[int], bytes | None]
) -> bool:
    """Take what follows the last record that the book has or names; whether there is one."""
    for part in reversed(read):
        for n, row in reversed(list(enumerate(part.rows, part.first))):
            made = leaf(*row)
            found.top = max(found.top, n)
            if b64(made) == ended.mirror:
                found.seen = max(found.seen, n)
            if b64(made) in ended.known:
                found.named = max(found.named, n)
                return True
            if at(n) == made:
                return True
            with suppress(ValueError):
                found.documents[made] = decode(row[0])
    return False
