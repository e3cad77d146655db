"""Connections to the encrypted database: SQLCipher 4 through SQLAlchemy Core.

The key is raw (no derivation), never part of a URL and never in an error's text. One connection
writes; every other one can only ask.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2 as driver

from deskinc.book.disk import ring
from deskinc.book.disk.failures import (
    Connection,
    ReadingConnection,
    damaged,
    full,
    spoken,
    trouble,
    unwritable,
)
from deskinc.errors import BookFault
from deskinc.i18n import _

__all__ = ["Link", "Mode", "Store", "damaged", "full", "spoken", "trouble", "unwritable"]

OLDEST_SQLITE = (3, 51, 3)
"""Before this release a write-ahead log that restarts could lose committed lines."""

PAGE = 4096
"""Bytes of a database page."""

PATIENCE = 5.0
"""Seconds that a file which another program holds is waited for."""

READER_CACHE, WRITER_CACHE = 49_152, 16_384
"""Page caches in KiB: scrolling and searching want more than appending."""


_OFTEN = 10_000
"""Steps of the database engine between two looks whether to stop."""


def _no_value(value: None) -> None:
    """None is bound as it is."""
    return value


# unless told, the driver looks for an adapter in vain, a microsecond for each value it binds
driver.register_adapter(bytes, bytes)
driver.register_adapter(type(None), _no_value)


class Mode(Enum):
    """What a connection is for: EVIDENCE leaves every file as it is, SCRATCH need not last."""

    CREATE = auto()
    WRITE = auto()
    READ = auto()
    EVIDENCE = auto()
    SCRATCH = auto()


@dataclass(frozen=True, slots=True)
class Store:
    """One database file and the 256-bit key that opens it: the newest of a ring."""

    path: Path
    key: bytes = field(repr=False)

    @property
    def wal(self) -> Path:
        """The write-ahead log beside the file."""
        return self.path.with_name(self.path.name + "-wal")


class Link:
    """One open connection: plain statements, and transactions that are all or nothing."""

    def __init__(self, store: Store, mode: Mode) -> None:
        self._connection = engine(store, mode).connect()
        self.driver: Any = self._connection.connection.driver_connection

    def run(self, sql: str, params: Sequence[Any] = ()) -> "sa.CursorResult[*tuple[Any, ...]]":
        """Execute one statement."""
        return self._connection.exec_driver_sql(sql, tuple(params))

    def put(self, sql: str, params: Sequence[Any] = ()) -> None:
        """Execute one statement that answers nothing, by the shortest way."""
        self.driver.execute(sql, params)

    def many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Execute one statement for every row."""
        if len(rows) == 1:
            self.driver.execute(sql, rows[0])
        elif rows:
            self.driver.executemany(sql, rows)

    def one(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """The first column of the first row; None if there is no row."""
        row = self.driver.execute(sql, params).fetchone()
        return None if row is None else row[0]

    def execute(self, statement: sa.Executable) -> "sa.CursorResult[*tuple[Any, ...]]":
        """Execute a Core statement."""
        return self._connection.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is run inside is committed at the end, or rolled back on any error."""
        self.put("BEGIN IMMEDIATE")
        try:
            yield
            self.put("COMMIT")
        except BaseException:
            self._back()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything asked inside sees one moment of the book."""
        self.put("BEGIN")
        try:
            yield
        finally:
            self._back()

    @contextmanager
    def stopped_by(self, stop: Callable[[], bool]) -> Iterator[None]:
        """A long statement inside is given up, with the driver's error, once ``stop`` says so."""
        self.driver.set_progress_handler(lambda: int(stop()), _OFTEN)
        try:
            yield
        finally:
            self.driver.set_progress_handler(None, 0)

    def _back(self) -> None:
        # a full disk has already rolled back by itself
        if self.driver.in_transaction:
            self.put("ROLLBACK")

    def close(self) -> None:
        """Close the connection; what was not committed is gone."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.close()


def engine(store: Store, mode: Mode) -> sa.Engine:
    """The engine for ``store``; each of its connections is a new one of its own."""
    return sa.create_engine(
        "sqlite+pysqlite://",
        module=driver,
        creator=lambda: connect(store, mode),
        poolclass=NullPool,
        hide_parameters=True,
    )


def connect(store: Store, mode: Mode) -> Any:
    """Open a driver connection and prove the key; :class:`BookFault` where that fails."""
    if tuple(driver.sqlite_version_info) < OLDEST_SQLITE:
        raise BookFault(
            _("This computer’s database library ({version}) can lose lines.").format(
                version=driver.sqlite_version
            ),
            _("Install the program again from its own package; it brings the right library."),
        )
    if not ring.is_ring(store.key):
        raise ValueError("a database key has 32 bytes")
    cache = READER_CACHE if _ACCESS[mode] == "ro" else WRITER_CACHE
    still = mode is Mode.EVIDENCE and not _has_frames(store)
    uri = f"file:{quote(str(store.path))}?mode={_ACCESS[mode]}{'&immutable=1' if still else ''}"
    with spoken():
        link = driver.connect(
            uri,
            uri=True,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
            factory=ReadingConnection if _ACCESS[mode] == "ro" else Connection,
        )
    try:
        link.execute("PRAGMA cipher_log_level=NONE")
        link.set_key(f"x'{ring.newest(store.key).hex()}'")
        link.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        for pragma in (*_COMMON, f"cache_size=-{cache}", *_OWN[mode]):
            link.execute("PRAGMA " + pragma)
    except (driver.Error, BookFault):
        link.close()
        raise
    return link


def _has_frames(store: Store) -> bool:
    return store.wal.is_file() and store.wal.stat().st_size > 0


_ACCESS = {
    Mode.CREATE: "rwc",
    Mode.WRITE: "rw",
    Mode.READ: "ro",
    Mode.EVIDENCE: "ro",
    Mode.SCRATCH: "rwc",
}
_COMMON = ("temp_store=MEMORY", "foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON")
_DURABLE = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "wal_autocheckpoint=0",
    "journal_size_limit=67108864",
    "recursive_triggers=ON",
)
_OWN: dict[Mode, tuple[str, ...]] = {
    Mode.CREATE: _DURABLE,
    Mode.WRITE: _DURABLE,
    Mode.READ: ("query_only=ON",),
    Mode.EVIDENCE: ("query_only=ON",),
    Mode.SCRATCH: ("journal_mode=OFF", "synchronous=OFF"),
}
