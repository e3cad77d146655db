"""A row of the page Trust: what, and how it stands, with a sign."""

from PySide6.QtWidgets import QWidget

from deskinc.i18n import N_
from deskinc.ui import icons
from deskinc.ui.parts import IconLabel, hairline, kind_of, label, row

KINDS = {
    "ALTERED": N_("Altered"), "INCOMPLETE": N_("Incomplete"), "UNKNOWN KEY": N_("Unknown key"),
    "UNKNOWN FORMAT": N_("Unknown format"),
}  # fmt: skip
"""The verdicts of a check in words."""


class State(QWidget):
    """A row: what, its state with a sign, and a rule below."""

    def __init__(self, what: str) -> None:
        super().__init__()
        head = label(what, role="muted")
        head.setFixedWidth(178)
        self._sign = IconLabel("", icons.TEXT)
        self._words = label("", wrap=True)
        layer = row(head, self._sign, gap=8, margins=(0, 0, 0, 0))
        layer.addWidget(self._words, 1)
        self._rule = hairline("rule")
        self._rule.setParent(self)
        self.setLayout(layer)
        self.setMinimumHeight(44)

    def say(self, sign: str, role: str, words: str) -> None:
        """Show another state."""
        self._sign.show_icon(sign, role)
        self._words.setText(words)
        kind_of(self._words, role=role)

    def words(self) -> str:
        """The state in words."""
        return self._words.text()

    def resizeEvent(self, _event: object) -> None:
        """Keep the rule at the lower edge."""
        self._rule.setGeometry(0, self.height() - 1, self.width(), 1)
