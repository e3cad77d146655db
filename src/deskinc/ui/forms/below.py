"""What stands under a field: what is wrong, how it was understood, what was written meanwhile."""

from PySide6.QtWidgets import QLabel, QVBoxLayout

from deskinc.ui.labelled import Fault
from deskinc.ui.parts import label


class Below(QVBoxLayout):
    """Three lines, each made when it first has something to say: most fields never need them."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(1)
        self._fault: Fault | None = None
        self._hint: QLabel | None = None
        self._meanwhile: QLabel | None = None

    def fault(self) -> str:
        """The sentence on what is wrong; "" for none."""
        return self._fault.text() if self._fault is not None else ""

    def meanwhile(self) -> str:
        """What somebody else wrote meanwhile; "" for nothing."""
        return self._meanwhile.text() if self._meanwhile is not None else ""

    def say_fault(self, sentence: str) -> None:
        """Say what is wrong in place of the hint; "" takes it away."""
        if sentence and self._fault is None:
            self._fault = Fault()
            self.insertWidget(0, self._fault)
        if self._fault is not None:
            self._fault.say(sentence)
        if self._hint is not None:
            self._hint.setVisible(bool(self._hint.text()) and not sentence)

    def say_hint(self, words: str) -> None:
        """Say how it was understood, or what the field is for."""
        if words and self._hint is None:
            self._hint = label("", "note", role="muted", wrap=True)
            self.insertWidget(1 if self._fault is not None else 0, self._hint)
        if self._hint is not None:
            self._hint.setText(words)
            self._hint.setVisible(bool(words))

    def say_meanwhile(self, words: str) -> None:
        """Say what somebody else wrote; "" takes it away."""
        if words and self._meanwhile is None:
            self._meanwhile = label("", "note", 600, "pending", wrap=True)
            self.addWidget(self._meanwhile)
        if self._meanwhile is not None:
            self._meanwhile.setText(words)
            self._meanwhile.setVisible(bool(words))
