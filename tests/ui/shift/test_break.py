"""A break by keyboard, in the window."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, assert_named, grab

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.shift.page import PAGE, ShiftPage
from deskinc.ui.shift.pause import BreakDialog


@pytest.fixture
def window(make_window: Callable[..., MainWindow], office: Office) -> MainWindow:
    """The window with the Shift page, in an open shift."""
    shifts.sign_on(office, {"post": "Front desk", "shift": "Night"}, entries.new_id()).result()
    return make_window(PAGE)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ShiftPage:
    """The Shift page of whoever is on duty, with the keyboard."""
    made = window.page("shift")
    assert isinstance(made, ShiftPage)
    qtbot.waitUntil(lambda: made.stack.currentWidget() is made.on_duty)
    qtbot.waitUntil(made.on_duty.over.hasFocus)
    return made


def leaving(robot: Robot) -> BreakDialog:
    """Ctrl+B, and the dialog that asks who covers the post."""
    robot.keys("Ctrl+B")
    robot.qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), BreakDialog))
    asked = QApplication.activeWindow()
    assert isinstance(asked, BreakDialog)
    return asked


def back(robot: Robot, page: ShiftPage) -> None:
    """Ctrl+B ends it; offscreen no window manager gives the window its focus back."""
    with robot.qtbot.waitActive(robot.window):
        robot.window.activateWindow()
    page.on_duty.over.setFocus()
    robot.keys("Ctrl+B")
    robot.qtbot.waitUntil(lambda: page.on_duty._away is None)


def test_ctrl_b_begins_a_break_and_ends_it(
    page: ShiftPage, robot: Robot, office: Office, qtbot: QtBot
) -> None:
    asked = leaving(robot)
    assert_named(asked)
    robot.type("D. Novak")
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.on_duty._away is not None)
    QApplication.processEvents()
    grab(page.window(), "break")
    assert "The post is covered by D. Novak." in entries.newest(office, 1)[0].text
    back(robot, page)
    assert "back from the break" in entries.newest(office, 1)[0].text


def test_relief_at_the_post_is_named_and_ends_by_the_same_key(
    page: ShiftPage, robot: Robot, office: Office, qtbot: QtBot
) -> None:
    asked = leaving(robot)
    robot.keys("Alt+H", "Down", "Return")
    assert asked.rows["covered_by"].fault.text() == "Say who has relieved you."
    assert asked.by.hasFocus()
    QApplication.processEvents()
    grab(asked, "relieved")
    robot.type("A. Sorensen, control")
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.on_duty._away is not None)
    said = "R. Malik relieved at the post by A. Sorensen, control."
    assert entries.newest(office, 1)[0].text == said
    assert page.on_duty.pause.text().replace("&", "").startswith("Back at the post")
    back(robot, page)
    assert entries.newest(office, 1)[0].text == "R. Malik back at the post, after 0 min."
