"""The sheet of keys (F1): the page one is on first, then every other key that works.

In as many columns as there is room for.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from deskinc.desk.office import Officer
from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.keytable import Keys, key_table
from deskinc.ui.overlay import Overlay
from deskinc.ui.parts import Button, column, ground, hairline, label, row
from deskinc.ui.rail import RailItem

COLUMN, KEY, APART = 392, 132, 32
"""Widths of a column and of the keys in it, and the space between columns (logical pixels)."""
LEAST = 360
"""The width of a column where another one fits in so."""
AROUND, ABOVE, BESIDE, FOOT = 24, 24, 16, 130
"""Around the keys, over the sheet, beside it, and for its title and button."""
STEP = 46


class KeySheet(Overlay):
    """Groups of keys in columns; arrows and pages scroll, Esc or F1 closes.

    ``officer`` has the desk now; ``here`` tells the actions of the page one is on.
    """

    def __init__(
        self,
        over: QWidget,
        officer: Callable[[], Officer],
        actions: Callable[[], Sequence[Action]],
        here: Callable[[], Sequence[Action]],
    ) -> None:
        super().__init__(over, _("Keys"), COLUMN)
        self._officer, self._actions, self._here = officer, actions, here
        self._columns = 0
        self.layer.setContentsMargins(AROUND, 20, AROUND, 20)
        self._shut = Button(_("Close"), "primary", _("Esc"), pressed=self.shut)
        self._shut.installEventFilter(self)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.verticalScrollBar().setSingleStep(STEP)
        self.layer.addWidget(label(_("Keys"), "title", 600))
        self.layer.addWidget(self.area, 1)
        end = row()
        end.addStretch(1)
        end.addWidget(self._shut)
        self.layer.addLayout(end)

    def open(self) -> None:
        """Show the keys as they are now; F1 again closes."""
        if self.isVisible():
            self.shut()
            return
        self._columns = 0
        super().open()
        self.area.verticalScrollBar().setValue(0)
        self._shut.setFocus()

    def table(self) -> list[Keys]:
        """The keys that work, by heading: those of the page one is on, then all others."""
        mine, others = self._parts()
        return mine + others

    def _parts(self) -> tuple[list[Keys], list[Keys]]:
        pages = [(item.shortcut().toString(), item.text().replace("&", ""))
                 for item in self.over.findChildren(RailItem) if not item.isHidden()]  # fmt: skip
        mine = {action.group for action in self._here()}
        every = self._actions()
        return (
            key_table(self._officer(), [a for a in every if a.group in mine], pages),
            key_table(self._officer(), [a for a in every if a.group not in mine], pages),
        )

    def top(self) -> int:
        """As high as it can be: the keys of a page are to be seen at once."""
        return ABOVE

    def place(self) -> None:
        """As high as its keys, as far as the window allows; columns as the window is wide."""
        inner = self.over.width() - 2 * BESIDE - 2 * AROUND - 16
        columns = max(1, min(3, (inner + APART) // (LEAST + APART)))
        across = min(inner, columns * (COLUMN + APART) - APART)
        self._width = across + 2 * AROUND + 16
        if columns != self._columns:
            self._columns = columns
            self.area.setWidget(self._sheet(columns))
        inside = self.area.widget()
        room = self.over.height() - ABOVE - BESIDE - FOOT
        high = inside.heightForWidth(across) if inside is not None else 0
        self.area.setFixedHeight(min(high + 4, max(120, room)))
        super().place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 closes too."""
        if event.key() == Qt.Key.Key_F1:
            self.shut()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that scroll, which the button would take for a wish to leave it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return watched is self._shut and self._scroll(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _scroll(self, key: Qt.Key) -> bool:
        bar = self.area.verticalScrollBar()
        to = {
            Qt.Key.Key_Down: bar.value() + STEP, Qt.Key.Key_Up: bar.value() - STEP,
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep() - 2 * STEP,
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep() + 2 * STEP,
            Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum(),
        }.get(key)  # fmt: skip
        if to is not None:
            bar.setValue(to)
        return to is not None

    def _sheet(self, columns: int) -> QWidget:
        layer = column(gap=16, margins=(0, 8, 12, 8))
        mine, others = self._parts()
        if mine:
            layer.addLayout(_columns(mine, columns))
            layer.addWidget(hairline())
        layer.addLayout(_columns(others, columns))
        layer.addStretch(1)
        sheet = ground("raised")
        sheet.setLayout(layer)
        return sheet


def _columns(table: Sequence[Keys], columns: int) -> QHBoxLayout:
    across = row(gap=APART)
    parts = _shared_out(table, columns)
    for part in parts + [[]] * (columns - len(parts)):
        inside = column(gap=16)
        for keys in part:
            inside.addLayout(_group(keys))
        inside.addStretch(1)
        across.addLayout(inside, 1)
    return across


def _shared_out(table: Sequence[Keys], columns: int) -> list[list[Keys]]:
    """The groups in order, in columns about as long as one another."""
    made: list[list[Keys]] = [[]]
    whole = sum(map(_lines, table))
    done = 0
    for keys in table:
        if done + _lines(keys) / 2 > whole * len(made) / columns:
            made.append([])
        made[-1].append(keys)
        done += _lines(keys)
    return made


def _lines(keys: Keys) -> int:
    return len(keys.rows) + 2


def _group(keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    grid.setColumnMinimumWidth(0, KEY)
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(keys.heading, "small", 600, "muted"), 0, 0, 1, 2)
    for line, (key, words) in enumerate(keys.rows, 1):
        said = label(key, "base", 600, wrap=True)
        said.setFixedWidth(KEY)
        grid.addWidget(said, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, wrap=True), line, 1, Qt.AlignmentFlag.AlignTop)
    return grid
