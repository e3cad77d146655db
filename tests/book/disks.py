"""Disks and programs that truly stand in the way: the kernel refuses, SQLite and Python meet it."""

import logging
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from tests.book.houses import House

from deskinc.book.disk import store
from deskinc.log import logger

NOTHING = 1
"""Bytes of a file from which nothing more is taken at all."""


@contextmanager
def refusing(beyond: int = NOTHING) -> Iterator[Callable[[], None]]:
    """No file takes a byte ``beyond`` so many: writing fails with EFBIG; gives what ends it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def end() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    resource.setrlimit(resource.RLIMIT_FSIZE, (beyond, hard))
    try:
        yield end
    finally:
        end()


@contextmanager
def held(house: House) -> Iterator[Callable[[], None]]:
    """Another program writes into the book; gives what ends it. See :func:`impatient`."""
    with store.Link(house.book._open.store, store.Mode.WRITE) as link:
        link.put("BEGIN IMMEDIATE")
        yield lambda: link.put("ROLLBACK")


def impatient(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The book is opened again, and waits for no other program from now on."""
    monkeypatch.setattr(store, "PATIENCE", 0.0)
    house.reopen()


@contextmanager
def after_a_failure(act: Callable[[], None]) -> Iterator[None]:
    """Once the writer has told its log of a write that failed, and before the next: ``act``."""
    told = _Told(act)
    logger.addHandler(told)
    try:
        yield
        assert told.seen, "no write failed"
    finally:
        logger.removeHandler(told)


class _Told(logging.Handler):
    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self._act, self.seen = act, False

    def emit(self, record: logging.LogRecord) -> None:
        """Act on the first."""
        if record.getMessage() == "a write failed" and not self.seen:
            self.seen = True
            self._act()


def grown(house: House) -> int:
    """Make the database long and its log short; a length at which neither is cut as they stand.

    What is added to the log meanwhile fits, and what folding it back adds to the database does not.
    """
    house.book.keep_unsent("a", bytes(2**20)).result()
    house.reopen()
    return house.book._open.store.path.stat().st_size
