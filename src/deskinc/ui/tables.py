"""Tables as the look wants them: lines of 32 under fixed heads, cells of words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deskinc.desk.lines.visible import shown
from deskinc.ui import theme
from deskinc.ui.delegates import ROW, Index, elided

TABLE_ROW = 32


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: words, their colour role and weight."""

    words: str
    role: str = "ink"
    weight: int = 400
    right: bool = False
    struck: bool = False


class TableModel(QAbstractTableModel):
    """A table of cells under fixed heads, replaced as a whole; each line has a key."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._lines: list[tuple[object, tuple[Cell, ...]]] = []

    def set_lines(self, lines: Sequence[tuple[object, Sequence[Cell | str]]]) -> None:
        """Show other lines: (key, cells); a plain string is a plain cell."""
        self.beginResetModel()
        self._lines = [
            (key, tuple(Cell(c) if isinstance(c, str) else c for c in cells))
            for key, cells in lines
        ]
        self.endResetModel()

    def key_at(self, index: Index) -> object:
        """The key of an index's line; None for an invalid one."""
        return self._lines[index.row()][0] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many heads there are."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, and the cell under ROW."""
        if not index.isValid():
            return None
        cell = self._lines[index.row()][1][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(cell.words)
        if role == ROW:
            return cell
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads; lines have none."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class TableDelegate(QStyledItemDelegate):
    """Paints a Cell."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the words."""
        cell: Cell = index.data(ROW)
        metrics = QFontMetrics(theme.font_for(cell.words, "note", cell.weight))
        return QSize(metrics.horizontalAdvance(shown(cell.words)) + 26, TABLE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, then the words; the bar only in the first column."""
        cell: Cell = index.data(ROW)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("selection"))
            view, accent = option.widget, theme.color("accent")
            if index.column() == 0 and isinstance(view, QWidget) and view.hasFocus():
                painter.fillRect(area.left(), area.top(), theme.BAR, area.height(), accent)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("rule"))
        font = theme.font_for(cell.words, "note", cell.weight)
        painter.setFont(font)
        painter.setPen(theme.color("struck" if cell.struck else cell.role))
        side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
        inner = area.adjusted(12, 0, -12, 0)
        elided(painter, inner, cell.words, side)
        if cell.struck:
            whole = painter.fontMetrics().horizontalAdvance(shown(cell.words))
            width = min(inner.width(), whole)
            middle = area.center().y()
            painter.drawLine(inner.left(), middle, inner.left() + width, middle)
        painter.restore()


def make_table(name: str, model: TableModel, widths: Sequence[int] = ()) -> QTableView:
    """A table with accessible ``name``; ``widths`` in logical pixels, the column of 0 stretches."""
    view = QTableView()
    view.setModel(model)
    view.setItemDelegate(TableDelegate(view))
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(TABLE_ROW)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    head = view.horizontalHeader()
    head.setFont(theme.font("small"))
    head.setFixedHeight(28)
    head.setHighlightSections(False)
    for at, width in enumerate(widths):
        if width:
            view.setColumnWidth(at, width)
        else:
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
    return view
