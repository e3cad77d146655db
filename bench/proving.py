"""What it costs to be sure: the check at start, one proof, and the registers built again."""

import json
import os
import random
import time
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from bench.office import NAME, PASSPHRASE, drafts, million, opened
from bench.table import Figure, median, timed
from deskinc.book import registers
from deskinc.book.asking.reader import Reader
from deskinc.book.disk.station import DATABASE, Station
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.vault import Vault
from deskinc.book.leaving.extract import proof, subtrees
from deskinc.book.opening import opening
from deskinc.book.records import reading
from deskinc.book.records.following import never, quietly
from deskinc.book.records.proved import Stored
from deskinc.book.registers.rebuild import rebuild
from deskinc.proof.seal import parse_note

SINCE = 400
"""Lines since the last seal: a busy half day."""

RECORDS = 100_000


def figures(folder: Path) -> Iterator[Figure]:
    """All at the big book; the last in a scratch copy below ``folder``."""
    book = million()
    _half_a_day(book)
    keys = Vault.load(book).open(NAME, PASSPHRASE)
    station = Station.load(book)
    starts = [timed(lambda: opening.look(book, keys, station)) for _i in range(6)]
    yield Figure("start-up check at the big book", median(starts[1:]), 2, "s", firm=True)
    reader = Reader(Store(book / DATABASE, keys.database))
    yield from _proofs(reader)
    yield _rebuilt(reader.link, folder)
    reader.close()


def _half_a_day(book: Path) -> None:
    office = opened(book)
    office.book.seal().result()
    for draft in drafts(office, SINCE, seed=13):
        office.write(draft).result()
    office.book.settle()
    office.close()


def _proofs(reader: Reader) -> Iterator[Figure]:
    link, seal = reader.link, reader.last_seal()
    assert seal is not None
    point = parse_note(seal.note).checkpoint
    taken, hashes = [], []
    for n in random.Random(3).sample(range(1, point.size + 1), 40):
        begun = time.perf_counter()
        ((_n, doc, sig, raws),) = reading.rows(link, [n])
        one = Stored(reading.record_from(doc, sig, {}), doc, sig, tuple(raws))
        path = proof(one, point, subtrees(link))
        taken.append(time.perf_counter() - begun)
        assert isinstance(path, list)
        hashes.append(len(path))
    yield Figure("one proof at the big book, most hashes", max(hashes), 20, "", firm=True)
    yield Figure(
        "one proof at the big book, slowest", max(taken) * 1000, 50, "ms",
        f"median {median(taken) * 1000:.1f} ms", firm=True,
    )  # fmt: skip


def _rebuilt(link: Link, folder: Path) -> Figure:
    taken = []
    for round_ in range(3):
        with Link(Store(folder / f"scratch-{round_}", os.urandom(32)), Mode.SCRATCH) as copy:
            build = partial(rebuild, link, copy, RECORDS, quietly, never)
            taken.append(timed(build) + timed(partial(registers.merge, copy)))
    each, floor = min(taken) / RECORDS, timed(partial(_bare_reading, link)) / RECORDS
    return Figure(
        "registers and search built again, a record", each * 1e6, 40, "µs",
        f"{1 / each:,.0f} records a second; {each / floor:.1f} × reading them as JSON and hashing",
        firm=True,
    )  # fmt: skip


def _bare_reading(link: Link) -> None:
    """The least that whoever builds anything of the records must do."""
    sql = "SELECT doc FROM record WHERE n <= ?"
    for (doc,) in link.driver.execute(sql, (RECORDS,)):
        json.loads(doc)
        sha256(doc)
