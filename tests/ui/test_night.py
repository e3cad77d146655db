"""The hands that play the night: keys take Qt’s own way, nothing is waited for forever."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLineEdit

from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.night.playing import last_dusk
from deskinc.ui.night.robot import Robot, Stuck
from deskinc.ui.settings.page import PAGE as SETTINGS


def test_a_key_is_first_a_shortcut_then_a_letter(window: MainWindow) -> None:
    robot = Robot()
    robot.keys("Ctrl+K")
    assert robot.name().startswith("Find an action")
    robot.type("lock")
    focus = robot.focus()
    assert isinstance(focus, QLineEdit)
    assert focus.text() == "lock"
    robot.keys("Escape")
    assert robot.name() == "What was seen, heard, done"


def test_alt_and_a_letter_presses_what_bears_it(make_window: Callable[..., MainWindow]) -> None:
    window = make_window(BOOK, SETTINGS)
    for key in ("settings", "book"):
        letter = SETTINGS.word if key == "settings" else BOOK.word
        Robot().keys(f"Alt+{letter.partition('&')[2][0]}")
        assert window.current_key() == key


def test_tab_reaches_a_control_by_the_beginning_of_its_name(window: MainWindow) -> None:
    robot = Robot()
    robot.go_to("Officer")
    assert robot.name() == "Officer R. Malik"
    with pytest.raises(Stuck, match="Nothing of that name"):
        robot.go_to("Nothing of that name")


def test_what_does_not_come_says_what_stood_on_screen(window: MainWindow) -> None:
    with pytest.raises(Stuck, match=r"“the moon” does not come(.|\n)*Harbour Court"):
        Robot().until(lambda: False, "“the moon”", seconds=0)


@pytest.mark.parametrize("hour", range(0, 24, 5))
def test_the_last_night_is_over_when_it_is_played(hour: int) -> None:
    now = datetime(2026, 11, 21, hour, 30, tzinfo=UTC)
    dusk = last_dusk(now)
    assert f"{dusk:%H:%M %Z}" == "18:58 GMT"
    assert now - dusk >= timedelta(hours=12)
