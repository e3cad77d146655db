"""Over the log: the day that is on screen, its page number, and the names of the columns."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.book.columns import FULL, Columns

DAY, NAMES = 40, 24


class Heads(QWidget):
    """The day's heading and, where there is room, the columns' heads."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: Columns = FULL
        self._day = self._page = ""
        self.setFixedHeight(DAY + NAMES)

    def set_columns(self, columns: Columns) -> None:
        """Lay out for another measure of the window."""
        self._columns = columns
        self.setFixedHeight(DAY + 1 if columns.stacked else DAY + NAMES)
        self.setVisible(not columns.low)
        self.update()

    def show_day(self, day: str, page: str) -> None:
        """The day of the first line on screen."""
        if (day, page) != (self._day, self._page):
            self._day, self._page = day, page
            self.setAccessibleName(f"{day}, {page}")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Day and page on one baseline, names below, a hairline under all."""
        painter = QPainter(self)
        columns = self._columns
        painter.setFont(theme.font("title", 600))
        painter.setPen(theme.color("ink"))
        painter.drawText(QPointF(columns.margin, 27), self._day)
        self._at_right(painter, self._page, "note", 25)
        if not columns.stacked:
            painter.setFont(theme.font("small"))
            for left, name in (
                (columns.number, _("No.")), (columns.written, _("Written")),
                (columns.happened, _("Happened")), (columns.kind, _("Type")),
                (columns.place, _("Place")), (columns.text, _("What was seen, heard, done")),
            ):  # fmt: skip
                painter.drawText(QPointF(left, DAY + 16), name)
            self._at_right(painter, _("By"), "small", DAY + 16)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))

    def _at_right(self, painter: QPainter, words: str, step: str, base: int) -> None:
        font = theme.font(step)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        width = QFontMetricsF(font).horizontalAdvance(words)
        painter.drawText(QPointF(self._columns.right(self.width()) - width, base), words)
