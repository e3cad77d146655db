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
from deskinc.reports.text import legible, lines, measure, runs_on

SIZE, LEADING = 9.5, 13.5
SMALL, SMALL_LEADING = 8.5, 12.0
OPEN = ((SIZE, LEADING), (SMALL, SMALL_LEADING))
CLOSE = ((8.5, 11.0), (8.0, 10.5))
"""Size and leading of words and of small words, in a table and in one whose rows are close."""
_RUN_GAP = 4.0
_LEAST = 0.3  # of the width, to be left where words begin after others on a line


def baseline(size: float, leading: float) -> float:
    """How far below the top of a line its baseline lies."""
    return (leading + size * 0.72) / 2


def weight(strong: bool) -> Weight:
    """The weight of words that are, or are not, a fact to find."""
    return "strong" if strong else "regular"


def ink(
    words: Words,
    element: Element | None,
    width: float,
    size: float,
    leading: float,
    indent: float = 0.0,
) -> list[Ink]:
    """One paragraph as lines to draw."""
    set_lines = lines(words.text, weight(words.strong), size, width, indent)
    return [Ink(line, size, leading, words.tone, words.struck, element) for line in set_lines]


def words_of(cell: Cell) -> tuple[Words, ...]:
    """The paragraphs of a table cell."""
    if isinstance(cell, str):
        return (Words(cell),)
    return (cell,) if isinstance(cell, Words) else cell


def cell_ink(cell: Cell, element: Element, width: float, *, close: bool = False) -> list[Ink]:
    """The lines of a table cell; of several paragraphs each is an element of its own."""
    paragraphs = words_of(cell)
    sizes = CLOSE if close else OPEN
    found: list[Ink] = []
    begun: Ink | None = None
    for words in paragraphs:
        own = element.add("P", struck=words.struck) if len(paragraphs) > 1 else element
        own.struck = words.struck
        size, leading = sizes[words.small]
        if begun is not None and not _follows(begun, words, width):
            found.append(begun)
            begun = None
        indent = begun.line.right + _RUN_GAP if begun else 0.0
        first, *rest = ink(words, own, width, size, leading, indent)
        high = max(leading, begun.leading if begun else 0.0)
        found += [replace(first, before=begun, leading=high), *rest]
        begun = found.pop() if words.runs_on else None
    return found if begun is None else [*found, begun]


def cell_width(cell: Cell, *, close: bool = False) -> float:
    """What a table cell needs for each of its paragraphs on one line."""
    sizes = CLOSE if close else OPEN
    widest = begun = 0.0
    for words in words_of(cell):
        size, _leading = sizes[words.small]
        whole = begun + max(measure(p, weight(words.strong), size) for p in words.text.split("\n"))
        widest = max(widest, whole)
        begun = whole + _RUN_GAP if words.runs_on else 0.0
    return widest


def _follows(begun: Ink, words: Words, width: float) -> bool:
    """Whether ``words`` can begin on the line that is begun."""
    return runs_on(words.text) and width - begun.line.right >= width * _LEAST


def draw_ink(sheet: Sheet, drawn: Sequence[Ink], x: float, top: float) -> None:
    """Draw lines downwards from ``top``."""
    pen = top
    for part in drawn:
        first = _first(part)
        _draw(sheet, part, x, pen - baseline(first.size, first.leading))
        pen -= part.leading


def _first(part: Ink) -> Ink:
    """What a line begins with: all of it stands on the baseline of that."""
    return part if part.before is None else _first(part.before)


def _draw(sheet: Sheet, part: Ink, x: float, base: float) -> None:
    if part.before:
        _draw(sheet, part.before, x, base)
    with sheet.marked(part.element):
        sheet.write(part.line, x, base, part.size, part.tone)
        if part.struck:
            sheet.strike(part.line, x, base, part.size)


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
    """A numbered list in small type."""
    pieces: list[Piece] = []
    whole = parent.add("L")
    for number, item in enumerate(block.items, start=1):
        entry = whole.add("LI")
        label = ink(Words(f"{number}", "muted"), entry.add("Lbl"), 16, SMALL, SMALL_LEADING)
        body = ink(Words(item), entry.add("LBody"), width - 18, SMALL, SMALL_LEADING)
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
