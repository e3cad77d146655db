"""What a pin and a cluster of pins look like, drawn around (0, 0) in logical pixels."""

from collections.abc import Callable
from functools import cache, lru_cache
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from deskinc.desk.incidents.plans import Pin
from deskinc.desk.lines.visible import shown
from deskinc.ui import icons, theme
from deskinc.ui.plan.clusters import Group

SIZE, SIZE_CLOSED = 24, 18
"""Width of the shape, and of that of an incident that is no longer open."""
RING: Final = 19.0
DISC: Final = 18.0
RIM: Final = 2.0
WORDS_DOWN: Final = 4.0
"""Baseline of the number below the middle of its own picture."""
WORDS_WIDE, WORDS_HIGH = 40.0, 16.0
"""The ground under the number, logical pixels."""
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


def _picture(
    width: float, height: float, ratio: float, draw: Callable[[QPainter], None]
) -> QPixmap:
    """What ``draw`` paints around (0, 0), as a pixmap with its middle there."""
    picture = QPixmap(QSize(ceil(width * ratio), ceil(height * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(width / 2, height / 2)
    draw(painter)
    painter.end()
    return picture


def _draw_shape(painter: QPainter, severity: str, size: int) -> None:
    """The shape of a severity with its rim in the colour of the paper."""
    scale = size / 24
    stroke = 3 if severity == "low" else 2
    painter.save()
    painter.scale(scale, scale)
    pen = QPen(theme.color("raised"), stroke + 2 * RIM / scale)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(theme.color("raised"))
    painter.drawPath(_outline(severity))
    painter.restore()
    icons.paint_severity(painter, severity, QPointF(-size / 2, -size / 2), size, "raised")


def _draw_words(painter: QPainter, words: str, role: str) -> None:
    """Words in 12/600 on a ground of their own, so that they are read on any line of the plan."""
    font, words = theme.font("small", 600), shown(words)
    wide = QFontMetricsF(font).horizontalAdvance(words)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("raised"))
    area = QRectF(-wide / 2 - 4, -WORDS_HIGH / 2, wide + 8, WORDS_HIGH)
    painter.drawRoundedRect(area, 3, 3)
    painter.setFont(font)
    painter.setPen(theme.color(role))
    painter.drawText(QPointF(-wide / 2, WORDS_DOWN), words)


def _draw_disc(painter: QPainter, count: int, worst: str) -> None:
    """A disc with the number of pins, ring and small shape of the worst of them."""
    for role, width in (("raised", 3 + 2 * RIM), (worst, 3)):
        painter.setPen(QPen(theme.color(role), width))
        painter.setBrush(theme.color("raised"))
        painter.drawEllipse(QPointF(0, 0), DISC, DISC)
    painter.setFont(theme.font("text", 600))
    painter.setPen(theme.color("ink"))
    disc = QRectF(-DISC, -DISC, 2 * DISC, 2 * DISC)
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(count))
    painter.translate(14, -14)
    _draw_shape(painter, worst, 16)


@lru_cache(maxsize=64)
def _shape(severity: str, size: int, ratio: float, _dark: bool) -> QPixmap:
    side = size + 8
    return _picture(side, side, ratio, lambda painter: _draw_shape(painter, severity, size))


@lru_cache(maxsize=4096)
def _words(words: str, role: str, ratio: float, _dark: bool) -> QPixmap:
    wide = QFontMetricsF(theme.font("small", 600)).horizontalAdvance(words) + 8
    return _picture(wide, 24, ratio, lambda painter: _draw_words(painter, words, role))


@lru_cache(maxsize=512)
def _disc(count: int, worst: str, ratio: float, _dark: bool) -> QPixmap:
    return _picture(60, 60, ratio, lambda painter: _draw_disc(painter, count, worst))


def put(painter: QPainter, picture: QPixmap, down: float = 0) -> None:
    """Put a picture on whole device pixels, its middle ``down`` below (0, 0)."""
    ratio = picture.devicePixelRatio()
    size = picture.deviceIndependentSize()
    place = painter.worldTransform()
    x = round((place.dx() - size.width() / 2) * ratio) / ratio - place.dx()
    y = round((place.dy() + down - size.height() / 2) * ratio) / ratio - place.dy()
    painter.drawPixmap(QPointF(x, y), picture)


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

    def __init__(
        self, group: Group, scale: float, chosen: str, drawn: Callable[[QRectF], int]
    ) -> None:
        super().__init__()
        self.held = group
        self.pin: Pin = next((p for p in group.pins if p.thread == chosen), group.worst)
        self.chosen = group.holds(chosen)
        radius = self.pin.radius * scale / 1000
        blurred = self.pin.precision in {"about", "area"} and len(group.pins) == 1
        self._radius = max(LEAST_RADIUS, radius) if blurred else 0.0
        self._down = self._beside(scale, drawn)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setPos(group.x, group.y)
        self.setZValue(3 if self.chosen else 2 if len(group.pins) > 1 else 1)
        self.setToolTip("\n".join(f"{p.number} {p.title}" for p in group.pins[:8]))

    def boundingRect(self) -> QRectF:
        """Everything that is drawn, in logical pixels."""
        half = max(50.0, self._radius + 22)
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
        ratio, dark = painter.device().devicePixelRatioF(), theme.is_dark()
        if len(self.held.pins) > 1:
            put(painter, _disc(len(self.held.pins), self.held.worst.severity, ratio, dark))
            if self.chosen:
                paint_ring(painter, DISC + 6)
                number = _words(short(self.pin.number), "ink", ratio, dark)
                put(painter, number, self._down)
            return
        pin = self.pin
        if self._radius:
            paint_circle(painter, pin.severity, self._radius, filled=pin.precision == "about")
        put(painter, _shape(pin.severity, SIZE if pin.open else SIZE_CLOSED, ratio, dark))
        if self.chosen:
            paint_ring(painter, RING)
        number = _words(short(pin.number), "ink" if pin.open else "muted", ratio, dark)
        put(painter, number, self._down)

    def _away(self) -> float:
        """How far the middle of the number stands from the middle of the pin."""
        if len(self.held.pins) > 1:
            edge = DISC + 6 + RIM
        elif self.chosen:
            edge = RING + RIM
        else:
            edge = (SIZE if self.pin.open else SIZE_CLOSED) / 2 + RIM
        if edge < self._radius < edge + WORDS_HIGH + 4:
            edge = self._radius
        return edge + 2 + WORDS_HIGH / 2

    def _beside(self, scale: float, drawn: Callable[[QRectF], int]) -> float:
        """Where the number hides less of the plan: that of the chosen one above, others below."""
        away = self._away()

        def hidden(down: float) -> int:
            left, top = -WORDS_WIDE / 2, down - WORDS_HIGH / 2
            at = QRectF(self.held.x + left / scale, self.held.y + top / scale,
                        WORDS_WIDE / scale, WORDS_HIGH / scale)  # fmt: skip
            return drawn(at)

        if self.chosen:
            return away if 2 * hidden(away) < hidden(-away) else -away
        return -away if hidden(-away) < hidden(away) else away
