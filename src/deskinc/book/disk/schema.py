"""The lasting tables: record, value, file, unsent, meta.

They change only by the numbered steps below (``PRAGMA user_version``); registers and search are
derived and are no part of this. The triggers are against our own mistakes: what proves the book
is the verifier.
"""

from collections.abc import Callable

import sqlalchemy as sa

from deskinc.book.disk.store import Link
from deskinc.errors import BookFault
from deskinc.i18n import _

RECORD = sa.table("record", *map(sa.column, ("n", "id", "thread", "amends", "doc", "sig")))
VALUE = sa.table("value", *map(sa.column, ("n", "name", "raw")))
FILE = sa.table("file", *map(sa.column, ("n", "name", "sha256", "key")))

_FIRST = (
    """CREATE TABLE record(
        n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, thread BLOB NOT NULL, amends BLOB,
        doc BLOB NOT NULL, sig BLOB NOT NULL) STRICT""",
    "CREATE INDEX record_thread ON record(thread) WHERE thread <> id",
    "CREATE UNIQUE INDEX record_amends ON record(amends) WHERE amends IS NOT NULL",
    """CREATE TABLE value(
        n INTEGER NOT NULL REFERENCES record, name TEXT NOT NULL, raw BLOB NOT NULL,
        PRIMARY KEY(n, name)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE file(
        n INTEGER NOT NULL REFERENCES record, name TEXT NOT NULL, sha256 BLOB NOT NULL,
        key BLOB NOT NULL, PRIMARY KEY(n, name)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX file_sha256 ON file(sha256)",
    "CREATE TABLE unsent(key TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT",
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    """CREATE TRIGGER record_next BEFORE INSERT ON record
        WHEN new.n IS NOT (SELECT coalesce(max(n), 0) + 1 FROM record)
        BEGIN SELECT raise(ABORT, 'append-only: the next number only'); END""",
    """CREATE TRIGGER record_stays BEFORE DELETE ON record
        BEGIN SELECT raise(ABORT, 'append-only: no record is deleted'); END""",
    """CREATE TRIGGER record_as_is BEFORE UPDATE ON record
        BEGIN SELECT raise(ABORT, 'append-only: no record is changed'); END""",
    """CREATE TRIGGER value_stays BEFORE DELETE ON value
        BEGIN SELECT raise(ABORT, 'append-only: no value is deleted'); END""",
    """CREATE TRIGGER value_as_is BEFORE UPDATE ON value
        BEGIN SELECT raise(ABORT, 'append-only: no value is changed'); END""",
    """CREATE TRIGGER file_stays BEFORE DELETE ON file
        BEGIN SELECT raise(ABORT, 'append-only: no file key is deleted'); END""",
    """CREATE TRIGGER file_as_is BEFORE UPDATE ON file
        BEGIN SELECT raise(ABORT, 'append-only: no file key is changed'); END""",
)


def _first(link: Link) -> None:
    for statement in _FIRST:
        link.run(statement)


_GONE = "EXISTS (SELECT 1 FROM meta WHERE key = 'erasing/' || old.n || '/' || old.name)"
_ERASABLE = (
    "DROP TRIGGER IF EXISTS value_stays",
    "DROP TRIGGER IF EXISTS file_stays",
    f"""CREATE TRIGGER value_stays BEFORE DELETE ON value WHEN NOT {_GONE}
        BEGIN SELECT raise(ABORT, 'append-only: no value is deleted'); END""",
    f"""CREATE TRIGGER file_stays BEFORE DELETE ON file WHEN NOT {_GONE}
        BEGIN SELECT raise(ABORT, 'append-only: no file key is deleted'); END""",
)


def _erasable(link: Link) -> None:
    """Only what meta names as being erased can be deleted."""
    for statement in _ERASABLE:
        link.run(statement)


STEPS: tuple[Callable[[Link], None], ...] = (_first, _erasable)
"""Step i leads from version i to i + 1."""


PUT = "INSERT OR REPLACE INTO meta VALUES (?, ?)"
"""Keeps a value under a key in meta."""


def version(link: Link) -> int:
    """The version the open file has."""
    return int(link.run("PRAGMA user_version").scalar_one())


def upgrade(link: Link) -> None:
    """Run the steps still missing, inside the caller's transaction."""
    for number, step in enumerate(STEPS[version(link) :], version(link) + 1):
        step(link)
        link.run(f"PRAGMA user_version = {number}")


def refuse_newer(link: Link) -> None:
    """Raise :class:`BookFault` where a later program wrote the file."""
    if version(link) > len(STEPS):
        raise BookFault(
            _("A newer version of the program has written this book."),
            _("Install that version here too; nothing was changed."),
        )


def get(link: Link, key: str) -> bytes | None:
    """The value kept under ``key`` in meta."""
    value = link.run("SELECT value FROM meta WHERE key = ?", (key,)).scalar_one_or_none()
    return None if value is None else bytes(value)


def attached(sha256: bytes) -> str:
    """Where meta keeps the key of a file taken in, until a record names it."""
    return f"attached/{sha256.hex()}"


def dropped(name: str) -> str:
    """Where meta keeps that an erasure dropped a file of that name, which no record had named."""
    return f"dropped/{name}"


def said(key: str) -> str:
    """Where meta keeps what the desk remembers under ``key``."""
    return f"desk/{key}"


def erasing(n: int, name: str) -> str:
    """Where meta says, while it is being done, that a value and its file key may be deleted."""
    return f"erasing/{n}/{name}"


def put(link: Link, key: str, value: bytes) -> None:
    """Keep ``value`` under ``key`` in meta."""
    link.run(PUT, (key, value))
