"""A short list under its heading, as high as its rows: files, exhibits, statements."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QListView, QWidget

from deskinc.ui.delegates import LIST_ROW, ListDelegate, Row, RowsModel
from deskinc.ui.parts import Button, column, label, row


class _List(QListView):
    """The page scrolls, not the list."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to the page."""
        event.ignore()


class HeldList(QWidget):
    """Heading, rows, and the ways to add one; without rows and ways it is not there."""

    wanted = Signal(object)
    """The key of the row that is to be looked at."""

    def __init__(self, title: str, *ways: Button) -> None:
        super().__init__()
        self._title, self.ways = title, ways
        self.rows = RowsModel(self)
        self.view = _List()
        self.view.setModel(self.rows)
        self.view.setAccessibleName(title)
        paints = ListDelegate(self.view)
        paints.inset = 8
        self.view.setItemDelegate(paints)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.activated.connect(self._go)
        head = row(label(title, "text", 600), gap=12, margins=(8, 12, 8, 4))
        head.addStretch(1)
        for way in ways:
            head.addWidget(way)
        layer = column()
        layer.addLayout(head)
        layer.addWidget(self.view)
        self.setLayout(layer)
        self._may = True
        self.show_rows(())

    def show_ways(self, *, shown: bool) -> None:
        """The ways to add one, where whoever is here may."""
        self._may = shown
        for way in self.ways:
            way.setVisible(shown)
        self._fit()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.rows.set_rows(rows)
        self._fit()

    def _fit(self) -> None:
        count = self.rows.rowCount()
        self.view.setFixedHeight(LIST_ROW * count)
        self.view.setVisible(count > 0)
        shown = count > 0 or (self._may and bool(self.ways))
        if not shown or self.parentWidget() is not None:  # alone it would be a window
            self.setVisible(shown)

    def _go(self, index: QModelIndex) -> None:
        found = self.rows.row_at(index)
        if found is not None:
            self.wanted.emit(found.key)
