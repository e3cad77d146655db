"""The database and attachments of a rebuilt book, written beside the old ones."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from deskinc.book import registers
from deskinc.book.disk import files, schema
from deskinc.book.disk.files import Attachment
from deskinc.book.disk.station import DATABASE
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.erasure.erasing import DONE
from deskinc.book.keys.slots import Keys
from deskinc.book.records import reading
from deskinc.book.records.following import SEALED, STATE, never
from deskinc.book.records.founding import Founding
from deskinc.book.registers.rebuild import anew
from deskinc.book.restore.donors import Entry
from deskinc.book.restore.gathering import Gathered, Told
from deskinc.book.writing import ledger
from deskinc.proof import state as memory
from deskinc.proof.disclosure import parse
from deskinc.proof.document import Document
from deskinc.proof.restricted import is_closed, name_of

_STEP = 2000


class Rebuilding:
    """A new database in ``folder``; takes records that were verified."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self.store = Store(folder / DATABASE, keys.database)
        self._link: Link | None = None
        self._count = 0

    def reset(self) -> None:
        """An empty database."""
        self.close()
        for path in (self.store.path, self.store.wal):
            path.unlink(missing_ok=True)
        self.store.path.touch(0o600)
        self._link, self._count = Link(self.store, Mode.CREATE), 0
        with self._link.transaction():
            schema.upgrade(self._link)
            registers.create(self._link)
        self._link.put("BEGIN IMMEDIATE")

    def take(self, entry: Entry, document: Document) -> None:
        """Write the next record with its values and file keys."""
        link, payload = self.link, entry.payload
        raws = payload.disclosures or ()
        values = [parse(raw) for raw in raws if not is_closed(raw)]
        link.put(ledger.RECORD, (document.n, document.id, document.thread, document.amends,
                                 payload.document, payload.signature))  # fmt: skip
        link.many(ledger.VALUE, [(document.n, name_of(raw), raw) for raw in raws])
        digests = {
            one.name: reading.digest_of(one.value)
            for one in values
            if isinstance(one.value, dict) and "sha256" in one.value
        }
        keys = [(document.n, name, digests[name], key) for name, key in payload.files.items()
                if name in digests]  # fmt: skip
        link.many(ledger.FILE, keys)
        self._count += 1
        if self._count % _STEP == 0:
            link.put("COMMIT")
            link.put("BEGIN IMMEDIATE")

    @property
    def link(self) -> Link:
        """The connection that builds."""
        if self._link is None:
            raise RuntimeError("nothing is being built")
        return self._link

    def complete(self, found: Gathered, founding: Founding, told: Told) -> None:
        """Registers, the site's own keys, and what the verifier remembers of the last seal."""
        link = self.link
        link.put("COMMIT")
        anew(link, found.size, told, never)
        with link.transaction():
            founding.keep(link)
            if found.sealed is not None:
                state, n = found.sealed
                schema.put(link, STATE, memory.dump(state))
                schema.put(link, SEALED, str(n).encode())

    def close(self) -> None:
        """Fold everything into the one file and close it."""
        if self._link is None:
            return
        if self._link.driver.in_transaction:
            self._link.put("ROLLBACK")
        with contextlib.suppress(Exception):
            self._link.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._link.close()
        self._link = None


def carry_over(link: Link, old: Store) -> None:
    """Take over unsent texts and the keys of their files, if the old database gives them.

    Not where it had not finished an erasure that is done here: what it has may say that again.
    """
    with contextlib.suppress(Exception), Link(old, Mode.EVIDENCE) as kept:
        if int(schema.get(kept, DONE) or 0) < int(schema.get(link, DONE) or 0):
            return
        texts = kept.run("SELECT key, data FROM unsent").fetchall()
        keys = kept.run("SELECT key, value FROM meta WHERE key GLOB 'attached/*'").fetchall()
        with link.transaction():
            link.many("INSERT OR IGNORE INTO unsent VALUES (?, ?)", list(map(tuple, texts)))
            link.many("INSERT OR IGNORE INTO meta VALUES (?, ?)", list(map(tuple, keys)))


def bring_attachments(
    link: Link, target: Path, name_key: bytes, own: Path, places: Sequence[Path], told: Told
) -> int:
    """Bring every attachment the records name from where it is sound; how many are nowhere.

    ``own`` is the old folder beside the database, ``places`` are those of other copies. Files of
    ``own`` that no record names are brought too: an unsent text may.
    """
    target.mkdir(mode=0o700, exist_ok=True)
    named = link.run("SELECT n, name FROM file ORDER BY n, name").fetchall()
    missing = 0
    for done, (n, name) in enumerate(named):
        told(done, len(named))
        with contextlib.suppress(KeyError):
            attachment = reading.attachment(link, n, name)
            missing += not _bring(attachment, target, name_key, (own, *places))
    wanted = {
        files.file_name(name_key, digest) for (digest,) in link.run("SELECT sha256 FROM file")
    }
    with contextlib.suppress(OSError):
        for name in files.sizes(own).keys() - wanted:
            _lay(own, target, name)
    return missing


def _bring(one: Attachment, target: Path, name_key: bytes, places: Sequence[Path]) -> bool:
    name = files.file_name(name_key, one.sha256)
    if (target / name).exists():
        return True
    for place in places:
        with contextlib.suppress(OSError):
            if files.check(place, name_key, one) == "good":
                _lay(place, target, name)
                return True
    return False


def _lay(place: Path, target: Path, name: str) -> None:
    """One more name for a file of this folder's own disk, else a copy; OSError."""
    try:
        if place.parent != target.parent.parent.parent:
            raise OSError
        (target / name).hardlink_to(place / name)
    except OSError:
        files.copy_to(place, target, name)
