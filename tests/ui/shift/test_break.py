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
    qtbot.waitUntil(lambda: page.on_duty._away is not None)
    QApplication.processEvents()
    grab(window, "break")
    assert "The post is covered by D. Novak." in entries.newest(office, 1)[0].text
    with qtbot.waitActive(window):
        window.activateWindow()
    page.on_duty.over.setFocus()
    robot.keys("Ctrl+B")
    qtbot.waitUntil(lambda: page.on_duty._away is None)
    assert "back from the break" in entries.newest(office, 1)[0].text


def test_relief_at_the_post_is_named_and_ends_by_the_same_key(
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
    with qtbot.waitActive(window):
        window.activateWindow()
    page.on_duty.over.setFocus()
    robot.keys("Ctrl+B")
    qtbot.waitUntil(lambda: page.on_duty._away is None)
    assert entries.newest(office, 1)[0].text == "R. Malik back at the post, after 0 min."
