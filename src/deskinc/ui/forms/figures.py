"""The body from the front and from behind, side by side, with what is marked on it by number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskinc.forms import body
from deskinc.forms.body import BACK, FRONT, HEIGHT, VIEWS, WIDTH
from deskinc.i18n import N_, _
from deskinc.ui import theme

GAP, FOOT, MARK, REACH = 24, 18, 9.0, 18.0
"""Between the drawings, below them for their words; radius of a mark, half of the cross; pixels."""
STEP, FINE = 10, 2
"""How far an arrow goes in units of the drawing, and with Shift."""
_WAYS: Mapping[Qt.Key, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_SIDES = (
    (0.1, N_("R"), FRONT), (0.9, N_("L"), FRONT), (0.1, N_("L"), BACK), (0.9, N_("R"), BACK),
)  # fmt: skip
"""The person’s own right and left."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on one of the drawings; ``number`` 0 is one that is not set yet."""

    view: str
    x: int
    y: int
    number: int = 0

    @property
    def point(self) -> dict[str, int | str]:
        """As it is kept."""
        return {"plan": self.view, "x": self.x, "y": self.y}


def spot_of(value: object, number: int) -> Spot | None:
    """The spot of a point as it is kept, where it is one on a body."""
    if body.at(value) is None or not isinstance(value, dict):
        return None
    return Spot(str(value["plan"]), int(value["x"]), int(value["y"]), number)


class Figures(QWidget):
    """Shows spots; with ``aims`` a cross can be moved by arrows and set by Enter or a click."""

    moved = Signal(object)
    """The cross went to a :class:`Spot`."""
    set_there = Signal(object)
    cleared = Signal()

    def __init__(self, high: int, *, aims: bool = False) -> None:
        super().__init__()
        self._high = high
        self.spots: Sequence[Spot] = ()
        self.current = 0
        self.aim = Spot(FRONT, WIDTH // 2, HEIGHT // 3)
        self._aims = aims
        if aims:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Both drawings and their words."""
        return QSize(round(2 * self._wide() + GAP), self._high + FOOT)

    def _scale(self) -> float:
        return self._high / HEIGHT

    def _wide(self) -> float:
        return WIDTH * self._scale()

    def _left(self, view: str) -> float:
        return 0.0 if view == FRONT else self._wide() + GAP

    def show_spots(self, spots: Sequence[Spot], current: int = 0) -> None:
        """Show these; ``current`` is the number of the one that is being set."""
        self.spots, self.current = tuple(spots), current
        self.update()

    def move_to(self, spot: Spot) -> None:
        """Bring the cross there."""
        self.aim = spot
        self.moved.emit(spot)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cross, Space turns the body, Enter sets, Delete takes away."""
        key = Qt.Key(event.key())
        if not self._aims:
            super().keyPressEvent(event)
        elif key in _WAYS:
            held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._step(*_WAYS[key], fine=bool(held))
        elif key == Qt.Key.Key_Space:
            other = BACK if self.aim.view == FRONT else FRONT
            self.move_to(Spot(other, WIDTH - self.aim.x, self.aim.y))
        elif key in _ENTER:
            self.set_there.emit(self.aim)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, right: int, down: int, *, fine: bool) -> None:
        """One step; past the inner edge on to the other drawing."""
        by, aim = FINE if fine else STEP, self.aim
        x, y, view = aim.x + right * by, min(HEIGHT, max(0, aim.y + down * by)), aim.view
        if x > WIDTH and view == FRONT:
            view, x = BACK, 0
        elif x < 0 and view == BACK:
            view, x = FRONT, WIDTH
        self.move_to(Spot(view, min(WIDTH, max(0, x)), y))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click sets it there."""
        at = event.position()
        view = BACK if at.x() > self._wide() + GAP / 2 else FRONT
        x, y = round((at.x() - self._left(view)) / self._scale()), round(at.y() / self._scale())
        inside = 0 <= x <= WIDTH and 0 <= y <= HEIGHT
        if self._aims and inside and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.move_to(Spot(view, x, y))
            self.set_there.emit(self.aim)
        else:
            super().mousePressEvent(event)

    def place_of(self, spot: Spot) -> QPointF:
        """Where a spot stands in this widget."""
        return QPointF(self._left(spot.view) + spot.x * self._scale(), spot.y * self._scale())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Both drawings, the spots, and the cross while the keyboard is here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for view, word in VIEWS.items():
            self._draw(painter, view)
            foot = QRectF(self._left(view), self._high, self._wide(), FOOT)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, _(word))
        for spot in self.spots:
            self._mark(painter, spot)
        if self._aims and self.hasFocus():
            self._cross(painter)

    def _draw(self, painter: QPainter, view: str) -> None:
        painter.save()
        painter.translate(self._left(view), 0)
        painter.scale(self._scale(), self._scale())
        painter.setBrush(theme.color("hover"))
        painter.setPen(QPen(theme.color("muted"), 1.3 / self._scale()))
        outline, inside = _paths(view)
        painter.drawPath(outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("muted"), 0.8 / self._scale()))
        painter.drawPath(inside)
        painter.restore()
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        for x, letter, there in _SIDES:
            if there == view:
                painter.drawText(QPointF(self._left(view) + x * self._wide() - 4, 16), _(letter))

    def _mark(self, painter: QPainter, spot: Spot) -> None:
        """A disc with its number; of those beside the one that is being set the rim alone."""
        other = bool(self.current) and spot.number != self.current
        at = self.place_of(spot)
        painter.setPen(QPen(theme.color("accent" if other else "surface"), 1.5))
        painter.setBrush(theme.color("surface" if other else "accent"))
        painter.drawEllipse(at, MARK, MARK)
        painter.setFont(theme.font("small", 600))
        painter.setPen(theme.color("accent" if other else "accent_ink"))
        area = QRectF(at.x() - MARK, at.y() - MARK, 2 * MARK, 2 * MARK)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(spot.number))

    def _cross(self, painter: QPainter) -> None:
        at = self.place_of(self.aim)
        for role, thick in (("surface", 5), ("focus", 2)):
            painter.setPen(QPen(theme.color(role), thick))
            for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
                painter.drawLine(at + way * (MARK + 2), at + way * REACH)


@cache
def _paths(view: str) -> tuple[QPainterPath, QPainterPath]:
    outline, inside = _path(*body.outline()), QPainterPath()
    for line in body.lines(view):
        inside.addPath(_path(*line))
    return outline, inside


def _path(start: body.Point, curves: Sequence[body.Curve]) -> QPainterPath:
    made = QPainterPath(QPointF(*start))
    for one, two, end in curves:
        made.cubicTo(QPointF(*one), QPointF(*two), QPointF(*end))
    return made
