"""One thing that the page of a closed book knows, with its sign."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from deskinc.ui.parts import IconLabel, kind_of, label, row


class Told(QWidget):
    """One thing that is known, with its sign; where there is little height, only what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._low = self._wrong = False
        self._sign = IconLabel("hourglass", 16, "muted")
        self.words = label("", "note", role="muted", wrap=True)
        layer = row(gap=8)
        layer.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layer.addWidget(self.words, 1)
        self.setLayout(layer)
        self.hide()

    def say(self, words: str, icon: str, role: str = "muted") -> None:
        """Say something else; "" hides."""
        self._sign.show_icon(icon, role)
        self.words.setText(words)
        kind_of(self.words, role=role)
        self.setAccessibleName(words)
        self._wrong = role != "muted"
        self.set_low(low=self._low)

    def set_low(self, *, low: bool) -> None:
        """Give way in a low window."""
        self._low = low
        self.setVisible(bool(self.words.text()) and (self._wrong or not low))
