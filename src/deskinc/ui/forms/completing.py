"""A field that completes from a list: places, people, long choices, records.

The list is a child of the window, not a window of its own: it never takes the focus and is
hidden with everything else when the desk is locked.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.delegates import ROW, Index, Row, RowsModel
from deskinc.ui.forms.lists import Offer
from deskinc.ui.matching import paint_matched, rank

MOST, HIGH, WIDTH, EDGE = 8, 32, 260, 10
"""Rows at most, height of one, least width, and what the frame adds (logical pixels)."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Delegate(QStyledItemDelegate):
    def __init__(self, popup: "Suggestions") -> None:
        super().__init__(popup)
        self._popup = popup

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        area: QRect = option.rect
        chosen = index.row() == self._popup.list.currentIndex().row()
        paint_matched(painter, area, row.title, row.note, self._popup.wanted, chosen=chosen)


class Suggestions(QFrame):
    """The list of what matches, under its field or above it where there is more room."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.wanted = ""
        self.setProperty("kind", "popup")
        self.model = RowsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self))
        self.list.setAccessibleName(_("Suggestions"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("ground", "raised")
        for bar in (self.list.setVerticalScrollBarPolicy, self.list.setHorizontalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(4, 4, 4, 4)
        layer.addWidget(self.list)
        self.hide()

    def show_offers(self, offers: Sequence[Offer], wanted: str, field: QWidget) -> None:
        """Open beside ``field``; nothing to offer closes it."""
        self.wanted = wanted
        window = field.window()
        top = field.mapTo(window, QPoint(0, 0)).y()
        below = window.height() - top - field.height() - 4 - EDGE
        above = top - 4 - EDGE
        down = below >= min(MOST, len(offers)) * HIGH or below >= above
        rows = offers[: max(1, min(MOST, (below if down else above) // HIGH))]
        self.model.set_rows([Row(offer, offer.words, offer.note) for offer in rows])
        if not rows:
            self.hide()
            return
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setFixedHeight(HIGH * len(rows))
        self.setFixedWidth(min(max(WIDTH, field.width()), window.width() - 16))
        self.adjustSize()
        left = min(field.mapTo(window, QPoint(0, 0)).x(), window.width() - self.width() - 8)
        self.move(left, top + field.height() + 4 if down else top - self.height() - 4)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Go to the next or the previous row."""
        at = (self.list.currentIndex().row() + by) % self.model.rowCount()
        self.list.setCurrentIndex(self.model.index(at, 0))

    def chosen(self) -> Offer | None:
        """The row that Enter would take."""
        row = self.model.row_at(self.list.currentIndex())
        return row.key if row is not None and isinstance(row.key, Offer) else None


class Completing(QLineEdit):
    """Words with an id behind them; ``free`` also keeps words that match nothing."""

    changed = Signal()

    def __init__(self, offers: Callable[[], Sequence[Offer]], *, free: bool) -> None:
        super().__init__()
        self._offers, self._free = offers, free
        self._id = ""
        self._moved = False
        self._popup: Suggestions | None = None
        self.setFont(theme.font("base"))
        self.textEdited.connect(self._edited)

    def id(self) -> str:
        """The id of what was chosen; "" for words typed by hand."""
        return self._id

    def take(self, id: str, words: str = "") -> None:  # noqa: A002 - what it is
        """Show the offer of that id, or these words."""
        offer = next((o for o in self._offers() if id and o.id == id), None)
        self._id = id
        self.setText(words or (offer.words if offer else ""))

    def popup_open(self) -> bool:
        """Whether the list is on screen."""
        return self._popup is not None and self._popup.isVisible()

    def _edited(self, words: str) -> None:
        typed = words.strip().casefold()
        same = next((o for o in self._offers() if o.words.casefold() == typed), None)
        self._id = same.id if same else ""
        self._show(words.strip())
        self.changed.emit()

    def _show(self, wanted: str) -> None:
        if self._popup is None:
            self._popup = Suggestions(self.window())
            self._popup.list.clicked.connect(self._clicked)
            self.destroyed.connect(self._popup.deleteLater)
            self._leave_when_scrolled()
        self._moved = False
        found = rank(wanted, list(self._offers()), lambda offer: offer.words)
        self._popup.show_offers(found, wanted, self)

    def _leave_when_scrolled(self) -> None:
        above = self.parentWidget()
        while above is not None and not above.isWindow():
            if isinstance(above, QScrollArea):
                above.verticalScrollBar().valueChanged.connect(self._shut)
            above = above.parentWidget()

    def _shut(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def _clicked(self, _index: QModelIndex) -> None:
        self._take_chosen()

    def _take_chosen(self) -> None:
        offer = self._popup.chosen() if self._popup is not None and self.popup_open() else None
        self._shut()
        if offer is not None:
            self._id = offer.id
            self.setText(offer.words)
            self.changed.emit()

    def _settle(self) -> None:
        """Take what is gone to; free words stay as typed unless a row was gone to."""
        if self.text().strip() and (self._moved or not (self._free or self._id)):
            self._take_chosen()
        self._shut()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter takes, Esc closes the list; Down opens it."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        shown = self.popup_open()
        if shown and step and self._popup is not None:
            self._popup.step(step)
            self._moved = True
        elif shown and event.key() == Qt.Key.Key_Escape:
            self._shut()
        elif shown and event.key() in _ENTER and not event.modifiers() & _CTRL:
            self._moved = self._moved or bool(self.text().strip() and not self._free)
            self._settle()
        elif event.key() == Qt.Key.Key_Down:
            self._show("" if self._id else self.text().strip())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving takes what Enter would take."""
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._settle()
        super().focusOutEvent(event)


_CTRL = Qt.KeyboardModifier.ControlModifier
