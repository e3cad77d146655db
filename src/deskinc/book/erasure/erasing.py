"""Erasing: what two people named is taken out of the database and the folder of attachments.

An ERASE record counts once a COUNTERSIGN stands in its thread. From then on the job is finished
whatever happens: it is done at once, and what an interruption left is done at the next opening,
before the book can be used. The order lets every step be done again:

1. encrypted files that no other record names (their digests still lie in the values), and those
   taken in for a record that was never written, whatever they show;
2. in one transaction values and file keys, what the registers and the search index had from them,
   and all unsent text, which may say the same again;
3. the index and the whole file written anew, so that no free page, no gap in a page and no
   separator of the index keeps a word; the write-ahead log emptied;
4. the note that it is done.

The mirror follows on its own lane (:mod:`~deskinc.book.mirror.erasing`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from deskinc.book.asking import restricted_search
from deskinc.book.disk import files, schema
from deskinc.book.disk.durable import sync_folder
from deskinc.book.disk.store import PAGE, Link
from deskinc.book.erasure.erasure_list import Erased, Erasures
from deskinc.book.registers.renewing import renew

DONE = "erased"
"""Where meta keeps the number of the last COUNTERSIGN whose erasure is finished here."""


_REMOVED = "removed"
"""The same of the last one whose values are out of the tables; what was typed since stays."""


_MEMORY = 256 * 2**20
"""Bytes of a database up to which it is written anew within the memory."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """The folder of encrypted files, and the key of their names."""

    folder: Path
    name_key: bytes = field(repr=False)

    def drop(self, digests: Iterable[bytes]) -> None:
        """Delete the files whose plaintext has these SHA-256; OSError if the disk refuses."""
        self.unlink(files.file_name(self.name_key, digest) for digest in digests)

    def unlink(self, names: Iterable[str]) -> None:
        """Delete the files of these names, and what was set aside of them. OSError."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
            for aside in self.folder.glob(f"{name}.damaged*"):
                aside.unlink(missing_ok=True)
        sync_folder(self.folder)


def confirmed(link: Link, book: bytes) -> Erasures:
    """All that two people have erased from the book."""
    rows = link.run("SELECT id, field FROM erased WHERE confirmed IS NOT NULL")
    return Erasures(book, frozenset(Erased(row.id, row.field) for row in rows))


def done(link: Link, book: bytes) -> Erasures:
    """What of that is out of the book itself: only this is taken out of its mirror."""
    rows = link.run("SELECT id, field FROM erased WHERE confirmed <= ?", (_done(link),))
    return Erasures(book, frozenset(Erased(row.id, row.field) for row in rows))


def _done(link: Link) -> int:
    return int(schema.get(link, DONE) or 0)


def finish(link: Link, shelved: Shelved) -> bool:
    """Do all confirmed erasures that are not yet done; whether it came to the end.

    False where another connection still reads what was: the log cannot be emptied before it is
    through, and all is to be done again. Raises OSError or the driver's error where the disk
    refuses.
    """
    asked = "SELECT n, field, confirmed FROM erased WHERE confirmed > ?"
    rows = link.run(asked, (_done(link),)).fetchall()
    if not rows:
        return True
    pairs = {(int(row.n), str(row.field)) for row in rows}
    last = str(max(int(row.confirmed) for row in rows)).encode()
    begins = schema.get(link, _REMOVED) != last
    left = abandoned(link) if begins else set[bytes]()
    shelved.drop(unnamed(link, pairs) | left)
    if begins:
        with link.transaction():
            _remove(link, pairs)
            _forget(link, shelved.name_key, left)
            renew(link, {n for n, _name in pairs}, {name for _n, name in pairs})
            schema.put(link, _REMOVED, last)
    restricted_search.forget(shelved.folder.parent)
    if not _written_anew(link):
        return False
    with link.transaction():
        schema.put(link, DONE, last)
    return True


def unnamed(link: Link, pairs: Collection[tuple[int, str]]) -> set[bytes]:
    """The SHA-256 of the files that no value names once ``pairs`` (number, field) are gone."""
    found = set()
    for n, name in pairs:
        digest = link.one("SELECT sha256 FROM file WHERE n = ? AND name = ?", (n, name))
        if digest is not None:
            named = link.run("SELECT n, name FROM file WHERE sha256 = ?", (digest,)).fetchall()
            if {(row.n, row.name) for row in named} <= set(pairs):
                found.add(bytes(digest))
    return found


def abandoned(link: Link) -> set[bytes]:
    """The SHA-256 of the files that were taken in and that no record names, for none was written.

    Nobody can say what they show. A record still to come that names one is refused.
    """
    kept = link.run("SELECT key FROM meta WHERE key GLOB 'attached/*'").scalars().all()
    digests = {bytes.fromhex(key.removeprefix(schema.attached(b""))) for key in kept}
    named = "SELECT 1 FROM file WHERE sha256 = ? LIMIT 1"
    return {digest for digest in digests if link.one(named, (digest,)) is None}


def dropped(link: Link, name_key: bytes) -> set[str]:
    """The names of the files that erasures found abandoned, and that nobody took in again since.

    The mirror may have copies of them.
    """
    found = set(link.run("SELECT substr(key, 9) FROM meta WHERE key GLOB 'dropped/*'").scalars())
    if not found:
        return found
    digests = set(link.run("SELECT DISTINCT sha256 FROM file").scalars()) | abandoned(link)
    return found - {files.file_name(name_key, digest) for digest in digests}


def _forget(link: Link, name_key: bytes, digests: Collection[bytes]) -> None:
    """The keys of abandoned files; what stays is that there was one, under a name that is none."""
    names = [(schema.dropped(files.file_name(name_key, digest)),) for digest in digests]
    link.many("DELETE FROM meta WHERE key = ?", [(schema.attached(one),) for one in digests])
    link.many("INSERT OR REPLACE INTO meta VALUES (?, x'')", names)


def _remove(link: Link, pairs: Collection[tuple[int, str]]) -> None:
    """Values, file keys and unsent text; the triggers let exactly what meta names through."""
    keys = [(schema.erasing(n, name),) for n, name in pairs]
    digests = unnamed(link, pairs)
    link.many("INSERT OR REPLACE INTO meta VALUES (?, x'')", keys)
    link.many("DELETE FROM value WHERE n = ? AND name = ?", list(pairs))
    link.many("DELETE FROM file WHERE n = ? AND name = ?", list(pairs))
    link.many("DELETE FROM meta WHERE key = ?", keys)
    link.many("DELETE FROM meta WHERE key = ?", [(schema.attached(d),) for d in digests])
    link.run("DELETE FROM unsent")


def _written_anew(link: Link) -> bool:
    """Write index and file without what was erased; False while others read the old log."""
    with link.transaction():
        link.run("INSERT INTO search(search) VALUES ('optimize')")
    if _separators_left(link):
        with link.transaction():
            link.run("INSERT INTO search(search) VALUES ('rebuild')")
    _vacuum(link)
    busy, _pages, _moved = link.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _vacuum(link: Link) -> None:
    """Write the whole file anew; a large one by way of a temporary file, which is encrypted too."""
    pages = int(link.one("PRAGMA page_count"))
    link.put(f"PRAGMA temp_store={'FILE' if pages * PAGE > _MEMORY else 'MEMORY'}")
    try:
        link.put("VACUUM")
    finally:
        link.put("PRAGMA temp_store=MEMORY")


def _separators_left(link: Link) -> bool:
    """Whether the index keeps, between its leaves, the beginning of a word that is gone."""
    for (said,) in link.driver.execute("SELECT term FROM search_idx").fetchall():
        term = bytes(said)[1:].decode("utf-8", "ignore")
        sql = "SELECT term FROM vocabulary WHERE term >= ? ORDER BY term LIMIT 1"
        after = link.one(sql, (term,))
        if term and (after is None or not str(after).startswith(term)):
            return True
    return False
