"""A field that completes what is typed from a list that opens upward over the log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.delegates import ROW, Index, Row, RowsModel
from deskinc.ui.matching import paint_matched, rank
from deskinc.ui.parts import kind_of

MOST = 8
"""Rows of the popup."""
WIDTH = 290


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be taken: code, words, the letter that picks it, a note."""

    code: str
    words: str
    letter: str = ""
    note: str = ""


def ranked(wanted: str, choices: Sequence[Choice]) -> list[Choice]:
    """What matches ``wanted``, the one picked by that very letter first."""
    found = rank(wanted, choices, lambda choice: choice.words)
    letter = [c for c in choices if c.letter and c.letter == wanted.casefold()]
    return [*letter, *(c for c in found if c not in letter)][:MOST]


class _Delegate(QStyledItemDelegate):
    def __init__(self, popup: "Popup") -> None:
        super().__init__(popup)
        self._popup = popup

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, 32)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        area: QRect = option.rect
        chosen = index.row() == self._popup.list.currentIndex().row()
        paint_matched(painter, area, row.title, row.note, self._popup.wanted, chosen=chosen)


class Popup(QFrame):
    """The list over a field; the field keeps the focus."""

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        self._over = window
        self.wanted = ""
        self.setProperty("kind", "popup")
        self.model = RowsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self))
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("ground", "raised")
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(4, 4, 4, 4)
        layer.addWidget(self.list)
        self.hide()

    def show_choices(
        self, choices: Sequence[Choice], wanted: str, field: QWidget, *, first: bool
    ) -> None:
        """Open over ``field`` with ``choices``, the ``first`` one chosen; none closes it."""
        self.wanted = wanted
        self.model.set_rows([Row(c, c.words, c.note) for c in choices])
        if not choices:
            self.hide()
            return
        self.list.setCurrentIndex(self.model.index(0, 0) if first else QModelIndex())
        self.list.setFixedHeight(32 * len(choices))
        self.setFixedWidth(max(WIDTH, field.width()))
        self.adjustSize()
        corner = field.mapTo(self._over, QPoint(0, 0))
        self.move(corner.x(), corner.y() - self.height() - 4)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Choose the next or the previous row, no further than the ends."""
        at = min(max(0, self.list.currentIndex().row() + by), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(at, 0))

    def chosen(self) -> Choice | None:
        """The row that Enter would take."""
        row = self.model.row_at(self.list.currentIndex())
        return row.key if row is not None and isinstance(row.key, Choice) else None


class CompletingField(QLineEdit):
    """A field with a key hint at its right end and a popup of what matches.

    ``free`` takes words that match nothing as they are; otherwise only a choice is taken.
    """

    taken = Signal()
    """Enter took something: on to the next thing."""

    def __init__(
        self, name: str, key: str, choices: Callable[[], Sequence[Choice]], *, free: bool
    ) -> None:
        super().__init__()
        self._key, self._choices, self._free = key, choices, free
        self._code = ""
        self._popup: Popup | None = None
        self.setFont(theme.font("base"))
        self.setAccessibleName(f"{name} {key}")
        self.setPlaceholderText(name)
        self.setTextMargins(0, 0, 24, 0)
        self.textEdited.connect(self._edited)

    def code(self) -> str:
        """The code of what stands there; for a free field the words themselves."""
        return self.text().strip() if self._free else self._code

    def set_code(self, code: str) -> None:
        """Show the choice of that code (a free field: these words)."""
        choice = next((c for c in self._choices() if c.code == code), None)
        self._code = choice.code if choice else ""
        self.setText(choice.words if choice else (code if self._free else ""))
        self._right()

    def _right(self) -> None:
        """Nothing is wrong here (any more)."""
        if self.property("state"):
            kind_of(self, state="")

    def open_list(self) -> None:
        """Show everything that can be chosen."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._show("")

    def _edited(self, text: str) -> None:
        self._code = ""
        self._right()
        self._show(text.strip())

    def _show(self, wanted: str) -> None:
        if self._popup is None:
            self._popup = Popup(self.window(), _("Suggestions"))
            self._popup.list.clicked.connect(self._clicked)
        found = ranked(wanted, self._choices())
        self._popup.show_choices(found, wanted, self, first=not self._free)

    def _clicked(self, _index: QModelIndex) -> None:
        self._take()
        self.taken.emit()

    def popup_open(self) -> bool:
        """Whether the list is on screen."""
        return self._popup is not None and self._popup.isVisible()

    def _take(self) -> None:
        if self._popup is None or not self.popup_open():
            return
        choice = self._popup.chosen()
        if choice is not None:
            self._code = choice.code
            self.setText(choice.words)
        self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter takes and goes on, Esc closes the list."""
        key = event.key()
        enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        if self._popup is not None and self.popup_open() and step:
            self._popup.step(step)
        elif self._popup is not None and self.popup_open() and key == Qt.Key.Key_Escape:
            self._popup.hide()
        elif key == Qt.Key.Key_Down:
            self._show(self.text().strip())
        elif enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._settle()
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def _settle(self) -> None:
        """Take what is chosen; a free field keeps what was typed unless a row was gone to."""
        if not self.popup_open() or self._row() < 0:
            self._take_same()
        self._take()

    def leave(self) -> None:
        """On to something else without Enter: what was typed or gone to counts as with it."""
        if self._free or self.text().strip() or self._row() > 0:
            self._settle()

    def _row(self) -> int:
        """The row of the list that is chosen; −1 for none."""
        return self._popup.list.currentIndex().row() if self._popup is not None else -1

    def _take_same(self) -> None:
        """A free field that holds the words of a choice writes them as the choice does."""
        if not self._free:
            return
        typed = self.text().strip().casefold()
        same = next((c for c in self._choices() if typed and c.words.casefold() == typed), None)
        if same is not None:
            self.setText(same.words)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving by Tab takes what is chosen, as Enter does; the list closes."""
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.leave()
        else:
            self._take_same()
        if self._popup is not None:
            self._popup.hide()
        if not self._free and not self._code:
            self._complete_alone()
        super().focusOutEvent(event)

    def _complete_alone(self) -> None:
        """A closed field keeps nothing that is no choice: the best match or nothing."""
        typed = self.text().strip()
        found = ranked(typed, self._choices()) if typed else []
        if typed:
            self.set_code(found[0].code if found else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then its key at the right end."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        area = self.rect().adjusted(0, 0, -10, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(area, flags, self._key)
