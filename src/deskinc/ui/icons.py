"""Icons: lucide outlines drawn in the colour of a role, and the four shapes of severity.

An icon follows the theme because it is painted, not stored: its engine asks for the colour when
Qt asks for a picture. Pictures are cached by name, colour, size and device pixel ratio.
"""

from functools import lru_cache
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from deskinc.paths import resources
from deskinc.ui import theme

META, TEXT, RAIL, EMPTY = 14, 16, 18, 28
"""Sizes in logical pixels: in a meta line, in text, in rail and buttons, on an empty page."""

SEVERITY: Final = MappingProxyType({
    "low": "circle", "medium": "diamond", "high": "triangle-alert", "critical": "octagon-alert",
})  # fmt: skip
"""Severity code → icon name."""
_SHAPE_AT: Final = MappingProxyType({"medium": 0, "high": 0, "critical": 2})
"""Which path of the severity's icon is its outline."""


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _outline(name: str, colour: str, stroke: float) -> str:
    drawn = _source(name).replace("currentColor", colour)
    return drawn.replace('stroke-width="2"', f'stroke-width="{stroke:g}"')


def _shape(code: str, colour: str, inside: str) -> str:
    """The filled shape of a severity; ``inside`` is the colour of the knocked-out sign."""
    if code == "low":
        return _outline("circle", colour, 3)
    head, *paths = _outline(SEVERITY[code], colour, 2).split("<path")
    paths[-1] = paths[-1].replace("</svg>", "")
    shape = paths.pop(_SHAPE_AT[code])
    signs = "".join(f'<path stroke="{inside}"{path}' for path in paths)
    return f'{head}<path fill="{colour}"{shape}{signs}</svg>'


@lru_cache(maxsize=2048)
def _picture(drawn: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawn.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(
    name: str, size: int, role: str = "muted", ratio: float = 1.0, stroke: float = 1.75
) -> QPixmap:
    """The icon ``name`` at ``size`` logical pixels in the colour of ``role``."""
    return _picture(_outline(name, theme.color(role).name(), stroke), size, ratio)


def severity_pixmap(code: str, size: int, ratio: float = 1.0, ground: str = "surface") -> QPixmap:
    """The shape of a severity, its sign knocked out in ``ground`` (white in the octagon)."""
    colour = theme.color("critical_fill" if code == "critical" else code).name()
    inside = theme.color("critical_ink" if code == "critical" else ground).name()
    return _picture(_shape(code, colour, inside), size, ratio)


def paint(
    painter: QPainter, name: str, at: QPointF, size: int, role: str, stroke: float = 1.75
) -> None:
    """Paint the icon ``name`` with its top left corner at ``at``."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(at, pixmap(name, size, role, ratio, stroke))


def paint_severity(
    painter: QPainter, code: str, at: QPointF, size: int, ground: str = "surface"
) -> None:
    """Paint the shape of a severity with its top left corner at ``at``."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(at, severity_pixmap(code, size, ratio, ground))


class _Engine(QIconEngine):
    """Paints an icon in the colours of the theme that is on."""

    def __init__(self, name: str, role: str, active: str) -> None:
        super().__init__()
        self.icon, self.role, self.active = name, role, active

    def clone(self) -> QIconEngine:
        """A copy, as Qt asks for."""
        return _Engine(self.icon, self.role, self.active)

    def _role(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "disabled"
        return self.active if state == QIcon.State.On else self.role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into ``rect``."""
        ratio = painter.device().devicePixelRatioF()
        if self.icon in SEVERITY and self.icon == self.role:
            picture = severity_pixmap(self.icon, rect.width(), ratio, "raised")
        else:
            picture = pixmap(self.icon, rect.width(), self._role(mode, state), ratio)
        painter.drawPixmap(QRectF(rect), picture, QRectF(picture.rect()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of ``size`` device pixels."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture


def icon(name: str, role: str = "muted", active: str = "accent") -> QIcon:
    """A QIcon of ``name`` that follows the theme; ``active`` is its role when checked."""
    return QIcon(_Engine(name, role, active))


def severity_icon(code: str) -> QIcon:
    """A QIcon of a severity's shape that follows the theme."""
    return QIcon(_Engine(code, code, code))
