"""The sheet of keys (F1): every action that has a key, by page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.overlay import Overlay
from deskinc.ui.parts import Button, ground, label, row

WIDTH = 640


class KeySheet(Overlay):
    """Groups of keys in two columns; Esc or F1 closes."""

    def __init__(self, over: QWidget, actions: Callable[[], Sequence[Action]]) -> None:
        super().__init__(over, _("Keys"), WIDTH)
        self._actions = actions
        self.layer.setContentsMargins(24, 20, 24, 20)
        self._shut = Button(_("Close"), "primary", _("Esc"), pressed=self.shut)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.layer.addWidget(label(_("Keys"), "title", 600))
        self.layer.addWidget(self._area, 1)
        end = row()
        end.addStretch(1)
        end.addWidget(self._shut)
        self.layer.addLayout(end)

    def open(self) -> None:
        """Show the keys as they are now; F1 again closes."""
        if self.isVisible():
            self.shut()
            return
        self._area.setWidget(self._sheet())
        super().open()
        self._shut.setFocus()

    def place(self) -> None:
        """As high as its keys, as far as the window allows."""
        inside = self._area.widget()
        if inside is not None:
            room = self.over.height() * 8 // 10 - 130
            self._area.setFixedHeight(min(inside.sizeHint().height() + 4, max(120, room)))
        super().place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 closes too."""
        if event.key() == Qt.Key.Key_F1:
            self.shut()
        else:
            super().keyPressEvent(event)

    def _sheet(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 12, 8)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        line = 0
        shown = [action for action in self._actions() if action.shortcut]
        for group in dict.fromkeys(action.group for action in shown):
            grid.addWidget(label(group, "small", 600, "muted"), line, 0, 1, 2)
            line += 1
            for action in (a for a in shown if a.group == group):
                key = action.shortcut.replace("Return", "Enter")
                grid.addWidget(label(key, "base", 600), line, 0)
                grid.addWidget(label(action.words), line, 1)
                line += 1
            grid.setRowMinimumHeight(line, 8)
            line += 1
        sheet = ground("raised")
        sheet.setLayout(grid)
        return sheet
