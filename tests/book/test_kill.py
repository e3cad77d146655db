"""kill -9 at random points: every acknowledged line is there, once, in order, and verifies."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.book.houses import House

ROUNDS = int(os.environ.get("DESKINC_KILLS", "200"))
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(300)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="rounds are forked")
def test_no_acknowledged_line_is_lost_to_a_kill(house: House) -> None:
    house.book.close()
    told = {
        "folder": str(house.folder),
        "database": house.keys.database.hex(),
        "mirror": house.keys.mirror.hex(),
        "author": house.me.author,
        "seed": house.me.private.private_bytes_raw().hex(),
        "rounds": ROUNDS,
        "chance": 4811,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.book.victim"],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=True,
        timeout=280,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])},
    )
    rounds: list[list[str]] = json.loads(done.stdout)
    assert not [said for said in rounds if any(word.startswith("failed") for word in said)]
    acknowledged = [word for said in rounds for word in said if word != "open"]
    assert len(acknowledged) > ROUNDS

    read = house.open().reader()
    ns = list(read.entry_ns())
    texts = [read.texts(ns[at : at + 500]) for at in range(0, len(ns), 500)]
    found = [text for some in texts for _n, text in sorted(some.items())]
    counts = Counter(found)
    assert max(counts.values()) == 1
    assert [text for text in found if text in set(acknowledged)] == acknowledged
    rows = [row for at in range(0, len(ns), 500) for row in read.entries(ns[at : at + 500])]
    assert [row.line for row in rows] == list(range(1, len(ns) + 1))
    assert house.book.verify(full=True) == []
    house.book.settle()
    assert house.book.health().mirror == "ok"
