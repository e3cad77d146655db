"""The small words under a line of the book, on as many rows as they need: no reason is cut off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from deskinc.ui import theme
from deskinc.ui.book.cells import META, Cell, cell
from deskinc.ui.book.meta import Piece

SIGN = 14
"""Size of an icon in the meta line, logical pixels."""
_APART, _NEAR, _AFTER_SIGN = 14, 5, 5
_BASE = 13


@dataclass(frozen=True, slots=True)
class Link:
    """Where a press leads: an incident's thread or the serial of a line."""

    area: QRectF
    thread: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon of the meta line."""

    icon: str
    at: QPointF
    role: str


@dataclass(slots=True)
class Under:
    """What is laid out so far; ``height`` is 0 where there is nothing to say."""

    cells: list[Cell] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    height: int = 0


def lay_under(meta: Sequence[Piece], left: int, room: float, top: int) -> Under:
    """Lay the pieces out from ``left``, each row at most ``room`` wide, the first at ``top``."""
    made, at = Under(), 0.0
    for piece in meta:
        gap = (_NEAR if piece.near else _APART) if at else 0
        sign = SIGN + _AFTER_SIGN if piece.icon else 0
        if at and at + gap + sign + _width(piece, piece.words) > room:
            made.height, at, gap = made.height + META, 0.0, 0
        made.height = made.height or META
        start = at + gap
        if piece.icon:
            here = QPointF(left + start, top + made.height - META + 2)
            made.signs.append(Sign(piece.icon, here, piece.role))
        at = _words(made, piece, left, start + sign, room, top)
        if piece.link is not None or piece.thread:
            row = QRectF(left + start, top + made.height - META, at - start, META)
            made.links.append(Link(row, piece.thread, piece.link))
    return made


def _words(made: Under, piece: Piece, left: int, start: float, room: float, top: int) -> float:
    """The words of a piece, the first of them at ``start``; says where the last of them end."""
    role, weight = _look(piece)
    for number, words in enumerate(_rows(piece, room - start)):
        made.height += META if number else 0
        base = top + made.height - META + _BASE
        made.cells.append(cell(words, left + start, base, "small", weight, role))
    return start + made.cells[-1].layout.maximumWidth()


def _rows(piece: Piece, room: float) -> Iterator[str]:
    """The words in rows of at most ``room``; a word too long for a row is broken."""
    row = ""
    for word in piece.words.split(" "):
        longer = f"{row} {word}" if row else word
        if _width(piece, longer) <= room:
            row = longer
            continue
        if row:
            yield row
        row = word
        while len(row) > 1 and _width(piece, row) > room:
            size = _fitting(piece, row, room)
            yield row[:size]
            row = row[size:]
    yield row


def _fitting(piece: Piece, word: str, room: float) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _width(piece, word[:middle]) <= room else (low, middle - 1)
    return low


def _look(piece: Piece) -> tuple[str, int]:
    return ("quiet", 400) if piece.role == "muted" else (piece.role, 600)


def _width(piece: Piece, words: str) -> float:
    font = theme.font_for(words, "small", _look(piece)[1])
    return QFontMetricsF(font).horizontalAdvance(words)
