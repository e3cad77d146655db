"""The pins of a floor as a list: complete for the keyboard and the screen reader."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from deskinc.desk.incidents.plans import Pin
from deskinc.forms.showing import floor_words
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.i18n import Locale, _
from deskinc.ui import icons, theme
from deskinc.ui.delegates import ROW, Index, Row, RowsModel, elided, make_list, paint_ground
from deskinc.ui.oneline import OneLine
from deskinc.ui.parts import hairline, label, row
from deskinc.ui.plan.marks import short

WIDTH, WIDTH_NARROW = 316, 272
QWIDGETSIZE_MAX = 16_777_215
"""Qt's word for no limit."""
HEIGHT = 52
WORD = {severity.code: severity.word for severity in SEVERITIES}
_SIDE = 20


def note_of(pin: Pin) -> str:
    """What stands below the title: number, place, and how exact the pin is."""
    known = {
        "about": _("about here"), "area": _("in this area"), "unknown": _("place not known"),
    }.get(pin.precision, "")  # fmt: skip
    return ", ".join(part for part in (short(pin.number), pin.place, known) if part)


def row_of(pin: Pin, locale: Locale, now: datetime) -> Row:
    """The row of a pin; its year is said where it is not this one."""
    day = locale.short_date(pin.at)
    day = day if pin.at.year == now.year else f"{day} {pin.at.year}"
    state = _("open") if pin.open else _("closed")
    parts = (_(WORD[pin.severity]), pin.title, pin.number, note_of(pin), day, state)
    return Row(
        pin.thread, pin.title, note_of(pin), day, severity=pin.severity,
        icon="" if pin.open else "closed", spoken=", ".join(parts),
    )  # fmt: skip


class PinDelegate(QStyledItemDelegate):
    """Shape, title and date; below them the severity's word, number and place."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows of 52."""
        return QSize(100, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; one whose incident is closed is quieter."""
        pin: Row = index.data(ROW)
        area: QRect = option.rect
        painter.save()
        chosen = paint_ground(painter, option, area.height())
        inner = area.adjusted(_SIDE, 0, -_SIDE, 0)
        over = QRect(inner.left(), inner.top() + 7, inner.width(), 20)
        corner = QPointF(over.left(), over.top() + 2)
        icons.paint_severity(painter, pin.severity, corner, icons.TEXT)
        words = over.adjusted(icons.TEXT + 8, 0, 0, 0)
        quiet = theme.color("ink" if chosen else "muted")
        middle, left = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font("small"))
        painter.setPen(quiet)
        right = painter.fontMetrics().horizontalAdvance(pin.right)
        painter.drawText(over, Qt.AlignmentFlag.AlignRight | middle, pin.right)
        painter.setFont(theme.font_for(pin.title, "base", 400 if pin.icon else 600))
        painter.setPen(quiet if pin.icon else theme.color("ink"))
        elided(painter, words.adjusted(0, 0, -right - 8, 0), pin.title, left)
        self._note(painter, words.translated(0, 19), pin, quiet)
        painter.restore()

    @staticmethod
    def _note(painter: QPainter, area: QRect, pin: Row, quiet: QColor) -> None:
        word = _(WORD[pin.severity])
        painter.setFont(theme.font("small", 600))
        painter.setPen(theme.color(pin.severity))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, word)
        left = painter.fontMetrics().horizontalAdvance(word) + 6
        painter.setFont(theme.font_for(pin.note, "small"))
        painter.setPen(quiet)
        elided(painter, area.adjusted(left, 0, 0, 0), pin.note, Qt.AlignmentFlag.AlignLeft)


class PinList(QWidget):
    """Head, list, and what stands there while a floor has no pins."""

    chosen = Signal(str)
    """The incident whose pin was chosen here."""
    opened = Signal(str)
    """Enter or a double click: the incident itself."""

    def __init__(self) -> None:
        super().__init__()
        self._floor = label("", "text", 600)
        self._count = label("", "text", role="muted")
        self._order = OneLine(_("newest first"), "small", "muted")
        head = row(self._floor, self._count, gap=6, margins=(_SIDE, 0, _SIDE, 0))
        head.addStretch(1)
        head.addWidget(self._order)
        top = QWidget()
        top.setLayout(head)
        top.setFixedHeight(40)
        self.model = RowsModel(self)
        self.list = make_list(_("Pins on this floor"), self.model)
        self.list.setItemDelegate(PinDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleDescription(_("Enter opens the incident."))
        self.list.activated.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self._none = label(_("No pins on this floor."), role="muted", wrap=True)
        self._none.setContentsMargins(_SIDE, 4, _SIDE, 0)
        self._hint = label(_("Enter opens the incident"), "small", role="muted")
        self._hint.setContentsMargins(_SIDE, 6, _SIDE, 8)
        self._line = hairline()
        self._lay(top)
        self.list.installEventFilter(self)
        self._show_key()

    def _lay(self, top: QWidget) -> None:
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        for part in (top, hairline("rule"), self._none):
            layer.addWidget(part)
        layer.addWidget(self.list, 1)
        layer.addWidget(self._line)
        layer.addWidget(self._hint)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """What Enter does is said while it does it: with the focus in the list."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._show_key()
        return False

    def _show_key(self) -> None:
        here = self.list.hasFocus() and self.model.rowCount() > 0
        for part in (self._line, self._hint):
            part.setVisible(here)

    def set_place(self, *, below: bool, narrow: bool, room: int) -> None:
        """Beside the plan, or below it with a third of ``room``."""
        wide = QWIDGETSIZE_MAX if below else WIDTH_NARROW if narrow else WIDTH
        self.setMinimumWidth(0 if below else wide)
        self.setMaximumWidth(wide)
        self.setMaximumHeight(room // 3 if below else QWIDGETSIZE_MAX)
        self.setMinimumHeight(room // 3 if below else 0)

    def show_rows(self, floor: str, rows: Sequence[Row]) -> None:
        """The pins of a floor, newest first, as :func:`row_of` made them; who was chosen stays."""
        kept = self.chosen_thread()
        self._floor.setText(floor_words(floor))
        one = len(rows) == 1
        self._count.setText(_("1 pin") if one else _("{n} pins").format(n=len(rows)))
        with QSignalBlocker(self.list.selectionModel()):
            self.model.set_rows(rows)
        self.choose(kept)
        self._order.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._show_key()

    def choose(self, thread: str) -> None:
        """Choose the row of an incident, saying nothing; "" or an unknown one chooses none."""
        index = self.model.index_of(thread)
        with QSignalBlocker(self.list.selectionModel()):
            self.list.setCurrentIndex(index)
            self.list.clearSelection() if not index.isValid() else None
        if index.isValid():
            self.list.scrollTo(index)
        self.list.viewport().update()

    def chosen_thread(self) -> str:
        """The incident whose row is chosen; "" for none."""
        found = self.model.row_at(self.list.currentIndex())
        return str(found.key) if found is not None else ""

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        found = self.model.row_at(now)
        if found is not None:
            self.chosen.emit(str(found.key))

    def _open(self, index: QModelIndex) -> None:
        found = self.model.row_at(index)
        if found is not None:
            self.opened.emit(str(found.key))
