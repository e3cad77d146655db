"""A little of everything ``make torture`` does; kill -9 has a test of its own beside the book."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import reduce
from operator import add
from pathlib import Path
from random import Random

import pytest
from tests.torture import keeping, kills, slots
from tests.torture.disk import WAYS, Disk, Op
from tests.torture.outcome import CONTROL, Outcome, merged, table
from tests.torture.plan import FLIPS, Job, jobs

PART = 0.005
"""Of the full numbers."""

PLANNED = jobs(PART)
ROWS = list(dict.fromkeys(job.test for job in PLANNED if job.test != kills.TEST))


FORKED = frozenset({keeping.SPOOL, keeping.RESTORES, keeping.ERASURES})
"""Rows that fork: never beside the threads that other tests left behind."""


@pytest.fixture(scope="module")
def apart() -> Iterator[ProcessPoolExecutor]:
    """A process of its own, without threads."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.mark.parametrize("test", ROWS)
def test_no_line_is_lost_and_no_fault_goes_unseen(test: str, apart: ProcessPoolExecutor) -> None:
    planned = [job for job in PLANNED if job.test == test]
    done = apart.map(Job.run, planned) if test in FORKED else map(Job.run, planned)
    row = reduce(add, done)
    if row.skipped:
        pytest.skip(row.skipped)
    assert row.good, table([row])


def test_the_full_numbers_are_those_promised() -> None:
    runs = {row.test: 0 for row in merged(Outcome(job.test) for job in jobs())}
    for job in jobs():
        numbers = [arg for arg in job.args if isinstance(arg, int)]
        runs[job.test] += numbers[0] if numbers and job.test in {kills.TEST, *ROWS[:4]} else 0
    assert [runs[test] for test in (kills.TEST, *ROWS[:4])] == [1000, 1500, 1500, 1500, 1500]
    assert sum(FLIPS.values()) >= 1500


def test_every_byte_of_the_key_slots_and_sixty_backups_are_in_the_full_numbers() -> None:
    steps = [job.args for job in jobs() if job.test in {slots.DAMAGE, slots.FORGED}]
    assert sorted(steps) == sorted((first, 4) for first in range(4) for _test in range(2))
    assert sum(job.args[0] for job in jobs() if job.test == keeping.COPIES) == 60
    assert sum(job.args[0] for job in PLANNED if job.test == keeping.COPIES) == 6


def test_a_test_that_fails_itself_is_a_fault_of_its_row() -> None:
    def broken(_work: Path) -> Outcome:
        raise LookupError("nothing there")

    row = Job("a row", broken).run()
    assert not row.good
    assert "nothing there" in table([row])


def test_a_control_that_loses_nothing_is_not_good() -> None:
    assert not Outcome(CONTROL, 1500).good
    assert Outcome(CONTROL, 1500, 7).good
    assert "IT DID NOT" in table([Outcome(CONTROL, 1500)])


def test_a_row_that_did_not_run_is_not_good() -> None:
    assert not Outcome("a row").good
    assert not Outcome("a row", 5, skipped="mounting takes root").good


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """A disk with one file of two kilobytes."""
    (tmp_path / "book").write_bytes(b"a" * 2048)
    return Disk(tmp_path)


def contents(disk: Disk, way: str, tries: int = 60) -> set[bytes]:
    """What the file may hold after the power went."""
    return {disk.left(way, Random(chance))["book"] for chance in range(tries)}


def test_what_was_synced_is_there_whatever_happens(disk: Disk, tmp_path: Path) -> None:
    path = str(tmp_path / "book")
    disk.do(Op("w", path, 0, b"b" * 2048))
    disk.do(Op("s", path, 0, b""))
    assert {one for way in WAYS for one in contents(disk, way)} == {b"b" * 2048}


def test_what_was_not_synced_may_be_there_in_any_mixture(disk: Disk, tmp_path: Path) -> None:
    path = str(tmp_path / "book")
    disk.do(Op("w", path, 0, b"b" * 1024))
    disk.do(Op("w", path, 1024, b"c" * 1024))
    old, both = b"a" * 2048, b"b" * 1024 + b"c" * 1024
    first, second = b"b" * 1024 + b"a" * 1024, b"a" * 1024 + b"c" * 1024
    assert contents(disk, "none") == {old}
    assert contents(disk, "all") == {both}
    assert contents(disk, "prefix") == {old, first, both}
    assert contents(disk, "subset") == {old, first, second, both}
    assert b"a" * 512 + b"b" * 512 + b"a" * 1024 in contents(disk, "torn", 400)


def test_a_new_name_lasts_once_its_folder_is_synced(disk: Disk, tmp_path: Path) -> None:
    path, other = str(tmp_path / "new"), str(tmp_path / "other")
    disk.do(Op("c", path, 0, b""))
    disk.do(Op("w", path, 0, b"x"))
    disk.do(Op("s", path, 0, b""))
    assert "new" not in disk.left("none", Random(1))
    disk.do(Op("r", path, 0, other.encode()))
    disk.do(Op("s", str(tmp_path), 0, b""))
    left = disk.left("none", Random(1))
    assert "new" not in left
    assert left["other"] == b"x"
