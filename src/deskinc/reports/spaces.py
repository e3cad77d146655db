"""Laying out spaces to be written in: frames, labels in small type, boxes to be ticked.

What is read from right to left has its label and its boxes at the right of its space.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from deskinc.reports import scripts
from deskinc.reports.byhand import Space, Spaces
from deskinc.reports.document import Words
from deskinc.reports.flow import Ink, Piece
from deskinc.reports.pins import draw_frame
from deskinc.reports.prose import draw_ink, ink
from deskinc.reports.sheet import EDGE, HAIR, INKS, Element, Sheet
from deskinc.reports.text import measure

_SIZE, _LEADING = 8.0, 10.5
_SIDE, _ABOVE, _BELOW = 4.0, 2.0, 2.5
_BOX, _BESIDE, _APART = 6.5, 3.0, 9.0
_RULE = 20.0
"""Points from one ruled line to the next."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Words ``width`` wide, ``x`` from the left and ``y`` from the top of a space.

    With a box they are something to tick; it stands before them, at the right if ``mirrored``.
    """

    drawn: tuple[Ink, ...]
    x: float
    y: float
    width: float
    box: bool = False
    mirrored: bool = False

    @property
    def bottom(self) -> float:
        return self.y + len(self.drawn) * _LEADING


def spaces(block: Spaces, parent: Element, width: float) -> list[Piece]:
    """The row as one piece, as high as its highest space."""
    whole = sum(space.share for space in block.spaces)
    wide = [width * space.share / whole for space in block.spaces]
    cells = [
        _cell(space, parent, each - 2 * _SIDE)
        for space, each in zip(block.spaces, wide, strict=True)
    ]
    deep = max(part.bottom for cell in cells for part in cell)
    height = max(deep + block.ruled * _RULE + _ABOVE + _BELOW, block.room)

    def draw(sheet: Sheet, top: float) -> None:
        left = sheet.left
        for cell, each in zip(cells, wide, strict=True):
            with sheet.marked(None):
                draw_frame(sheet, (left, top - height, left + each, top), EDGE, 0.5)
            for part in cell:
                _draw(sheet, part, left + _SIDE, top - _ABOVE)
            left += each
        _rules(sheet, block.ruled, top - height, width)

    return [Piece(height, draw)]


def _cell(space: Space, parent: Element, room: float) -> tuple[_Part, ...]:
    parts = tuple(_parts(space, parent, room))
    if scripts.levels(list(space.label))[0] == 0:
        return parts
    return tuple(replace(part, x=room - part.x - part.width, mirrored=True) for part in parts)


def _parts(space: Space, parent: Element, room: float) -> Iterator[_Part]:
    label = _words(Words(space.label, "muted"), parent.add("P"), room)
    yield label
    x, y = label.width + _APART, 0.0
    options = parent.add("L") if space.ticks else None
    for words in space.ticks if options else ():
        body = options.add("LI").add("LBody") if options else None
        part = _words(Words(words), body, room - _BOX - _BESIDE)
        width = part.width + _BOX + _BESIDE
        if x + width > room and x > 0:
            x, y = 0.0, max(y + _LEADING, label.bottom if y == 0 else 0.0)
        yield replace(part, x=x, y=y, width=width, box=True)
        x += width + _APART
        if len(part.drawn) > 1:
            x, y = room, y + (len(part.drawn) - 1) * _LEADING


def _words(words: Words, element: Element | None, room: float) -> _Part:
    """Words no wider than they need."""
    needed = min(measure(words.text, "regular", _SIZE) + 0.1, room)
    return _Part(tuple(ink(words, element, needed, _SIZE, _LEADING)), 0.0, 0.0, needed)


def _draw(sheet: Sheet, part: _Part, left: float, top: float) -> None:
    x, at = left + part.x, top - part.y
    if part.box:
        side = x + part.width - _BOX if part.mirrored else x
        below = at - (_LEADING + _BOX) / 2
        with sheet.marked(None):
            draw_frame(sheet, (side, below, side + _BOX, below + _BOX), INKS["ink"], 0.6)
        x += 0.0 if part.mirrored else _BOX + _BESIDE
    draw_ink(sheet, part.drawn, x, at)


def _rules(sheet: Sheet, count: int, bottom: float, width: float) -> None:
    """Lines to write on; the frame is the last of them."""
    with sheet.marked(None):
        sheet.setStrokeColor(HAIR)
        sheet.setLineWidth(0.5)
        for at in range(1, count):
            y = bottom + at * _RULE
            sheet.line(sheet.left + _SIDE, y, sheet.left + width - _SIDE, y)
