"""A value of a form as text, which opens its field when pressed or typed on."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from deskinc.ui import theme
from deskinc.ui.forms.gridded import Grid, Gridded
from deskinc.ui.forms.wrapped import Wrapped

_OPENS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4}


class PlainValue(QAbstractButton):
    """A value as text; pressing it opens the field."""

    typed = Signal(str)
    """A letter was typed on it."""

    def __init__(self) -> None:
        super().__init__()
        self._role = "ink"
        self._grid: Grid | None = None
        self._wrapped: tuple[int, Wrapped | Gridded] | None = None
        self.setProperty("own_focus", "yes")
        self.setFont(theme.font("base"))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_words(self, words: str, role: str, grid: Grid | None = None) -> None:
        """Show ``words`` in the colour of ``role``, as ``grid`` where they are one.

        “R&D” is a word and no mnemonic.
        """
        if (words, role, grid) == (self.text(), self._role, self._grid):
            return
        self._role, self._grid = role, grid
        self._wrapped = None
        self.setText(words)
        self.setShortcut(QKeySequence())
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Long words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words need."""
        return self._laid(width).height()

    def _laid(self, width: int) -> Wrapped | Gridded:
        if self._wrapped is None or self._wrapped[0] != width:
            self._wrapped = (width, self._made(width))
        return self._wrapped[1]

    def _made(self, width: int) -> Wrapped | Gridded:
        if self._grid is not None:
            return Gridded(self._grid, width)
        return Wrapped(self.text(), self.font(), width, theme.line_height("base"))

    def sizeHint(self) -> QSize:
        """One line; the layout asks for the height by width."""
        return QSize(60, theme.line_height("base"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F4 open; a letter opens and is written."""
        held = event.modifiers() & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier)
        if event.key() in _OPENS and not held:
            self.click()
        elif event.text() and event.text().isprintable() and not held and event.text() != " ":
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words; the cell around it paints ground and focus."""
        painter = QPainter(self)
        painter.setPen(theme.color(self._role))
        self._laid(self.width()).paint(painter, 0, 0)

    def event(self, event: QEvent) -> bool:
        """Let the cell repaint its ground with the hover and the focus."""
        pressed = event.key() if isinstance(event, QKeyEvent) else 0
        if event.type() == QEvent.Type.ShortcutOverride and pressed == Qt.Key.Key_F4:
            event.accept()
            return True
        cell = self.parentWidget()
        if event.type() in _REPAINTS and cell is not None:
            cell.update()
        return super().event(event)


_SHIFT = Qt.KeyboardModifier.ShiftModifier
_REPAINTS = {
    QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.FocusIn, QEvent.Type.FocusOut,
}  # fmt: skip
