"""The clock: one face for the door and for the window, ready before the book's libraries are."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskinc.ui.clockface import ClockFace
from deskinc.ui.doorway import SMALL, BigClock

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
    clock.set_small(SMALL)
    assert clock.sizeHint().width() < wide.width()
    assert clock.sizeHint().height() < wide.height()


@pytest.mark.parametrize("hour", [3, 13, 23])
def test_the_large_clock_begins_in_line_with_the_words_below_it(
    qtbot: QtBot, light: QApplication, hour: int
) -> None:
    clock = BigClock()
    qtbot.addWidget(clock)
    clock.resize(clock.sizeHint())
    clock.show_time(NIGHT.replace(hour=hour))
    picture = clock.grab().toImage()
    ground = picture.pixelColor(picture.width() - 1, 0)
    columns = range(picture.width())
    inked = [x for x in columns if any(
        picture.pixelColor(x, y) != ground for y in range(picture.height())
    )]  # fmt: skip
    assert inked[0] <= 2
    assert inked[-1] < picture.width() - 1


def test_the_door_needs_no_library_of_the_book() -> None:
    said = "import sys, deskinc.ui.signin; print('sqlalchemy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
