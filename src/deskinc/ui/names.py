"""The names of an open office, listed at its door."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from deskinc.i18n import _
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.parts import column

MOST = 4
"""Names seen at once; the list scrolls."""


class Names(QWidget):
    """Whoever is enrolled; ``chosen`` carries the name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.model = RowsModel(self)
        self.list = make_list(_("Names"), self.model)
        self.setLayout(column(self.list))
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.hide()

    def show_names(self, names: Sequence[str]) -> None:
        """List them; none is chosen yet."""
        self.model.set_rows([Row(name, name, icon="user-round") for name in names])
        rows = [self.list.sizeHintForRow(at) for at in range(min(len(names), MOST))]
        self.list.setFixedHeight(sum(rows) + 2 * self.list.frameWidth() + 2)

    def names(self) -> list[str]:
        """What is listed."""
        found = (self.model.row_at(self.model.index(at)) for at in range(self.model.rowCount()))
        return [row.title for row in found if row is not None]

    def step(self, by: int) -> None:
        """Choose the next one, or the one before."""
        count = self.model.rowCount()
        if count:
            now = self.list.currentIndex()
            at = (now.row() + by) % count if now.isValid() else 0 if by > 0 else count - 1
            self.list.setCurrentIndex(self.model.index(at))

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self.model.row_at(now)
        if row is not None:
            self.chosen.emit(row.title)
