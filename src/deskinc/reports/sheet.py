"""The sheet being drawn on: a reportlab canvas whose marks belong to a structure (tagged PDF).

All positions are points from the bottom left of the sheet, as PDF has them.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from deskinc.reports import fonts
from deskinc.reports.document import Paper, Tone
from deskinc.reports.text import Line, lines

INKS: dict[Tone, Color] = {
    "ink": HexColor(0x15191B),
    "muted": HexColor(0x545D62),
    "late": HexColor(0x825800),
    "struck": HexColor(0x596267),
    "fault": HexColor(0xAE1029),
    "mark": HexColor(0xE4E8E9),
}
HAIR = HexColor(0xC3CACB)
EDGE = HexColor(0x7F888C)


@dataclass(slots=True, eq=False)
class Element:
    """A structure element (ISO 32000-1, 14.7.2).

    ``marks`` are (page from 1, marked-content id); ``widget`` names the signature field it stands
    for. Kids and marks of one element are never mixed.
    """

    tag: str
    kids: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    alt: str = ""
    scope: str = ""
    span: int = 1
    struck: bool = False
    box: tuple[float, float, float, float] | None = None
    widget: str = ""

    def add(self, tag: str, *, alt: str = "", struck: bool = False) -> "Element":
        """A new element as the last of this one's kids."""
        kid = Element(tag, alt=alt, struck=struck)
        self.kids.append(kid)
        return kid


@dataclass(frozen=True, slots=True)
class Field:
    """Where a signature goes: field name, page (from 0), rectangle in points, its spoken name."""

    name: str
    page: int
    rect: tuple[float, float, float, float]
    label: str


class Sheet(Canvas):
    """A canvas that knows its margins and puts every mark into the structure or outside it."""

    left = 42.5  # 15 mm

    def __init__(self, target: IO[bytes], paper: Paper) -> None:
        regular = fonts.FACES["regular"]
        fonts.face(regular)
        self._marks = 0
        self._open = False
        self._code: list[str] = []
        super().__init__(
            target,
            (paper.width, paper.height),
            invariant=1,
            initialFontName=regular,  # type: ignore[arg-type] # the stub says float
            pageCompression=1,
        )
        self.fields: list[Field] = []
        self.outline: list[str] = []

    def showPage(self) -> None:
        """End the page; marked-content ids start anew."""
        super().showPage()
        self._marks = 0

    @contextmanager
    def marked(self, element: Element | None) -> Iterator[None]:
        """What is drawn within belongs to ``element``, or with None is mere decoration."""
        if element is None:
            self._code.append("/Artifact BMC")
        else:
            element.marks.append((self.getPageNumber(), self._marks))
            self._code.append(f"/{element.tag} <</MCID {self._marks}>> BDC")
            self._marks += 1
        yield
        self._code.append("EMC")

    def write(self, line: Line, x: float, baseline: float, size: float, tone: Tone) -> None:
        """Draw one line of text with its column's left edge at ``x``."""
        self.setFillColor(INKS[tone])
        for span in line.spans:
            true = span.actual
            if true is not None:
                code = true.encode("utf-16-be", "replace").hex().upper()
                self._code.append(f"/Span <</ActualText <FEFF{code}>>> BDC")
            self.setFont(span.face, size)
            self.drawString(x + span.x, baseline, span.shown)
            if true is not None:
                self._code.append("EMC")

    def across(self, words: str, paper: Paper) -> None:
        """Lay ``words`` lightly from corner to corner, outside the structure, before all else."""
        size = 10.0
        line = lines(words, "strong", size, math.inf)[0]
        wide = line.right - line.left
        grown = min(0.72 * math.hypot(paper.width, paper.height) / wide, 13)
        with self.marked(None):
            self.saveState()
            self.translate(paper.width / 2, paper.height / 2)
            self.rotate(math.degrees(math.atan2(paper.height, paper.width)))
            self.scale(grown, grown)
            self.write(line, -line.left - wide / 2, -size * 0.36, size, "mark")
            self.restoreState()

    def strike(self, line: Line, x: float, baseline: float, size: float) -> None:
        """Draw the line through the words of ``line``."""
        self.setStrokeColor(INKS["struck"])
        self.setLineWidth(0.8)
        height = baseline + size * 0.29
        self.line(x + line.left, height, x + line.right, height)

    def rule(self, x: float, y: float, width: float, thick: float = 0.5) -> None:
        """A horizontal rule, outside the structure: a hairline, or an ink line if thicker."""
        with self.marked(None):
            self.setStrokeColor(HAIR if thick <= 0.5 else INKS["ink"])
            self.setLineWidth(thick)
            self.line(x, y, x + width, y)

    def picture(self, image: ImageReader, box: tuple[float, float, float, float]) -> None:
        """Draw an image to fill ``box`` (left, bottom, right, top)."""
        left, bottom, right, top = box
        self.drawImage(image, left, bottom, right - left, top - bottom)
