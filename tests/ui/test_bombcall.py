"""D26: the call sheet of a bomb call, from any page, over any dialog, from the locked screen."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, assert_named

from deskinc.desk import bombcall
from deskinc.desk.incidents import incidents
from deskinc.desk.office import Office
from deskinc.ui import theme
from deskinc.ui.bombcall.asked import Answer
from deskinc.ui.bombcall.letters import Letters, Mark
from deskinc.ui.bombcall.sheet import CallSheet
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.session import Session
from deskinc.ui.windows import lock_page, page_specs


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with every page of the program, and its own locked screen."""
    made = make_window(*page_specs())
    made._lock_page = lock_page
    return made


def sheet_of(qtbot: QtBot, window: MainWindow) -> CallSheet:
    """The call sheet, once it has the keyboard."""
    qtbot.waitUntil(lambda: window.calls.sheet is not None)
    sheet = window.calls.sheet
    assert sheet is not None
    qtbot.waitUntil(sheet.isActiveWindow)
    qtbot.waitUntil(sheet.words.words.hasFocus)
    return sheet


def press(window: QWidget, key: Qt.Key) -> None:
    """A key as it comes from the keyboard: to the window, whatever in it has the focus."""
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key)


def _gone(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.calls.sheet is None)


def test_d26_it_stands_over_any_dialog_and_nothing_locks_until_the_call_has_ended(
    qtbot: QtBot, window: MainWindow, session: Session, office: Office, robot: Robot
) -> None:
    window.show_page("incidents")
    robot.keys("Ctrl+Shift+I")
    robot.wait_question()
    asked = QApplication.activeModalWidget()
    assert asked is not None
    press(asked, Qt.Key.Key_F9)
    sheet = sheet_of(qtbot, window)
    robot.keys("Alt+X")
    session.lock()
    assert not session.is_locked
    robot.keys("Alt+B")
    robot.type("a")
    robot.keys("Escape")
    robot.type("abc")
    assert sheet.sound.groups["background"].chosen() == ["street"]
    assert sheet.words.words.toPlainText() == "abc"
    robot.keys("Escape")
    assert sheet.isVisible(), "nothing that was typed is thrown away"
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: sheet.go.text() == "To the incident")
    robot.keys("Tab")
    robot.type("noon")
    robot.keys("Ctrl+Return")
    _gone(qtbot, window)
    assert session.is_locked
    (found,) = incidents.listed(office, "exercises")
    assert found.number == "XINC-2026-0001"
    assert incidents.page(office, found.thread).values["bomb_when"] == "noon"


def assert_in_sight(sheet: CallSheet) -> None:
    """Every field and every word to tick lies whole in what is seen of its half."""
    for area in sheet.findChildren(QScrollArea):
        port = area.viewport()
        kinds = (QLineEdit, QPlainTextEdit, Mark, Letters)
        inside = [one for kind in kinds for one in area.findChildren(kind)]
        assert inside
        for one in inside:
            there = one.rect().translated(one.mapTo(port, QPoint(0, 0)))
            assert port.rect().contains(there), one.accessibleName()
        tall = {one.height() for one in area.findChildren(Answer)}
        assert min(tall) >= 24
        assert all(one.height() >= 24 for one in area.findChildren(Mark))


def test_d26_a_second_call_takes_nothing_of_one_that_waits(
    qtbot: QtBot, window: MainWindow, office: Office, robot: Robot
) -> None:
    first = replace(bombcall.begin(office), said={"exact_words": "By four."})
    bombcall.seal(office, first)
    robot.keys("F9")
    sheet = sheet_of(qtbot, window)
    robot.type("Another")
    sheet.keep()
    qtbot.waitUntil(lambda: len(bombcall.kept(office)) == 2)
    sheet.words.words.clear()
    qtbot.waitUntil(lambda: sheet.call.is_empty)
    robot.keys("Escape")
    qtbot.waitUntil(lambda: [one.thread for one in bombcall.kept(office)] == [first.thread])
    qtbot.waitUntil(lambda: sheet_of(qtbot, window).call.thread == first.thread)
    assert sheet_of(qtbot, window).words.words.toPlainText() == "By four."


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640), (853, 533)])
def test_d26_all_of_it_stands_there_without_scrolling_also_at_150_per_cent(
    qtbot: QtBot, window: MainWindow, office: Office, robot: Robot, qapp: QApplication,
    size: tuple[int, int],
) -> None:  # fmt: skip
    window.resize(*size)
    robot.keys("F9")
    sheet = sheet_of(qtbot, window)
    assert_named(sheet)
    qtbot.waitUntil(lambda: sheet.size() == QSize(*size))
    schemes: tuple[theme.Scheme, ...] = ("light", "dark", "light")
    for scheme in schemes:
        theme.apply(qapp, scheme)
        for _wave in range(3):
            QApplication.processEvents()
        assert_in_sight(sheet)
        sheet.words.lines["caller_phone"].setFocus()
        assert_in_sight(sheet)
    robot.keys("Escape")
    _gone(qtbot, window)
    qtbot.waitUntil(lambda: bombcall.kept(office) == [])


def test_d26_whoever_may_raise_no_incident_takes_a_call_all_the_same(
    qtbot: QtBot, window: MainWindow, office: Office, robot: Robot
) -> None:
    robot.keys("F9")
    sheet = sheet_of(qtbot, window)
    robot.type("Listen")
    robot.keys("Ctrl+D")
    robot.type("a")
    robot.type("b")
    assert sheet.sound.groups["bomb_decision"].chosen() == ["evacuate"]
    sealed = bombcall.seal(office, sheet.call)
    assert sealed.text == (
        "Sealed call: a bomb call, to be opened as an incident by whoever unlocks."
    )
    assert not sealed.signed
    (there,) = bombcall.kept(office)
    assert there.said["exact_words"] == "Listen"
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: sheet.go.text() == "To the incident")
    robot.keys("Ctrl+Return")
    _gone(qtbot, window)
