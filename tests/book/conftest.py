"""Offices for the tests of the book."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.book.houses import House, Ticking, found, line
from tests.book.kept import PICTURE, staff

from deskinc.book.record import Draft, Signer


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


@contextmanager
def write_protected(folder: Path) -> Iterator[None]:
    """The disk with ``folder`` on it is read, and takes no new file.

    Rights do not bind an administrator, a mount does; skips where that is not allowed.
    """
    if os.geteuid():
        folder.chmod(0o500)
    else:
        for what in (["--bind", str(folder)], ["-o", "remount,bind,ro"]):
            done = subprocess.run(["mount", *what, str(folder)], capture_output=True, check=False)
            if done.returncode:
                subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)
                pytest.skip("this administrator may not mount")
    try:
        yield
    finally:
        if os.geteuid():
            folder.chmod(0o700)
        else:
            subprocess.run(["umount", "-l", str(folder)], check=True)


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


@pytest.fixture
def other(house: House) -> Signer:
    """The second person; four lines and a picture are written, and the book is sealed."""
    second = staff(house)
    for number in range(4):
        house.post(line(f"Round {number}"))
    made = house.book.attach(PICTURE, "door.png", "image/png")
    house.post(Draft("photo", {"original": made.value}, files={"original": made.key}))
    house.book.seal(house.me).result()
    house.post(line("After the seal"))
    house.book.settle()
    return second


@pytest.fixture
def closed(house: House) -> House:
    """An office with ten lines, closed."""
    for number in range(10):
        house.post(line(f"Line {number}."))
    house.book.close()
    return house
