"""A line of text that is shortened where there is no room for it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskinc.ui import theme
from deskinc.ui.parts import mnemonics
from deskinc.ui.plainlabel import PlainLabel

CAPTION = 96
"""Logical pixels that the label of a field insists on."""
MARKED = Qt.TextFlag.TextShowMnemonic.value
"""A mark of a mnemonic takes no room, shown or not."""
_TOO_FEW = 4
"""Letters with their … that tell nobody anything."""


class OneLine(PlainLabel):
    """Plain text that ends in … where there is no room; a letter or two of it are not shown."""

    def __init__(self, text: str, step: str = "base", role: str = "") -> None:
        super().__init__()
        self.setFont(theme.font_for(text or "-", step))
        self.setText(text)
        if role:
            self.setProperty("role", role)

    def setText(self, text: str) -> None:
        """Show other words; the tool tip says them whole."""
        super().setText(text)
        whole = self.text()
        self.setToolTip(whole.replace("&", "") if self.buddy() else whole)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for; a mnemonic where there is a field to go to."""
        painter = QPainter(self)
        painter.setFont(self.font())
        flags = mnemonics() if self.buddy() else Qt.TextFlag.TextSingleLine
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width(), MARKED if self.buddy() else 0
        )
        if words != self.text() and len(words) <= _TOO_FEW:
            return
        painter.setPen(theme.color(str(self.property("role") or "ink")))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | flags, words)


class Caption(OneLine):
    """The label above or beside a field; beside one that asks for much it keeps some room."""

    def minimumSizeHint(self) -> QSize:
        """Its words, or the most that a caption insists on."""
        return QSize(min(self.sizeHint().width(), CAPTION), super().minimumSizeHint().height())


def caption(text: str, buddy: QWidget) -> Caption:
    """The label of a field (13 muted), bound to it for mnemonic and screen reader."""
    made = Caption("", "note", role="muted")
    made.setBuddy(buddy)
    made.setText(text)
    return made
