"""Search and verification at the big book."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench.bulk import bulk
from bench.office import drafts, fresh, million, settled
from bench.said import PLACES
from bench.table import Figure, median, timed
from deskinc.book.records import reading
from deskinc.desk.lines import entries
from deskinc.proof.depth import Depth
from deskinc.proof.verify import Chain


def search() -> Iterator[Figure]:
    """The first fifty hits, with and without filters, from the list of words people type."""
    office = settled(million())
    reader = office.read
    place = office.site.place(PLACES[0])
    key = place["id"] if isinstance(place, dict) else ""
    plain = ("secure", "door secure", "patrol flo", '"lift visitor"', "badge")
    for query in plain:
        reader.search(query, limit=50)
    samples = [timed(partial(reader.search, query, limit=50)) for query in plain * 5]
    yield Figure(
        "search, 50 hits, slowest word", max(_by(samples, len(plain))) * 1000, 30, "ms", firm=True
    )
    at = reader.entries([reader.newest(1)[0]])[0].at
    week = datetime.fromtimestamp(at / 1000, UTC) - timedelta(days=7)
    chips: dict[str, dict[str, Any]] = {
        "two filters": {"type": "patrol", "place": key},
        "late lines": {"late": True},
        "struck lines": {"struck": True},
        "linked lines": {"linked": True},
        "the last week": {"after": week},
        "all of it": {"type": "patrol", "place": key, "late": True, "after": week},
    }
    for what, asked in chips.items():
        words = (*plain, "", "secur* lif*")
        samples = [timed(partial(reader.search, query, limit=50, **asked)) for query in words * 5]
        worst = max(_by(samples, len(words))) * 1000
        yield Figure(f"search, {what}, slowest word", worst, 100, "ms")
    shown = [timed(lambda: entries.find(office, "secure")) for _i in range(5)]
    yield Figure("find and read the 50 lines", median(shown) * 1000, 100, "ms")
    office.close()


def _by(samples: list[float], kinds: int) -> list[float]:
    return [median(samples[kind::kinds]) for kind in range(kinds)]


def verify(folder: Path, count: int = 20_000) -> Iterator[Figure]:
    """Chain and tree, disclosures and signatures, timed apart and scaled to 200,000 records."""
    office = fresh(folder)
    bulk(office.book, drafts(office, count), office.person.signer())
    read = office.read
    rows = read.link.run("SELECT n, doc, sig FROM record ORDER BY n").all()
    raws = [reading.payload(read.link, n, doc, sig).disclosures for n, doc, sig in rows]
    stages = (
        ("chain and tree", Depth.TREE, 3.0),
        ("with disclosures", Depth.TREE | Depth.VALUES, 11.0),
        ("with signatures", Depth.TREE | Depth.SIGNATURES, 23.0),
    )
    taken = {}
    for name, depth, _bound in stages:
        chain = Chain(depth=depth)
        begun = time.process_time()
        for (_n, doc, sig), given in zip(rows, raws, strict=True):
            chain.add(doc, sig, given)
        assert not chain.finish()
        taken[name] = (time.process_time() - begun) * 200_000 / len(rows)
    office.close()
    tree = taken["chain and tree"]
    yield Figure("verify 200,000: chain and tree", tree, 3, "s")
    yield Figure("verify 200,000: disclosures", taken["with disclosures"] - tree, 8, "s")
    yield Figure("verify 200,000: signatures", taken["with signatures"] - tree, 20, "s")
