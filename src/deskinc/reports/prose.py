"""Setting words: titles, headings, paragraphs, steps, the end-of-entries rule."""

from collections.abc import Sequence
from dataclasses import replace

from deskinc.reports.document import (
    Cell,
    EndOfEntries,
    Heading,
    Steps,
    Text,
    Title,
    Verbatim,
    Words,
)
from deskinc.reports.flow import Draw, Ink, Piece
from deskinc.reports.fonts import Weight
from deskinc.reports.sheet import Element, Sheet
from deskinc.reports.text import legible, lines, measure

SIZE, LEADING = 9.5, 13.5
SMALL, SMALL_LEADING = 8.5, 12.0


def baseline(size: float, leading: float) -> float:
    """How far below the top of a line its baseline lies."""
    return (leading + size * 0.72) / 2


def weight(strong: bool) -> Weight:
    """The weight of words that are, or are not, a fact to find."""
    return "strong" if strong else "regular"


def ink(
    words: Words, element: Element | None, width: float, size: float, leading: float
) -> list[Ink]:
    """One paragraph as lines to draw."""
    set_lines = lines(words.text, weight(words.strong), size, width)
    return [Ink(line, size, leading, words.tone, words.struck, element) for line in set_lines]


def words_of(cell: Cell) -> tuple[Words, ...]:
    """The paragraphs of a table cell."""
    if isinstance(cell, str):
        return (Words(cell),)
    return (cell,) if isinstance(cell, Words) else cell


def cell_ink(cell: Cell, element: Element, width: float) -> list[Ink]:
    """The lines of a table cell; of several paragraphs each is an element of its own."""
    paragraphs = words_of(cell)
    found: list[Ink] = []
    for words in paragraphs:
        own = element.add("P", struck=words.struck) if len(paragraphs) > 1 else element
        own.struck = words.struck
        size, leading = (SMALL, SMALL_LEADING) if words.small else (SIZE, LEADING)
        found += ink(words, own, width, size, leading)
    return found


def draw_ink(sheet: Sheet, drawn: Sequence[Ink], x: float, top: float) -> None:
    """Draw lines downwards from ``top``."""
    pen = top
    for part in drawn:
        base = pen - baseline(part.size, part.leading)
        with sheet.marked(part.element):
            sheet.write(part.line, x, base, part.size, part.tone)
            if part.struck:
                sheet.strike(part.line, x, base, part.size)
        pen -= part.leading


def stack(drawn: Sequence[Ink], *, x: float = 0.0, before: float = 0.0) -> list[Piece]:
    """Lines as pieces that leave no line of a paragraph alone on a page."""
    last = len(drawn) - 1
    return [
        Piece(
            part.leading,
            _at(part, x),
            before=before if place == 0 else 0.0,
            keep=last > 0 and (place == 0 or place == last - 1),
        )
        for place, part in enumerate(drawn)
    ]


def _at(part: Ink, x: float) -> Draw:
    return lambda sheet, top: draw_ink(sheet, [part], sheet.left + x, top)


def kept(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, all of them held together with what follows."""
    return [replace(piece, keep=True) for piece in pieces]


def title(block: Title, parent: Element, width: float) -> list[Piece]:
    """The title in 17 points and the line beneath it."""
    head = Words(block.text, strong=True)
    pieces = stack(ink(head, parent.add("H1"), width, 17, 23))
    if block.below:
        below = ink(Words(block.below, "muted"), parent.add("P"), width, SIZE, LEADING)
        pieces += stack(below, before=2)
    return kept(pieces)


def heading(block: Heading, parent: Element, width: float) -> list[Piece]:
    """The head of a section, which is also a line of the outline."""
    drawn = ink(Words(block.text, strong=True), parent.add("H2"), width, 11, 15)
    first, *rest = stack(drawn)

    def draw(sheet: Sheet, top: float) -> None:
        key = f"s{len(sheet.outline)}"
        sheet.outline.append(key)
        sheet.bookmarkHorizontal(key, 0, top)
        sheet.addOutlineEntry(legible(block.text), key)
        first.draw(sheet, top)

    return kept([replace(first, draw=draw), *rest])


def text(block: Text, parent: Element, width: float) -> list[Piece]:
    """Paragraphs with a little air between them."""
    pieces: list[Piece] = []
    for part in block.text.split("\n"):
        words = Words(part, block.tone, block.strong)
        drawn = ink(words, parent.add("P"), width, SIZE, LEADING)
        pieces += stack(drawn, before=4)
    return pieces


def verbatim(block: Verbatim, parent: Element, width: float) -> list[Piece]:
    """One paragraph whose lines stay as they are."""
    return stack(ink(Words(block.text), parent.add("P"), width, SMALL, SMALL_LEADING))


def steps(block: Steps, parent: Element, width: float) -> list[Piece]:
    """A numbered list."""
    pieces: list[Piece] = []
    whole = parent.add("L")
    for number, item in enumerate(block.items, start=1):
        entry = whole.add("LI")
        label = ink(Words(f"{number}", "muted"), entry.add("Lbl"), 16, SIZE, LEADING)
        body = ink(Words(item), entry.add("LBody"), width - 18, SIZE, LEADING)
        first, *rest = stack(body, x=18, before=3)
        pieces += [replace(first, draw=_both(_at(label[0], 0), first.draw)), *rest]
    return pieces


def _both(one: Draw, other: Draw) -> Draw:
    def draw(sheet: Sheet, top: float) -> None:
        one(sheet, top)
        other(sheet, top)

    return draw


def end_of_entries(block: EndOfEntries, parent: Element, width: float) -> list[Piece]:
    """A double rule with the words in its middle."""
    element = parent.add("P")
    room = measure(block.text, "strong", SIZE)
    drawn = ink(Words(block.text, strong=True), element, min(room + 1, width), SIZE, LEADING)
    side = max((width - room) / 2 - 10, 0)
    height = len(drawn) * LEADING

    def draw(sheet: Sheet, top: float) -> None:
        middle = top - height / 2
        for y in (middle - 1.2, middle + 1.2) if side > 20 else (top + 1.5, top + 4):
            for x in (0.0, width - side) if side > 20 else (0.0,):
                sheet.rule(sheet.left + x, y, side if side > 20 else width, 0.6)
        draw_ink(sheet, drawn, sheet.left + (side + 10 if side > 20 else 0), top)

    return [Piece(height, draw)]
