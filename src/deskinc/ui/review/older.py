"""Lines that nobody reviewed in their time: in amber over the page, with the way to them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from deskinc.desk.review.queue import FARTHEST, MOST
from deskinc.i18n import _
from deskinc.ui.parts import Button, IconLabel, label, row

KEY = "Ctrl+Shift+O"


class Older(QFrame):
    """How many lines are older than what waits; turned to by a button; hidden where none is."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("banner", "pending")
        self.count, self.chosen = 0, False
        self.words = label("", wrap=True)
        self.go = Button("", "text", KEY, size="small", pressed=self.turn)
        inside = row(IconLabel("hourglass", 16, "pending"), gap=12, margins=(16, 6, 16, 6))
        inside.addWidget(self.words, 1)
        inside.addWidget(self.go, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(inside)
        self.hide()

    def show_count(self, count: int) -> bool:
        """So many are there; whether they are still the lines to be read."""
        self.count = count
        self.chosen = self.chosen and count > 0
        self._say()
        return self.chosen

    def turn(self) -> None:
        """To the older lines, or back to those that wait."""
        if self.count or self.chosen:
            self.chosen = not self.chosen
            self._say()
            self.turned.emit()

    def leave(self) -> None:
        """Somebody else reads: from the newest on."""
        self.count, self.chosen = 0, False
        self._say()

    def _say(self) -> None:
        days = FARTHEST.days
        if self.chosen:
            words = _("These lines are older than {days} days, and nobody reviewed them.")
        elif self.count == 1:
            words = _("1 line older than {days} days was never reviewed.")
        elif self.count < MOST:
            words = _("{count} lines older than {days} days were never reviewed.")
        else:
            words = _("{count} lines and more, older than {days} days, were never reviewed.")
        self.words.setText(words.format(count=self.count, days=days))
        self.go.setText(_("Back to &newer lines") if self.chosen else _("Rea&d them"))
        self.setVisible(bool(self.count) or self.chosen)
