"""The parts beside the entry line of the Book page, in the order their rows stand over it."""

from deskinc.ui.book.late import LatePart
from deskinc.ui.book.part import Part

PARTS: tuple[type[Part], ...] = (LatePart,)
