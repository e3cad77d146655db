"""The second copy of the book: encrypted daily files, appended before a line is called saved.

Two files a UTC day, ``2026-11-22.values`` and ``2026-11-22.lines`` (further pairs of a day end in
``-2``, ``-3`` …), one frame of each for one transaction, byte layout in
:mod:`deskinc.book.mirror.file`. The plaintext of a frame is a JCS array (RFC 8785), bytes as
base64url: in ``.lines`` ``[[document, signature], …]`` of consecutive n; in ``.values``
``[[n, [disclosure, …], {field name: file key}], …]``. Frames of a pair belong together by their
index and first n. A pair is written in order of n, and no pair is dated before an older one.
"""

import contextlib
import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from deskinc.book.disk import ring
from deskinc.book.disk.durable import WRITE, WRITE_NEW, sync, sync_folder, write_all
from deskinc.book.mirror.file import (
    END,
    HEADER_SIZE,
    NO_TAG,
    Cipher,
    Day,
    Kind,
    cipher,
    fresh,
    tag_of,
)
from deskinc.book.mirror.packing import lines_of, pack_lines, pack_values
from deskinc.book.mirror.reader import days, last_frame
from deskinc.book.records.payload import Batch
from deskinc.proof.document import decode, leaf

ROOM = 16 * 2**20
"""Bytes after which a file is not appended to; bounds what has to be read to find its tail."""


class Moved(OSError):
    """A file does not end any more in what was written last: look how far the mirror reaches."""


@dataclass(frozen=True, slots=True)
class _Open:
    """Where one file of the pair ends, as far as we wrote it."""

    path: Path
    size: int
    index: int
    tag: bytes
    end: bytes
    cipher: Cipher

    def ours(self) -> bool:
        """Whether the file still ends in the bytes we wrote last."""
        try:
            with self.path.open("rb", buffering=0) as file:
                file.seek(self.size - len(self.end))
                return file.read(len(self.end) + 1) == self.end
        except FileNotFoundError:
            return False


@dataclass(frozen=True, slots=True)
class _Pair:
    day: Day
    epoch: int
    values: _Open
    lines: _Open


class MirrorWriter:
    """Appends transactions to the mirror in ``folder``; used by one thread.

    Every failure is an OSError, after which what is on the disk is read again before anything is
    appended. Nothing is ever appended to a file that does not end in the frame written before;
    where it was changed behind our back, the failure is :class:`Moved`.
    """

    def __init__(self, folder: Path, key: bytes, book: bytes) -> None:
        self._folder = folder
        self._key = key
        self._book = book
        self._epoch = 0
        self._pair: _Pair | None = None
        self._left: set[Day] = set()

    def forget(self) -> None:
        """Look again where the newest pair ends: its files were written anew by ourselves."""
        self._pair = None

    def append(self, batch: Batch, today: str | None = None) -> None:
        """Write one transaction with two syncs; ``today`` is the UTC date, else the clock's."""
        self.extend([batch], today)

    def extend(
        self, batches: Sequence[Batch], today: str | None = None, *, anew: bool = False
    ) -> None:
        """Write several transactions, in order of n, with the same two syncs (catching up).

        ``anew`` begins a pair of their own, for records that repeat what was damaged.
        """
        epochs = [self._epoch, *(batch.epoch for batch in batches)]
        if epochs != sorted(epochs):
            raise ValueError("a transaction of an epoch that is over")
        for self._epoch, some in groupby(batches, attrgetter("epoch")):
            self._extend(list(some), today or _today(), anew=anew)

    def _extend(self, batches: Sequence[Batch], today: str, *, anew: bool) -> None:
        pair, self._pair = self._pair, None
        if pair is not None and not (pair.values.ours() and pair.lines.ours()):
            raise Moved(errno.EIO, "the mirror does not end in what was written last")
        if anew:
            pair = self._following(today, batches[0].epoch)
        elif pair is None or pair.epoch != batches[0].epoch or not _fits(pair, today):
            pair = self._open(batches[0], today)
        try:
            values = _append(pair.values, [(b.first, pack_values(b)) for b in batches])
            lines = _append(pair.lines, [(b.first, pack_lines(b)) for b in batches])
        except OSError:
            self._leave(pair)
            raise
        self._pair = replace(pair, values=values, lines=lines)

    def _open(self, batch: Batch, today: str) -> _Pair:
        newest = max(days(self._folder), default=Day("", 0))
        if newest.date >= today and (pair := self._resume(newest, batch)):
            return pair
        return self._following(today, batch.epoch)

    def _following(self, today: str, epoch: int) -> _Pair:
        """A new pair after all that are there."""
        newest = max(days(self._folder), default=Day("", 0))
        date = max(today, newest.date)
        return self._create(Day(date, newest.part + 1 if newest.date == date else 1), epoch)

    def _resume(self, day: Day, batch: Batch) -> _Pair | None:
        """The newest pair, if it ends in the very record that ``batch`` follows."""
        if day in self._left:
            return None
        values = self._tail(day, "values", batch)
        lines = self._tail(day, "lines", batch)
        if not values or not lines or values.index != lines.index:
            return None
        whole = _Pair(day, batch.epoch, values, lines)
        return whole if max(values.size, lines.size) < ROOM else None

    def _tail(self, day: Day, kind: Kind, batch: Batch) -> _Open | None:
        path = self._folder / day.name(kind)
        found = last_frame(path, day, kind, self._key, self._book)
        if not found or found.epoch != batch.epoch or found.cipher.key != ring.last(self._key):
            return None
        if kind == "lines":
            document, signature = lines_of(found.plain)[-1]
            before = decode(batch.entries[0].document).prev
            if decode(document).n != batch.first - 1 or leaf(document, signature) != before:
                return None
        return _Open(path, found.size, found.index + 1, found.tag, found.end, found.cipher)

    def _create(self, day: Day, epoch: int) -> _Pair:
        made: list[_Open] = []
        try:
            made.extend(self._new(day, kind, epoch) for kind in ("values", "lines"))
            sync_folder(self._folder)
        except OSError:
            self._discard(day)
            raise
        return _Pair(day, epoch, *made)

    def _new(self, day: Day, kind: Kind, epoch: int) -> _Open:
        header = fresh(kind, self._book, epoch, day, ring.last(self._key))
        path = self._folder / day.name(kind)
        handle = os.open(path, WRITE_NEW | os.O_EXCL, 0o600)
        try:
            write_all(handle, header.pack())
            os.fsync(handle)
        finally:
            os.close(handle)
        end = header.pack()[-END:]
        return _Open(path, HEADER_SIZE, 0, NO_TAG, end, cipher(self._key, header))

    def _leave(self, pair: _Pair) -> None:
        """Never write to this pair again; without any frame it need not stay either."""
        self._left.add(pair.day)
        if pair.lines.index == 0:
            self._discard(pair.day)

    def _discard(self, day: Day) -> None:
        for kind in ("lines", "values"):
            with contextlib.suppress(OSError):
                (self._folder / day.name(kind)).unlink()


def _fits(pair: _Pair, today: str) -> bool:
    return pair.day.date >= today and max(pair.values.size, pair.lines.size) < ROOM


def _append(file: _Open, payloads: Sequence[tuple[int, bytes]]) -> _Open:
    made = bytearray()
    index, tag = file.index, file.tag
    for first, plain in payloads:
        frame = file.cipher.seal(index, first, tag, plain)
        index, tag = index + 1, tag_of(frame)
        made += frame
    handle = os.open(file.path, WRITE | os.O_APPEND)
    try:
        write_all(handle, bytes(made))
        sync(handle)
    finally:
        os.close(handle)
    return replace(file, size=file.size + len(made), index=index, tag=tag, end=bytes(made[-END:]))


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
