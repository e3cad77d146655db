"""What the site's channels were told of the incident, and whom to ring where that failed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskinc.desk.notices.telling import Told
from deskinc.i18n import Locale, _
from deskinc.ui import icons
from deskinc.ui.parts import IconLabel, column, label, row

_SIGNS = {
    "waiting": ("hourglass", "pending"),
    "delivered": ("check-check", "ok"),
    "refused": ("circle-alert", "fault"),
    "late": ("circle-alert", "fault"),
}


class Notified(QWidget):
    """One row for each message; nothing where there was none."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[str, Told]] = []
        self._rows = column(gap=4)
        head = label(_("Sent by the desk"), "small", role="muted")
        layer = column(head, gap=4, margins=(8, 0, 8, 8))
        layer.addLayout(self._rows)
        self.setLayout(layer)
        self.hide()

    def show_told(self, told: Sequence[Told], locale: Locale) -> None:
        """Show other messages."""
        found = [(locale.time(one.at), one) for one in told]
        if found == self._shown:
            return
        self._shown = found
        while (old := self._rows.takeAt(0)) is not None:
            if (gone := old.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for time, one in found:
            self._rows.addWidget(_row(time, one))
        self.setVisible(bool(found))

    def words(self) -> list[str]:
        """What stands there, in order."""
        return [f"{time} {one.words}" for time, one in self._shown]


def _row(time: str, one: Told) -> QWidget:
    made = QWidget()
    sign, role = _SIGNS.get(one.state, _SIGNS["refused"])
    inside: QHBoxLayout = row(gap=8)
    inside.addWidget(label(time, "base", role="muted"), 0, Qt.AlignmentFlag.AlignTop)
    inside.addWidget(IconLabel(sign, icons.TEXT, role), 0, Qt.AlignmentFlag.AlignTop)
    words = label(one.words, "base", 600 if one.back else 400, wrap=True)
    inside.addWidget(words, 1)
    made.setLayout(inside)
    made.setAccessibleName(f"{time} {one.words}")
    return made
