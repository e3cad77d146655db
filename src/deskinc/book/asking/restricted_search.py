"""Finding restricted words: a second encrypted file, under a key that follows from the role's.

``restricted.db`` holds the words of every restricted value and nothing else does. It is derived:
made by whoever may read and looks for something, brought up to the book at each search, and thrown
away by an erasure, a restore, or where it is not true to the book or cannot be read.
"""

import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from deskinc.book.asking.search import expression
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.restricting import Sight, search_key
from deskinc.book.records import reading
from deskinc.book.registers import values as read
from deskinc.errors import BookFault
from deskinc.log import logger
from deskinc.paths import RESTRICTED

_VERSION = 1
_TABLES = (
    "CREATE TABLE words(n INTEGER PRIMARY KEY, thread BLOB NOT NULL, body TEXT NOT NULL) STRICT",
    "CREATE TABLE upto(n INTEGER NOT NULL, leaf BLOB NOT NULL) STRICT",
    """CREATE VIRTUAL TABLE search USING fts5(
        body, content='words', content_rowid='n', columnsize=0,
        tokenize="unicode61 remove_diacritics 2")""",
    f"PRAGMA user_version = {_VERSION}",
)
_FOUND = """SELECT DISTINCT words.thread FROM search JOIN words ON words.n = search.rowid
    WHERE search MATCH ?"""
_guard = threading.Lock()


def threads(link: Link, folder: Path, sight: Sight, query: str) -> set[bytes]:
    """The threads whose restricted part says all words of ``query``.

    Empty for whoever may not read all of them, for a query without words, and where the disk does
    not let the file be made.
    """
    match = expression(query)
    if sight.role is None or not match:
        return set()
    store = Store(folder / RESTRICTED, search_key(sight.role, sight.book))
    with _guard:
        for _time in range(2):
            try:
                with _opened(store) as own:
                    _bring_up(link, own, sight)
                    return {bytes(one) for (one,) in own.driver.execute(_FOUND, (match,))}
            except (BookFault, driver.Error, OSError, ValueError):
                logger.warning("the file of restricted words is made anew")
                with suppress(OSError):
                    forget(folder)
    return set()


def forget(folder: Path) -> None:
    """Throw the file away: it is made again when somebody looks for something. OSError."""
    (folder / RESTRICTED).unlink(missing_ok=True)


def _opened(store: Store) -> Link:
    if not store.path.exists():
        store.path.touch(0o600)
    return Link(store, Mode.SCRATCH)


def _bring_up(link: Link, own: Link, sight: Sight) -> None:
    """Take in what was written since; ValueError where the file is of another book or past."""
    if int(own.one("PRAGMA user_version")) != _VERSION:
        for statement in _TABLES:
            own.run(statement)
    last = own.run("SELECT n, leaf FROM upto").one_or_none()
    if last is not None and last.leaf != link.one("SELECT leaf FROM leaf WHERE n = ?", (last.n,)):
        raise ValueError("the book is another, or was restored")
    since = 0 if last is None else int(last.n)
    asked = "SELECT n FROM restricted WHERE n > ? ORDER BY n"
    ns = [int(n) for n in link.run(asked, (since,)).scalars()]
    if ns:
        with own.transaction():
            _take(link, own, ns, sight)


def _take(link: Link, own: Link, ns: Iterable[int], sight: Sight) -> None:
    for n, record in sorted(reading.records(link, ns, sight).items()):
        body = "\n".join(read.words(record.values))
        own.run("INSERT INTO words VALUES (?, ?, ?)", (n, record.thread, body))
        own.run("INSERT INTO search(rowid, body) VALUES (?, ?)", (n, body))
        own.run("DELETE FROM upto")
        own.run("INSERT INTO upto VALUES (?, ?)", (n, record.leaf))
