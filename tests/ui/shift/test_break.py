"""A break by keyboard, in the window."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, assert_named, grab

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.shift.page import PAGE, ShiftPage
from deskinc.ui.shift.pause import BreakDialog


def test_ctrl_b_begins_a_break_and_ends_it(
    make_window: Callable[..., MainWindow], office: Office, qtbot: QtBot
) -> None:
    shifts.sign_on(office, {"post": "Front desk", "shift": "Night"}, entries.new_id()).result()
    window = make_window(PAGE)
    robot = Robot(qtbot, window)
    page = window.page("shift")
    assert isinstance(page, ShiftPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)
    qtbot.waitUntil(page.on_duty.over.hasFocus)
    robot.keys("Ctrl+B")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), BreakDialog))
    asked = QApplication.activeWindow()
    assert isinstance(asked, BreakDialog)
    assert_named(asked)
    robot.type("D. Novak")
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.on_duty._away is not None, timeout=10_000)
    QApplication.processEvents()
    grab(window, "break")
    assert "The post is covered by D. Novak." in entries.newest(office, 1)[0].text
    with qtbot.waitActive(window):
        window.activateWindow()
    page.on_duty.over.setFocus()
    robot.keys("Ctrl+B")
    qtbot.waitUntil(lambda: page.on_duty._away is None, timeout=10_000)
    assert "back from the break" in entries.newest(office, 1)[0].text
