"""Timing and the table that is printed."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_WIDTH = 58


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure against its line: ``value`` must not exceed ``bound``.

    ``firm``: no run may miss it, whatever else holds.
    """

    what: str
    value: float
    bound: float
    unit: str
    floor: str = ""
    firm: bool = False

    @property
    def holds(self) -> bool:
        """Whether the figure keeps its line."""
        return self.value <= self.bound


def median(samples: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(samples)


def percentile(samples: Sequence[float], share: float) -> float:
    """The sample below which ``share`` (0 to 1) of them lie."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def timed(act: Callable[[], object]) -> float:
    """Seconds of wall time ``act`` takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def show(figure: Figure) -> None:
    """Print one row, as soon as it is known: what is measured later may fail."""
    mark = "ok  " if figure.holds else "MISS"
    floor = f"   ({figure.floor})" if figure.floor else ""
    row = f"{figure.what:<{_WIDTH}}  {figure.value:>9.2f} ≤ {figure.bound:<7g} {figure.unit:<3}"
    print(f"{mark} {row}{floor}", flush=True)
