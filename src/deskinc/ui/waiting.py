"""The door while something long is made: what happens, and how far it is."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar

from deskinc.i18n import Locale
from deskinc.ui.doorway import Doorway
from deskinc.ui.labelled import Fault
from deskinc.ui.parts import label


class Waiting(Doorway):
    """A title, a sentence and a bar in place of the passphrase."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__("deskinc")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, 1000)
        self.words = label("", "note", role="muted")
        self.fault = Fault()
        self.side.addStretch(1)
        self.side.addWidget(label(title, "title", 600))
        self.side.addSpacing(4)
        self.side.addWidget(label(sentence, role="muted", wrap=True))
        self.side.addSpacing(24)
        for part in (self.bar, self.words, self.fault):
            self.side.addWidget(part)
            self.side.addSpacing(8)
        self.side.addStretch(1)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._tick()

    def _tick(self) -> None:
        now = datetime.now().astimezone()
        self.show_time(now, Locale().date(now))

    def show_progress(self, fraction: float, words: str) -> None:
        """How far it is (0–1), and in words."""
        self.bar.setValue(int(fraction * 1000))
        self.words.setText(words)

    def fail(self, sentence: str) -> None:
        """It went wrong: say why; the window can be closed."""
        self.bar.hide()
        self.words.hide()
        self.fault.say(sentence)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only what is over or went wrong is closed."""
        if self.bar.isVisible() and self.bar.value() < self.bar.maximum():
            event.ignore()
