"""Words that wrap, on the line heights of the type scale rather than the typeface's own."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

from deskinc.desk.lines.visible import shown


class Wrapped:
    """Text laid out in ``width`` logical pixels, ``step`` from one baseline to the next."""

    def __init__(self, text: str, font: QFont, width: int, step: int) -> None:
        self._step = step
        self._layout = QTextLayout(shown(text).replace("\n", "\u2028"), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
        self._layout.endLayout()

    def height(self) -> int:
        """Height of all lines, at least one."""
        return self._step * max(1, self._layout.lineCount())

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint in the painter's pen, the first line at ``top``."""
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            inset = (self._step - line.height()) / 2
            line.setPosition(QPointF(0, number * self._step + inset))
        self._layout.draw(painter, QPointF(left, top))
