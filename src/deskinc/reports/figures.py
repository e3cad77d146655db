"""Photographs, plan excerpts and QR codes, each a figure with its words for who cannot see it."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from reportlab.graphics.barcode import qrencoder
from reportlab.lib.colors import HexColor

from deskinc.reports.document import (
    KeyPlan,
    Picture,
    Pictures,
    Pin,
    PlanExcerpt,
    QrCode,
    QrCodes,
    Words,
)
from deskinc.reports.flow import Ink, Piece
from deskinc.reports.images import fitted, printable
from deskinc.reports.pins import draw_frame, draw_pin
from deskinc.reports.prose import cell_ink, draw_ink, ink, words_of
from deskinc.reports.sheet import EDGE, INKS, Element, Sheet
from deskinc.reports.text import legible

Box = tuple[float, float, float, float]
_GAP = 16.0
_SQUARE, _MODULE = 92.0, 2.0  # points: of a code at least, and of each of its modules
_PHOTO = 190.0
_PLAN = 270.0
_WIDE = 300.0  # points of a column in which words beside a code are not set close
_NEAR = 8  # lines of a caption that stay with their figure
_ACCENT = HexColor(0x0A5878)


class _Figure:
    """A picture in a row of figures: where it stands, how high it is, what is drawn over it."""

    def __init__(
        self,
        data: bytes,
        element: Element,
        place: tuple[float, float, float],
        over: Callable[[Sheet, Box], None] | None = None,
    ) -> None:
        self.image = printable(data)
        self.element = element
        self.x = place[0]
        self.width, self.height = fitted(self.image, *place[1:])
        self.over = over

    def draw(self, sheet: Sheet, top: float) -> None:
        left = sheet.left + self.x
        box = (left, top - self.height, left + self.width, top)
        self.element.box = box
        with sheet.marked(self.element):
            sheet.picture(self.image, box)
            draw_frame(sheet, box, EDGE, 0.5)
            if self.over:
                self.over(sheet, box)


def pictures(block: Pictures, parent: Element, width: float) -> list[Piece]:
    """Photographs two in a row, captions beneath."""
    pieces: list[Piece] = []
    each = (width - _GAP) / 2
    for start in range(0, len(block.items), 2):
        figures, captions = [], []
        for column, item in enumerate(block.items[start : start + 2]):
            x = column * (each + _GAP)
            figures.append(_photo(item, parent, x, each))
            captions.append((x, _caption(item.caption, parent, each)))
        pieces += _figures(figures, captions, before=12)
    return pieces


def _photo(item: Picture, parent: Element, x: float, width: float) -> _Figure:
    element = parent.add("Figure", alt=legible(item.alt or item.caption))
    return _Figure(item.data, element, (x, width, _PHOTO))


def _caption(words: str, parent: Element, width: float) -> list[Ink]:
    return ink(Words(words, "muted"), parent.add("P"), width, 8.5, 12)


def _figures(
    figures: Sequence[_Figure],
    captions: Sequence[tuple[float, list[Ink]]],
    before: float = 0.0,
) -> list[Piece]:
    """A row of figures, each with its caption below; what is long of captions may run on."""
    near = [(x, drawn[:_NEAR]) for x, drawn in captions]
    far = [(x, drawn[_NEAR:]) for x, drawn in captions]

    def draw(sheet: Sheet, top: float) -> None:
        for figure, (x, drawn) in zip(figures, near, strict=True):
            figure.draw(sheet, top)
            draw_ink(sheet, drawn, sheet.left + x, top - figure.height - 4)

    heights = [
        figure.height + 4 + sum(part.leading for part in drawn)
        for figure, (_, drawn) in zip(figures, near, strict=True)
    ]
    more = max(len(drawn) for _, drawn in far)
    return [Piece(max(heights), draw, before=before), *(_caption_line(far, i) for i in range(more))]


def _caption_line(captions: Sequence[tuple[float, list[Ink]]], line: int) -> Piece:
    def draw(sheet: Sheet, top: float) -> None:
        for x, drawn in captions:
            draw_ink(sheet, drawn[line : line + 1], sheet.left + x, top)

    return Piece(12, draw)


def plan(block: PlanExcerpt, parent: Element, width: float) -> list[Piece]:
    """The excerpt with its pin, the key plan to its right."""
    side = 132.0 if block.key else 0.0
    wide = width - side - (_GAP if side else 0)
    element = parent.add("Figure", alt=legible(block.alt))

    figures = [_Figure(block.data, element, (0.0, wide, _PLAN), _pin(block.pin))]
    captions = [(0.0, _caption(block.caption, parent, wide))]
    if block.key:
        x = wide + _GAP
        figures.append(_key(block.key, parent, x, side))
        captions.append((x, _caption(block.key.caption, parent, side)))
    return _figures(figures, captions)


def _pin(pin: Pin | None) -> Callable[[Sheet, Box], None]:
    def draw(sheet: Sheet, box: Box) -> None:
        if pin:
            across, down = box[2] - box[0], box[3] - box[1]
            x, y = box[0] + pin.x * across, box[3] - pin.y * down
            _clipped(sheet, box, lambda: draw_pin(sheet, pin, x, y, across))

    return draw


def _clipped(sheet: Sheet, box: Box, draw: Callable[[], None]) -> None:
    sheet.saveState()
    path = sheet.beginPath()
    path.rect(box[0], box[1], box[2] - box[0], box[3] - box[1])
    sheet.clipPath(path, stroke=0)
    draw()
    sheet.restoreState()


def _key(key: KeyPlan, parent: Element, x: float, width: float) -> _Figure:
    def frame(sheet: Sheet, box: Box) -> None:
        across, down = box[2] - box[0], box[3] - box[1]
        left, top, right, bottom = key.frame
        inner = (box[0] + left * across, box[3] - bottom * down,
                 box[0] + right * across, box[3] - top * down)  # fmt: skip
        draw_frame(sheet, inner, _ACCENT, 1.4)

    return _Figure(key.data, parent.add("Figure", alt=legible(key.caption)),
                   (x, width, _PLAN), frame)  # fmt: skip


def qr_codes(block: QrCodes, parent: Element, width: float) -> list[Piece]:
    """The codes side by side, each with its words to its right."""
    count = len(block.items)
    each = (width - _GAP * (count - 1)) / count
    drawn = [
        _qr_code(item, parent, place * (each + _GAP), each)
        for place, item in enumerate(block.items)
    ]

    def draw(sheet: Sheet, top: float) -> None:
        for _height, one in drawn:
            one(sheet, top)

    return [Piece(max(height for height, _one in drawn) + 4, draw)]


def _qr_code(
    item: QrCode, parent: Element, x: float, width: float
) -> tuple[float, Callable[[Sheet, float], None]]:
    """How high a code with its words is, and what draws it."""
    rows = modules(item.payload)
    side = len(rows) * max(_MODULE, _SQUARE / len(rows))
    element = parent.add("Figure", alt=legible(item.alt))
    holder = parent if len(words_of(item.words)) > 1 else parent.add("P")
    beside = cell_ink(item.words, holder, width - side - _GAP, close=width <= _WIDE)

    def draw(sheet: Sheet, top: float) -> None:
        left = sheet.left + x
        element.box = (left, top - side, left + side, top)
        with sheet.marked(element):
            _draw_modules(sheet, rows, (left, top), side / len(rows))
        draw_ink(sheet, beside, left + side + _GAP, top)

    return max(side, sum(part.leading for part in beside)), draw


def modules(payload: str) -> list[list[bool]]:
    """The rows of a QR code (ISO/IEC 18004), error correction level M; True is dark."""
    code: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(payload)
    code.make()
    return [[bool(dark) for dark in row] for row in code.modules]


def _draw_modules(
    sheet: Sheet, rows: Sequence[Sequence[bool]], corner: tuple[float, float], size: float
) -> None:
    """Draw the dark modules, those side by side as one rectangle."""
    left, top = corner
    sheet.setFillColor(INKS["ink"])
    for number, row in enumerate(rows, start=1):
        pen = left
        for dark, run in groupby(row):
            wide = len(list(run)) * size
            if dark:
                sheet.rect(pen, top - number * size, wide, size, stroke=0, fill=1)
            pen += wide
