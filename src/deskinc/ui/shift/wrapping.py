"""Words broken into the lines they take in a row of a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFont, QTextLayout, QTextOption

from deskinc.desk.lines.visible import shown


@dataclass(frozen=True, slots=True)
class Words:
    """Words on their lines, and the font that they were broken in."""

    lines: Sequence[str]
    font: QFont


def wrapped(words: str, font: QFont, width: int) -> list[str]:
    """The lines that ``words`` take in ``width`` logical pixels."""
    found = []
    for part in shown(words).split("\n"):
        layout = QTextLayout(part, font)
        layout.setTextOption(QTextOption())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width))
            start = line.textStart()
            found.append(part[start : start + line.textLength()].rstrip())
        layout.endLayout()
    return found or [""]
