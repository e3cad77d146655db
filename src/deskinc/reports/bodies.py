"""The body from the front and from behind, with its wounds by number: lines, not a picture."""

from collections.abc import Sequence
from math import inf

from reportlab.lib.colors import HexColor, white

from deskinc.forms import body
from deskinc.forms.body import HEIGHT, VIEWS, WIDTH
from deskinc.i18n import _
from deskinc.reports.document import BodyMap, Tone
from deskinc.reports.flow import Piece
from deskinc.reports.fonts import Weight
from deskinc.reports.sheet import EDGE, INKS, Element, Sheet
from deskinc.reports.text import legible, lines

_HIGH, _FOOT, _GAP, _MARK = 200.0, 14.0, 40.0, 5.5
_SKIN = HexColor(0xF2F4F5)
_SCALE = _HIGH / HEIGHT
_WIDE = WIDTH * _SCALE
_SIDES = {body.FRONT: ("R", "L"), body.BACK: ("L", "R")}


def body_map(block: BodyMap, parent: Element, _width: float) -> list[Piece]:
    """Both drawings side by side as one figure; its words say each mark."""
    element = parent.add("Figure", alt=legible(block.alt))

    def draw(sheet: Sheet, top: float) -> None:
        right = sheet.left + 2 * _WIDE + _GAP
        element.box = (sheet.left, top - _HIGH - _FOOT, right, top)
        with sheet.marked(element):
            for place, view in enumerate(VIEWS):
                left = sheet.left + place * (_WIDE + _GAP)
                _view(sheet, view, left, top)
                for mark in block.marks:
                    if mark.view == view:
                        at = (left + mark.x * _SCALE, top - mark.y * _SCALE)
                        _mark(sheet, str(mark.number), *at)

    return [Piece(_HIGH + _FOOT, draw)]


def _view(sheet: Sheet, view: str, left: float, top: float) -> None:
    sheet.setLineJoin(1)
    sheet.setStrokeColor(EDGE)
    sheet.setFillColor(_SKIN)
    sheet.setLineWidth(0.9)
    _path(sheet, [body.outline()], left, top, fill=True)
    sheet.setLineWidth(0.5)
    _path(sheet, body.lines(view), left, top, fill=False)
    _words(sheet, _(VIEWS[view]), left + _WIDE / 2, top - _HIGH - 10, "regular")
    for share, letter in zip((0.08, 0.92), _SIDES[view], strict=True):
        said = _("R") if letter == "R" else _("L")
        _words(sheet, said, left + share * _WIDE, top - 12, "regular")


def _path(
    sheet: Sheet,
    drawn: Sequence[tuple[body.Point, Sequence[body.Curve]]],
    left: float,
    top: float,
    *,
    fill: bool,
) -> None:
    path = sheet.beginPath()
    for start, curves in drawn:
        path.moveTo(*_at(start, left, top))
        for curve in curves:
            path.curveTo(*(number for point in curve for number in _at(point, left, top)))
        if fill:
            path.close()
    sheet.drawPath(path, stroke=1, fill=int(fill))


def _at(point: body.Point, left: float, top: float) -> tuple[float, float]:
    return left + point[0] * _SCALE, top - point[1] * _SCALE


def _mark(sheet: Sheet, number: str, x: float, y: float) -> None:
    """A white disc with its number, that a copy in grey shows too."""
    sheet.setFillColor(white)
    sheet.setStrokeColor(INKS["fault"])
    sheet.setLineWidth(1.2)
    sheet.circle(x, y, _MARK, stroke=1, fill=1)
    _words(sheet, number, x, y - 2.7, "strong", "ink")


def _words(
    sheet: Sheet, words: str, middle: float, baseline: float, weight: Weight, tone: Tone = "muted"
) -> None:
    line = lines(words, weight, 7.5, inf)[0]
    sheet.write(line, middle - (line.right + line.left) / 2, baseline, 7.5, tone)
