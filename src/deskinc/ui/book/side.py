"""Beside the log of a wide window: what is due, and what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from deskinc.desk.incidents import Incident
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.parts import hairline, label

WIDTH = 380
ROW = 52
TIME = 58
"""Width of the time before the words."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: its time, what it is, and where it leads."""

    time: str
    role: str
    what: str
    note: str
    thread: str


class SideRow(QAbstractButton):
    """Time, what, and a note under it."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item
        self.setFixedHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{item.time} {item.what}, {item.note}")

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(WIDTH - 48, ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint on two baselines, a rule under them."""
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        item, room = self._item, self.width() - TIME
        for left, base, words, step, weight, role in (
            (0, 20, item.time, "note", 600, item.role),
            (TIME, 20, item.what, "note", 600, "ink"),
            (TIME, 38, item.note, "note", 400, "muted"),
        ):
            painter.setFont(theme.font_for(words, step, weight))
            painter.setPen(theme.color(role))
            cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(left, base), cut)
        painter.fillRect(0, ROW - 1, self.width(), 1, theme.color("rule"))


class Side(QWidget):
    """The column; it is there only in a wide window."""

    opened = Signal(str)
    """The thread of the incident wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "surface")
        self.setFixedWidth(WIDTH)
        self._inside: QWidget | None = None
        self._layer = QVBoxLayout(self)
        self._layer.setContentsMargins(0, 0, 0, 0)
        self._line = hairline(upright=True)
        self._line.setParent(self)

    def show_incidents(self, open_ones: Sequence[Incident], now: datetime) -> None:
        """Show what is due, soonest first, and what is open, most severe first."""
        due = sorted(
            (_due(row, row.due, now) for row in open_ones if row.due is not None),
            key=lambda found: found[0],
        )
        still = [
            Item(row.opened.strftime("%H:%M"), "ink", row.title, row.number, row.thread)
            for row in open_ones
        ]
        inside = QWidget()
        layer = QVBoxLayout(inside)
        layer.setContentsMargins(24, 18, 24, 18)
        layer.setSpacing(0)
        self._section(layer, _("Due"), [item for _at, item in due], _("Nothing is due."))
        self._section(layer, _("Open"), still, _("No incident is open."))
        layer.addStretch(1)
        if self._inside is not None:
            self._layer.removeWidget(self._inside)
            self._inside.deleteLater()
        self._inside = inside
        self._layer.addWidget(inside)
        self._line.raise_()

    def _section(self, layer: QVBoxLayout, head: str, items: Sequence[Item], none: str) -> None:
        layer.addWidget(label(head, "text", 600))
        layer.addSpacing(8)
        for item in items:
            row = SideRow(item)
            row.clicked.connect(lambda _on=False, to=item.thread: self.opened.emit(to))
            layer.addWidget(row)
        if not items:
            layer.addWidget(label(none, "note", role="muted"))
        layer.addSpacing(24)

    def resizeEvent(self, _event: object) -> None:
        """Keep the hairline at the left edge."""
        self._line.setGeometry(0, 0, 1, self.height())


def _due(row: Incident, due: datetime, now: datetime) -> tuple[datetime, Item]:
    role = "pending" if due >= now else "fault"
    words = row.next_step or row.title
    return due, Item(due.strftime("%H:%M"), role, words, row.number, row.thread)
