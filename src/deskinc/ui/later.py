"""What is typed is kept a moment later, however fast somebody types."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 800
"""At most this much of what is typed is lost to a power cut."""


class Later(QTimer):
    """Calls ``act`` once, 0.8 s after the first touch; later touches do not put it off."""

    def __init__(self, owner: QObject, act: Callable[[], object]) -> None:
        super().__init__(owner)
        self._act = act
        self.setSingleShot(True)
        self.setInterval(EVERY_MS)
        self.timeout.connect(act)

    def touch(self) -> None:
        """Something was typed."""
        if not self.isActive():
            self.start()

    def flush(self) -> None:
        """Do now what waits to be done."""
        if self.isActive():
            self.stop()
            self._act()
