"""What is run, how often, and in which pieces."""

import logging
import math
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.torture import (
    away,
    clocks,
    cuts,
    drops,
    faults,
    flips,
    forks,
    full,
    keeping,
    kills,
    proofs,
    slots,
    stale,
    sticks,
)
from tests.torture.outcome import CONTROL, Outcome

CUTS, SIZES = 1500, 20
KILLS, TREES, RACES, FORKS, RETURNS = 1000, 400, 100, 100, 100
FLIPS = {
    flips.PAGES: 2000,
    flips.LOG: 800,
    flips.FRAMES: 800,
    flips.FILES: 400,
    flips.REMEMBERED: 400,
}
STALE = {
    stale.OLD: 60,
    stale.LOST: 60,
    stale.TORN: 120,
    stale.BOTH: 40,
    stale.ALL: 40,
    stale.KEPT: 60,
}

KEEPING: dict[str, tuple[Callable[..., Outcome], int]] = {
    keeping.SPOOL: (keeping.spooled, 100),
    keeping.COPIES: (keeping.copies, 60),
    keeping.RESTORES: (keeping.restores, 100),
    keeping.ERASURES: (keeping.erasures, 60),
}

_AT_LEAST = {keeping.COPIES: 6}
"""Runs of a row, however little is asked for."""

_PIECE = 250
_STEP, _WIDEST, _SPARSE, _LITTLE = 4, 60, 20, 0.02
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of one row: the function and what it is called with, a folder to work in last."""

    test: str
    work: Callable[..., Outcome]
    args: tuple[Any, ...] = ()

    def run(self) -> Outcome:
        """Do it in a folder of its own; an error of the test itself is a fault of its row."""
        logging.disable()
        fast = str(_MEMORY) if _MEMORY.is_dir() else None
        try:
            with tempfile.TemporaryDirectory(dir=fast, prefix="torture-") as folder:
                return self.work(*self.args, Path(folder).resolve())
        except Exception as error:  # noqa: BLE001 - told in the table
            return Outcome(self.test, 1, 0, 1, notes=(f"the test itself failed: {error!r}",))
        finally:
            logging.disable(logging.NOTSET)


def jobs(part: float = 1.0) -> list[Job]:
    """All rows with that part of the full numbers, in pieces that two processes can share."""
    return [
        *_pieces(kills.TEST, kills.row, KILLS, part, 500),
        *(
            job
            for test in (cuts.ALONE, cuts.BOTH, cuts.FILES, CONTROL)
            for job in _cuts(test, part)
        ),
        *_faults(part),
        *_drops(part),
        *(Job(full.TEST, full.row, (size,)) for size in _some(SIZES, part)),
        *(job for test, runs in FLIPS.items() for job in _named(flips.row, test, runs, part)),
        *(job for test, runs in STALE.items() for job in _named(stale.row, test, runs, part)),
        *_pieces(forks.FORKS, forks.row, FORKS, part, 50),
        *_pieces(away.AWAY, away.row, RETURNS, part, 50),
        *(
            job
            for test, (work, runs) in KEEPING.items()
            for job in _pieces(test, work, runs, max(part, _AT_LEAST.get(test, 0) / runs), 50)
        ),
        *_slots(part),
        *_sticks(part),
        *(Job(clocks.CLOCK, clocks.row, (case,)) for case in _some(len(clocks.CASES), part)),
        Job(clocks.MACHINE, clocks.machine),
        Job(clocks.TWO, clocks.two, (_count(RACES, part),)),
        *_pieces(proofs.TREES, proofs.trees, TREES, part, _PIECE),
        Job(proofs.NEGATIVES, proofs.negatives),
        Job(proofs.VECTORS, proofs.vectors),
    ]


def _slots(part: float) -> Iterator[Job]:
    """Every byte in full, else every so manieth; costs are few and all tried."""
    step = _STEP if part >= 1 else min(_SPARSE, int(_STEP / part))
    for first in range(_STEP if part >= 1 else 1):
        yield Job(slots.DAMAGE, slots.row, (first, step))
        yield Job(slots.FORGED, slots.forged, (first, step))
    yield Job(slots.LOWERED, slots.lowered)


def _sticks(part: float) -> Iterator[Job]:
    """Every fourth call in full, else every so manieth, and few kinds of fault."""
    step = _STEP if part >= 1 else _WIDEST
    for fault in sticks.ALL if part >= _LITTLE else sticks.ALL[::4]:
        yield Job(sticks.TEST, sticks.row, (fault, 0, step))


def _count(runs: int, part: float) -> int:
    return max(1, math.ceil(runs * part))


def _some(number: int, part: float) -> range:
    return range(0, number, max(1, int(1 / part)))


def _shares(runs: int, piece: int) -> Iterator[int]:
    while runs > 0:
        yield min(runs, piece)
        runs -= piece


def _pieces(
    test: str, work: Callable[..., Outcome], runs: int, part: float, piece: int
) -> Iterator[Job]:
    for chance, share in enumerate(_shares(_count(runs, part), piece)):
        yield Job(test, work, (share, chance))


def _named(work: Callable[..., Outcome], test: str, runs: int, part: float) -> Iterator[Job]:
    for chance, share in enumerate(_shares(_count(runs, part), _PIECE)):
        yield Job(test, work, (test, share, chance))


def _cuts(test: str, part: float) -> Iterator[Job]:
    return _named(cuts.row, test, CUTS, max(part, 0.02) if test == CONTROL else part)


def _faults(part: float) -> Iterator[Job]:
    """Every call in full, else every so manieth; very few where only a little is asked for."""
    whole = part >= 1
    for number, fault in enumerate(faults.ALL if part >= _LITTLE else faults.ALL[::3]):
        for first in range(_STEP) if whole else [number]:
            step = _STEP if whole else min(_WIDEST, int(_STEP / part))
            yield Job(faults.TEST, faults.row, (fault, first, step))


def _drops(part: float) -> Iterator[Job]:
    step = _STEP if part >= 1 else min(_WIDEST // 2, int(_STEP / part))
    for first in range(_STEP if part >= 1 else 1):
        yield Job(drops.TEST, drops.row, (first, step))
