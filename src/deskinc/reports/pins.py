"""The pin on a plan: the severity's shape, so that it also reads in grey."""

from math import cos, pi, sin

from reportlab.lib.colors import Color, HexColor, white

from deskinc.reports.document import Pin, Severity
from deskinc.reports.sheet import EDGE, Sheet

COLOURS: dict[Severity, Color] = {
    "low": HexColor(0x566069),
    "medium": HexColor(0x825800),
    "high": HexColor(0xA63F08),
    "critical": HexColor(0xAE1029),
}
_SIZE = 8.0
_CORNERS: dict[Severity, tuple[int, float]] = {
    "medium": (4, pi / 2),
    "high": (3, pi / 2),
    "critical": (8, pi / 8),
}


def draw_pin(sheet: Sheet, pin: Pin, x: float, y: float, span: float) -> None:
    """Draw the pin with its point at ``x``, ``y``; ``span`` is the width of the picture."""
    colour = COLOURS[pin.severity]
    if pin.radius:
        sheet.setStrokeColor(colour)
        sheet.setLineWidth(1)
        sheet.setDash(3, 2)
        sheet.circle(x, y, pin.radius * span)
        sheet.setDash()
    sheet.setLineJoin(1)
    for grow, ground in ((2.5, white), (0.0, colour)):
        _shape(sheet, pin.severity, x, y, _SIZE + grow, ground)
    if pin.severity in {"high", "critical"}:
        sheet.setFillColor(white)
        sheet.rect(x - 0.7, y - 0.6, 1.4, 4.4, stroke=0, fill=1)
        sheet.circle(x, y - 2.6, 0.9, stroke=0, fill=1)


def _shape(
    sheet: Sheet, severity: Severity, x: float, y: float, size: float, ground: Color
) -> None:
    sheet.setFillColor(ground)
    if severity == "low":
        sheet.setStrokeColor(ground)
        sheet.setLineWidth(2.4 if size == _SIZE else 6)
        sheet.circle(x, y, _SIZE - 2.5, fill=0)
        return
    corners, turn = _CORNERS[severity]
    path = sheet.beginPath()
    for corner in range(corners):
        angle = turn + corner * 2 * pi / corners
        point = (x + size * cos(angle), y + size * sin(angle))
        if corner == 0:
            path.moveTo(*point)
        else:
            path.lineTo(*point)
    path.close()
    sheet.drawPath(path, stroke=0, fill=1)


def draw_frame(
    sheet: Sheet,
    box: tuple[float, float, float, float],
    colour: Color = EDGE,
    thick: float = 0.5,
) -> None:
    """A rectangle's outline; ``box`` is left, bottom, right, top."""
    left, bottom, right, top = box
    sheet.setStrokeColor(colour)
    sheet.setLineWidth(thick)
    sheet.rect(left, bottom, right - left, top - bottom, fill=0)
