"""What the database, its driver and its disk can fail with, in sentences for people.

The driver's connections and cursors say so themselves: whoever reads or writes meets a
:class:`~deskinc.errors.BookFault`, wherever the driver is called and however late a row is read.
"""

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as driver

from deskinc.errors import BookFault
from deskinc.i18n import _

_NAMES = {
    "disk I/O error": "SQLITE_IOERR",
    "database or disk is full": "SQLITE_FULL",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database is locked": "SQLITE_BUSY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
}
"""SQLite's names by its words."""


class _Speaking:
    """Inside, failures of the driver come out as sentences; bugs of ours as they are."""

    def __init__(self, *, reading: bool) -> None:
        self._reading = reading

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, driver.Error):
            fault = trouble(error, reading=self._reading)
            if fault is not None:
                raise fault from error


class Cursor(driver.Cursor):  # type: ignore[misc] # the driver has no types
    """A cursor whose failures are told in a sentence where there is one."""

    def __init__(self, connection: "Connection") -> None:
        super().__init__(connection)
        self._speaking = connection.speaking

    def execute(self, sql: str, params: Any = ()) -> Any:
        """Execute one statement."""
        with self._speaking:
            return super().execute(sql, params)

    def executemany(self, sql: str, rows: Iterable[Any]) -> Any:
        """Execute one statement for every row."""
        with self._speaking:
            return super().executemany(sql, rows)

    def fetchone(self) -> Any:
        """The next row; None after the last."""
        with self._speaking:
            return super().fetchone()

    def fetchall(self) -> Any:
        """All rows that are left."""
        with self._speaking:
            return super().fetchall()

    def fetchmany(self, size: int = 1) -> Any:
        """The next rows."""
        with self._speaking:
            return super().fetchmany(size)

    def __iter__(self) -> Iterator[Any]:
        with self._speaking:
            yield from iter(super().__next__, None)


class Connection(driver.Connection):  # type: ignore[misc]
    """A connection that speaks."""

    speaking = _Speaking(reading=False)

    def cursor(self, factory: Any = Cursor) -> Any:
        """A cursor that speaks too."""
        return super().cursor(factory)


class ReadingConnection(Connection):
    """A connection through which nothing is written."""

    speaking = _Speaking(reading=True)


@contextmanager
def spoken() -> Iterator[None]:
    """Failures of the database or its disk inside come out as :class:`BookFault`."""
    try:
        yield
    except BookFault:
        raise
    except Exception as error:
        fault = trouble(error)
        if fault is None:
            raise
        raise fault from error


def trouble(error: Exception, *, reading: bool = False) -> BookFault | None:
    """The sentence for a failure of the database or its disk; None where it is a bug of ours."""
    if isinstance(error, BookFault):
        return error
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if isinstance(cause, OSError):
        return _disk(cause)
    name = _name(cause)
    if reading and name.startswith("SQLITE_READONLY"):
        return None
    if reading and name.startswith("SQLITE_IOERR"):
        return unread()
    for start, what, todo in _sentences():
        if name.startswith(start):
            return BookFault(what, todo)
    return None


def named(error: BaseException) -> str:
    """SQLite's own name of the failure below ``error``; "" if there is none."""
    cause = getattr(error, "orig", None) or error.__cause__ or error
    return _name(cause)


def _name(cause: BaseException | None) -> str:
    """SQLite's name of a failure; while pages are copied the driver gives its words only."""
    words = str(cause) if isinstance(cause, driver.OperationalError) else ""
    return str(getattr(cause, "sqlite_errorname", "")) or _NAMES.get(words, "")


def _disk(cause: OSError) -> BookFault:
    if cause.errno in {errno.ENOSPC, errno.EDQUOT}:
        return full()
    if cause.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return unwritable()
    if cause.errno == errno.ETIMEDOUT:
        return silent()
    return BookFault(
        _("The disk answered with an error: {reason}.").format(reason=cause.strerror or cause),
        _("Nothing was lost that was saved. Check the disk and its cable, then try again."),
    )


def full() -> BookFault:
    """The disk of the book is full."""
    return BookFault(
        _("The disk is full; the entry was not saved."),
        _("Free some space, then post it again; what is in the book is safe."),
    )


def unwritable() -> BookFault:
    """The folder or its file system takes no writing."""
    return BookFault(
        _("The folder of the book cannot be written to."),
        _("Check the rights of the folder and whether its drive is write-protected."),
    )


def silent() -> BookFault:
    """The disk of the book neither answers nor refuses."""
    return BookFault(
        _("The disk of the book does not answer."),
        _("Check the disk, its cable or its network drive, then try again."),
    )


def unread() -> BookFault:
    """The disk did not give back what lies on it."""
    return BookFault(
        _("The disk of the book did not give back what was asked of it."),
        _(
            "Check the disk and its cable, then try again. What the mirror holds, Restore the "
            "book… says."
        ),
    )


def damaged() -> BookFault:
    """A page of the database does not carry its own proof any more."""
    return BookFault(
        _("A page of the book’s file is damaged."),
        _(
            "Nothing was changed. Keep the folder as it is. What the mirror holds, Restore the "
            "book… says. Call whoever looks after the program."
        ),
    )


def _sentences() -> tuple[tuple[str, str, str], ...]:
    hurt, lost, shut = damaged(), full(), unwritable()
    return (
        ("SQLITE_FULL", lost.what, lost.todo),
        ("SQLITE_READONLY", shut.what, shut.todo),
        ("SQLITE_PERM", shut.what, shut.todo),
        ("SQLITE_CORRUPT", hurt.what, hurt.todo),
        ("SQLITE_NOTADB", hurt.what, hurt.todo),
        (
            "SQLITE_IOERR",
            _("The disk of the book answered with an error; the entry was not saved."),
            _("Check the disk and its cable, then post it again; what is in the book is safe."),
        ),
        (
            "SQLITE_CANTOPEN",
            _("The book’s file cannot be opened."),
            _("Check that its drive is connected and that you may read it."),
        ),
        (
            "SQLITE_BUSY",
            _("Another program holds the book’s file."),
            _("Close other programs that look at the folder, then try again."),
        ),
    )
