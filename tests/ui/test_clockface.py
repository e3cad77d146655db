"""The clock: one face for the door and for the window, ready before the book's libraries are."""

import subprocess
import sys
from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskinc.ui.clockface import ClockFace
from deskinc.ui.doorway import BigClock

NIGHT = datetime(2026, 11, 22, 3, 41, 7, tzinfo=UTC)


def test_no_figure_changes_the_width(qtbot: QtBot, light: QApplication) -> None:
    for face in (ClockFace(), BigClock()):
        qtbot.addWidget(face)
        before = face.sizeHint()
        face.show_time(NIGHT)
        assert face.sizeHint() == before
        assert face.accessibleDescription() == "03:41"


def test_the_clock_of_the_door_takes_less_room_in_a_small_window(
    qtbot: QtBot, light: QApplication
) -> None:
    clock = BigClock()
    qtbot.addWidget(clock)
    wide = clock.sizeHint()
    clock.set_small(True)
    assert clock.sizeHint().width() < wide.width()
    assert clock.sizeHint().height() < wide.height()


def test_the_door_needs_no_library_of_the_book() -> None:
    said = "import sys, deskinc.ui.signin; print('sqlalchemy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
