"""Opening a book: nothing is written before all that remembers its head agrees.

Lock, read-only look at the database, comparison with the head file and the mirror, verification
of everything since the last seal. Each fault has its own sentence and leaves every file as it is.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from deskinc.book import mirror
from deskinc.book.asking.reader import Reader
from deskinc.book.disk import doubt, schema
from deskinc.book.disk.failures import named
from deskinc.book.disk.head import HeadFile
from deskinc.book.disk.station import DATABASE, HEAD, Station
from deskinc.book.disk.store import PAGE, Link, Mode, Store, damaged, spoken, trouble
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.told import another_file
from deskinc.book.keys.told import damaged as damaged_slot
from deskinc.book.mirror import Tail, founding_file
from deskinc.book.mirror.standing import Standing
from deskinc.book.opening import agreeing, proving
from deskinc.book.opening.agreeing import Outside
from deskinc.book.opening.presence import cut_off, has_log, there
from deskinc.book.records import reading
from deskinc.book.records.following import (
    Cancel,
    Cancelled,
    Kept,
    Progress,
    never,
    passed,
    quietly,
    resume,
)
from deskinc.book.records.founding import ANNOUNCED, Founding
from deskinc.disks import ask
from deskinc.errors import BookFault, DeskError, NotBegun
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import b64
from deskinc.proof.document import Document, decode
from deskinc.proof.verify import Chain

PATIENCE = 1.0
"""Seconds the mirror has to answer; later it is compared before the first seal."""

SMALL = 64 * 2**20
"""Bytes up to which every page is checked before the book opens."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the book found in order: its id and epoch, and the verified chain.

    ``mirrored`` is what the mirror has of it, None if the mirror did not answer.
    ``doubts`` are sentences for people on what was missing or damaged beside the book. ``kept`` is
    the verifier's memory at the last seal, where the book did not have it any more. ``excused``: a
    restore was believed, and the head file is to be written anew.
    """

    book: bytes
    epoch: int
    chain: Chain
    mirrored: Standing | None
    checked: bool
    doubts: tuple[str, ...]
    kept: Kept | None = None
    excused: bool = False


def look(folder: Path, keys: Keys, station: Station | None, progress: Progress = quietly) -> Looked:
    """Check the book in ``folder`` and change nothing; :class:`BookFault` says what is wrong."""
    store = Store(folder / DATABASE, keys.database)
    there(store.path)
    with spoken(), _link(store, station, keys) as link:
        return _examined(link, folder, keys, station, progress)


def _link(store: Store, station: Station | None, keys: Keys) -> Link:
    try:
        return Link(store, Mode.EVIDENCE)
    except Exception as error:
        if named(error) == "SQLITE_NOTADB":
            raise _not_ours(store, station, keys) from error
        raise


def _not_ours(store: Store, station: Station | None, keys: Keys) -> DeskError:
    """Damage of the first page looks like a foreign file, but for the salt it begins with.

    Where the mirror's key opens nothing either, it is the keys that are not the book's.
    """
    if keys.head and not _opens_beside(keys, store.path.parent, station):
        return damaged_slot()
    with store.path.open("rb") as file:
        salt = file.read(16)
    if station is not None and salt == station.salt:
        return damaged()
    return BookFault(
        _("The file book.db in this folder is not this book."),
        _(
            "Somebody has put another file in its place. Nothing was changed; put the right one "
            "back. What the mirror holds, Restore the book… says. Call whoever looks after the "
            "program."
        ),
    )


def _examined(
    link: Link, folder: Path, keys: Keys, station: Station | None, progress: Progress
) -> Looked:
    schema.refuse_newer(link)
    pages = int(link.run("PRAGMA page_count").scalar_one())
    path = folder / DATABASE
    still = not has_log(path)
    if still and path.stat().st_size < pages * PAGE:
        raise cut_off()
    small = path.stat().st_size <= SMALL
    if small:
        check_pages(link, still=still)
    n, _leaf = reading.head(link)
    if n == 0:
        raise NotBegun(
            _("The book was never begun: its set-up was interrupted."),
            _("Set up the office again in an empty folder."),
        )
    last = decode(link.run("SELECT doc FROM record WHERE n = ?", (n,)).scalar_one())
    announced(link, last.book, keys)
    doubts = [doubt.unknown_mirror()] if station is None else []
    answers, tail = _tail(station, keys, last.book)
    if tail is None and (folder / HEAD).exists() and keys.head:
        _see_mirror_key(keys, folder, station)
    file = HeadFile(folder / HEAD, keys.mirror, last.book)
    outside = agreeing.compare(link, file, tail, last, doubts, answers=answers)
    chain, kept = _verified(link, last, outside, progress)
    return Looked(
        last.book, last.epoch, chain, outside.mirrored, small, tuple(doubts), kept, outside.excused
    )


def _opens_beside(keys: Keys, folder: Path, station: Station | None) -> bool:
    """Whether the mirror's key opens anything of this book."""
    near = mirror_folder(station, keys.head.book) if keys.head else None
    return any(proving.by_mirror_key(keys, at) for at in (folder, near) if at is not None)


def _see_mirror_key(keys: Keys, folder: Path, station: Station | None) -> None:
    """A head file and a mirror of which nothing opens: it is the key that is not theirs."""
    near = mirror_folder(station, keys.head.book) if keys.head else None
    with suppress(OSError):
        there = near is not None and ask(near, (near / founding_file.NAME).exists, PATIENCE)
        if there and not _opens_beside(keys, folder, station):
            raise damaged_slot()


def _verified(
    link: Link, last: Document, outside: Outside, progress: Progress
) -> tuple[Chain, Kept | None]:
    """The chain since the last seal, or from record 1 where that seal says more than is known.

    Whoever holds the database’s key has the site’s too, and can seal what nobody signed. So a seal
    is trusted as far as head file or mirror reach, and no restore on the word of a later seal.
    """
    witnessed = {outside.head.n: outside.head.root} if outside.head else None
    chain = resume(link, witnessed)
    if outside.excused or chain.size > outside.known:
        chain = Chain(witnessed=witnessed)
    low = chain.size
    told = lambda at, of: progress(at - low, of - low)  # noqa: E731
    if outside.excused:
        agreeing.verify_restores(chain, link, last, told)
    kept = passed(chain, link, last.n, told)
    agreeing.sound(chain)
    return chain, kept


def announced(link: Link, book: bytes, opened_by: Keys) -> None:
    """The keys that lie in the book must be those its first record announced, else BookFault.

    What opened it must name the same: who can write the slot file can put the keys of a book of his
    own into it, but has no private key for the notes of this one. SlotDamaged then.
    """
    founding, said = Founding.load(link), reading.values_of(link, [1])[1]
    keys = founding.draft().values
    if founding.book != book or any(said.get(name) != keys[name] for name in ANNOUNCED):
        raise BookFault(
            _("The book’s own keys are not those its first record announces."),
            _(
                "Nothing was changed. Keep the folder as it is. What the mirror holds, Restore the "
                "book… says. Call whoever looks after the program."
            ),
        )
    head = opened_by.head
    if head is not None and (head.book, head.note_key) != (founding.book, founding.note_key):
        raise another_file()


def check_pages(link: Link, *, still: bool, cancel: Cancel = never) -> None:
    """Raise :class:`BookFault` unless every page carries its own proof and hangs together.

    Free pages too are read where the file is ``still``: with a write-ahead log beside it the
    file alone says nothing. Raises Cancelled if ``cancel`` says so.
    """
    for row in link.run("PRAGMA cipher_integrity_check") if still else ():
        logger.warning("integrity: %s", row[0])
        raise damaged()
    with link.stopped_by(cancel):
        try:
            found = link.run("PRAGMA quick_check(1)").scalar_one()
        except sa.exc.OperationalError as error:
            if cancel():
                raise Cancelled(_("The check was stopped.")) from error
            raise
    if found != "ok":
        logger.warning("integrity: %s", found)
        raise damaged()


def check_late(
    reader: Callable[[], Reader], stop: Callable[[BookFault], object], cancel: Cancel
) -> None:
    """What was too large to be read before opening: a damaged page is told to ``stop``."""
    try:
        check_pages(reader().link, still=False, cancel=cancel)
    except Cancelled:
        return
    except Exception as error:
        if (fault := trouble(error)) is not None:
            stop(fault)
        raise


def mirror_folder(station: Station | None, book: bytes) -> Path | None:
    """Where the mirror of this book lies."""
    return None if station is None or station.mirror is None else station.mirror / b64(book)


def _tail(station: Station | None, keys: Keys, book: bytes) -> tuple[bool, Tail | None]:
    """Whether the mirror answers in time, and its last record."""
    folder = mirror_folder(station, book)
    if folder is None:
        return False, None
    try:
        return True, ask(folder, lambda: mirror.tail(folder, keys.mirror, book), PATIENCE)
    except OSError as error:
        logger.warning("the mirror does not answer: %s", error.strerror)
        return False, None
