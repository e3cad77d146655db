"""Which pins stand so close at one scale that they are drawn as one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF

from deskinc.desk.plans import Pin
from deskinc.forms.taxonomy import SEVERITIES

APART: Final = 40
"""Logical pixels between two pins, below which they are drawn as one."""
RANK: Final = {severity.code: severity.rank for severity in SEVERITIES}


@dataclass(frozen=True, slots=True)
class Group:
    """Pins drawn as one mark (or a single pin); ``x`` and ``y`` in plan units."""

    pins: tuple[Pin, ...]
    x: float
    y: float

    @property
    def worst(self) -> Pin:
        """The most severe of them, the newest among equals."""
        return max(self.pins, key=_gravity)

    def holds(self, thread: str) -> bool:
        """Whether the pin of that incident is among them."""
        return any(pin.thread == thread for pin in self.pins)

    def area(self) -> QRectF:
        """What they cover, in plan units."""
        left, top = min(p.x for p in self.pins), min(p.y for p in self.pins)
        across, down = max(p.x for p in self.pins) - left, max(p.y for p in self.pins) - top
        return QRectF(left / 1000, top / 1000, across / 1000, down / 1000)


def _gravity(pin: Pin) -> tuple[int, bool, int]:
    return RANK.get(pin.severity, 0), pin.open, pin.n


def on_paper(pin: Pin) -> bool:
    """Whether the pin stands on the plan; where the place is not known it is in the list only."""
    return pin.precision != "unknown"


def grouped(pins: Sequence[Pin], scale: float) -> list[Group]:
    """Group the pins that stand on the plan, at ``scale`` logical pixels per plan unit.

    The graver pin draws the others to it, so that the picture does not depend on their order.
    """
    near = APART * 1000 / scale
    homes: dict[tuple[int, int], list[list[Pin]]] = defaultdict(list)
    made: list[list[Pin]] = []
    for pin in sorted((p for p in pins if on_paper(p)), key=_gravity, reverse=True):
        col, row = int(pin.x // near), int(pin.y // near)
        around = (
            group
            for c in (col - 1, col, col + 1)
            for r in (row - 1, row, row + 1)
            for group in homes.get((c, r), ())
        )
        home = next((g for g in around if _square(g[0], pin) < near * near), None)
        if home is None:
            made.append([pin])
            homes[col, row].append(made[-1])
        else:
            home.append(pin)
    return [_group(group) for group in made]


def _square(one: Pin, other: Pin) -> int:
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2


def _group(pins: list[Pin]) -> Group:
    count = len(pins) * 1000
    return Group(tuple(pins), sum(p.x for p in pins) / count, sum(p.y for p in pins) / count)
