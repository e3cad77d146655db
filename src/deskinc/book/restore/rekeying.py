"""The book under new keys: written anew beside the old one, proved, and put in its place.

When somebody leaves, the keys he was given open nothing that is written from then on. The new file
is verified record by record and against the end of the old one; it takes its place by the renames
of :mod:`~deskinc.book.restore.swapping`, with slots and head file of the new keys. The old files
lie aside until the new ones have opened, and are then removed: they are the same book.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from deskinc.book.disk import durable, ring, schema
from deskinc.book.disk.head import Head, HeadFile
from deskinc.book.disk.station import DATABASE, HEAD, SLOTS, Hold, Station
from deskinc.book.disk.store import Link, Mode, Store, spoken
from deskinc.book.keys import older, slot_file
from deskinc.book.keys.slots import Keys, digest
from deskinc.book.opening import agreeing, opening
from deskinc.book.records import announcing, reading
from deskinc.book.records.announcing import CHANGED
from deskinc.book.records.following import feed
from deskinc.book.restore import swapping
from deskinc.book.writing import ledger
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.canonical import CanonicalError, b64
from deskinc.proof.document import Document, decode
from deskinc.proof.verify import Chain

Report = Callable[[float, str], None]
"""``report(fraction 0–1, words)``."""


def fresh(keys: Keys) -> Keys:
    """The same keys with a new one for the database and one for the mirror before the old.

    Raises DeskError where they were changed too often.
    """
    return replace(keys, database=ring.anew(keys.database), mirror=ring.anew(keys.mirror))


def changed_at(link: Link) -> int:
    """The last record that was written under older keys; 0 where the keys are the first."""
    return int(schema.get(link, CHANGED) or 0)


@dataclass(frozen=True, slots=True)
class NewSlots:
    """The slot file for the new keys, and the digests without which it is not put in place."""

    raw: bytes = field(repr=False)
    needed: frozenset[str]


def change(folder: Path, keys: Keys, new: Keys, slots: NewSlots, report: Report) -> None:
    """Put the closed book in ``folder`` under the keys ``new``, with the file ``slots``. Blocks.

    Raises BookFault where the slots would keep somebody out, the book does not open as it is, what
    was written does not prove, or the disk refuses: then nothing was changed, unless
    :func:`~deskinc.book.restore.swapping.pending` says that the new book counts already.
    """
    _see_slots(slots)
    hold = Hold(folder)
    try:
        swapping.finish(folder)
        station = Station.load(folder) or Station(os.urandom(16), None)
        looked = opening.look(folder, keys, station)
        _see_older(folder, keys, new)
        room = swapping.room(folder)
        report(0.05, _("Writing the book under new keys"))
        with spoken():
            _export(Store(folder / DATABASE, keys.database), Store(room / DATABASE, new.database))
        _prove(folder, room, keys, new, report)
        with spoken():
            _lay_beside(room, new, slots.raw, station, looked.book, looked.epoch)
        swapping.decide(folder, swapping.KEYED)
        swapping.finish(folder)
    except BaseException:
        swapping.drop(folder)
        raise
    finally:
        hold.release()


def _see_older(folder: Path, keys: Keys, new: Keys) -> None:
    """See that the new keys have all those from before that the book tells.

    What it tells of the new ones already nobody could know.
    """
    with spoken(), Link(Store(folder / DATABASE, keys.database), Mode.EVIDENCE) as link:
        told = announcing.by_now(link).rings[: ring.last(new.database)]
        if older.settle(new, told).lacking:
            raise _locked_out()


def _see_slots(slots: NewSlots) -> None:
    """See that the file can be read again, and lets in whom it must."""
    try:
        head, held = slot_file.unpack(slots.raw)
    except CanonicalError:
        raise _locked_out() from None
    there = {b64(digest(head, slot)) for slot in held if slot.is_whole(head)}
    if not slots.needed or not slots.needed <= there or len(slots.raw) > slot_file.MOST:
        raise _locked_out()


def _export(old: Store, new: Store) -> None:
    """Everything in the one, and nothing else, into the other."""
    new.path.touch(0o600)
    with Link(old, Mode.WRITE) as link:
        driver = link.driver
        version = link.one("PRAGMA user_version")
        driver.execute("PRAGMA foreign_keys=OFF")
        key = f"x'{ring.newest(new.key).hex()}'"
        driver.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(new.path), key))
        driver.execute("SELECT sqlcipher_export('fresh')").fetchone()
        driver.execute(f"PRAGMA fresh.user_version={int(version)}")
        n = link.one("SELECT max(n) FROM record")
        for key in (CHANGED, f"{CHANGED}/{ring.last(new.key)}"):
            said = (key, str(int(n)).encode())
            driver.execute("INSERT OR REPLACE INTO fresh.meta (key, value) VALUES (?, ?)", said)
        driver.execute("DETACH DATABASE fresh")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _prove(folder: Path, room: Path, keys: Keys, new: Keys, report: Report) -> None:
    """See that the new file holds what the old one does, and that it proves from record 1."""
    with (
        spoken(),
        Link(Store(folder / DATABASE, keys.database), Mode.EVIDENCE) as before,
        Link(Store(room / DATABASE, new.database), Mode.EVIDENCE) as after,
    ):
        sizes = _sizes(before) | {"meta": 0}
        if reading.head(before) != reading.head(after) or sizes != _sizes(after) | {"meta": 0}:
            raise _not_true()
        if any(_rows(before, table) != _rows(after, table) for table in ("meta", "unsent", "file")):
            raise _not_true()
        opening.check_pages(after, still=True)
        last = _last(after)
        opening.announced(after, last.book, new)
        chain, words = Chain(), _("Checking each record under the new keys")

        def told(at: int, of: int) -> None:
            report(0.3 + 0.65 * at / max(1, of), words)

        agreeing.verify_restores(chain, after, last, told)
        feed(chain, after, last.n, told)
        agreeing.sound(chain)


def _last(link: Link) -> Document:
    return decode(link.one("SELECT doc FROM record ORDER BY n DESC LIMIT 1"))


def _sizes(link: Link) -> dict[str, int]:
    """How many rows each table has; of virtual ones, those that lie behind them."""
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    names = [str(name) for name in link.run(sql).scalars()]
    return {name: int(link.one(f'SELECT count(*) FROM "{name}"')) for name in names}  # noqa: S608


def _rows(link: Link, table: str) -> list[str]:
    found = link.driver.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
    return sorted(repr(row) for row in found if not str(row[0]).startswith(CHANGED))


def _lay_beside(
    room: Path, new: Keys, slots: bytes, station: Station, book: bytes, epoch: int
) -> None:
    """Slots, head file and station.json of the new file."""
    store = Store(room / DATABASE, new.database)
    with Link(store, Mode.EVIDENCE) as link:
        state = ledger.load(link, book, epoch)
        sealed = link.one("SELECT size FROM seal ORDER BY n DESC LIMIT 1") or 0
    head = Head(state.epoch, state.n, state.prev, state.numbers.line, state.root(), int(sealed))
    HeadFile(room / HEAD, new.mirror, book).write(head)
    with store.path.open("rb") as file:
        replace(station, salt=file.read(16)).save(room)
    for name in (SLOTS, f"{SLOTS}.bak"):
        durable.replace(room / name, slots)


def _locked_out() -> BookFault:
    return BookFault(
        _("The key slots for the new keys would not let in everybody whom the book announces."),
        _("Nothing was changed: the book goes on under the old keys. Sign in again, then try."),
    )


def _not_true() -> BookFault:
    return BookFault(
        _("The book that was written under new keys is not the same as the old one."),
        _("Nothing was changed: the old one goes on. Try again."),
    )
