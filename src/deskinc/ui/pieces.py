"""Runs of words side by side on one baseline; where room is short, some end in …, others never."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from deskinc.ui import icons, theme

GAP = 7
"""Between two pieces, logical pixels."""
SHORTEST = 24
"""With less room than this a piece is left out: a lone … says nothing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words in one colour and weight, with an icon before it if one is named.

    ``keep`` is the width that it holds while another gives way; −1 for one that never does.
    An icon without words stands close before the next piece.
    """

    words: str
    role: str = "ink"
    weight: int = 400
    icon: str = ""
    keep: int = -1

    def sign(self) -> int:
        """Width of the icon with its gap."""
        if not self.icon:
            return 0
        return icons.TEXT + (6 if self.icon in icons.SEVERITY else 4)

    def metrics(self) -> QFontMetrics:
        """Measures of its font."""
        return QFontMetrics(theme.font_for(self.words, "base", self.weight))

    def width(self) -> int:
        """Width of the words in full and the icon."""
        if not self.words:
            return self.sign() - GAP
        return self.metrics().horizontalAdvance(self.words) + self.sign() + 1

    def least(self) -> int:
        """Width below which others give way first."""
        return self.width() if self.keep < 0 else min(self.keep, self.width())


def width_of(pieces: Sequence[Piece]) -> int:
    """Width of all in full."""
    return sum(piece.width() + GAP for piece in pieces)


def least_of(pieces: Sequence[Piece]) -> int:
    """Width with every piece that may give way as short as it should get."""
    return sum(piece.least() + GAP for piece in pieces)


def fitted(pieces: Sequence[Piece], room: int) -> list[Piece]:
    """The pieces cut to ``room``: the first that may gives way first, but keeps its least.

    Only when all stand at their least does one after the other go on to nothing.
    """
    widths = [piece.width() for piece in pieces]
    over = width_of(pieces) - room
    for floor in (Piece.least, _nothing):
        for at, piece in enumerate(pieces):
            if piece.keep >= 0 and over > 0:
                cut = min(over, widths[at] - floor(piece))
                widths[at] -= cut
                over -= cut
    cuts = [_cut(piece, width) for piece, width in zip(pieces, widths, strict=True)]
    return [piece for piece in cuts if piece.words or piece.icon]


def _nothing(_piece: Piece) -> int:
    return 0


def _cut(piece: Piece, width: int) -> Piece:
    if width >= piece.width():
        return piece
    if width < SHORTEST:
        return replace(piece, words="", icon="")
    words = piece.metrics().elidedText(piece.words, Qt.TextElideMode.ElideRight, width)
    return replace(piece, words=words)


def paint_pieces(painter: QPainter, pieces: Sequence[Piece], height: int) -> None:
    """Paint side by side from the left edge."""
    left, top = 0, (height - icons.TEXT) / 2
    for piece in pieces:
        if piece.icon in icons.SEVERITY:
            icons.paint_severity(painter, piece.icon, QPointF(left, top), icons.TEXT)
        elif piece.icon:
            icons.paint(painter, piece.icon, QPointF(left, top), icons.TEXT, piece.role)
        painter.setFont(theme.font_for(piece.words, "base", piece.weight))
        painter.setPen(theme.color(piece.role))
        area = QRect(left + piece.sign(), 0, piece.width(), height)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, piece.words)
        left += piece.width() + GAP
