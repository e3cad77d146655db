"""The crosshair: where the pin will stand, and how exactly that is known."""

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from deskinc.i18n import N_
from deskinc.ui import theme
from deskinc.ui.plan.marks import LEAST_RADIUS, paint_circle

PRECISIONS: Final = (
    ("exact", N_("Exact")), ("about", N_("About")), ("area", N_("Area")),
    ("unknown", N_("Not known")),
)  # fmt: skip
"""Code and short word, in the order of the keys 1 to 4."""
WIDER: Final = 1.25
"""One step of the radius."""
_GAP, _REACH = 7.0, 26.0


def _cross() -> list[QLineF]:
    ways = (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1))
    return [QLineF(way * _GAP, way * _REACH) for way in ways]


class Aim(QGraphicsItem):
    """Keeps its size on the screen; its place is in plan units."""

    def __init__(self) -> None:
        super().__init__()
        self.severity = "low"
        self.precision = "exact"
        self.radius = 1.0
        """Of "about" and "area", in plan units."""
        self._scale = 1.0
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(10)
        self.hide()

    def set_scale(self, scale: float) -> None:
        """The view shows ``scale`` logical pixels per plan unit now."""
        self.prepareGeometryChange()
        self._scale = scale

    def set_known(self, precision: str, radius: float) -> None:
        """How exactly the place is known."""
        self.prepareGeometryChange()
        self.precision, self.radius = precision, radius
        self.update()

    def has_radius(self) -> bool:
        """Whether the radius counts."""
        return self.precision in {"about", "area"}

    def _pixels(self) -> float:
        return max(LEAST_RADIUS, self.radius * self._scale) if self.has_radius() else 0.0

    def boundingRect(self) -> QRectF:
        """Cross and circle, in logical pixels."""
        half = max(_REACH, self._pixels()) + 4
        return QRectF(-half, -half, 2 * half, 2 * half)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """The circle of its severity, then a cross with a rim, its middle left free."""
        if self.has_radius():
            filled = self.precision == "about"
            paint_circle(painter, self.severity, self._pixels(), filled=filled)
        if self.precision == "unknown":
            return
        painter.setPen(QPen(theme.color("raised"), 6))
        painter.drawLines(_cross())
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawLines(_cross())
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(QPointF(0, 0), 1.5, 1.5)
