"""Offices for the tests of the book."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.book.houses import House, Ticking, found


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An office with a book of three records, on the real clock."""
    made = found(tmp_path)
    yield made
    for book in made.opened:
        book.close()


@pytest.fixture
def clock() -> Ticking:
    """A clock at 21:00 on Saturday 21 November 2026."""
    return Ticking(datetime(2026, 11, 21, 21, tzinfo=UTC))


@pytest.fixture
def timed(tmp_path: Path, clock: Ticking) -> Iterator[House]:
    """The same office on a clock that the test sets."""
    made = found(tmp_path, clock)
    yield made
    for book in made.opened:
        book.close()
