"""Over the log: the day that is on screen, its page number, and the names of the columns."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.book.columns import FULL, Columns
from deskinc.ui.book.linepainter import Heading, duty_rows, heading_height, paint_heading

NAMES = 24
GAP = 8
"""Between the names of two columns."""


class Heads(QWidget):
    """The day's heading and, where there is room, the columns' heads."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: Columns = FULL
        self._heading = Heading("", "", "")
        self._rows = 1
        """Rows that the officers of a day took; fewer give no room back, or the log would jump."""
        self._fit()

    def set_columns(self, columns: Columns) -> None:
        """Lay out for another measure of the window."""
        self._columns, self._rows = columns, 1
        self._fit()
        self.update()

    def _fit(self) -> None:
        self._rows = max(self._rows, len(duty_rows(self._heading, self._columns, self.width())))
        height = heading_height(self._columns, self._rows)
        self.setFixedHeight(height + (1 if self._columns.stacked else NAMES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width takes another number of rows."""
        if event.size().width() != event.oldSize().width():
            self._rows = 1
            self._fit()

    def show_day(self, heading: Heading) -> None:
        """The day of the first line on screen."""
        if heading != self._heading:
            self._heading = heading
            self.setAccessibleName(heading.said)
            self.setToolTip(heading.duty)
            self._fit()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The day's heading, names below, a hairline under all."""
        painter = QPainter(self)
        columns = self._columns
        paint_heading(painter, self._heading, columns, 0, self.width())
        if not columns.stacked:
            base = heading_height(columns, self._rows) + 16
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            edge = columns.right(self.width())
            middle = (columns.number + columns.written) // 2
            for left, end, name in (
                (columns.number, middle, _("No.")),
                (columns.written, columns.happened, _("Written")),
                (columns.happened, columns.kind, _("Happened")),
                (columns.kind, columns.place, _("Type")), (columns.place, columns.text, _("Place")),
                (columns.text, edge - columns.by, _("What was seen, heard, done")),
            ):  # fmt: skip
                painter.drawText(QPointF(left, base), _cut(painter, name, end - left - GAP))
            for left, right, name in (
                (middle - GAP, columns.written - GAP, _("of day")),
                (edge - columns.by, edge, _("By")),
            ):
                words = _cut(painter, name, right - left)
                width = painter.fontMetrics().horizontalAdvance(words)
                painter.drawText(QPointF(right - width, base), words)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))


def _cut(painter: QPainter, words: str, room: int) -> str:
    """A name that fits its column, whatever the language."""
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
