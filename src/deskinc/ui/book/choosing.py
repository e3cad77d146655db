"""Choosing several lines of the log that follow each other, by Shift and the arrows or the mouse.

The end that was chosen first stays; the other one moves.
"""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

_TO = QAbstractItemView.CursorAction
MOVES = {
    Qt.Key.Key_Up: _TO.MoveUp, Qt.Key.Key_Down: _TO.MoveDown, Qt.Key.Key_PageUp: _TO.MovePageUp,
    Qt.Key.Key_PageDown: _TO.MovePageDown, Qt.Key.Key_Home: _TO.MoveHome,
    Qt.Key.Key_End: _TO.MoveEnd,
}  # fmt: skip
"""Keys that move the chosen line; with Shift they choose all between."""


def chosen_rows(view: QAbstractItemView) -> range:
    """The rows that are chosen."""
    found = view.selectionModel().selection().toList()
    if not found:
        return range(0)
    return range(min(one.top() for one in found), max(one.bottom() for one in found) + 1)


def extends(event: QKeyEvent) -> bool:
    """Whether a key with Shift moves the end of what is chosen."""
    shift = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return shift == Qt.KeyboardModifier.ShiftModifier and event.key() in MOVES


def extend(view: QAbstractItemView, to: int) -> None:
    """Choose all rows from the end that stays to row ``to``."""
    rows, at = chosen_rows(view), view.currentIndex().row()
    stays = at if not rows else rows[-1] if at == rows[0] else rows[0]
    model, chooser = view.model(), view.selectionModel()
    first, last = sorted((max(0, stays), to))
    chooser.setCurrentIndex(model.index(to, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
    chooser.select(
        QItemSelection(model.index(first, 0), model.index(last, 0)),
        QItemSelectionModel.SelectionFlag.ClearAndSelect,
    )
    view.scrollTo(model.index(to, 0))
    view.viewport().update()
