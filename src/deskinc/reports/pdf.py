"""The one way from a document to paper: :func:`render`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from deskinc.i18n import _
from deskinc.reports import bodies, boxes, figures, prose, spaces, tables
from deskinc.reports import document as d
from deskinc.reports.byhand import Spaces
from deskinc.reports.finalise import finalise
from deskinc.reports.flow import Page, Piece, paginate
from deskinc.reports.sheet import Element, Field, Sheet
from deskinc.reports.text import lines, measure

Layout = Callable[[Any, Element, float], list[Piece]]

_LAYOUTS: dict[type, Layout] = {
    d.Title: prose.title,
    d.Heading: prose.heading,
    d.Text: prose.text,
    d.Verbatim: prose.verbatim,
    d.Steps: prose.steps,
    d.EndOfEntries: prose.end_of_entries,
    d.Facts: tables.facts,
    d.Table: tables.table,
    d.Pictures: figures.pictures,
    d.PlanExcerpt: figures.plan,
    d.BodyMap: bodies.body_map,
    d.QrCodes: figures.qr_codes,
    d.SignatureBoxes: boxes.signature_boxes,
    Spaces: spaces.spaces,
}
_HEADER, _TOP, _BOTTOM, _FOOTER = 42.5, 60.0, 51.0, 36.0


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file: PDF/A-3a and PDF/UA-1, its number of pages, its empty signature fields."""

    pdf: bytes = field(repr=False)
    pages: int
    fields: tuple[Field, ...]


def render(document: d.Document) -> Rendered:
    """The document as a PDF; the same document gives the same bytes."""
    target = BytesIO()
    sheet = Sheet(target, document.paper)
    width = document.paper.width - 2 * sheet.left
    tree = Element("Document")
    pieces = _layout(document.blocks, tree, width)
    pages = paginate(pieces, document.paper.height - _TOP, _BOTTOM)
    for number, page in enumerate(pages, start=1):
        _draw(sheet, document, page, _("Page {page} of {pages}").format(
            page=number, pages=len(pages)))  # fmt: skip
    sheet.save()
    ordered = _in_order(sheet.fields, document)
    return Rendered(finalise(target.getvalue(), document, tree, ordered), len(pages), ordered)


def _in_order(found: Sequence[Field], document: d.Document) -> tuple[Field, ...]:
    by_name = {place.name: place for place in found}
    return tuple(by_name[box.field] for box in document.boxes())


def _layout(blocks: Sequence[d.Block], tree: Element, width: float) -> list[Piece]:
    pieces: list[Piece] = []
    before: d.Block = d.PageBreak()
    for block in blocks:
        new = [] if isinstance(block, d.PageBreak) else _one(block, tree, width)
        if new:
            turn = isinstance(before, d.PageBreak) and bool(pieces)
            new[0] = replace(new[0], turn=turn, before=_space(before, block))
        if isinstance(block, d.EndOfEntries) and pieces:
            pieces[-1] = replace(pieces[-1], keep=True)  # ruled off where the last line stands
        pieces += new
        before = block
    return pieces


def _space(above: d.Block, block: d.Block) -> float:
    """The space between two blocks."""
    if isinstance(block, d.Keep):
        return _space(above, block.blocks[0])
    if isinstance(above, Spaces) and isinstance(block, Spaces):
        return 0.0
    if isinstance(block, d.Heading | d.EndOfEntries):
        return 18.0
    if isinstance(block, d.SignatureBoxes | d.Pictures | d.PlanExcerpt | d.BodyMap | d.QrCode):
        return 8.0 if isinstance(above, d.Heading) else 12.0
    return 5.0 if isinstance(above, d.Heading | d.Title) else 10.0


def _one(block: d.Block, tree: Element, width: float) -> list[Piece]:
    if isinstance(block, d.Keep):
        *most, last = _layout(block.blocks, tree, width)
        return [*prose.kept(most), last]
    return _LAYOUTS[type(block)](block, tree, width)


def _draw(sheet: Sheet, document: d.Document, page: Page, count: str) -> None:
    width = document.paper.width - 2 * sheet.left
    top = document.paper.height - _HEADER
    if document.mark:
        sheet.across(document.mark, document.paper)
    with sheet.marked(None):
        _ends(sheet, document.header, document.issue, (top, width), strong=True)
        _ends(sheet, document.footer, count, (_FOOTER, width))
    sheet.rule(sheet.left, top - 8, width, 0.8)
    for placed in page:
        placed.piece.draw(sheet, placed.top)
    sheet.showPage()


def _ends(
    sheet: Sheet, left: str, right: str, place: tuple[float, float], *, strong: bool = False
) -> None:
    """One line with words at both ends; the left gives way where they would meet."""
    y, width = place
    size = 8.5
    room = width - measure(right, "regular", size) - 12
    first = lines(left.replace("\n", " "), prose.weight(strong), size, room)[0]
    sheet.write(first, sheet.left, y, size, "ink" if strong else "muted")
    for line in lines(right, "regular", size, width)[:1]:
        sheet.write(line, sheet.left + width - line.right, y, size, "muted")
