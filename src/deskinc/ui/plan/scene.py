"""The plan as a scene: one sheet of paper, the marks on it in view, and the crosshair."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsScene

from deskinc.desk.incidents.plans import Pin, Plan
from deskinc.ui.plan.aim import Aim
from deskinc.ui.plan.clusters import Group, grouped, standing
from deskinc.ui.plan.marks import Mark
from deskinc.ui.plan.sheet import Sheet
from deskinc.ui.plan.tiles import Key, Tiles


class PlanScene(QGraphicsScene):
    """Scene units are plan units, so that a point of the scene is a point of the plan."""

    def __init__(self, tiles: Tiles) -> None:
        super().__init__()
        self._tiles = tiles
        self.sheet: Sheet | None = None
        self.aim = Aim()
        self.addItem(self.aim)
        self._pins: Sequence[Pin] = ()
        self._standing = standing(())
        self._marks: list[Mark] = []
        self._laid_at = 0.0
        self._laid = QRectF()
        self._scale = 1.0
        self._ratio = 1.0
        self._seen = QRectF()
        self.chosen = ""
        self._moving = ""
        tiles.opened.connect(self._opened)
        tiles.arrived.connect(self._arrived)

    def show_plan(self, plan: Plan) -> None:
        """Put another plan on the table; its pins are to follow."""
        if self.sheet is not None:
            self.removeItem(self.sheet)
        self.sheet = Sheet(plan, self._tiles)
        self.addItem(self.sheet)
        self.set_pins(())
        self._tiles.open(plan)

    def paper(self) -> QRectF:
        """The area of the plan in plan units; empty while there is none."""
        return self.sheet.boundingRect() if self.sheet is not None else QRectF()

    def set_pins(self, pins: Sequence[Pin]) -> None:
        """Show these pins."""
        self._pins = pins
        self._stand()

    def choose(self, thread: str) -> None:
        """Ring the pin of that incident; "" for none."""
        if thread != self.chosen:
            before, self.chosen = self.chosen, thread
            self._ring({before, thread} - {""})

    def move_pin(self, thread: str) -> None:
        """The pin of that incident is being set anew and not drawn meanwhile; "" for none."""
        self._moving = thread
        self._stand()

    def _stand(self) -> None:
        self._standing = standing([pin for pin in self._pins if pin.thread != self._moving])
        self._laid = QRectF()
        self._lay()

    def pin_of(self, thread: str) -> Pin | None:
        """The pin of that incident on this plan."""
        return next((pin for pin in self._pins if pin.thread == thread), None)

    def marks(self) -> Sequence[Mark]:
        """The marks that are laid out now."""
        return self._marks

    def look_at(self, seen: QRectF, scale: float, ratio: float) -> None:
        """The view shows ``seen`` at ``scale`` logical pixels per unit: ask for tiles, lay pins."""
        self._seen, self._scale, self._ratio = seen, scale, ratio
        self.aim.set_scale(scale)
        self._ask()
        self._lay()

    def _ask(self) -> None:
        if self.sheet is None:
            return
        middle = self._seen.center()

        def away(key: Key) -> float:
            area = self._tiles.area(key, sheet.plan)
            return QPointF(area.center() - middle).manhattanLength()

        sheet = self.sheet
        keys = list(sheet.keys(self._seen, self._scale * self._ratio))
        self._tiles.want(sorted(keys, key=away))

    def _lay(self) -> None:
        """Make the marks near what is seen; they stay until the view leaves that."""
        if self._laid_at == self._scale and self._laid.contains(self._seen):
            return
        across, down = self._seen.width() / 4, self._seen.height() / 4
        laid = self._seen.adjusted(-across, -down, across, down)
        self._laid, self._laid_at = laid, self._scale
        for mark in self._marks:
            self.removeItem(mark)
        groups = grouped(self._standing, self._scale, laid)
        self._marks = [self._mark(group) for group in groups]
        for mark in self._marks:
            self.addItem(mark)

    def _mark(self, group: Group) -> Mark:
        return Mark(group, self._scale, self.chosen, self._drawn)

    def _drawn(self, area: QRectF) -> int:
        return self._tiles.drawn(self.sheet.plan, area) if self.sheet is not None else 0

    def _ring(self, threads: set[str]) -> None:
        """Make the marks anew that hold one of these incidents; all others stay."""
        for at, mark in enumerate(self._marks):
            if not threads.isdisjoint(pin.thread for pin in mark.held.pins):
                self.removeItem(mark)
                self._marks[at] = self._mark(mark.held)
                self.addItem(self._marks[at])

    def _opened(self, n: int) -> None:
        if self.sheet is not None and self.sheet.plan.n == n:
            self.sheet.update()
            self._ask()
            self._laid = QRectF()
            self._lay()

    def _arrived(self, key: Key) -> None:
        if self.sheet is not None and self.sheet.plan.n == key.plan:
            self.sheet.update(self._tiles.area(key, self.sheet.plan))
