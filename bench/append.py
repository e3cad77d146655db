"""A durable line against a bare durable insert through the same engine."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa

from bench.office import drafts, fresh, million, opened
from bench.table import Figure, median, percentile, timed
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.desk.office import Office

ROUNDS = 400


def figures(folder: Path) -> Iterator[Figure]:
    """Ratios of an append to its floors, interleaved; syncs an append; the tail at a million."""
    office, alone = fresh(folder), fresh(folder / "alone")
    # one that merely misses its mirror now and then would have to catch up each time
    mirror, alone.book._writer.mirror = alone.book._writer.mirror, None
    bare, sync = _bare_insert(folder), _bare_sync(folder)
    lines, others = drafts(office, ROUNDS), drafts(alone, ROUNDS)
    both, single, floor, synced = [], [], [], []
    for _i in range(ROUNDS):
        floor.append(timed(bare))
        synced.append(timed(sync))
        both.append(_post(office, lines))
        single.append(_post(alone, others))
    alone.book._writer.mirror = mirror
    alone.close()
    office.close()
    insert, write = median(floor) * 1000, median(synced) * 1000
    yield Figure(
        "append without mirror ÷ bare insert", median(single) * 1000 / insert, 4, "×",
        f"append {median(single) * 1000:.2f} ms, bare insert {insert:.2f} ms", firm=True,
    )  # fmt: skip
    yield Figure(
        "append with mirror ÷ (insert + 2 × write and sync)",
        median(both) * 1000 / (insert + 2 * write), 3, "×",
        f"append {median(both) * 1000:.2f} ms, write and sync {write:.2f} ms", firm=True,
    )  # fmt: skip
    yield from _syncs()
    yield from _at_a_million()


def _post(office: Office, lines: "Iterator[object]") -> float:
    draft = next(lines)
    return timed(lambda: office.write(draft).result())  # type: ignore[arg-type]


def _bare_insert(folder: Path) -> Callable[[], None]:
    link = Link(Store(folder / "floor.db", os.urandom(32)), Mode.CREATE)
    table = sa.Table(
        "floor", sa.MetaData(), sa.Column("i", sa.Integer, primary_key=True),
        sa.Column("b", sa.LargeBinary),
    )  # fmt: skip
    link.run("CREATE TABLE floor(i INTEGER PRIMARY KEY, b BLOB)")
    row = os.urandom(300)

    def insert() -> None:
        with link.transaction():
            link.execute(table.insert().values(b=row))

    return insert


def _bare_sync(folder: Path) -> Callable[[], None]:
    handle = os.open(folder / "floor.raw", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    block = os.urandom(1500)

    def write() -> None:
        os.write(handle, block)
        os.fdatasync(handle)

    return write


def _syncs() -> Iterator[Figure]:
    """Count the syncs of a hundred lines under strace."""
    if shutil.which("strace") is None:
        return
    script = "from bench.append import hundred; hundred()"
    command = [
        "strace",
        "-f",
        "-y",
        "-e",
        "trace=fsync,fdatasync,write",
        sys.executable,
        "-c",
        script,
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    inside = run.stderr.split("BENCH-BEGIN", 1)[1].split("BENCH-END", 1)[0]
    wal = len(re.findall(r"f(?:data)?sync\(\d+<[^>]*book\.db-wal>", inside))
    mirror = len(re.findall(r"f(?:data)?sync\(\d+<[^>]*\.(?:values|lines)>", inside))
    others = len(re.findall(r"f(?:data)?sync\(", inside)) - wal - mirror
    yield Figure("WAL syncs an append", wal / 100, 1, "")
    yield Figure("mirror syncs an append", mirror / 100, 2, "")
    yield Figure("other syncs an append", others / 100, 0, "")


def hundred() -> None:
    """Write a hundred lines between two marks; run under strace."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        office = fresh(Path(folder))
        lines = drafts(office, 110)
        for _i in range(10):
            _post(office, lines)
        office.book.settle()
        os.write(2, b"BENCH-BEGIN\n")
        for _i in range(100):
            _post(office, lines)
        os.write(2, b"BENCH-END\n")
        office.close()


def _at_a_million() -> Iterator[Figure]:
    office = opened(million())
    lines = drafts(office, ROUNDS + 20, seed=11)
    for _i in range(20):
        _post(office, lines)
    samples = [_post(office, lines) for _i in range(ROUNDS)]
    office.close()
    yield Figure(
        "append at the big book, p99", percentile(samples, 0.99) * 1000, 15, "ms", firm=True
    )
