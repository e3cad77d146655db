"""What every step of the set-up is: a head, fields, and a say in when to go on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.ui.parts import label
from deskinc.ui.setup.draft import Draft

FIELD = 40
"""Height of a field of the set-up."""
WIDTH = 640
"""Widest column of fields, logical pixels."""


class Step(QWidget):
    """One step; ``passed`` says that its answers stand in the draft."""

    word = ""
    """Its name in the list of steps and on the button that leads to it."""
    passed = Signal()
    changed = Signal()
    """Verb or note of the bottom bar may have changed."""

    def __init__(self, draft: Draft, title: str, intro: str) -> None:
        super().__init__()
        self.draft = draft
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 24)
        self.body.setSpacing(0)
        self.title = label(title, "large", 600)
        self.intro = label(intro, "text", role="muted", wrap=True)
        self.intro.setMaximumWidth(560)
        self.body.addWidget(self.title)
        self.body.addSpacing(8)
        self.body.addWidget(self.intro)
        self.body.addSpacing(32)
        self.setMaximumWidth(WIDTH)

    def enter(self) -> None:
        """The step is shown: read what earlier steps left in the draft."""

    def leave(self) -> None:
        """Go on: note what is wrong, or keep the answers and emit ``passed``."""
        self.passed.emit()

    def back(self) -> bool:
        """Go back inside the step; False when there is nothing to go back to."""
        return False

    def verb(self) -> str:
        """What the forward button says; "" for the name of the next step."""
        return ""

    def note(self) -> str:
        """A few words beside the buttons."""
        return ""

    def busy(self) -> bool:
        """Whether something runs that must not be walked away from."""
        return False

    def first_focus(self) -> QWidget:
        """Where the cursor stands when the step is shown."""
        return self
