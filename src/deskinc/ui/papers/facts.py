"""Facts beside a paper or a shift: name in muted, value beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from deskinc.ui.parts import label

NAMES = 92
"""Width of the names, logical pixels."""


class Facts(QWidget):
    """Pairs of name and value, replaced as a whole."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self._said: tuple[tuple[str, str], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(gap)
        self._grid.setColumnMinimumWidth(0, NAMES)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]], *, strong: int = -1) -> None:
        """Show other facts; the value of the one numbered ``strong`` is a fact to find."""
        self._said = tuple(facts)
        self.setAccessibleName(self.words())
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, (name, value) in enumerate(facts):
            weight = 600 if at == strong else 400
            self._put(at, label(name, role="muted"), label(value, weight=weight, wrap=True))

    def _put(self, at: int, name: QLabel, value: QLabel) -> None:
        value.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, at, 1)

    def words(self) -> str:
        """All that is said, a fact a line."""
        return "\n".join(f"{name} {value}" for name, value in self._said)
