"""kill -9 at random points, each fifth while the book opens after the kill before it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.torture.office import DATA, begin, examine
from tests.torture.outcome import Outcome
from tests.torture.shim import ROOT

TEST = "kill -9 (a fifth during open and recovery)"


def row(rounds: int, chance: int, work: Path) -> Outcome:
    """So many rounds at one book."""
    if not hasattr(os, "fork"):
        return Outcome(TEST, skipped="rounds are forked")
    secrets = begin(work / "base")
    told = {
        "folder": str(work / "base" / DATA),
        "database": secrets.database,
        "mirror": secrets.mirror,
        "author": secrets.author,
        "seed": secrets.seed,
        "rounds": rounds,
        "chance": chance,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.book.victim"],
        input=json.dumps(told),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])},
    )
    said: list[list[str]] = json.loads(done.stdout)
    words = [word for each in said for word in each if word != "open"]
    failed = tuple(word for word in words if word.startswith("failed"))
    acks = [word for word in words if not word.startswith("failed")]
    verdict = examine(work / "base", secrets, acks)
    notes = failed
    if verdict.lost or verdict.wrong or verdict.said:
        notes = (f"{verdict.lost} lost {verdict.wrong} {verdict.said}", *failed)
    lost = max(verdict.lost, int(bool(verdict.wrong or verdict.said)))
    opening = sum(not number % 5 for number in range(rounds))
    counts = {"acknowledged": len(acks), "while opening": opening}
    return Outcome(TEST, rounds, lost, len(failed), counts, notes)
