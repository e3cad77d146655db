"""The bar that says which changes are not in the book yet, and writes or drops them."""

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskinc.forms.fields import Field
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.parts import Button, label, row


class SaveBar(QWidget):
    """Gone while nothing is changed."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", weight=600)
        self.names = label("", role="muted")
        self.names.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.drop = Button(_("Discard"), "text", size="small")
        self.save = Button(_("Save"), "primary", "Ctrl+S")
        self._row = row(self.words, self.names, self.drop, self.save, gap=12)
        self._row.setStretch(1, 1)
        self.setLayout(self._row)
        self.set_margin(theme.MARGIN)
        self.hide()

    def set_margin(self, margin: int) -> None:
        """Another margin at the left and right."""
        self._row.setContentsMargins(margin, 6, margin, 6)

    def show_changes(self, fields: Sequence[Field]) -> None:
        """Name the changed fields."""
        count = len(fields)
        self.words.setText(
            _("1 change not saved") if count == 1
            else _("{count} changes not saved").format(count=count)
        )  # fmt: skip
        names = ", ".join(_(field.label) for field in fields)
        self.names.setText(names)
        self.names.setToolTip(names)
        self.setVisible(bool(fields))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line above, and the bar of something unfinished."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
        painter.fillRect(0, 0, theme.BAR, self.height(), theme.color("stub"))
