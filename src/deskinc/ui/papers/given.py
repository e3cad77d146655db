"""The signatures that a paper bears."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.i18n import _
from deskinc.ui import icons
from deskinc.ui.parts import IconLabel, label, row


class Given(QWidget):
    """The signatures that were given, each with what it says."""

    def __init__(self) -> None:
        super().__init__()
        self._layer = QVBoxLayout(self)
        self._layer.setContentsMargins(0, 0, 0, 0)
        self._layer.setSpacing(8)

    def show_given(self, given: Sequence[tuple[str, str]]) -> None:
        """Show (name, meaning) of each."""
        clear(self._layer)
        for name, meaning in given:
            line = QWidget()
            inside = row(IconLabel("circle-check", icons.TEXT, "ok"), gap=8)
            inside.addWidget(label(f"{name}, “{meaning}”", wrap=True), 1)
            line.setLayout(inside)
            words = _("Signed by {name}: {meaning}")
            line.setAccessibleName(words.format(name=name, meaning=meaning))
            self._layer.addWidget(line)


def clear(layer: QVBoxLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layer.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
