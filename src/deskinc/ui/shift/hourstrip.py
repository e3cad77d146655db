"""The hours of a shift as a strip: how much was written in each, and where nothing was (D9)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskinc.desk.routine.silence import MOST, Hour
from deskinc.forms.moments import passed
from deskinc.i18n import Locale, _
from deskinc.ui import theme
from deskinc.ui.papers.facts import Facts
from deskinc.ui.parts import column, label
from deskinc.ui.shift.parts import section

LEAST, CELL, HEAD, GAP = 26, 26, 18, 2
"""Least width of an hour, its height, that of the number above it, and the space around it."""


class HourByHour(QWidget):
    """Under its heading: the strip, the silent hours in words, and the table that says all."""

    def __init__(self) -> None:
        super().__init__()
        self.cells, self.table = Cells(), Facts()
        self.silent = label("", "note", role="muted", wrap=True)
        layer = column(section(_("Hour by hour")), self.cells, self.silent, gap=4)
        layer.addSpacing(6)
        layer.addWidget(self.table)
        self.setLayout(layer)

    def show_hours(self, hours: Sequence[Hour], now: datetime, locale: Locale) -> None:
        """Show these hours as they stand at ``now``; gone where the site wants no such map."""
        words = silent_words(hours, now, locale)
        if hours and passed(hours[0].start, now) >= MOST:
            words = _("Of the last 24 hours: {words}").format(words=words)
        self.silent.setText(words)
        self.cells.setAccessibleName(words)
        self.cells.show_hours(hours, now)
        self.table.show_facts([(locale.clock(hour.start), hour_words(hour)) for hour in hours])
        self.setVisible(bool(hours))


class Cells(QWidget):
    """The cells alone, in as many rows as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._hours: Sequence[Hour] = ()
        self._now: datetime | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_hours(self, hours: Sequence[Hour], now: datetime) -> None:
        """Show other hours."""
        self._hours, self._now = hours, now
        self.updateGeometry()
        self.update()

    def _a_row(self, width: int) -> int:
        return max(1, min(len(self._hours), width // LEAST))

    def hasHeightForWidth(self) -> bool:
        """A narrow column has more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Of all rows."""
        return -(-len(self._hours) // self._a_row(width)) * (HEAD + CELL + GAP)

    def sizeHint(self) -> QSize:
        """One row, as wide as it needs at least."""
        return QSize(LEAST, HEAD + CELL + GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each hour: its number, and a cell in the colour of what was written."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        count = self._a_row(self.width())
        wide = min(self.width() // count, 2 * LEAST)
        for at, hour in enumerate(self._hours):
            top = at // count * (HEAD + CELL + GAP)
            self._cell(painter, QRect(at % count * wide, top, wide, HEAD + CELL), hour)

    def _cell(self, painter: QPainter, area: QRect, hour: Hour) -> None:
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setPen(theme.color("muted"))
        painter.drawText(QRect(area.topLeft(), QSize(area.width(), HEAD)), middle,
                         f"{hour.start:%H}")  # fmt: skip
        silent = self._now is not None and is_silent(hour, self._now)
        inside = area.adjusted(GAP // 2, HEAD, -GAP // 2, 0)
        painter.setPen(QPen(theme.color("pending")) if silent else Qt.PenStyle.NoPen)
        ground = "pending_soft" if silent else "selection" if hour.lines else "hover"
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(inside.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(theme.color("pending" if silent else "ink"))
        painter.drawText(inside, middle, str(hour.lines) if hour.lines else "–" if silent else "")


def is_silent(hour: Hour, now: datetime) -> bool:
    """Whether an hour is over and nothing was written in it."""
    return not hour.lines and passed(hour.start, now) >= timedelta(hours=1)


def silent_words(hours: Sequence[Hour], now: datetime, locale: Locale) -> str:
    """``Nothing written 01–02, 04–06.``, hours in a row as one span."""
    spans: list[list[Hour]] = []
    for before, hour in pairwise((None, *hours)):
        if hour is None or not is_silent(hour, now):
            continue
        if before is not None and is_silent(before, now):
            spans[-1].append(hour)
        else:
            spans.append([hour])
    if not spans:
        return _("Something was written in every hour.")
    said = ", ".join(_span(span, locale) for span in spans)
    return _("Nothing written {hours}.").format(hours=said)


def _span(span: Sequence[Hour], locale: Locale) -> str:
    begin, end = span[0].start, (span[-1].start.hour + 1) % 24
    words = f"{begin:%H}–{end:02d}"
    return f"{words} ({locale.utc_offset(begin)})" if locale.is_doubled(begin) else words


def hour_words(hour: Hour) -> str:
    """``3 lines, 1 ticked``; *nothing* for an hour without a word."""
    if not hour.lines:
        return _("nothing")
    words = _("1 line") if hour.lines == 1 else _("{count} lines").format(count=hour.lines)
    return words + (_(", {count} ticked").format(count=hour.ticks) if hour.ticks else "")
