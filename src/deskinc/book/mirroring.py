"""The lane to the mirror of an open book: what it compares there, lays beside it, and mends."""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from pathlib import Path

from deskinc.book import mirror
from deskinc.book.asking.reader import Reader
from deskinc.book.asking.shelf import is_sound
from deskinc.book.disk import durable
from deskinc.book.disk.station import ATTACHMENTS, SLOTS
from deskinc.book.erasure import erasing
from deskinc.book.mirror import MirrorWriter, founding_file
from deskinc.book.mirror import erasing as mirror_erasing
from deskinc.book.mirror import standing as mirror_standing
from deskinc.book.mirror.beside import Beside
from deskinc.book.mirror.lane import MirrorLane
from deskinc.book.mirror.standing import Found, Standing
from deskinc.book.opened import Opened
from deskinc.book.opening import agreeing
from deskinc.book.record import Draft, Saved
from deskinc.book.records.following import Cancel
from deskinc.book.records.payload import Batch
from deskinc.book.restore.astray import Looking
from deskinc.errors import Disagreement

Note = Callable[[Draft], "Future[Saved] | None"]
"""How the desk writes a line of its own."""


def lane(
    opened: Opened,
    reader: Callable[[], Reader],
    fetch: Callable[[int], Sequence[Batch]],
    note: Note,
    found: Found | None = None,
) -> MirrorLane | None:
    """The lane to the mirror; None where no mirror is known.

    ``found`` is what is wrong there, by default what checks of it have said.
    """
    folder = opened.mirror
    if folder is None:
        return None
    there = _There(opened, folder, reader, note)
    beside = Beside(opened.attachments, folder / ATTACHMENTS, there.keep, there.sound)
    found = opened.writer.found if found is None else found
    known = mirror_standing.known(opened.mirrored, found)
    mended = lambda first, last: note(mirror_standing.repaired(first, last))  # noqa: E731
    return MirrorLane(
        there.writer, fetch, there.probe, opened.writer.stop, known, beside, mended, there.erase
    )


class _There:
    """The folder of the mirror, and what its lane does in it."""

    def __init__(
        self, opened: Opened, folder: Path, reader: Callable[[], Reader], note: Note
    ) -> None:
        self._opened, self._folder, self._reader = opened, folder, reader
        self._key, self._book = opened.keys.mirror, opened.founding.book
        self._alone = Looking(folder, self._key, self._book, opened.doubt, note)
        self.writer = MirrorWriter(folder, self._key, self._book)

    def keep(self, untrue: Collection[str]) -> None:
        """Lay the site's own keys and the key slots there."""
        opened, folder = self._opened, self._folder
        founding_file.keep(folder, self._key, opened.founding)
        # else never over a copy: it may be needed against an exchanged file
        over = opened.over.get(SLOTS)
        told = SLOTS in untrue and (over is not None or not opened.older.lacking)
        if told or not (folder / SLOTS).exists():
            _copy_slots(opened.folder / SLOTS, folder / SLOTS, over)

    def sound(self, name: str) -> bool:
        """Whether the book's own copy of an encrypted file is as it was signed."""
        opened = self._opened
        return is_sound(self._reader().link, opened.attachments, opened.name_key, name)

    def erase(self, cancel: Cancel) -> None:
        """Erase there what was erased here, once lines that it alone holds are told."""
        link = self._reader().link
        self._alone.once(link, self._opened.writer.state.zone, cancel)
        gone = erasing.done(link, self._book)
        if mirror_erasing.finish(self._folder, self._key, gone, link):
            self.writer.forget()

    def probe(self, before: int, cancel: Cancel) -> Standing:
        """What a mirror that answers only now has of this book; Disagreement stops the book."""
        self._alone.again()
        asked = self._reader()
        tail = mirror.tail(self._folder, self._key, self._book)
        last = asked.record(asked.last_n()).doc
        try:
            standing = agreeing.compare_mirror(asked.link, tail, last)
            if tail is not None and agreeing.declared(asked.link, tail.epoch, tail.n, last):
                agreeing.prove(asked.link, last, cancel)
        except Disagreement as fault:
            raise agreeing.found_open(fault) from fault
        self._opened.doubts.extend(agreeing.doubts_of(standing, tail, before))
        return standing


def _copy_slots(slots: Path, copy: Path, over: Callable[[bytes], bytes] | None) -> None:
    if slots.exists():
        there = copy.read_bytes() if copy.exists() else b""
        wanted = over(there) if over is not None else slots.read_bytes()
        if there != wanted:
            durable.replace(copy, wanted)
