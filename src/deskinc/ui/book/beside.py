"""The parts beside the entry line of the Book page, in the order their rows stand over it."""

from deskinc.ui.book.completions import KnownPart
from deskinc.ui.book.late import LatePart
from deskinc.ui.book.parked import ParkPart
from deskinc.ui.book.part import Part
from deskinc.ui.book.reach import LogPart
from deskinc.ui.book.snippets import SnippetPart
from deskinc.ui.book.stubs import StubPart
from deskinc.ui.book.words import WordsPart

PARTS: tuple[type[Part], ...] = (
    LatePart,
    StubPart,
    ParkPart,
    SnippetPart,
    KnownPart,
    WordsPart,
    LogPart,
)
