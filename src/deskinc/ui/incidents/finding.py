"""The field over the incidents that narrows them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.plainwords import flag_unseen

FIND_LEAST, FIND_PLAIN = 72, 124
"""Widths of the field: the least it takes, and that beside which a button shows its key."""
"""Least width of the field, logical pixels."""

FIND_KEY, FIND_PADS = "Ctrl+F", 36


class FindField(QLineEdit):
    """The field that narrows the list; while it is empty its key stands at its right end."""

    down = Signal()

    def __init__(self) -> None:
        super().__init__()
        flag_unseen(self)
        self.setFont(theme.font("base"))
        self.setPlaceholderText(_("Find"))
        self.setAccessibleName(_("Find in incidents"))
        self.setToolTip(_("Find in incidents"))
        self.setClearButtonEnabled(False)
        self.setMinimumWidth(FIND_LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go into the list, Esc empties the field."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then its key."""
        super().paintEvent(event)
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        key = QFontMetrics(theme.font("small")).horizontalAdvance(FIND_KEY)
        if self.text() or self.width() < words + key + FIND_PADS:
            return
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, -10, 0), flags, FIND_KEY)
