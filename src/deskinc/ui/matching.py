"""Words that match what is being typed: which, in what order, and how they are painted."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from deskinc.desk.lines.visible import shown
from deskinc.ui import theme

T = TypeVar("T")
INSIDE = 3
"""From so many letters on, letters inside a word match too."""


def match_at(wanted: str, words: str) -> int:
    """Where ``wanted`` stands in ``words``, at a word's beginning if anywhere; −1 if nowhere."""
    low, part = words.casefold(), wanted.casefold()
    if not part:
        return 0
    first = low.find(part)
    at = first
    while at > 0 and low[at - 1].isalnum():
        at = low.find(part, at + 1)
    return at if at >= 0 else first


BEGINS, WORD, WITHIN, NOT = 1, 2, 3, 9
"""How well something matches: its words begin with it, one of them does, one holds it, none."""


def closeness(wanted: str, words: str) -> int:
    """How well ``words`` match what is wanted (``BEGINS`` … ``NOT``)."""
    at = match_at(wanted, words)
    if at <= 0:
        return BEGINS if at == 0 else NOT
    if not words[at - 1].isalnum():
        return WORD
    return NOT if len(wanted) < INSIDE else WITHIN


def rank(wanted: str, things: Sequence[T], words: Callable[[T], str]) -> list[T]:
    """Those that match: first where the words begin with it, then a word does, then the rest."""
    marked = [(closeness(wanted, words(thing)), thing) for thing in things]
    return [thing for mark, thing in sorted(marked, key=lambda m: m[0]) if mark < NOT]


def paint_matched(
    painter: QPainter, area: QRect, words: str, note: str, wanted: str, *, chosen: bool
) -> None:
    """One row of a popup: ``words`` with the matched letters in accent, ``note`` at the right."""
    words, note, wanted = shown(words), shown(note), shown(wanted)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selection"))
        painter.drawRoundedRect(QRectF(area), 5, 5)
    small = QFontMetricsF(theme.font_for(note, "small"))
    room = area.width() - 20 - (small.horizontalAdvance(note) + 16 if note else 0)
    at = match_at(wanted, words)
    cut = QFontMetricsF(theme.font_for(words)).elidedText(words, Qt.TextElideMode.ElideRight, room)
    end = at + len(wanted) if wanted and at >= 0 else 0
    left = float(area.left() + 10)
    for part, role, weight in (
        (cut[:at] if end else cut, "ink", 400),
        (cut[at:end] if end else "", "accent", 700),
        (cut[end:] if end else "", "ink", 400),
    ):
        painter.setFont(theme.font_for(words, "base", weight))
        painter.setPen(theme.color(role))
        width = painter.fontMetrics().horizontalAdvance(part)
        painter.drawText(QRectF(left, area.top(), width + 2, area.height()),
                         Qt.AlignmentFlag.AlignVCenter, part)  # fmt: skip
        left += QFontMetricsF(painter.font()).horizontalAdvance(part)
    painter.setFont(theme.font_for(note, "small"))
    painter.setPen(theme.color("ink" if chosen else "muted"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(area.adjusted(0, 0, -10, 0), flags, note)
    painter.restore()
