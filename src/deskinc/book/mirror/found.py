"""One file of the mirror as it was found: its frames, opened as far as they prove themselves."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from deskinc.book.disk.durable import read_up_to
from deskinc.book.mirror.file import (
    END,
    HEADER_SIZE,
    NO_TAG,
    OVERHEAD,
    Cipher,
    Day,
    Header,
    Kind,
    Problem,
    Span,
    cipher,
    first_of,
    key_in,
    length_of,
    parse,
    spans,
    tag_of,
)
from deskinc.book.mirror.packing import lines_of
from deskinc.disks import heard
from deskinc.proof.canonical import CanonicalError
from deskinc.proof.document import Document, decode, leaf

MOST = 128 * 2**20
"""Bytes of the largest file that is read: one is not begun after 16 MiB, and a transaction or what
is caught up at a time is a few MiB at most."""

Fault = Literal["altered", "torn", "missing", "fork", "unreadable"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame where it lies; without ``plain`` it did not prove itself."""

    start: int
    first: int
    plain: bytes | None = field(repr=False)
    problem: Problem | None


@dataclass(frozen=True)
class FoundFile:
    """The bytes of one file; ``fault`` says why there is no cipher for them."""

    name: str
    raw: bytes = field(default=b"", repr=False)
    epoch: int = 0
    cipher: Cipher | None = None
    fault: Fault | None = None

    @cached_property
    def spans(self) -> list[Span]:
        """Where its frames lie; none where there is no cipher."""
        return spans(self.raw) if self.cipher else []

    @property
    def bad(self) -> int:
        """The place of the first frame that is not laid out as it should be, else their number."""
        return next((span.index for span in self.spans if span.problem), len(self.spans))

    def frames(self) -> list[Frame]:
        """All its frames in order."""
        return [self.frame(span) for span in self.spans]

    def at(self, index: int) -> Frame | None:
        """One frame by its place; None if there is none."""
        return self.frame(self.spans[index]) if index < len(self.spans) else None

    def frame(self, span: Span) -> Frame:
        """One frame, opened if it proves itself in its place."""
        raw = self.raw[span.start : span.end]
        tag = tag_of(self.raw[span.start - END : span.start]) if span.index else NO_TAG
        plain = None
        if self.cipher and span.problem != "torn":
            plain = self.cipher.open(span.index, tag, raw)
        first = first_of(raw, 0) if plain else 0
        problem = span.problem or (None if plain else "altered")
        return Frame(span.start, first, plain, problem)

    def last(self, index: int) -> tuple[int, bytes] | None:
        """Number and leaf of the last record of a frame of lines; None if it proves nothing."""
        frame = self.at(index)
        try:
            rows = lines_of(frame.plain) if frame and frame.plain else []
        except CanonicalError:
            return None
        return (frame.first + len(rows) - 1, leaf(*rows[-1])) if frame and rows else None


def load(folder: Path, day: Day, kind: Kind, key: bytes, book: bytes) -> FoundFile:
    """The file of that day and kind, with what is wrong with it as data."""
    name = day.name(kind)
    try:
        raw = read_up_to(folder / name, MOST)
    except FileNotFoundError:
        return FoundFile(name)
    except OSError:
        return FoundFile(name, fault="unreadable")
    finally:
        heard()
    if len(raw) < HEADER_SIZE:
        return FoundFile(name, fault="torn")
    return _opened(name, raw, parse(raw, kind, book, day), key)


def documents(file: FoundFile) -> Iterator[Document]:
    """The documents of a file of lines in order, as far as its frames prove themselves."""
    for span in file.spans:
        with suppress(ValueError):
            rows = lines_of(file.frame(span).plain or b"")
            yield from (decode(document) for document, _signature in rows)


def begin(folder: Path, day: Day, key: bytes, book: bytes) -> tuple[int, int] | None:
    """Epoch and first n of a file of lines, reading no more of it than its first frame.

    None where that frame does not prove itself: then neither is to be believed.
    """
    name = day.name("lines")
    try:
        if not (folder / name).is_file():
            return None
        with (folder / name).open("rb") as file:
            raw = file.read(HEADER_SIZE + OVERHEAD)
            if len(raw) == HEADER_SIZE + OVERHEAD:
                raw += file.read(min(length_of(raw, HEADER_SIZE), MOST))
    except OSError:
        return None
    finally:
        heard()
    if len(raw) <= HEADER_SIZE + OVERHEAD:
        return None
    found = _opened(name, raw, parse(raw, "lines", book, day), key)
    frame = found.at(0)
    return (found.epoch, frame.first) if frame and frame.plain else None


def key_of(folder: Path, day: Day) -> int | None:
    """The number of the key that the head of a file of lines claims; None where none says so."""
    try:
        with (folder / day.name("lines")).open("rb") as file:
            raw = file.read(HEADER_SIZE)
    except OSError:
        return None
    finally:
        heard()
    return key_in(raw) if len(raw) == HEADER_SIZE else None


def _opened(name: str, raw: bytes, header: Header | None, key: bytes) -> FoundFile:
    if header is None:
        return FoundFile(name, raw, fault="altered")
    return FoundFile(name, raw, header.epoch, cipher(key, header))
