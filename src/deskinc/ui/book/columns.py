"""Where the columns of the log stand, in logical pixels; the entry line uses the same."""

from dataclasses import dataclass
from typing import Final

from deskinc.ui import theme

TEXT_MOST: Final = 760
"""The words of a line are never wider than this."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges of the columns, and what goes where."""

    margin: int
    number: int
    written: int
    happened: int
    kind: int
    place: int
    text: int
    by: int
    """Width of the initials' column at the right."""
    pad: int
    """Space above the first line of text."""
    stacked: bool
    """Place stands under type, happened under written."""
    low: bool
    """No place, no meta but what must be seen."""

    def text_width(self, width: int) -> int:
        """Room for the words in a log ``width`` wide."""
        return max(120, min(TEXT_MOST, width - self.margin - self.by - 16 - self.text))

    def right(self, width: int) -> int:
        """Right edge of the initials in a log ``width`` wide."""
        return width - self.margin


FULL: Final = Columns(theme.MARGIN, 24, 98, 156, 228, 340, 476, 44, 6, False, False)
NARROW: Final = Columns(theme.MARGIN_NARROW, 16, 60, 60, 112, 112, 216, 40, 5, True, False)
LOW: Final = Columns(12, 12, 52, 52, 102, 102, 186, 36, 5, True, True)


def columns(*, narrow: bool, low: bool) -> Columns:
    """The columns for the window's measure."""
    if low:
        return LOW
    return NARROW if narrow else FULL
