"""Erasing in the mirror: the ``.values`` files of the days concerned, written anew.

A file is written beside the old one under a new salt, with the same frames in the same places but
for what was erased, synced, read back and compared, and only then renamed into its place. The
encrypted files that no value names any more go first, the list of what was erased comes last: it
says that everything before it is done, so an interrupted job, or an older copy of the mirror put
back, is done again. Used by the thread of the mirror's lane only.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deskinc.book.disk import files, ring
from deskinc.book.disk.durable import WRITE_NEW, read_up_to, set_aside, sync_folder, write_all
from deskinc.book.disk.station import ATTACHMENTS
from deskinc.book.disk.store import Link
from deskinc.book.erasure import erasure_list
from deskinc.book.erasure.erasing import Shelved, dropped
from deskinc.book.erasure.erasure_list import Erasures
from deskinc.book.mirror.file import (
    HEADER_SIZE,
    NO_TAG,
    Day,
    Header,
    cipher,
    first_of,
    fresh,
    parse,
    spans,
    tag_of,
)
from deskinc.book.mirror.found import MOST, begin, documents, load
from deskinc.book.mirror.packing import NOTHING, Values, pack, values_of
from deskinc.book.mirror.reader import Damage, days, frames
from deskinc.book.record import Record
from deskinc.book.records import epochs, reading
from deskinc.book.records.payload import Batch
from deskinc.book.records.reading import digest_of, value_from
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.restricted import digested, is_closed, name_of

_ROW = 10
"""The fewest bytes a record takes in a frame: what a frame of some length can reach to."""


@dataclass(frozen=True, slots=True)
class _Gone:
    """What is to go of one record: the fields, and the digests its document signed."""

    fields: frozenset[str]
    signed: frozenset[bytes]

    def takes(self, raw: bytes) -> bool:
        """Whether that disclosure is one of them; a namesake of a lost epoch is not."""
        return name_of(raw) in self.fields and digested(raw) in self.signed


@dataclass(frozen=True, slots=True)
class _File:
    """A ``.values`` file as it was read: each frame's first number and its values.

    A damaged frame has none: it may hold what is to go, and what it held stands in a later pair.
    """

    path: Path
    header: Header
    frames: list[tuple[int, Values]] = field(repr=False)

    @property
    def damaged(self) -> bool:
        """Whether a frame of it could not be read."""
        return not all(values for _first, values in self.frames)


def finish(folder: Path, key: bytes, erasures: Erasures, link: Link) -> bool:
    """Take out of the mirror in ``folder`` what ``erasures`` names and it still has; if anything.

    ``link`` reads the book, which has done the same before. Raises OSError if the disk refuses,
    BookFault where a file that may hold it is damaged and must be mended first.
    """
    shelved = Shelved(folder / ATTACHMENTS, files.name_key(key, erasures.book))
    if shelved.folder.is_dir():
        shelved.unlink(dropped(link, shelved.name_key))
    listed = _listed(folder, key, erasures.book)
    todo = Erasures(erasures.book, erasures.erased - listed.erased)
    if not todo.erased:
        return False
    gone = _gone(link, todo)
    for n, lost in _lost(folder, key, link, todo):
        gone[n] = (*gone.get(n, ()), lost)
    changed = [one for day in days(folder) if (one := _touched(folder, day, key, erasures, gone))]
    damaged = next((file for file in changed if file.damaged), None)
    if damaged is not None and not _mended(folder, key, erasures.book):
        raise _damaged(damaged.path)
    if shelved.folder.is_dir():
        shelved.drop(_files(link, changed, gone))
    for file in changed:
        _rewrite(file, key, gone)
    erasure_list.write(folder, key, erasure_list.union(erasures, listed))
    return True


def again(folder: Path) -> None:
    """What the list says is done was found not to be: lay it aside, so that all is done again.

    Raises OSError if the disk refuses.
    """
    set_aside(folder / erasure_list.NAME)


def losses(folder: Path, key: bytes, book: bytes, link: Link) -> list[Record]:
    """The RESTORE records after whose size the mirror still has lines they declared lost.

    Raises OSError if the folder is not there.
    """
    found = []
    for restore in epochs.restores(link):
        for day in reversed(days(folder)):
            file = load(folder, day, "lines", key, book)
            last = file.last(len(file.spans) - 1) if 0 < file.epoch < restore.doc.epoch else None
            if last is not None:
                found += [restore] if last[0] >= restore.n else []
                break
    return found


def _listed(folder: Path, key: bytes, book: bytes) -> Erasures:
    try:
        return erasure_list.read(folder, ring.newest(key), book)
    except BookFault:
        # unreadable, not ours, or of before somebody left, who could have written it since: it
        # says of nothing that it is done
        return Erasures()


def _gone(link: Link, todo: Erasures) -> dict[int, tuple[_Gone, ...]]:
    found: dict[int, tuple[_Gone, ...]] = {}
    for id_, fields in todo.by_record().items():
        record = reading.by_id(link, id_)
        if record is not None:
            found[record.n] = (_Gone(fields, frozenset(record.doc.values)),)
    return found


def _lost(folder: Path, key: bytes, link: Link, todo: Erasures) -> Iterator[tuple[int, _Gone]]:
    """The same of records that a restore declared lost, by what the mirror's own lines say."""
    named = todo.by_record()
    for day in days(folder) if (epoch := epochs.current(link)) > 1 else ():
        first = begin(folder, day, key, todo.book)
        if first is not None and first[0] >= epoch:
            continue
        for document in documents(load(folder, day, "lines", key, todo.book)):
            if document.id in named:
                signed = frozenset(document.values)
                yield document.n, _Gone(named[document.id], signed)


def _touched(
    folder: Path, day: Day, key: bytes, erasures: Erasures, gone: Mapping[int, tuple[_Gone, ...]]
) -> _File | None:
    """The file of that day, if it holds anything that is to go."""
    path = folder / day.name("values")
    if not path.is_file() or not any(n in _reach(path) for n in gone):
        return None
    raw = read_up_to(path, MOST)
    header = parse(raw, "values", erasures.book, day) if len(raw) >= HEADER_SIZE else None
    if header is None:
        raise _damaged(path)
    file = _File(path, header, list(_frames(raw, header, key)))
    held = any(any(_taken(values, gone)) for _first, values in file.frames)
    return file if held or file.damaged else None


def _mended(folder: Path, key: bytes, book: bytes) -> bool:
    """Whether all that a damaged frame held stands whole in a later pair."""
    found = list(frames(folder, key, book))
    lost = any(isinstance(one, Damage) and one.kind == "missing" for one in found)
    return not lost and all(one.whole for one in found if isinstance(one, Batch))


def _reach(path: Path) -> range:
    """The record numbers that may stand in a file, from its first and its last frame."""
    with path.open("rb") as file:
        head = file.read(HEADER_SIZE + 12)
        size = file.seek(0, os.SEEK_END)
        if len(head) < HEADER_SIZE + 12:
            return range(0)
        file.seek(size - 4)
        length = int.from_bytes(file.read(4), "big")
        start = size - length - 44
        if start < HEADER_SIZE:
            return range(1, 2**62)
        file.seek(start)
        last = file.read(12)
    if int.from_bytes(last[8:], "big") != length:
        return range(1, 2**62)
    return range(first_of(head, HEADER_SIZE), first_of(last, 0) + length // _ROW + 1)


def _frames(raw: bytes, header: Header, key: bytes) -> Iterator[tuple[int, Values]]:
    aead, tag = cipher(key, header), NO_TAG
    for span in spans(raw):
        if span.problem == "torn":
            # cut off while it was written: its records were written again, or never saved
            return
        frame = raw[span.start : span.end]
        plain = aead.open(span.index, tag, frame)
        yield first_of(frame, 0), values_of(plain) if plain not in {None, NOTHING} else {}
        tag = tag_of(frame)


def _taken(values: Values, gone: Mapping[int, tuple[_Gone, ...]]) -> Iterator[bytes]:
    """The disclosures among ``values`` that are to go."""
    for n, (raws, _keys) in values.items():
        if n in gone:
            yield from (raw for raw in raws if any(one.takes(raw) for one in gone[n]))


def _files(link: Link, changed: list[_File], gone: Mapping[int, tuple[_Gone, ...]]) -> set[bytes]:
    """The SHA-256 of the files that only what is to go had named."""
    named = set()
    for file in changed:
        for _first, values in file.frames:
            for raw in _taken(values, gone):
                value = None if is_closed(raw) else value_from(raw)[1]
                if isinstance(value, dict) and "sha256" in value:
                    named.add(digest_of(value))
    return {d for d in named if link.one("SELECT 1 FROM file WHERE sha256 = ?", (d,)) is None}


def _without(values: Values, gone: Mapping[int, tuple[_Gone, ...]]) -> Values:
    left = {}
    for n, (raws, keys) in values.items():
        out = {name_of(raw) for raw in _taken({n: (raws, keys)}, gone)}
        kept = tuple(raw for raw in raws if name_of(raw) not in out)
        left[n] = kept, {name: key for name, key in keys.items() if name not in out}
    return left


def _rewrite(file: _File, key: bytes, gone: Mapping[int, tuple[_Gone, ...]]) -> None:
    """Put the file anew into its place, once what was written has been read back as it must be."""
    frames = [(first, _without(values, gone)) for first, values in file.frames]
    old = file.header
    header = fresh("values", old.book, old.epoch, old.day, ring.last(key))
    temporary = file.path.with_name(f".{file.path.name}.tmp")
    try:
        handle = os.open(temporary, WRITE_NEW | os.O_TRUNC, 0o600)
        try:
            write_all(handle, _packed(header, key, frames))
            os.fsync(handle)
        finally:
            os.close(handle)
        raw = temporary.read_bytes()
        if list(_frames(raw, _header(raw, header), key)) != frames:
            raise _damaged(temporary)
        temporary.replace(file.path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(file.path.parent)


def _header(raw: bytes, written: Header) -> Header:
    read = parse(raw, "values", written.book, written.day)
    if read != written:
        raise _damaged(Path(written.day.name("values")))
    return written


def _packed(header: Header, key: bytes, frames: list[tuple[int, Values]]) -> bytes:
    aead, tag, made = cipher(key, header), NO_TAG, bytearray(header.pack())
    for index, (first, values) in enumerate(frames):
        frame = aead.seal(index, first, tag, pack(values))
        tag = tag_of(frame)
        made += frame
    return bytes(made)


def _damaged(path: Path) -> BookFault:
    return BookFault(
        _("The mirror’s file {name} is damaged, so nothing can be erased from it.").format(
            name=path.name
        ),
        _("Have the mirror written again; then it is tried again by itself."),
    )
