"""A label of plain words: signs that nobody sees stand in it as marks, and turn nothing around."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from deskinc.desk.lines.visible import shown


class PlainLabel(QLabel):
    """Plain text, shown as :func:`deskinc.desk.lines.visible.shown` makes it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(shown(text))
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(shown(text))
