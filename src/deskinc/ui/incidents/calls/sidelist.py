"""A short list beside the incident: head, rows as high as they need, one act written at a time."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from deskinc.desk.office import Saved
from deskinc.errors import DeskError
from deskinc.ui import tasks
from deskinc.ui.delegates import LIST_ROW, ListDelegate, Row, RowsModel, make_list
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session

ALONE = 36
"""Height of a row without a note."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Delegate(ListDelegate):
    inset = 8


class SideList(QWidget):
    """Space does what comes next, Enter asks; a digit is told by ``digit``."""

    digit = Signal(int)

    def __init__(self, session: Session, name: str, button: Button) -> None:
        super().__init__()
        self.session, self.incident, self.may = session, "", True
        self.button = button
        self.model = RowsModel(self)
        self.count = label("", "text", role="muted", tabular=True)
        self.view: QListView = make_list(name, self.model)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = row(label(name, "text", 600), self.count, gap=6, margins=(8, 0, 0, 4))
        head.addStretch(1)
        head.addWidget(button)
        layer = column()
        layer.addLayout(head)
        layer.addWidget(self.view)
        self.setLayout(layer)
        self.view.installEventFilter(self)
        self.view.doubleClicked.connect(lambda _at: self.asked(self.chosen()))
        self._busy = False

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; where only their words are other, the chosen one stays chosen."""
        there = [self.model.row_at(self.model.index(at, 0)) for at in range(self.model.rowCount())]
        if [one.key for one in rows] == [one.key for one in there if one is not None]:
            for at, one in enumerate(rows):
                self.model.change(at, one)
        else:
            self.model.set_rows(rows)
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFixedHeight(sum(LIST_ROW if one.note else ALONE for one in rows) + 2)
        self.view.setVisible(bool(rows))

    def chosen(self) -> int:
        """The place of the chosen row; -1 for none."""
        return self.view.currentIndex().row()

    def choose(self, at: int) -> None:
        """Choose another row."""
        self.view.setCurrentIndex(self.model.index(at, 0))

    def enter(self) -> None:
        """Put the keyboard into the list, or onto its button while it is empty."""
        into = self.view if self.model.rowCount() else self.button
        into.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def asked(self, _at: int, /) -> None:
        """Ask about the row."""

    def next(self, at: int, /) -> None:
        """Do what comes next of the row."""
        self.asked(at)

    def write(self, act: "Callable[[], Future[Saved]]") -> None:
        """Write once; a second press before it stands there writes nothing."""
        if self._busy or not self.may:
            return
        future = act()
        self._busy = True
        tasks.watch(self, future, lambda _saved: self._written(), self._failed)

    def write_now(self, act: "Callable[[], Future[Saved]]") -> None:
        """The same where nobody is asked: what is wrong is told."""
        try:
            self.write(act)
        except DeskError as error:
            self.session.fail(error)

    def _written(self) -> None:
        self._busy = False

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.session.fail(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space, Enter and digits, each once; the page scrolls, not the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, at = event.key(), self.chosen()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or at < 0 or not self.may:
            return False
        number = key - Qt.Key.Key_0
        told: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Space: lambda: self.next(at), Qt.Key.Key_F5: lambda: self.asked(at),
            **dict.fromkeys(_ENTER, lambda: self.asked(at)),
        }  # fmt: skip
        if 0 < number < 10:
            told[key] = lambda: self.digit.emit(number)
        if key not in told:
            return False
        if not event.isAutoRepeat():
            told[key]()
        return True
