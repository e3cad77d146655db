"""A small piece of the plan around an incident's pin, put together from the plan's own tiles."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from deskinc.desk.incidents import plans
from deskinc.desk.office import Office
from deskinc.forms.showing import floor_words
from deskinc.ui import theme

TILE = 512
"""Pixels of a tile's side."""
MOSTLY_PAPER = 150
"""Mean lightness (0–255) above which a plan counts as drawn on light paper."""
SHARE = 5
"""The excerpt shows about a fifth of the plan's width, so that the names of rooms are read."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The picture, where the pin is in it (logical pixels), and what to say of it."""

    image: QImage
    at: QPointF
    severity: str
    precision: str
    floor: str


def plan_count(office: Office) -> int:
    """How many plans the site has."""
    return len(plans.listed(office))


def excerpt(office: Office, thread: str, size: QSize, ratio: float) -> Excerpt | None:
    """The excerpt of the newest pin of an incident; None where it has none on a known plan."""
    pin = next((pin for pin in plans.pins(office) if pin.thread == thread), None)
    plan = next((p for p in plans.listed(office) if pin and p.thread == pin.plan), None)
    if pin is None or plan is None or pin.precision == "unknown":
        return None
    pyramid = plans.pyramid(office, plan)
    scale = size.width() * ratio / (plan.width / 1000 / SHARE)
    number = pyramid.level_for(scale)
    level = pyramid.levels[number]
    zoom = scale / level.scale
    wide, high = size.width() * ratio / zoom, size.height() * ratio / zoom
    x, y = pyramid.to_pixel(number, pin.x, pin.y)
    left = _kept(x - wide / 2, level.width - wide)
    top = _kept(y - high / 2, level.height - high)
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    last = min(level.cols - 1, int((left + wide) // TILE))
    for row in range(max(0, int(top // TILE)), min(level.rows, int((top + high) // TILE) + 1)):
        for col in range(max(0, int(left // TILE)), last + 1):
            tile = QImage.fromData(pyramid.tile(number, col, row))
            corner = QPointF((col * TILE - left) * zoom, (row * TILE - top) * zoom)
            room = QRectF(corner.x(), corner.y(), tile.width() * zoom, tile.height() * zoom)
            painter.drawImage(room, tile, QRectF(tile.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    at = QPointF((x - left) * zoom / ratio, (y - top) * zoom / ratio)
    return Excerpt(image, at, pin.severity, pin.precision, floor_words(plan.floor))


def _kept(start: float, most: float) -> float:
    """Keep the window on the plan; centre a plan smaller than it."""
    return most / 2 if most < 0 else min(max(0.0, start), most)


def darkened(image: QImage) -> QImage:
    """A drawing for a dark window, in greys: lightness turned round, from ``raised`` to ``ink``.

    Faint lines are made stronger: on a dark ground they would go. Photographs and drawings on a
    dark ground are shown as they are.
    """
    if image.scaled(1, 1, mode=_SMOOTH).pixelColor(0, 0).lightness() < MOSTLY_PAPER:
        return image
    greys = image.convertToFormat(QImage.Format.Format_Grayscale8)
    turned = greys.convertToFormat(QImage.Format.Format_RGB32)
    turned.invertPixels()
    paper, ink = theme.color("raised"), theme.color("ink")
    span = QColor(ink.red() - paper.red(), ink.green() - paper.green(), ink.blue() - paper.blue())
    faint = turned.copy()
    painter = QPainter(turned)
    modes = QPainter.CompositionMode
    painter.setCompositionMode(modes.CompositionMode_Screen)
    painter.drawImage(QPointF(0, 0), faint)
    area = QRectF(0, 0, turned.width(), turned.height())
    for mode, colour in ((modes.CompositionMode_Multiply, span),
                         (modes.CompositionMode_Plus, paper)):  # fmt: skip
        painter.setCompositionMode(mode)
        painter.fillRect(area, colour)
    painter.end()
    return turned


_SMOOTH = Qt.TransformationMode.SmoothTransformation
