"""Connections: the key is proven, readers only ask, failures have sentences."""

import errno
import os
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as driver

from deskinc.book.disk import schema, store
from deskinc.book.disk.store import Link, Mode, Store, trouble
from deskinc.errors import BookFault


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """A database with the lasting tables only."""
    made = Store(tmp_path / "book.db", os.urandom(32))
    with Link(made, Mode.CREATE) as link, link.transaction():
        schema.upgrade(link)
    return made


def test_a_database_library_that_loses_lines_is_refused(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(BookFault, match="can lose lines"):
        Link(empty, Mode.READ)


def test_a_key_of_another_length_is_a_bug(empty: Store) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Link(Store(empty.path, b"short"), Mode.READ)


def test_the_key_is_in_no_text(empty: Store) -> None:
    assert empty.key.hex() not in repr(empty)
    with Link(empty, Mode.READ) as link, pytest.raises(sa.exc.OperationalError) as caught:
        link.run("INSERT INTO unsent VALUES (?, ?)", ("key", b"Zanzibar"))
    assert "Zanzibar" not in str(caught.value)
    with pytest.raises(Exception, match="damaged") as wrong:
        Link(Store(empty.path, bytes(32)), Mode.READ)
    assert bytes(32).hex() not in str(wrong.value)


@pytest.mark.parametrize("mode", [Mode.READ, Mode.EVIDENCE])
def test_readers_only_ask(empty: Store, mode: Mode) -> None:
    with Link(empty, mode) as link, pytest.raises(driver.OperationalError, match="readonly"):
        link.put("INSERT INTO unsent VALUES ('a', x'00')")


def test_a_failed_transaction_leaves_nothing(empty: Store) -> None:
    with Link(empty, Mode.WRITE) as link:

        def stumble() -> None:
            with link.transaction():
                link.put("INSERT INTO unsent VALUES ('a', x'00')")
                raise KeyError

        with pytest.raises(KeyError):
            stumble()
        assert link.one("SELECT count(*) FROM unsent") == 0
        link.many("INSERT INTO unsent VALUES (?, ?)", [])
        link.many("INSERT INTO unsent VALUES (?, ?)", [("a", b"1"), ("b", b"2")])
        assert schema.get(link, "nothing") is None


def test_the_lasting_tables_are_the_five(empty: Store) -> None:
    with Link(empty, Mode.READ) as link:
        names = link.run("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        assert schema.version(link) == len(schema.STEPS)
    assert set(names) == {"record", "value", "file", "unsent", "meta"}


@pytest.mark.parametrize(
    ("number", "word"),
    [(errno.ENOSPC, "full"), (errno.EDQUOT, "full"), (errno.EROFS, "cannot be written"),
     (errno.EACCES, "cannot be written"), (errno.EIO, "Input/output error")],
)  # fmt: skip
def test_each_failure_of_the_disk_has_its_sentence(number: int, word: str) -> None:
    fault = trouble(OSError(number, os.strerror(number)))
    assert fault is not None
    assert word in fault.what
    assert fault.todo


@pytest.mark.parametrize(
    ("name", "word"),
    [("SQLITE_FULL", "full"), ("SQLITE_READONLY_DBMOVED", "cannot be written"),
     ("SQLITE_CORRUPT", "damaged"), ("SQLITE_NOTADB", "damaged"), ("SQLITE_IOERR_READ", "disk"),
     ("SQLITE_CANTOPEN", "cannot be opened"), ("SQLITE_BUSY", "Another program")],
)  # fmt: skip
def test_each_failure_of_the_database_has_its_sentence(name: str, word: str) -> None:
    error = driver.OperationalError("x")
    error.sqlite_errorname = name
    fault = trouble(error)
    assert fault is not None
    assert word in fault.what


def test_a_bug_has_no_sentence() -> None:
    assert trouble(KeyError("x")) is None
    assert trouble(driver.OperationalError("no such table")) is None
    fault = BookFault("as it was")
    assert trouble(fault) is fault
