"""The power goes at any moment: states of the disk rebuilt from a trace, each opened again."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.torture.disk import WAYS, Disk, laid, ops
from tests.torture.office import (
    DATA,
    MIRROR,
    Secrets,
    begin,
    copied,
    examine,
    mirror_of,
    mirrored,
    missing,
    said_by,
    settle_in,
)
from tests.torture.outcome import CONTROL, Outcome
from tests.torture.shim import absent, victim

from deskinc.book.disk.station import ATTACHMENTS, DATABASE
from deskinc.book.disk.store import Link, Mode, Store

ALONE, BOTH, FILES = (
    "power cut, database alone",
    "power cut, database and mirror",
    "power cut, attachments",
)
LINES = 45

Moment = tuple[dict[str, bytes], list[str], list[str]]
"""Files, lines acknowledged, and those of them acknowledged as standing in the mirror too."""


def row(test: str, states: int, chance: int, work: Path) -> Outcome:
    """So many states of the disk for one row of the table."""
    if why := absent():
        return Outcome(test, skipped=why)
    secrets = begin(work / "base")
    root = copied(work / "base", work / "office")
    kept = copied(work / "base", work / "kept")
    told = {
        "root": str(root),
        "loose": test == CONTROL,
        "files": test == FILES,
        "lines": LINES,
    }
    log = work / "log"
    victim("trace", secrets, told, {"TORTURE_DIR": str(root), "TORTURE_LOG": str(log)})
    shutil.rmtree(root)
    shutil.move(kept, root)
    total, counts = Outcome(test), Counter[str]()
    for files, acks, twice in moments(root, log, states, Random(chance)):
        place = work / "state"
        shutil.rmtree(place, ignore_errors=True)
        laid(files, place)
        total += judged(test, place, secrets, acks, twice)
        counts["acknowledged lines asked for"] += len(acks)
    return total + Outcome(test, counts=dict(counts))


def moments(root: Path, log: Path, states: int, chance: Random) -> Iterator[Moment]:
    """States of the disk at random points of the trace, each in another way."""
    trace = list(ops(log))
    points = Counter(chance.choices(range(1, len(trace) + 1), k=states))
    disk, acks, twice = Disk(root), list[str](), list[str]()
    made = 0
    for at, op in enumerate(trace, 1):
        if op.path.endswith("/acks"):
            for word in op.data.decode().splitlines():
                acks.append(word[2:])
                twice.extend([word[2:]] if word[0] == "1" else [])
        else:
            disk.do(op)
        for _again in range(points[at]):
            made += 1
            yield disk.left(WAYS[made % len(WAYS)], chance), [*acks], [*twice]


def judged(test: str, place: Path, secrets: Secrets, acks: list[str], twice: list[str]) -> Outcome:
    """Whether every acknowledged line is in the state of the disk at ``place``."""
    if test == CONTROL:
        gone = missing(acks, plain(place, secrets))
        return Outcome(test, 1, int(gone > 0), counts={"lines gone": gone})
    alone = 0
    if test == ALONE:
        shutil.rmtree(place / MIRROR)
    else:
        alone = missing(twice, mirrored(place, secrets))
    settle_in(place)
    verdict = examine(place, secrets, acks)
    notes = [verdict.wrong] if verdict.wrong else []
    if verdict.lost:
        notes.append(f"{verdict.lost} lines lost. {verdict.said}")
    if alone:
        notes.append(f"the mirror alone lacks {alone} lines it had acknowledged")
    if test != ALONE and not verdict.said and (torn := unlike(place, secrets)):
        notes.append(f"the mirror’s copies are not true to the files: {torn}")
    bad = verdict.lost or notes
    said = {"refused to open, the mirror has all": 1} if verdict.said and not bad else {}
    return Outcome(test, 1, int(bool(bad)), counts=said, notes=tuple(notes))


def unlike(place: Path, secrets: Secrets) -> list[str]:
    """Files whose copy in the mirror is not there or another, after the book was open."""
    there = mirror_of(place, secrets) / ATTACHMENTS
    files = (p for p in (place / DATA / ATTACHMENTS).iterdir() if p.suffix != ".tmp")
    return [p.name for p in files if not same(p, there / p.name)]


def same(one: Path, other: Path) -> bool:
    """Whether both files are there and alike."""
    return other.is_file() and one.read_bytes() == other.read_bytes()


def plain(place: Path, secrets: Secrets) -> list[str]:
    """The lines in the database as it lies there, asked without the program's own opening."""
    store = Store(place / DATA / DATABASE, secrets.keys.database)
    try:
        with Link(store, Mode.READ) as link:
            return said_by(link)
    except Exception:  # noqa: BLE001 - whatever it is, no line can be read
        return []
