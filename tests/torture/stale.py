"""Stores that disagree: an old database, a lost log, a torn mirror, all of it old.

Where the program refuses, not a byte may change; what is old in every place the program knows
shows against a seal on paper.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.book.houses import line
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
)
from tests.torture.outcome import Outcome

from deskinc.book.book import Book
from deskinc.book.disk.station import DATABASE, HEAD
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.mirror import file as mirror_file
from deskinc.book.records.following import feed
from deskinc.errors import BookFault
from deskinc.proof.seal import parse_note
from deskinc.proof.verify import Chain

OLD, LOST, TORN, BOTH, ALL, KEPT = (
    "old database copied back",
    "write-ahead log lost",
    "mirror torn",
    "both stale (told by the head file)",
    "all stale (told by the paper seal)",
    "stores disagree: every byte stays",
)
STEPS = 8


@dataclass(frozen=True, slots=True)
class History:
    """An office at several moments, each closed in order and as a crash leaves it."""

    secrets: Secrets
    closed: list[Path]
    crashed: list[Path]
    acks: list[list[str]]
    seals: list[str]


def history(work: Path) -> History:
    """Some evenings of an office: lines, a seal, the end."""
    secrets = begin(work / "base")
    live = copied(work / "base", work / "live")
    past, me = History(secrets, [], [], [], []), secrets.signer()
    acks: list[str] = []
    for step in range(STEPS):
        book = Book.open(live / DATA, secrets.keys)
        for number in range(3):
            book.write([line(f"line-{step}-{number}")], me).result()
            acks.append(f"line-{step}-{number}")
        (seal,) = book.seal(me).result().records
        book.write([line(f"last-{step}")], me).result()
        acks.append(f"last-{step}")
        book.settle()
        past.crashed.append(copied(live, work / f"crashed-{step}"))
        book.close()
        past.closed.append(copied(live, work / f"closed-{step}"))
        past.acks.append([*acks])
        past.seals.append(str(seal.values["note"]))
    return past


def row(test: str, runs: int, chance: int, work: Path) -> Outcome:
    """So many disagreements of one kind."""
    past, random, total = history(work), Random(chance), Outcome(test)
    for _run in range(runs):
        place = work / "place"
        total += _CASES[test](past, random, place)
        shutil.rmtree(place)
    return total


def _old(past: History, random: Random, place: Path) -> Outcome:
    then = random.randrange(STEPS - 1)
    copied(past.closed[-1], place)
    shutil.copy(past.closed[then] / DATA / DATABASE, place / DATA)
    if random.random() < 0.5:
        (place / DATA / HEAD).unlink()
    return refused(OLD, place, past.secrets, past.acks[-1])


def _lost(past: History, random: Random, place: Path) -> Outcome:
    then = random.randrange(STEPS)
    copied(past.crashed[then], place)
    Store(place / DATA / DATABASE, b"").wal.unlink()
    if random.random() < 0.5:
        (place / DATA / HEAD).unlink()
    return refused(LOST, place, past.secrets, past.acks[then])


def _both(past: History, random: Random, place: Path) -> Outcome:
    then = random.randrange(STEPS - 1)
    copied(past.closed[then], place)
    shutil.copy(past.closed[-1] / DATA / HEAD, place / DATA)
    # nothing the program can reach holds the later lines: it must say so, that is all
    return refused(BOTH, place, past.secrets, past.acks[then])


def _kept(past: History, random: Random, place: Path) -> Outcome:
    """An unclean log beside a mirror or a head file that knows more."""
    then = random.randrange(STEPS - 1)
    later = past.crashed[random.randrange(then + 1, STEPS)]
    copied(past.crashed[then], place)
    if random.random() < 0.5:
        shutil.copytree(later / MIRROR, place / MIRROR, dirs_exist_ok=True)
    else:
        shutil.copy(later / DATA / HEAD, place / DATA)
    if not Store(place / DATA / DATABASE, b"").wal.stat().st_size:
        return Outcome(KEPT, 1, 0, 1, notes=("the log was not unclean",))
    return refused(KEPT, place, past.secrets, past.acks[then])


def refused(test: str, place: Path, secrets: Secrets, acks: list[str]) -> Outcome:
    """The program must refuse, change nothing, and leave every line in one of both stores."""
    before = prints(place)
    for _attempt in range(2):
        try:
            Book.open(place / DATA, secrets.keys).close()
        except BookFault as fault:
            said = fault.what
        else:
            return Outcome(test, 1, 0, 1, notes=("the book opened as if nothing were wrong",))
    gone = missing(acks, mirrored(place, secrets))
    changed = prints(place) != before
    notes = [f"{gone} lines are not in the mirror. {said}"] if gone else []
    if changed:
        notes.append(f"a file changed. {said}")
    return Outcome(test, 1, int(gone > 0), int(changed), {"refused": 1}, tuple(notes))


def prints(place: Path) -> dict[str, bytes]:
    """Every file but the lock and the log’s index, which is no evidence."""
    return {
        str(path): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and path.name != "lock" and not path.name.endswith("-shm")
    }


def _torn(past: History, random: Random, place: Path) -> Outcome:
    """The book has all: it opens, and the mirror has all again once it has caught up."""
    copied(past.closed[-1], place)
    tear(mirror_of(place, past.secrets), random)
    verdict = examine(place, past.secrets, past.acks[-1])
    behind = missing(past.acks[-1], mirrored(place, past.secrets))
    notes = [f"{verdict.lost} lost {verdict.wrong} {verdict.said}"]
    bad = verdict.lost or verdict.wrong or verdict.said
    if behind:
        notes.append(f"the mirror lacks {behind} lines for good")
    counts = {"opened and caught up": int(not bad and not behind)}
    return Outcome(
        TORN, 1, int(bool(bad)), int(behind > 0), counts, tuple(notes) if bad or behind else ()
    )


def tear(folder: Path, random: Random) -> None:
    """Cut the mirror off within a frame, as a power cut may: the values are synced first."""
    lines, values = (next(folder.glob(f"*.{kind}")) for kind in ("lines", "values"))
    frames, beside = (mirror_file.spans(path.read_bytes()) for path in (lines, values))
    chosen = random.randrange(len(frames))
    os.truncate(lines, random.randrange(frames[chosen].start, frames[chosen].end))
    os.truncate(values, random.randrange(beside[chosen].start, values.stat().st_size))


def _all(past: History, random: Random, place: Path) -> Outcome:
    then = random.randrange(STEPS - 1)
    copied(past.closed[then], place)
    paper = parse_note(past.seals[random.randrange(then + 1, STEPS)]).checkpoint
    store = Store(place / DATA / DATABASE, past.secrets.keys.database)
    chain = Chain(witnessed={paper.size: paper.root})
    with Link(store, Mode.EVIDENCE) as link:
        feed(chain, link, int(link.one("SELECT max(n) FROM record")))
    found = len(chain.finish()) > 0
    notes = () if found else ("the paper seal does not show it",)
    return Outcome(ALL, 1, 0, int(not found), {"found": int(found)}, notes)


_CASES: dict[str, Callable[[History, Random, Path], Outcome]] = {
    OLD: _old,
    LOST: _lost,
    TORN: _torn,
    BOTH: _both,
    ALL: _all,
    KEPT: _kept,
}
