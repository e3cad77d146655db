"""Where the parts of the entry line stand, for each measure of the window."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskinc.ui.book.columns import FULL, LOW, NARROW

if TYPE_CHECKING:
    from deskinc.ui.book.entryline import EntryLine

REASON = 44
"""Height of the row that asks why a line is corrected."""


@dataclass(frozen=True, slots=True)
class Places:
    """The line to lay out, and the room it has."""

    line: "EntryLine"
    width: int
    correcting: bool

    def put(self, part: QWidget, left: int, top: int, width: int, height: int) -> None:
        """Place a part."""
        part.setGeometry(left, top, max(1, width), height)

    def words(self, part: QWidget, left: int, middle: int) -> int:
        """Place a label around ``middle``; returns its right edge."""
        size = part.sizeHint()
        part.setGeometry(left, middle - size.height() // 2, size.width(), size.height())
        return left + size.width()

    def at_right(self, part: QWidget, right: int, middle: int) -> int:
        """Place a label ending at ``right``; returns its left edge."""
        size = part.sizeHint()
        left = right - size.width()
        part.setGeometry(left, middle - size.height() // 2, size.width(), size.height())
        return left

    def ask_why(self, left: int, top: int, right: int) -> int:
        """Place the reason while a line is corrected; returns the height it takes."""
        if not self.correcting:
            return 0
        edge = self.words(self.line.why, left, top + 26)
        self.put(self.line.reason, edge + 8, top + 8, right - edge - 8, 36)
        return REASON


def place_full(places: Places) -> int:
    """One row in the columns of the log; returns the height needed."""
    line, at = places.line, FULL
    right = places.width - at.margin
    edge = places.words(line.who, at.margin, 26)
    places.words(line.doing, edge + 10, 29)
    places.at_right(line.beside, right, 27)
    top, middle = 46, 68
    places.words(line.serial, at.number, middle)
    places.words(line.time, at.written, middle)
    places.put(line.happened, at.happened, top, at.kind - at.happened - 8, 44)
    places.put(line.type, at.kind, top, at.place - at.kind - 8, 44)
    places.put(line.place, at.place, top, at.text - at.place - 8, 44)
    post = line.post.sizeHint().width()
    high = line.text.wanted_height(44)
    places.put(line.text, at.text, top, right - post - 8 - at.text, high)
    places.put(line.post, right - post, top, post, 44)
    low = top + high + places.ask_why(at.text, top + high, right - post - 8)
    kept = places.at_right(line.kept, right, low + 16)
    places.words(line.hints.fit(kept - at.margin - 16), at.margin, low + 16)
    if foot := line.foot():
        places.words(foot, at.margin, low + 16)
    return low + 36


def place_narrow(places: Places) -> int:
    """Two rows: fields in the columns of the log, then words; returns the height needed."""
    line, at = places.line, NARROW
    right = places.width - at.margin
    edge = places.words(line.who, at.margin, 22)
    edge = places.words(line.doing, edge + 8, 25)
    left = places.at_right(line.beside, right, 23)
    top, middle = 40, 60
    places.words(line.serial, at.number, middle)
    places.words(line.time, at.written, middle)
    left = at.kind
    for part, width in ((line.happened, 72), (line.type, 130), (line.place, 150)):
        places.put(part, left, top, width, 40)
        left += width + 8
    return _words_row(places, at.margin, right, 88, left)


def place_low(places: Places) -> int:
    """Two rows without a head: name, time and fields in one; returns the height needed."""
    line, at = places.line, LOW
    right = places.width - at.margin
    middle = 26
    edge = places.words(line.who, at.margin, middle)
    if not line.doing.isHidden():
        edge = places.words(line.doing, edge + 8, middle)
    edge = places.words(line.time, edge + 8, middle)
    places.put(line.happened, edge + 8, 8, 58, 36)
    left = edge + 74
    wide = min(128, (places.at_right(line.beside, right, middle) - 8 - left - 8) // 2)
    for part in (line.type, line.place):
        places.put(part, left, 8, wide, 36)
        left += wide + 8
    return _words_row(places, at.margin, right, 50, left)


def _words_row(places: Places, left: int, right: int, top: int, beside: int) -> int:
    line = places.line
    post = line.post.sizeHint().width()
    high = line.text.wanted_height(40)
    places.put(line.text, left, top, right - post - 8 - left, high)
    places.put(line.post, right - post, top, post, 40)
    low = top + high + places.ask_why(left, top + high, right)
    if foot := line.foot():
        places.words(foot, left, low + 12)
        low += 20
    hints = line.hints.fit(right - beside - 8, rows=2)
    places.at_right(hints, right, top - 28)
    return low + 8
