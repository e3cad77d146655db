"""Tables: facts in pairs, and rows under a head that is repeated on every page."""

from collections.abc import Sequence
from dataclasses import replace

from deskinc.reports.document import Answer, Facts, Row, Table, UpTo, Words, said
from deskinc.reports.flow import Draw, Ink, Piece
from deskinc.reports.prose import LEADING, SIZE, cell_ink, cell_width, draw_ink, ink
from deskinc.reports.sheet import Element, Sheet
from deskinc.reports.text import measure

PAD, CLOSE_PAD = 3.5, 1.75
GAP = 10.0
_HEAD, _HEAD_LEADING = 8.5, 12.0
_TALL = 150.0  # a row higher than this may run on over the page


def facts(block: Facts, parent: Element, width: float) -> list[Piece]:
    """Muted labels, answers beside them, a hairline under each row."""
    whole = parent.add("Table")
    columns = block.columns if len(block.pairs) > 1 else 1
    each = (width - GAP * (columns - 1) * 2) / columns
    label = _label_width(block.pairs, each)
    pieces: list[Piece] = []
    for start in range(0, len(block.pairs), columns):
        row = whole.add("TR")
        cells: list[tuple[float, list[Ink]]] = []
        for column in range(columns):
            x = column * (each + GAP * 2)
            pair = block.pairs[start : start + columns][column:][:1]
            cells += _pair(pair, row, x, label, each)
        pieces += _bands(cells, width)
    return pieces


def _label_width(pairs: Sequence[tuple[str, Answer]], each: float) -> float:
    longest = max((measure(label, "regular", SIZE) for label, _ in pairs), default=0)
    return min(max(longest + GAP, 78), each * 0.42)


def _pair(
    pair: Sequence[tuple[str, Answer]], row: Element, x: float, label: float, each: float
) -> list[tuple[float, list[Ink]]]:
    head, body = row.add("TH"), row.add("TD")
    head.scope = "Row"
    if not pair:
        head.tag = "TD"
        head.scope = ""
        return []
    name, answer = pair[0]
    return [
        (x, ink(Words(name, "muted"), head, label - GAP / 2, SIZE, LEADING)),
        (x + label, ink(Words(said(answer)), body, each - label, SIZE, LEADING)),
    ]


def table(block: Table, parent: Element, width: float) -> list[Piece]:
    """A head in muted words over an ink rule, then the rows."""
    whole = parent.add("Table")
    widths = column_widths(block, width)
    starts = [sum(widths[:i]) + block.gap * i for i in range(len(widths))]
    columns = list(zip(starts, widths, strict=True))
    head = _head(block.head, whole.add("TR"), columns, width)
    again = _head(block.head, None, columns, width)
    pieces = [replace(head, keep=True)]
    for row in block.rows:
        pieces += _row(row, whole.add("TR"), columns, width, again, close=block.close)
    return pieces


def column_widths(block: Table, width: float) -> list[float]:
    """How wide each column of a table is that is ``width`` points wide."""
    found = [
        min(said.most, _natural(block, at)) if isinstance(said, UpTo) else said
        for at, said in enumerate(block.widths)
    ]
    rest = width - sum(found) - block.gap * (len(found) - 1)
    return [fixed or rest for fixed in found]


def _natural(block: Table, at: int) -> float:
    """What a column needs for each paragraph on a line, and each word of its head."""
    cells = [cell_width(row.cells[at], close=block.close) for row in block.rows if not row.band]
    heads = [measure(word, "regular", _HEAD) for word in block.head[at].split()]
    return max([*cells, *heads], default=0.0) + 0.1  # what adding up loses


def _head(
    names: Sequence[str], row: Element | None, columns: Sequence[tuple[float, float]], width: float
) -> Piece:
    cells: list[tuple[float, list[Ink]]] = []
    for name, (x, room) in zip(names, columns, strict=True):
        element = row.add("TH") if row else None
        if element:
            element.scope = "Column"
        cells.append((x, ink(Words(name, "muted"), element, room, _HEAD, _HEAD_LEADING)))
    height = max(len(drawn) for _, drawn in cells) * _HEAD_LEADING + 2 * 2.5

    def draw(sheet: Sheet, top: float) -> None:
        for x, drawn in cells:
            draw_ink(sheet, drawn, sheet.left + x, top - 2.5)
        sheet.rule(sheet.left, top - height, width, 0.7)

    return Piece(height, draw)


def _row(
    row: Row,
    element: Element,
    columns: Sequence[tuple[float, float]],
    width: float,
    again: Piece,
    *,
    close: bool,
) -> list[Piece]:
    if row.band:
        only = element.add("TD")
        only.span = len(columns)
        return [
            replace(piece, keep=True, again=again)
            for piece in _bands([(0.0, cell_ink(row.cells[0], only, width))], width, (6.0, PAD))
        ]
    cells = [
        (x, cell_ink(cell, element.add("TD"), room, close=close))
        for cell, (x, room) in zip(row.cells, columns, strict=True)
    ]
    pad = CLOSE_PAD if close else PAD
    first, *rest = _bands(cells, width, (pad, pad), row.room)
    below = replace(again, height=again.height + pad)
    return [replace(first, again=again), *(replace(piece, again=below) for piece in rest)]


def _bands(
    cells: Sequence[tuple[float, list[Ink]]],
    width: float,
    pads: tuple[float, float] = (PAD, PAD),
    room: float = 0.0,
) -> list[Piece]:
    """A row as one piece, with space above and below; of a very tall one the tall cells run on."""
    height = max((_height(drawn) for _, drawn in cells), default=LEADING)
    height = max(height, room - sum(pads))
    if height <= _TALL:
        return [Piece(height + sum(pads), _draw_row(cells, width, height, pads))]
    low = [_height(drawn) for _, drawn in cells if _height(drawn) <= _TALL]
    begun = [(x, drawn, _fitting(drawn, max(low, default=0.0))) for x, drawn in cells]
    parts = [[(x, drawn[:count]) for x, drawn, count in begun]]
    rest = [(x, drawn[count:]) for x, drawn, count in begun if drawn[count:]]
    longest = max(len(drawn) for _, drawn in rest)
    parts += [[(x, drawn[at : at + 1]) for x, drawn in rest] for at in range(longest)]
    pieces: list[Piece] = []
    for at, part in enumerate(parts):
        deep = max(_height(drawn) for _, drawn in part)
        last = at == len(parts) - 1
        above, below = pads[0] if at == 0 else 0.0, pads[1] if last else 0.0
        drawing = _draw_row(part, width if last else 0.0, deep, (above, below))
        keep = at in {0, len(parts) - 2}
        pieces.append(Piece(deep + above + below, drawing, keep=keep))
    return pieces


def _height(drawn: Sequence[Ink]) -> float:
    return sum(part.leading for part in drawn)


def _fitting(drawn: Sequence[Ink], room: float) -> int:
    """How many lines fit the height of the low cells, so that each of these stays whole."""
    count = min(3, len(drawn))
    while count < len(drawn) and _height(drawn[: count + 1]) <= room:
        count += 1
    return count


def _draw_row(
    cells: Sequence[tuple[float, list[Ink]]],
    width: float,
    height: float,
    pads: tuple[float, float],
) -> Draw:
    above, below = pads

    def draw(sheet: Sheet, top: float) -> None:
        for x, drawn in cells:
            draw_ink(sheet, drawn, sheet.left + x, top - above)
        if width:
            sheet.rule(sheet.left, top - above - height - below, width)

    return draw
