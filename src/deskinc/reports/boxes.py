"""Signature boxes: who signs and what it means, over an empty frame for the visible stamp."""

from deskinc.reports.document import SignatureBox, SignatureBoxes, Words
from deskinc.reports.flow import Ink, Piece
from deskinc.reports.pins import draw_frame
from deskinc.reports.prose import LEADING, SIZE, SMALL, SMALL_LEADING, draw_ink, ink
from deskinc.reports.sheet import Element, Field, Sheet
from deskinc.reports.text import legible

_GAP = 16.0
FRAME = 62.0


def signature_boxes(block: SignatureBoxes, parent: Element, width: float) -> list[Piece]:
    """Two boxes in a row."""
    each = (width - _GAP) / 2
    pieces: list[Piece] = []
    for start in range(0, len(block.boxes), 2):
        row = [_Box(box, parent, each) for box in block.boxes[start : start + 2]]
        pieces.append(_row(row, each))
    return pieces


class _Box:
    """One box: its words, and the element that holds the field."""

    def __init__(self, box: SignatureBox, parent: Element, width: float) -> None:
        self.box = box
        self.words = _words(box, parent, width)
        self.height = sum(part.leading for part in self.words)
        parent.add("Form", alt=self.label).widget = box.field

    @property
    def label(self) -> str:
        return legible(f"{self.box.name}: {self.box.meaning}")


def _words(box: SignatureBox, parent: Element, width: float) -> list[Ink]:
    found = ink(Words(box.name, strong=True), parent.add("P"), width, SIZE, LEADING)
    small = ((box.detail, "muted"), (box.meaning, "ink"), (box.record, "muted"))
    for text, tone in small:
        if text:
            words = Words(text, "muted" if tone == "muted" else "ink")
            found += ink(words, parent.add("P"), width, SMALL, SMALL_LEADING)
    return found


def _row(row: list[_Box], width: float) -> Piece:
    words = max(box.height for box in row)

    def draw(sheet: Sheet, top: float) -> None:
        upper = top - words - 5
        for column, box in enumerate(row):
            left = sheet.left + column * (width + _GAP)
            draw_ink(sheet, box.words, left, top)
            rect = (left, upper - FRAME, left + width, upper)
            with sheet.marked(None):
                draw_frame(sheet, rect)
            inside = (rect[0] + 1, rect[1] + 1, rect[2] - 1, rect[3] - 1)
            page = sheet.getPageNumber() - 1
            sheet.fields.append(Field(box.box.field, page, inside, box.label))

    return Piece(words + 5 + FRAME + 4, draw, before=12)
