"""The visible face of a signature, drawn with the paper's own faces."""

from collections.abc import Sequence
from io import BytesIO

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from deskinc.reports.document import Paper
from deskinc.reports.prose import baseline
from deskinc.reports.sheet import Sheet
from deskinc.reports.text import Line, lines

_PAD = 7.0


def draw(words: Sequence[str], width: float, height: float) -> bytes:
    """A page of ``width`` by ``height`` points: the first line is the name, in semibold."""
    size = 8.5
    while size > 4 and _height(words, width, size) > height - 4:
        size -= 0.5
    target = BytesIO()
    sheet = Sheet(target, Paper("stamp", width, height))
    pen = height - max((height - _height(words, width, size)) / 2, 2)
    for first, line in _lines(words, width, size):
        base = pen - baseline(size, size * 1.4)
        sheet.write(line, _PAD, base, size, "ink" if first else "muted")
        pen -= size * 1.4
    sheet.save()
    return target.getvalue()


def _lines(words: Sequence[str], width: float, size: float) -> list[tuple[bool, Line]]:
    return [
        (place == 0, line)
        for place, part in enumerate(words)
        for line in lines(part, "regular" if place else "strong", size, width - 2 * _PAD)
    ]


def _height(words: Sequence[str], width: float, size: float) -> float:
    return len(_lines(words, width, size)) * size * 1.4


class _MemoryPage(PdfContent):
    """The first page of a PDF held in memory, as content for a stamp."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.data = data

    def render(self) -> bytes:
        """Take the page over into the file being signed and paint it."""
        source = PdfFileReader(BytesIO(self.data))
        page = self._ensure_writer.import_page_as_xobject(source, page_ix=0)
        self.resources.xobject["/Face"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Face Do"


def style(words: Sequence[str], width: float, height: float) -> StaticStampStyle:
    """The stamp as pyHanko takes it, filling its field exactly."""
    corner = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MIN,
        y_align=AxisAlignment.ALIGN_MIN,
        margins=Margins(0, 0, 0, 0),
    )
    return StaticStampStyle(
        background=_MemoryPage(draw(words, width, height)),
        border_width=0,
        background_opacity=1,
        background_layout=corner,
    )
