"""Which pins stand so close at one scale that they are drawn as one."""

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
    """Pins drawn as one mark (or a single pin), gravest first; ``x``, ``y`` in plan units."""

    pins: tuple[Pin, ...]
    x: float
    y: float

    @property
    def worst(self) -> Pin:
        """The most severe of them, the newest among equals."""
        return self.pins[0]

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


def by_gravity(pins: Sequence[Pin]) -> list[Pin]:
    """The pins that stand on the plan, the gravest first."""
    return sorted((pin for pin in pins if on_paper(pin)), key=_gravity, reverse=True)


def grouped(pins: Sequence[Pin], scale: float) -> list[Group]:
    """Group pins (gravest first) at ``scale`` logical pixels per plan unit.

    The graver pin draws the others to it, so that the picture does not hang on who came first.
    """
    near = APART * 1000 / scale
    homes: dict[tuple[int, int], list[list[Pin]]] = {}
    made: list[list[Pin]] = []
    for pin in pins:
        cell = int(pin.x // near), int(pin.y // near)
        home = _home(homes, cell, pin, near * near)
        if home is None:
            home = []
            made.append(home)
            homes.setdefault(cell, []).append(home)
        home.append(pin)
    return [_group(group) for group in made]


_AROUND: Final = sorted(
    ((c, r) for c in (-1, 0, 1) for r in (-1, 0, 1)), key=lambda way: abs(way[0]) + abs(way[1])
)
"""A cell and its neighbours, itself first."""


def _home(
    homes: dict[tuple[int, int], list[list[Pin]]], cell: tuple[int, int], pin: Pin, square: float
) -> list[Pin] | None:
    """The group whose gravest pin is nearer than the root of ``square``."""
    col, row = cell
    for across, down in _AROUND:
        for group in homes.get((col + across, row + down), ()):
            first = group[0]
            if (first.x - pin.x) ** 2 + (first.y - pin.y) ** 2 < square:
                return group
    return None


def _group(pins: list[Pin]) -> Group:
    count = len(pins) * 1000
    return Group(tuple(pins), sum(p.x for p in pins) / count, sum(p.y for p in pins) / count)
