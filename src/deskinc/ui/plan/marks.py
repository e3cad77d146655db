"""What a pin and a cluster of pins look like, drawn around (0, 0) in logical pixels."""

from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from deskinc.desk.plans import Pin
from deskinc.ui import icons, theme
from deskinc.ui.plan.clusters import Group

SIZE, SIZE_CLOSED = 24, 18
"""Width of the shape, and of that of an incident that is no longer open."""
RING: Final = 19.0
DISC: Final = 18.0
RIM: Final = 2.0
NUMBER_BELOW: Final = 28.0
"""Baseline of the number below the middle of the pin."""
LEAST_RADIUS: Final = 20.0
"""An "about" circle is never drawn smaller than this, or the pin would hide it."""
_CORNERS: Final = {
    "medium": ((12, 2), (22, 12), (12, 22), (2, 12)),
    "high": ((12, 3), (22, 20), (2, 20)),
    "critical": ((8.3, 2), (15.7, 2), (22, 8.3), (22, 15.7), (15.7, 22), (8.3, 22),
                 (2, 15.7), (2, 8.3)),
}  # fmt: skip
"""Corners of the shapes in the 24 grid of their icons."""


@cache
def _outline(severity: str) -> QPainterPath:
    path = QPainterPath()
    if severity in _CORNERS:
        path.addPolygon(QPolygonF([QPointF(x - 12, y - 12) for x, y in _CORNERS[severity]]))
        path.closeSubpath()
    else:
        path.addEllipse(QPointF(0, 0), 10, 10)
    return path


def paint_shape(painter: QPainter, severity: str, size: float, at: QPointF) -> None:
    """The shape of a severity with its rim in the colour of the paper, its middle at ``at``."""
    ground = theme.color("raised")
    scale = size / 24
    stroke = 3 if severity == "low" else 2
    painter.save()
    painter.translate(at)
    painter.scale(scale, scale)
    pen = QPen(ground, stroke + 2 * RIM / scale)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(ground)
    painter.drawPath(_outline(severity))
    painter.restore()
    corner = at - QPointF(size, size) / 2
    icons.paint_severity(painter, severity, corner, round(size), "raised")


def paint_words(painter: QPainter, words: str, baseline: float, role: str = "ink") -> None:
    """Words in 12/600 centred below the pin, with a halo so that they are read on any line."""
    font = theme.font("small", 600)
    path = QPainterPath()
    wide = QFontMetricsF(font).horizontalAdvance(words)
    path.addText(QPointF(-wide / 2, baseline), font, words)
    halo = QPen(theme.color("raised"), 4)
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, halo)
    painter.fillPath(path, theme.color(role))


def paint_circle(painter: QPainter, role: str, radius: float, *, filled: bool) -> None:
    """Somewhere within ``radius`` pixels: dashed, and 8 % filled for "about"."""
    soft = QColor(theme.color(role))
    soft.setAlphaF(0.08)
    pen = QPen(theme.color(role), 1.25)
    pen.setDashPattern([3.2, 3.2])
    painter.setPen(pen)
    painter.setBrush(soft if filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), radius, radius)


def paint_ring(painter: QPainter, radius: float) -> None:
    """The ring of the chosen one."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for role, width in (("raised", 5.5), ("accent", 2.5)):
        painter.setPen(QPen(theme.color(role), width))
        painter.drawEllipse(QPointF(0, 0), radius, radius)


def short(number: str) -> str:
    """``0042`` of ``INC-2026-0042``."""
    return number.rpartition("-")[2]


class Mark(QGraphicsItem):
    """A pin, or several in one place: stands on the paper, keeps its size on the screen."""

    def __init__(self, group: Group, scale: float, chosen: str) -> None:
        super().__init__()
        self.held = group
        self.pin: Pin = next((p for p in group.pins if p.thread == chosen), group.worst)
        self.chosen = group.holds(chosen)
        radius = self.pin.radius * scale / 1000
        blurred = self.pin.precision in {"about", "area"} and len(group.pins) == 1
        self._radius = max(LEAST_RADIUS, radius) if blurred else 0.0
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setPos(group.x, group.y)
        self.setZValue(3 if self.chosen else 2 if len(group.pins) > 1 else 1)
        self.setToolTip("\n".join(f"{p.number} {p.title}" for p in group.pins[:8]))

    def boundingRect(self) -> QRectF:
        """Everything that is drawn, in logical pixels."""
        half = max(44.0, self._radius + 22)
        return QRectF(-half, -half, 2 * half, 2 * half)

    def shape(self) -> QPainterPath:
        """What can be pressed."""
        path = QPainterPath()
        path.addEllipse(QPointF(0, 0), RING, RING)
        return path

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Circle, shape or disc, ring, number."""
        if len(self.held.pins) > 1:
            self._paint_cluster(painter)
        else:
            self._paint_pin(painter)

    def _paint_pin(self, painter: QPainter) -> None:
        pin = self.pin
        if self._radius:
            paint_circle(painter, pin.severity, self._radius, filled=pin.precision == "about")
        paint_shape(painter, pin.severity, SIZE if pin.open else SIZE_CLOSED, QPointF(0, 0))
        below = NUMBER_BELOW if pin.open else NUMBER_BELOW - 3
        if self.chosen:
            paint_ring(painter, RING)
            below = NUMBER_BELOW + 8
        if self._radius and self._radius < below + 20:
            below = max(below, self._radius + 16)
        paint_words(painter, short(pin.number), below, "ink" if pin.open else "muted")

    def _paint_cluster(self, painter: QPainter) -> None:
        worst = self.held.worst.severity
        painter.setPen(QPen(theme.color("raised"), 3 + 2 * RIM))
        painter.setBrush(theme.color("raised"))
        painter.drawEllipse(QPointF(0, 0), DISC, DISC)
        painter.setPen(QPen(theme.color(worst), 3))
        painter.drawEllipse(QPointF(0, 0), DISC, DISC)
        painter.setFont(theme.font("text", 600))
        painter.setPen(theme.color("ink"))
        disc = QRectF(-DISC, -DISC, 2 * DISC, 2 * DISC)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(len(self.held.pins)))
        paint_shape(painter, worst, 16, QPointF(14, -14))
        if self.chosen:
            paint_ring(painter, DISC + 6)
            paint_words(painter, short(self.pin.number), DISC + 21)
