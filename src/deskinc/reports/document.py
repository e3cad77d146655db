"""What a paper consists of: frozen blocks that say what stands where, and nothing of how.

Every text here is plain and already in the words and times of the site. Markup has no meaning:
``<b>`` prints as ``<b>``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from deskinc.i18n import _
from deskinc.reports.byhand import Spaces

Tone = Literal["ink", "muted", "late", "struck", "fault", "mark"]
Severity = Literal["low", "medium", "high", "critical"]


@dataclass(frozen=True, slots=True)
class Unknown:
    """An answer nobody could give, with the reason; it prints as *unknown, because …*."""

    reason: str


Answer = str | Unknown


def said(answer: Answer) -> str:
    """The words an answer prints as; nothing at all prints as *not recorded*."""
    if isinstance(answer, Unknown):
        reason = answer.reason.strip()
        return _("unknown, because {reason}").format(reason=reason) if reason else _("unknown")
    return answer if answer.strip() else _("not recorded")


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet: name and size in points (1/72 inch)."""

    name: str
    width: float
    height: float


A4 = Paper("A4", 595.28, 841.89)
LETTER = Paper("Letter", 612, 792)


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph: a tone, semibold or regular, with a line through it or not, small or not.

    After one that ``runs_on`` the next paragraph of its cell begins on the same line.
    """

    text: str
    tone: Tone = "ink"
    strong: bool = False
    struck: bool = False
    small: bool = False
    runs_on: bool = False


Cell = str | Words | tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the paper, and one line beneath it."""

    text: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a section; it stays with what follows and stands in the outline."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs, one for each line of the text."""

    text: str
    tone: Tone = "ink"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Lines to be copied exactly, in small type close together."""

    text: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered steps."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and answer, in one or two columns of pairs."""

    pairs: tuple[tuple[str, Answer], ...]
    columns: Literal[1, 2] = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a ``band`` is one cell across all columns (a new day).

    ``room`` is the height in points that it has at least, to be written in by hand.
    """

    cells: tuple[Cell, ...]
    band: bool = False
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class UpTo:
    """A column as wide as its words need on one line, up to so many points."""

    most: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on every page.

    ``widths`` are points, as is the ``gap`` between columns; 0 takes what the others leave.
    ``close`` sets a long one in smaller type, its rows closer together.
    """

    head: tuple[str, ...]
    widths: tuple[float | UpTo, ...]
    rows: tuple[Row, ...]
    gap: float = 10.0
    close: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright photograph (JPEG or PNG) with its caption and its words for who cannot see it."""

    data: bytes = field(repr=False)
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photographs, two in a row."""

    items: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """Where on the excerpt: fractions of its width and height from the top left.

    ``radius`` (a fraction of the width) draws the circle of a place known only about.
    """

    x: float
    y: float
    severity: Severity
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class KeyPlan:
    """The whole floor in small; ``frame`` is the excerpt (left, top, right, bottom; 0 to 1)."""

    data: bytes = field(repr=False)
    frame: tuple[float, float, float, float]
    caption: str


@dataclass(frozen=True, slots=True)
class PlanExcerpt:
    """A piece of floor plan (JPEG or PNG) with the pin on it and the key plan beside it."""

    data: bytes = field(repr=False)
    pin: Pin | None
    caption: str
    alt: str
    key: KeyPlan | None = None


@dataclass(frozen=True, slots=True)
class BodyMark:
    """What is marked on a drawing of the body (``deskinc.forms.body``), by its number."""

    number: int
    view: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class BodyMap:
    """The body from the front and from behind, with ``marks``; ``alt`` says them in words."""

    marks: tuple[BodyMark, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code with words beside it that say what it holds."""

    payload: str
    words: Cell
    alt: str


@dataclass(frozen=True, slots=True)
class QrCodes:
    """QR codes side by side, two at most."""

    items: tuple[QrCode, ...]


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """One signature to come: field name, the person's printed name, what signing means.

    ``detail`` is role and licence, ``record`` the line about the person's own record in the book.
    """

    field: str
    name: str
    detail: str
    meaning: str
    record: str


@dataclass(frozen=True, slots=True)
class SignatureBoxes:
    """The signatures in the order in which they are given; the last one closes the file."""

    boxes: tuple[SignatureBox, ...]


@dataclass(frozen=True, slots=True)
class EndOfEntries:
    """The double rule that closes a day or a shift, with its words in the middle."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Blocks that stay on one page where they fit on one."""

    blocks: tuple["Block", ...]


Block = (
    Title | Heading | Text | Verbatim | Steps | Facts | Table | Pictures | PlanExcerpt | BodyMap
    | QrCodes | SignatureBoxes | EndOfEntries | PageBreak | Keep | Spaces
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF (PDF/A-3 associated file, relationship *Data*)."""

    name: str
    data: bytes = field(repr=False)
    mime: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole paper.

    ``language`` is BCP 47; ``made`` (aware) is the only date the file carries, so the same document
    always gives the same bytes. Header and footer stand on every page; ``mark`` lies across each,
    lightly and behind what is written.
    """

    title: str
    language: str
    author: str
    made: datetime
    header: str
    issue: str
    footer: str
    blocks: tuple[Block, ...]
    paper: Paper = A4
    attachments: tuple[Attachment, ...] = ()
    mark: str = ""

    def boxes(self) -> tuple[SignatureBox, ...]:
        """The signatures to come, in the order in which they are given."""
        return tuple(box for part in _boxes(self.blocks) for box in part.boxes)


def _boxes(blocks: tuple[Block, ...]) -> Iterator[SignatureBoxes]:
    for block in blocks:
        if isinstance(block, SignatureBoxes):
            yield block
        elif isinstance(block, Keep):
            yield from _boxes(block.blocks)
