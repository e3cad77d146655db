"""Which pins stand so close at one scale that they are drawn as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from deskinc.desk.incidents.plans import Pin
from deskinc.forms.taxonomy import SEVERITIES

APART: Final = 40
"""Logical pixels between two pins, below which they are drawn as one."""
Places = NDArray[np.float64]
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


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The pins that stand on the plan, the gravest first; ``x``, ``y`` in thousandths of units."""

    pins: tuple[Pin, ...]
    x: Places
    y: Places


def standing(pins: Sequence[Pin]) -> Standing:
    """Put the pins that are drawn in the order in which they draw others to them."""
    found = sorted((pin for pin in pins if on_paper(pin)), key=_gravity, reverse=True)
    return Standing(
        tuple(found),
        np.array([pin.x for pin in found], np.float64),
        np.array([pin.y for pin in found], np.float64),
    )


def grouped(on: Standing, scale: float, area: QRectF | None = None) -> list[Group]:
    """Group the pins in ``area`` (plan units; all) at ``scale`` logical pixels per plan unit.

    The gravest pin draws all others near it to it, then the gravest of the rest, and so on: the
    picture does not hang on who came first.
    """
    at, x, y = _within(on, area)
    near = APART * 1000 / scale
    by_x = np.argsort(x, kind="stable")
    first = np.searchsorted(x[by_x], x - near)
    last = np.searchsorted(x[by_x], x + near, "right")
    free = np.ones(len(at), np.bool_)
    made: list[Group] = []
    for gravest in range(len(at)):
        if not free[gravest]:
            continue
        here = by_x[first[gravest] : last[gravest]]
        far = (x[here] - x[gravest]) ** 2 + (y[here] - y[gravest]) ** 2
        here = np.sort(here[free[here] & (far < near * near)])
        free[here] = False
        pins = tuple(on.pins[n] for n in at[here].tolist())
        made.append(Group(pins, float(x[here].mean()) / 1000, float(y[here].mean()) / 1000))
    return made


def _within(on: Standing, area: QRectF | None) -> tuple[NDArray[np.intp], Places, Places]:
    """Numbers and places of the pins in ``area``."""
    if area is None:
        return np.arange(len(on.pins)), on.x, on.y
    across = (on.x >= area.left() * 1000) & (on.x <= area.right() * 1000)
    found = np.flatnonzero(across & (on.y >= area.top() * 1000) & (on.y <= area.bottom() * 1000))
    return found, on.x[found], on.y[found]
