"""Routines in the settings: added, changed and ended by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, assert_named, grab
from tests.ui.settings_hands import find, retype
from tests.ui.shift.hands import CALL, PATROL, add

from deskinc.desk.office import Office
from deskinc.desk.routine import routines
from deskinc.ui.dialogs import Question
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings.page import PAGE, SettingsPage
from deskinc.ui.settings.routines import RoutineForm, RoutinesSection


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with the settings."""
    return make_window(PAGE)


@pytest.fixture
def section(window: MainWindow) -> RoutinesSection:
    """The section on screen."""
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    found = find(page, RoutinesSection)
    assert isinstance(found, RoutinesSection)
    return found


def form(section: RoutinesSection) -> RoutineForm:
    """The form that is open."""
    assert section.form is not None
    return section.form


def test_a_routine_is_added_by_keyboard_and_a_wrong_time_is_said_at_its_field(
    section: RoutinesSection, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    assert section.first_focus() is section.add
    section.add.setFocus()
    robot.keys("Space")
    made = form(section)
    assert_named(made)
    assert QApplication.focusWidget() is made.name
    robot.type("Lock-up round")
    retype(qtbot, made.times, "21:00; 25:00")
    made.points.setPlainText("Gate\n\nRoof\n")
    made.days["sat"].setChecked(True)
    made.go.setFocus()
    robot.keys("Space")
    assert made.asked["times"].fault.text()
    retype(qtbot, made.times, "21:00, 01:30")
    made.go.setFocus()
    robot.keys("Space")
    qtbot.waitUntil(lambda: len(routines.listed(office)) == 1)
    (known,) = routines.listed(office)
    assert (known.name, known.times, known.points, known.days, known.tolerance) == (
        "Lock-up round", ("01:30", "21:00"), ("Gate", "Roof"), frozenset({"sat"}), 15,
    )  # fmt: skip


def test_a_routine_is_changed_and_ended(
    section: RoutinesSection, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    add(office, CALL, PATROL)
    qtbot.waitUntil(lambda: section.model.rowCount() == 2)
    QApplication.processEvents()
    grab(section.window(), "settings-routines")
    section.table.setFocus()
    section.table.selectRow(1)
    robot.keys("Return")
    made = form(section)
    QApplication.processEvents()
    grab(section.window(), "settings-routine")
    assert (made.every.text(), made.points.toPlainText().split("\n")) == (
        "60", ["East stair", "Loading bay door", "Roof"],
    )  # fmt: skip
    made.points.setPlainText("Roof")
    made.every.clear()
    retype(qtbot, made.times, "22:00")
    made.go.setFocus()
    robot.keys("Space")
    qtbot.waitUntil(lambda: routines.listed(office)[1].points == ("Roof",))
    assert (routines.listed(office)[1].times, routines.listed(office)[1].every) == (("22:00",), 0)
    qtbot.waitUntil(lambda: section.form is None)
    section.stop.setFocus()
    robot.keys("Space")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Question))
    asked = QApplication.activeWindow()
    assert isinstance(asked, Question)
    yes = next(one for one in asked.findChildren(QPushButton) if one.text() == "End it")
    QTest.keyClicks(yes, " ")
    qtbot.waitUntil(lambda: len(routines.listed(office)) == 1)


def test_the_order_of_the_points_is_set_by_keyboard(
    section: RoutinesSection, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    add(office, PATROL)
    qtbot.waitUntil(lambda: section.model.rowCount() == 1)
    section.table.setFocus()
    section.table.selectRow(0)
    robot.keys("Return")
    made = form(section)
    made.points.setFocus()
    robot.keys("Down", "Down", "Alt+Up", "Alt+Up", "Alt+Up")
    assert made.points.said() == ["Roof", "East stair", "Loading bay door"]
    robot.type("Terrace, ")
    robot.keys("Alt+Down", "Ctrl+Z")
    assert made.points.said() == ["Terrace, Roof", "East stair", "Loading bay door"]
    made.go.setFocus()
    robot.keys("Space")
    order = ("Terrace, Roof", "East stair", "Loading bay door")
    qtbot.waitUntil(lambda: routines.listed(office)[0].points == order)
