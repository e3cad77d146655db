"""The desk's clock against a watch: seconds ahead or behind."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.i18n import _
from deskinc.ui.labelled import Labelled, line

SECONDS = re.compile(r"\s*([+\-−–]?)\s*(\d{1,4})\s*s?\s*", re.IGNORECASE)


class ClockField(QWidget):
    """``+1`` or ``-2``; empty where nobody has a watch. ``typed`` carries int or None."""

    typed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.field = line(limit=8)
        self.field.setMaximumWidth(92)
        self.row = Labelled(_("Secon&ds"), self.field)
        self.row.caption.setWordWrap(True)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.addWidget(self.row)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._edited)
        self.field.editingFinished.connect(self.wrong)

    def show_name(self, name: str) -> None:
        """Whose watch it is."""
        words = _("Secon&ds the desk is ahead of {name}’s watch")
        self.row.caption.setText(words.format(name=name))

    def show_seconds(self, seconds: int | None) -> None:
        """Show what was typed before."""
        self.field.setText("" if seconds is None else f"{seconds:+d}")

    def wrong(self) -> bool:
        """Say it when what stands there is no number of seconds."""
        bad = bool(self.field.text().strip()) and seconds_in(self.field.text()) is None
        self.row.say(_("A number of seconds, such as +1 or -2.") if bad else "")
        return bad

    def _edited(self, words: str) -> None:
        self.typed.emit(seconds_in(words))


def seconds_in(words: str) -> int | None:
    """The seconds that were typed; None for anything else."""
    found = SECONDS.fullmatch(words)
    if found is None:
        return None
    return int(found[2]) * (-1 if found[1] in {"-", "−", "–"} and found[1] else 1)
