"""The due list in the window: what is due stands on every page, and is ticked by keyboard."""

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Robot, assert_named, grab
from tests.ui.locking import locked_and_back
from tests.ui.shift.hands import CALL, PATROL, add

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.ui import tasks
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.shift.page import PAGE, ShiftPage
from deskinc.ui.shift.ticking import TickDialog


@pytest.fixture
def window(make_window: Callable[..., MainWindow], office: Office, qtbot: QtBot) -> MainWindow:
    """The window in an open shift of a site with two routines."""
    shifts.sign_on(office, {"post": "Front desk", "shift": "Night"}, entries.new_id()).result()
    add(office, CALL, PATROL)
    made = make_window(BOOK, PAGE)
    qtbot.waitUntil(lambda: len(made.session.due) == 2)
    return made


def at(window: MainWindow, clock: Clock, qtbot: QtBot, state: str, **span: float) -> None:
    """Let time pass, until the first thing on the list is in that state."""
    clock.go_on(**span)
    qtbot.waitUntil(lambda: [one.state for one in window.session.due][:1] == [state])


def dialog(qtbot: QtBot) -> TickDialog:
    """The dialog that ticks, on screen."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), TickDialog))
    found = QApplication.activeWindow()
    assert isinstance(found, TickDialog)
    return found


def last(window: MainWindow) -> entries.Line:
    """The newest line of the book."""
    return entries.newest(window.session.office, 1)[0]


def test_what_is_due_stands_in_amber_on_every_page_and_ctrl_t_writes_its_line(
    window: MainWindow, clock: Clock, robot: Robot, qtbot: QtBot
) -> None:
    line = window.due_line
    assert line.words() == ""
    at(window, clock, qtbot, "due", minutes=17)
    assert (line.words(), line.property("banner")) == (
        "Check call to control 23:30, 15 min left", "pending",
    )  # fmt: skip
    robot.keys("Ctrl+T")
    asked = dialog(qtbot)
    assert_named(asked)
    grab(asked, "tick")
    assert asked.text.text() == "Check call made, all well."
    robot.keys("Return")
    qtbot.waitUntil(lambda: last(window).type == "check_call")
    assert last(window).text == "Check call made, all well."
    qtbot.waitUntil(lambda: line.words() == "")


def test_d09_what_was_ticked_is_not_asked_about_again_before_the_list_is_read_again(
    window: MainWindow, clock: Clock, robot: Robot, qtbot: QtBot
) -> None:
    at(window, clock, qtbot, "due", minutes=17)
    held = Event()
    tasks.run(window, held.wait, lambda _set: None, lane="look")
    try:
        robot.keys("Ctrl+T")
        dialog(qtbot)
        robot.keys("Return")
        qtbot.waitUntil(lambda: last(window).type == "check_call")
        with qtbot.waitActive(window):
            window.activateWindow()
        assert window.session.due[0].state == "due", "the list is not read again yet"
        robot.keys("Ctrl+T")
        robot.hears("Nothing is due.")
    finally:
        held.set()
    qtbot.waitUntil(lambda: window.session.due[0].state == "ahead")


def test_a_patrol_is_ticked_point_by_point(
    window: MainWindow, clock: Clock, robot: Robot, qtbot: QtBot
) -> None:
    clock.go_on(minutes=48)
    qtbot.waitUntil(lambda: any(one.state == "due" for one in window.session.due))
    robot.keys("Ctrl+T")
    asked = dialog(qtbot)
    patrol = next(i for i, one in enumerate(asked._found) if one.routine.points)
    asked.which.setCurrentIndex(patrol)
    robot.keys("Ctrl+Return")
    assert asked.fault.text() == "Tick the points that were passed, or say beside one why not."
    robot.keys("Space", "Tab", "Ctrl+A")
    robot.type("23:58")
    robot.keys("Tab", "Tab", "Space", "Tab", "Tab")
    robot.type("Chain loose.")
    robot.keys("Tab", "Tab", "Tab")
    robot.type("Ice, closed")
    locked_and_back(qtbot, window)
    assert dialog(qtbot) is asked
    robot.keys("Escape")
    with qtbot.waitActive(window):
        window.activateWindow()
    robot.keys("Ctrl+T")
    qtbot.waitUntil(lambda: dialog(qtbot) is not asked)
    asked = dialog(qtbot)
    qtbot.waitUntil(lambda: bool(asked.points) and asked.points[-1].note.text() == "Ice, closed")
    grab(asked, "tick-patrol")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: last(window).type == "patrol")
    line = last(window)
    assert line.text == "Patrol of the ground floor. Not passed: Roof (Ice, closed)."
    assert [(one.point, one.note) for one in line.points] == [
        ("East stair", ""), ("Loading bay door", "Chain loose."),
    ]  # fmt: skip


def test_d08_what_was_missed_turns_red_and_is_a_line_by_the_desk_once(
    window: MainWindow, clock: Clock, robot: Robot, qtbot: QtBot
) -> None:
    office = window.session.office
    before = office.read.last_line()
    at(window, clock, qtbot, "due", minutes=17)
    at(window, clock, qtbot, "missed", minutes=16)
    robot.keys("Ctrl+PgDown")
    page = window.page("shift")
    assert isinstance(page, ShiftPage)
    qtbot.waitUntil(page.on_duty.due.isVisible)
    assert window.due_line.property("banner") == "fault"
    office.book.settle()
    (line,) = entries.newest(office, office.read.last_line() - before)
    assert line.text.startswith("Check call to control, due 23:30, was not ticked by 23:45.")
    assert (line.by, line.automatic) == ("desk", True)
    QApplication.processEvents()
    grab(window, "due-list")


def test_the_list_says_what_comes_and_enter_ticks_what_is_chosen(
    window: MainWindow, clock: Clock, robot: Robot, qtbot: QtBot
) -> None:
    at(window, clock, qtbot, "due", minutes=17)
    robot.keys("Ctrl+PgDown")
    page = window.page("shift")
    assert isinstance(page, ShiftPage)
    table = page.on_duty.due
    qtbot.waitUntil(table.isVisible)
    said = [table.model.index(row, 0).data() for row in range(table.model.rowCount())]
    assert said == ["Check call to control", "Patrol of the ground floor"]
    assert table.count.text() == "1 to tick"
    table.list.setFocus()
    table.list.setCurrentIndex(table.model.index(1, 0))
    robot.keys("Return")
    assert not isinstance(QApplication.activeWindow(), TickDialog)
    table.list.setCurrentIndex(table.model.index(0, 0))
    robot.keys("Return")
    assert len(dialog(qtbot)._found) == 1


def test_where_nothing_is_due_ctrl_t_says_what_comes_next(
    window: MainWindow, robot: Robot, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+T")
    said = "Nothing is due. Next: Check call to control, 23:30."
    robot.hears(said)
