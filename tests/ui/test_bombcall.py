"""D26: the call sheet of a bomb call, from any page, over any dialog, from the locked screen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Clock, Robot, assert_named
from tests.ui.incidents.hands import closed

from deskinc.book.registers.rows import EntryRow
from deskinc.desk import bombcall
from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.response import calls, reading
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.proof.canonical import unb64
from deskinc.ui import theme
from deskinc.ui.bombcall.asked import Answer
from deskinc.ui.bombcall.letters import Letters, Mark
from deskinc.ui.bombcall.sheet import CallSheet
from deskinc.ui.lock import LockPage
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


def type_call(robot: Robot) -> None:
    """Words, an answer, how he sounds, and who rang the police."""
    robot.type("There is one in your building.")
    robot.keys("Tab")
    robot.type("by four")
    robot.keys("Alt+V")
    robot.type("be")
    robot.keys("Escape")
    robot.type(" By four!")
    robot.keys("Alt+9")
    robot.type("T.O.")


def assert_kept(qtbot: QtBot, office: Office, sheet: CallSheet) -> None:
    """The sheet as it is typed is on the disk."""
    qtbot.waitUntil(lambda: (bombcall.kept(office) or sheet.call).said == sheet.call.said)
    there = bombcall.kept(office)
    assert there is not None
    assert there.said["exact_words"] == "There is one in your building. By four!"
    assert there.said["voice"] == ["angry", "rapid"]
    assert there.said["bomb_when"] == "by four"
    assert there.services.who == "T.O."


def assert_opened(office: Office) -> None:
    """The incident says what was typed, and was raised from the sealed line."""
    (found,) = incidents.listed(office)
    values = incidents.page(office, found.thread).values
    assert (found.category, found.severity) == ("threat.bomb", "critical")
    assert plain(values["bomb_decision"]) == "evacuate"
    assert plain(values["call_taken_by"]) == NAME
    assert values["told/001-999/by"] == {"id": "", "text": "T.O."}
    assert {"voice/angry", "voice/rapid", "bomb_decided", "call_ended"} < values.keys()
    office.book.settle()
    note = incidents.page(office, found.thread).timeline[0]
    assert note.text.startswith("Sealed call: a bomb call, to be opened")
    assert plain(values["exact_words"]) == "There is one in your building. By four!"
    said = " ".join(office.read.texts([row.n for row in _lines(office)]).values())
    assert "building" not in said, "lines are read by all and printed on day pages"
    assert bombcall.kept(office) is None
    assert values["told/001-999/who"] == "Emergency services"
    history = reading.graded(office.read.thread(unb64(found.thread)))
    due = calls.calls(office, values, history)
    assert next(one for one in due if one.who == "Emergency services").at is None
    closed(office, found.thread)


def _lines(office: Office) -> list[EntryRow]:
    return office.read.entries(office.read.newest(50))


def test_d26_a_call_is_typed_live_from_the_locked_screen_and_opened_once_unlocked(
    qtbot: QtBot, window: MainWindow, session: Session, office: Office, robot: Robot, clock: Clock
) -> None:
    session.lock()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QWidget))
    press(window, Qt.Key.Key_F9)
    sheet = sheet_of(qtbot, window)
    type_call(robot)
    clock.go_on(minutes=3)
    assert_kept(qtbot, office, sheet)
    robot.keys("Ctrl+Return")
    _gone(qtbot, window)
    assert session.is_locked
    page = window.layers.currentWidget()
    assert isinstance(page, LockPage)
    shown = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "building" not in shown
    assert incidents.listed(office) == []

    page.secret.setText(PASSPHRASE)
    page.unlock()
    sheet = sheet_of(qtbot, window)
    assert sheet.words.words.toPlainText() == "There is one in your building. By four!"
    assert sheet.go.text() == "Open the incident"
    robot.keys("Ctrl+D")
    robot.type("b")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: sheet.go.text() == "To the incident")
    assert sheet.state.text() == "INC-2026-0001"
    robot.keys("Ctrl+Return")
    _gone(qtbot, window)
    assert_opened(office)


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
    qtbot.waitUntil(lambda: bombcall.kept(office) is None)


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
    there = bombcall.kept(office)
    assert there is not None
    assert there.said["exact_words"] == "Listen"
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: sheet.go.text() == "To the incident")
    robot.keys("Ctrl+Return")
    _gone(qtbot, window)
