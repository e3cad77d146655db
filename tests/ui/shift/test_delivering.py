"""Deliveries in the window: two keys count one, the desk tells of the hour (D8)."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Robot, assert_named, grab

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.routine import deliveries
from deskinc.desk.shift import shifts
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.shift.delivering import DeliveryDialog, HourKeeper
from deskinc.ui.shift.page import PAGE, ShiftPage


@pytest.fixture
def window(make_window: Callable[..., MainWindow], office: Office) -> MainWindow:
    """The window in an open shift, and what keeps the hours."""
    shifts.sign_on(office, {"post": "Front desk", "shift": "Night"}, entries.new_id()).result()
    made = make_window(BOOK, PAGE)
    HourKeeper(made.session)
    return made


def asked(robot: Robot) -> DeliveryDialog:
    """Ctrl+Shift+D, and the dialog it opens."""
    robot.keys("Ctrl+Shift+D")
    robot.qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), DeliveryDialog))
    found = QApplication.activeWindow()
    assert isinstance(found, DeliveryDialog)
    return found


def counted(robot: Robot) -> None:
    """The dialog is gone; offscreen no window manager gives the window back its focus."""
    robot.qtbot.waitUntil(lambda: not isinstance(QApplication.activeWindow(), DeliveryDialog))
    with robot.qtbot.waitActive(robot.window):
        robot.window.activateWindow()


def texts(office: Office) -> list[str]:
    """The newest lines."""
    return [line.text for line in entries.newest(office, 4)]


def test_d08_two_keys_count_a_delivery_and_the_desk_writes_the_hour_behind_the_lock(
    window: MainWindow, robot: Robot, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    before = entries.next_serial(office)
    for _one in range(3):
        asked(robot)
        robot.keys("Return")
        counted(robot)
    said = "Counted. Since 23:00: 3 in."
    robot.hears(said)
    assert entries.next_serial(office) == before
    dialog = asked(robot)
    robot.type("Pallet of paint")
    robot.keys("Alt+R", "Return")
    assert dialog.rows["reason"].fault.text() == "This is needed."
    assert_named(dialog)
    QApplication.processEvents()
    grab(dialog, "delivery")
    robot.type("Leaking")
    robot.keys("Return")
    counted(robot)
    refused = "Delivery refused: Pallet of paint. Reason: Leaking"
    qtbot.waitUntil(lambda: refused in texts(office))
    window.session.lock()
    clock.go_on(minutes=50)
    told = "Deliveries 23–00: 3 in, 1 refused."
    qtbot.waitUntil(lambda: told in texts(office))
    clock.go_on(hours=2)
    qtbot.waitUntil(lambda: window.session.now().hour == 2)
    assert texts(office).count(told) == 1
    assert office.book.verify(full=True) == []


def test_d08_one_too_many_is_taken_back_by_key(
    window: MainWindow, robot: Robot, office: Office
) -> None:
    for _one in range(2):
        asked(robot)
        robot.keys("Return")
        counted(robot)
    robot.hears("Since 23:00: 2 in.")
    dialog = asked(robot)
    robot.keys("Alt+T", "Return")
    assert dialog.rows["wrong"].fault.text() == "This is needed."
    assert not dialog.rows["what"].isVisible()
    assert_named(dialog)
    robot.type("Pressed twice")
    assert dialog.rows["wrong"].hint().endswith("by R.M.; this one is taken back.")
    grab(dialog, "delivery-too-many")
    robot.keys("Return")
    counted(robot)
    robot.hears("Taken back. Since 23:00: 1 in.")
    dialog = asked(robot)
    robot.keys("Alt+T", "Alt+R")
    assert dialog.rows["wrong"].fault.text().startswith("None that was counted in this hour")
    robot.keys("Return")
    assert dialog.isVisible()
    robot.keys("Escape")
    counted(robot)
    assert deliveries.counted(office, deliveries.hour_of(office.now())) == (1, 0)


def test_d08_what_the_desk_told_of_an_hour_is_corrected_as_any_line(
    window: MainWindow, robot: Robot, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    asked(robot)
    robot.keys("Return")
    counted(robot)
    robot.hears("Since 23:00: 1 in.")
    clock.go_on(minutes=50)
    told = "Deliveries 23–00: 1 in."
    qtbot.waitUntil(lambda: told in texts(office), timeout=10_000)
    asked(robot)
    robot.keys("Alt+T", "Return", "Escape")
    counted(robot)
    page = window.page("book")
    assert isinstance(page, BookPage)
    shown = [page.log.line_at(row) for row in range(page.log.rowCount())]
    (at,) = (at for at, line in enumerate(shown) if line.text == told)
    page.view.choose(at)
    robot.keys("Ctrl+E", "Ctrl+A")
    robot.type("Deliveries 23-00: none in.")
    page.entry.reason.setText("Pressed by mistake")
    robot.keys("Ctrl+Return")
    better = "Deliveries 23-00: none in."
    qtbot.waitUntil(lambda: better in texts(office), timeout=10_000)
    (old,) = entries.lines(office, [shown[at].n])
    assert old.struck is not None
    assert old.struck.see == entries.newest(office, 1)[0].line
    assert office.book.verify(full=True) == []


def test_the_shift_page_counts_the_deliveries_of_the_shift(
    window: MainWindow, robot: Robot, qtbot: QtBot
) -> None:
    robot.keys("Alt+S")
    page = window.page("shift")
    assert isinstance(page, ShiftPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)
    assert "Deliveries none" in page.on_duty.numbers.words()
    asked(robot)
    robot.keys("Return")
    counted(robot)
    qtbot.waitUntil(lambda: "Deliveries 1 in" in page.on_duty.numbers.words())
    grab(window, "shift-deliveries")
