"""From pieces to pages: a piece is what is never divided, its order is the order of reading."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from deskinc.reports.document import Tone
from deskinc.reports.sheet import Element, Sheet
from deskinc.reports.text import Line

Draw = Callable[[Sheet, float], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """Something ``height`` points high; ``draw`` takes the sheet and the top edge.

    ``before`` is the space above, which falls away at the head of a page. ``keep`` holds it on one
    page with the next piece. ``again`` is drawn first where this piece begins a page (the head of
    its table). ``turn`` begins a new page.
    """

    height: float
    draw: Draw
    before: float = 0.0
    keep: bool = False
    again: "Piece | None" = None
    turn: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and the top edge it was given."""

    piece: Piece
    top: float


Page = tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """A line of text with the style it is drawn in and the element it belongs to.

    ``before`` stands before it on the same line.
    """

    line: Line
    size: float
    leading: float
    tone: Tone
    struck: bool
    element: Element | None
    before: "Ink | None" = None


def paginate(pieces: Sequence[Piece], top: float, bottom: float) -> list[Page]:
    """Fill pages between ``top`` and ``bottom`` (heights above the sheet's lower edge)."""
    pages: list[list[Placed]] = [[]]
    pen = top
    for chain in _chains(pieces, top - bottom):
        need = sum(piece.before + piece.height for piece in chain)
        if pages[-1] and (chain[0].turn or pen - need < bottom):
            pages.append([])
            pen = top
        for piece in chain:
            if pages[-1]:
                pen -= piece.before
            elif piece.again:
                pages[-1].append(Placed(piece.again, pen))
                pen -= piece.again.height
            pages[-1].append(Placed(piece, pen))
            pen -= piece.height
    return [tuple(page) for page in pages]


def _chains(pieces: Sequence[Piece], room: float) -> Iterator[list[Piece]]:
    """Runs of pieces that stay together; a run that no page holds is let go piece by piece."""
    chain: list[Piece] = []
    for piece in pieces:
        chain.append(piece)
        if not piece.keep:
            yield from _loose(chain, room)
            chain = []
    if chain:
        yield from _loose(chain, room)


def _loose(chain: list[Piece], room: float) -> Iterator[list[Piece]]:
    heights = sum(piece.before + piece.height for piece in chain)
    heads = [piece.again.height for piece in chain if piece.again]
    if heights + max(heads, default=0) <= room:
        yield chain
    else:
        yield from ([piece] for piece in chain)
