"""Tiles of the plans: decrypted and decoded on the look lane, kept as pixmaps in memory only."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPixmap

from deskinc.desk.incidents import plans
from deskinc.desk.incidents.plans import TILE, Level, Plan, Pyramid
from deskinc.ui import tasks, theme
from deskinc.ui.plan.pictures import Tint, decoded, is_drawing, strokes
from deskinc.ui.session import Session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT: Final = 96
"""Tiles kept, the least recently drawn go first; twice as many as are in view if that is more."""
AT_ONCE: Final = 2
"""Tiles asked for at a time, so that other quick reads do not wait long."""


class Key(NamedTuple):
    """One tile: record of the plan, level (0 the finest), column, row."""

    plan: int
    level: int
    col: int
    row: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan whose tiles can be asked for: levels, smallest picture, and what is drawn there."""

    pyramid: Pyramid
    levels: tuple[Level, ...]
    tint: Tint | None
    small: QImage
    strokes: "NDArray[np.int64]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A pixmap that can stand for a tile, and where in its level its corner lies, in pixels."""

    pixmap: QPixmap
    level: int
    left: int
    top: int


class Tiles(QObject):
    """Asks for what is in view, nearest first, and draws from what is there."""

    opened = Signal(int)
    """The plan of that record can be drawn."""
    arrived = Signal(object)
    """Key: the tile can be drawn."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plans: dict[int, Opened] = {}
        self._small: dict[int, QPixmap] = {}
        self._kept: OrderedDict[Key, QPixmap] = OrderedDict()
        self._wanted: list[Key] = []
        self._asked: set[Key] = set()
        self._room = KEPT
        self._age = 0

    def levels(self, n: int) -> tuple[Level, ...]:
        """The levels of a plan, none until it is open."""
        return self._plans[n].levels if n in self._plans else ()

    def open(self, plan: Plan) -> None:
        """Make a plan ready to be drawn; ``opened`` tells when it is."""
        if plan.n in self._plans:
            self.opened.emit(plan.n)
            return
        office, age = self._session.office, self._age
        tint = (theme.color("raised"), theme.color("ink")) if theme.is_dark() else None

        def read() -> Opened:
            pyramid = plans.pyramid(office, plan)
            levels = pyramid.levels
            raw = pyramid.tile(len(levels) - 1, 0, 0)
            shade = tint if tint is not None and is_drawing(raw) else None
            small = decoded(raw, shade)
            return Opened(pyramid, levels, shade, small, strokes(small))

        tasks.look(self, read, lambda found: self._open(plan.n, age, found), self._session.fail)

    def _open(self, n: int, age: int, found: Opened) -> None:
        if age == self._age:
            self._plans[n] = found
            self._small[n] = QPixmap.fromImage(found.small)
            self.opened.emit(n)

    def forget(self) -> None:
        """Drop every picture: the scheme has changed."""
        self._age += 1
        for kept in (self._plans, self._small, self._kept, self._wanted, self._asked):
            kept.clear()

    def want(self, keys: Sequence[Key]) -> None:
        """Load these, in this order, and nothing that was wanted before."""
        self._room = max(KEPT, 2 * len(keys))
        self._wanted = [key for key in keys if key not in self._kept and not self._is_small(key)]
        self._next()

    def is_idle(self) -> bool:
        """Whether everything wanted is there."""
        return not self._wanted and not self._asked

    def find(self, key: Key) -> Piece | None:
        """The tile, or the nearest coarser one that is there."""
        if key in self._kept:
            self._kept.move_to_end(key)
        last = len(self.levels(key.plan)) - 1
        for level in range(key.level, last):
            col, row = key.col >> (level - key.level), key.row >> (level - key.level)
            found = self._kept.get(Key(key.plan, level, col, row))
            if found is not None:
                return Piece(found, level, col * TILE, row * TILE)
        small = self._small.get(key.plan)
        return None if small is None else Piece(small, last, 0, 0)

    def area(self, key: Key, plan: Plan) -> QRectF:
        """Where a tile lies on its plan, in plan units."""
        level = self.levels(key.plan)[key.level]
        left, top = key.col * TILE, key.row * TILE
        wide, tall = min(TILE, level.width - left), min(TILE, level.height - top)
        return QRectF(
            plan.min_x / 1000 + left / level.scale, plan.min_y / 1000 + top / level.scale,
            wide / level.scale, tall / level.scale,
        )  # fmt: skip

    def drawn(self, plan: Plan, area: QRectF) -> int:
        """How much is drawn in an area (plan units), words most of all; 0 until it is open."""
        if plan.n not in self._plans:
            return 0
        opened = self._plans[plan.n]
        sums, scale = opened.strokes, opened.levels[-1].scale
        high, wide = sums.shape
        at = area.translated(-plan.min_x / 1000, -plan.min_y / 1000)
        left, right = (min(max(0, round(x * scale)), wide - 1) for x in (at.left(), at.right()))
        top, low = (min(max(0, round(y * scale)), high - 1) for y in (at.top(), at.bottom()))
        return int(sums[low, right] - sums[top, right] - sums[low, left] + sums[top, left])

    def _is_small(self, key: Key) -> bool:
        return key.level == len(self.levels(key.plan)) - 1

    def _next(self) -> None:
        while self._wanted and len(self._asked) < AT_ONCE:
            key = self._wanted.pop(0)
            if key in self._asked or key in self._kept or key.plan not in self._plans:
                continue
            self._asked.add(key)
            source, age = self._plans[key.plan], self._age
            tasks.look(
                self,
                partial(_load, source, key),
                partial(self._arrive, key, age),
                partial(self._fail, key),
            )

    def _arrive(self, key: Key, age: int, image: QImage) -> None:
        if age == self._age:
            self._asked.discard(key)
            self._kept[key] = QPixmap.fromImage(image)
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)
            self.arrived.emit(key)
            self._next()

    def _fail(self, key: Key, error: Exception) -> None:
        self._asked.discard(key)
        self._wanted = [other for other in self._wanted if other.plan != key.plan]
        self._session.fail(error)


def _load(source: Opened, key: Key) -> QImage:
    return decoded(source.pyramid.tile(key.level, key.col, key.row), source.tint)


def level_for(levels: Sequence[Level], scale: float) -> int:
    """The coarsest level that is still sharp at ``scale`` device pixels per plan unit."""
    return max((n for n, level in enumerate(levels) if level.scale >= scale * 0.9), default=0)
