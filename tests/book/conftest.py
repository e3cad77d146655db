"""Offices for the tests of the book."""

import subprocess
from collections.abc import Callable, Iterator
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


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mounts a small file system of its own; skips where that is not allowed."""
    mounted: list[Path] = []

    def take(size: str) -> Path:
        place = tmp_path / "mounted"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip("mounting a file system needs an administrator")
        mounted.append(place)
        return place

    yield take
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=False)
