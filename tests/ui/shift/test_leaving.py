"""Signing off while time stamps wait for their words, in the window."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, assert_named, grab

from deskinc.desk.lines import entries, stamps
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.shift.page import PAGE, ShiftPage
from deskinc.ui.shift.signoff import SignOff


def test_signing_off_asks_why_stamps_are_left_and_writes_it(
    make_window: Callable[..., MainWindow], office: Office, qtbot: QtBot
) -> None:
    shifts.sign_on(office, {"post": "Front desk", "shift": "Night"}, entries.new_id()).result()
    stamps.stamp(office, office.now(), entries.new_id()).result()
    window = make_window(PAGE)
    robot = Robot(qtbot, window)
    page = window.page("shift")
    assert isinstance(page, ShiftPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)
    page.on_duty.off.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), SignOff))
    asked = QApplication.activeWindow()
    assert isinstance(asked, SignOff)
    robot.keys("Ctrl+Return")
    assert QApplication.focusWidget() is asked.override
    QApplication.processEvents()
    assert_named(asked)
    grab(asked, "signoff-stubs")
    robot.type("Taken ill.")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: shifts.on_duty(office) == [])
    (line,) = entries.newest(office, 1)
    assert line.text.endswith("Time stamps left unfinished: 1, because: Taken ill.")
