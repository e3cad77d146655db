"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8), built with pikepdf."""

from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from deskinc.reports.sheet import Element


class StructureTree:
    """Writes elements as objects of one file and keeps the way back from page marks to them."""

    def __init__(self, pdf: pikepdf.Pdf, widgets: Mapping[str, pikepdf.Object]) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.widgets = widgets
        self.by_page: dict[int, dict[int, pikepdf.Object]] = {}
        self.by_widget: list[tuple[pikepdf.Object, pikepdf.Object]] = []

    def write(self, document: Element) -> None:
        """Put the tree under ``document`` into the catalog."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self._element(document, root)])
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=self._numbers()))
        root.ParentTreeNextKey = len(self.pages) + len(self.by_widget)
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent)
        )
        if element.alt:
            made.Alt = String(element.alt)
        attributes = _attributes(element)
        if attributes:
            made.A = Array(attributes)
        kids = [self._element(kid, made) for kid in element.kids]
        kids += [self._mark(made, page, mark) for page, mark in element.marks]
        if element.widget:
            kids.append(self._widget(made, element.widget))
        made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _mark(self, made: pikepdf.Object, page: int, mark: int) -> pikepdf.Object:
        self.by_page.setdefault(page - 1, {})[mark] = made
        return Dictionary(Type=Name.MCR, Pg=self.pages[page - 1], MCID=mark)

    def _widget(self, made: pikepdf.Object, name: str) -> pikepdf.Object:
        widget = self.widgets[name]
        widget.StructParent = len(self.pages) + len(self.by_widget)
        self.by_widget.append((widget, made))
        return Dictionary(Type=Name.OBJR, Obj=widget, Pg=widget.P)

    def _numbers(self) -> Array:
        """The number tree from a page's or widget's key to its elements."""
        numbers = Array()
        for page, marks in sorted(self.by_page.items()):
            self.pages[page].StructParents = page
            numbers.append(page)
            owners = Array([marks[mark] for mark in range(len(marks))])
            numbers.append(self.pdf.make_indirect(owners))
        for place, (_widget, made) in enumerate(self.by_widget):
            numbers.append(len(self.pages) + place)
            numbers.append(made)
        return numbers


def _attributes(element: Element) -> list[Dictionary]:
    found: list[Dictionary] = []
    if element.scope:
        found.append(Dictionary(O=Name.Table, Scope=Name("/" + element.scope)))
    if element.span > 1:
        found.append(Dictionary(O=Name.Table, ColSpan=element.span))
    if element.struck:
        found.append(Dictionary(O=Name.Layout, TextDecorationType=Name.LineThrough))
    if element.box:
        box = Array([round(edge, 2) for edge in element.box])
        found.append(Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box))
    return found
