"""The card below the category: what makes it an incident, and not only a line of the book."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents.guides import guide_of
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.parts import column, label

LINES = 2
"""Room that is kept, so that nothing moves when another category is chosen."""


class Card(QWidget):
    """``Raise an incident if: …`` of the category that is chosen."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.words = label("", "note", role="muted", wrap=True)
        self.words.setMinimumHeight(LINES * theme.line_height("note"))
        self.setLayout(column(self.words))

    def show_category(self, category: Value) -> None:
        """Show the card of another category, and let a screen reader say it."""
        found = guide_of(self._office, plain(category))
        words = _("The category says here what makes it an incident.")
        if found is not None:
            words = _("Raise an incident if: {criteria}").format(criteria=found.criteria)
        if words != self.words.text():
            self.words.setText(words)
            told = QAccessibleEvent(self.words, QAccessible.Event.Alert)
            QAccessible.updateAccessibility(told)
