"""Cyclic garbage is swept on the GUI thread only.

Python collects cycles on whatever thread happens to allocate. A widget in a cycle would then be
destroyed on a worker, which Qt forbids: the window crashes, or the worker waits for the GUI
thread while it holds the interpreter and both stand still for ever. So automatic collection is
off once there is a window, and a timer of the GUI thread does it.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

EVERY = 250
"""Milliseconds between two looks."""


class Sweeper(QObject):
    """Collects a generation when Python itself would have; stops with its parent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.sweep)
        self._timer.start(EVERY)

    def sweep(self) -> int | None:
        """Collect the oldest generation that is due; which one it was, None if none is due."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if 0 < self._thresholds[generation] < counts[generation]:
                gc.collect(generation)
                return generation
        return None


def start(app: QCoreApplication) -> None:
    """Sweep from now on, as long as ``app`` lives."""
    if app.findChild(Sweeper) is None:
        Sweeper(app)


def spare() -> None:
    """Pass over, from now on, what there is: modules, classes, tables, the window. Quick."""
    gc.freeze()


def release() -> None:
    """Let go of what was passed over and is used no more: the window and keys of before.

    As slow as all there is (a tenth of a second): only while no window is shown.
    """
    gc.unfreeze()
    while gc.collect():  # what a widget held is free only once the widget is gone
        pass
    gc.freeze()
