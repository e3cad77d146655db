"""What an open book consists of, and the two ways to get there: beginning one, unlocking one."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from deskinc.book import registers
from deskinc.book.clock import Now
from deskinc.book.disk import durable, files, schema
from deskinc.book.disk.head import HeadFile
from deskinc.book.disk.station import ATTACHMENTS, DATABASE, HEAD, Hold, Station
from deskinc.book.disk.store import Link, Mode, Store, spoken
from deskinc.book.erasure.erasing import Shelved
from deskinc.book.keys.older import Older
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.told import damaged as damaged_slot
from deskinc.book.mirror import founding_file
from deskinc.book.mirror import standing as mirror_standing
from deskinc.book.mirror.standing import Standing
from deskinc.book.opening import earlier, opening
from deskinc.book.opening.opening import Looked, mirror_folder
from deskinc.book.opening.presence import reached
from deskinc.book.records.following import Progress, never
from deskinc.book.records.founding import Founding
from deskinc.book.registers.rebuild import REGISTERS, anew, version
from deskinc.book.restore import swapping
from deskinc.book.writing import ledger
from deskinc.book.writing.writer import Writer
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import b64
from deskinc.proof.document import decode
from deskinc.proof.verify import Chain


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of an open book; ``doubts`` are sentences on what was missing beside it."""

    folder: Path
    store: Store
    keys: Keys = field(repr=False)
    station: Station
    founding: Founding
    hold: Hold
    writer: Writer
    mirrored: Standing | None
    checked: bool
    doubts: list[str]
    older: Older
    over: dict[str, Callable[[bytes], bytes]] = field(default_factory=dict)
    """By the name of a file, what is written over its copy in the mirror, given what lies there."""

    def doubt(self, words: str) -> None:
        """Say ``words`` in amber until the book is closed."""
        if words not in self.doubts:
            self.doubts.append(words)

    @property
    def attachments(self) -> Path:
        """The folder of encrypted files."""
        return self.folder / ATTACHMENTS

    @property
    def name_key(self) -> bytes:
        """The key of the attachments' names."""
        return files.name_key(self.keys.mirror, self.founding.book)

    @property
    def mirror(self) -> Path | None:
        """The folder of this book's mirror."""
        return mirror_folder(self.station, self.founding.book)


def begin(folder: Path, beside: Path, keys: Keys, founding: Founding, now: Now) -> Opened:
    """Make the files of a new book; record 1 is still to be written."""
    if (folder / DATABASE).exists():
        raise BookFault(
            _("There is a book in this folder already."), _("Choose another folder, or sign in.")
        )
    with spoken():
        durable.make_folder(folder / ATTACHMENTS)
        folder.chmod(0o700)
        hold = Hold(folder)
    try:
        with spoken():
            return _begun(folder, beside, keys, founding, now, hold)
    except BaseException:
        hold.release()
        raise


def _begun(
    folder: Path, beside: Path, keys: Keys, founding: Founding, now: Now, hold: Hold
) -> Opened:
    there = beside / b64(founding.book)
    durable.make_folder(there)
    founding_file.keep(there, keys.mirror, founding)
    store = Store(folder / DATABASE, keys.database)
    _make(store, founding, keys)
    with store.path.open("rb") as file:
        station = Station(os.urandom(16), beside.absolute(), file.read(16))
    station.save(folder)
    return _open(folder, Older(keys), station, hold, now, Standing(0), None)


def _make(store: Store, founding: Founding, keys: Keys) -> None:
    store.path.touch(0o600)
    with Link(store, Mode.CREATE) as link, link.transaction():
        schema.upgrade(link)
        registers.create(link)
        schema.put(link, REGISTERS, version())
        founding.keep(link)
        earlier.keep(link, keys)


Stages = Callable[[str, int, int], None]
"""``stages(stage, done, of)``: how far opening is with ``records`` to check or ``registers``."""


def unseen(_stage: str, _done: int, _of: int) -> None:
    """Nobody watches how far opening is."""


def unlock(folder: Path, keys: Keys, now: Now, stages: Stages) -> Opened:
    """Lock the folder, look, and only then open for writing; BookFault says what is wrong."""
    reached(folder)
    hold = Hold(folder)
    try:
        swapping.finish(folder)
        station = Station.load(folder)
        try:
            older = earlier.opening(folder, keys)
        except BookFault:
            opening.look(folder, keys, station, partial(stages, "records"))  # it says more
            raise
        if not older.newest:
            raise damaged_slot()
        looked = opening.look(folder, older.keys, station, partial(stages, "records"))
        if station is None:
            station = Station(os.urandom(16), None)
        looked = replace(looked, doubts=(*looked.doubts, *earlier.doubts(keys, older)))
        return _unlocked(folder, older, station, hold, now, looked, partial(stages, "registers"))
    except BaseException:
        hold.release()
        raise


def _unlocked(
    folder: Path,
    older: Older,
    station: Station,
    hold: Hold,
    now: Now,
    looked: Looked,
    progress: Progress,
) -> Opened:
    with spoken():
        _bring_up(Store(folder / DATABASE, older.keys.database), older, looked, progress)
        opened = _open(folder, older, station, hold, now, looked.mirrored, looked)
    state = opened.writer.state
    if (state.n, state.prev, state.nodes) != _ends(looked.chain):
        opened.writer.close()
        raise BookFault(_("The book changed while it was being opened."), _("Try again."))
    if looked.excused:
        opened.writer.remember()
    opened.writer.erase()
    return opened


def _ends(chain: Chain) -> tuple[int, bytes, tuple[bytes, ...]]:
    state = chain.state
    return state.size, state.prev, state.nodes


def _bring_up(store: Store, older: Older, looked: Looked, progress: Progress) -> None:
    """Schema steps still missing, and registers of another version or not true to the chain."""
    with Link(store, Mode.WRITE) as link:
        with link.transaction():
            schema.upgrade(link)
            if not older.lacking:
                earlier.keep(link, older.keys)
            if looked.kept is not None:
                looked.kept.keep(link)
        if schema.get(link, REGISTERS) != version() or not _true(link, looked):
            logger.info("registers are built anew")
            anew(link, looked.chain.size, progress, never)


def _true(link: Link, looked: Looked) -> bool:
    try:
        state = ledger.load(link, looked.book, looked.epoch)
    except Exception:  # noqa: BLE001 - they are derived: built anew whatever is wrong
        logger.exception("registers cannot be read")
        return False
    return (state.n, state.prev, state.nodes) == _ends(looked.chain)


def _open(
    folder: Path,
    older: Older,
    station: Station,
    hold: Hold,
    now: Now,
    mirrored: Standing | None,
    looked: Looked | None,
) -> Opened:
    """The parts; without a look where the book was only just begun."""
    keys = older.keys
    store = Store(folder / DATABASE, keys.database)
    with Link(store, Mode.READ) as link:
        founding = Founding.load(link)
        state = ledger.load(link, founding.book, _epoch(link))
        found = mirror_standing.load(link)
        seal = link.run("SELECT size FROM seal ORDER BY n DESC LIMIT 1").scalar_one_or_none()
    head = HeadFile(folder / HEAD, keys.mirror, founding.book)
    shelved = Shelved(folder / ATTACHMENTS, files.name_key(keys.mirror, founding.book))
    writer = Writer(store, state, station.id, head, shelved, now)
    writer.sealed, writer.found = int(seal or 0), found
    if looked is not None:
        writer.memory = looked.chain.state
    checked, doubts = (looked.checked, [*looked.doubts]) if looked else (True, [])
    doubts += [words for words in found.doubts() if words not in doubts]
    shared = keys.shared()  # the officer's own go with him
    return Opened(
        folder, store, shared, station, founding, hold, writer, mirrored, checked, doubts, older
    )


def _epoch(link: Link) -> int:
    doc = link.run("SELECT doc FROM record ORDER BY n DESC LIMIT 1").scalar_one_or_none()
    return 1 if doc is None else decode(doc).epoch
