"""Time stamps: one key keeps the time, the words come later, and none is lost sight of."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Robot, grab

from deskinc.desk.lines import entries, stamps
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Office
from deskinc.errors import BookFault
from deskinc.ui import theme
from deskinc.ui.book.page import PAGE, BookPage
from deskinc.ui.book.stubs import StubList
from deskinc.ui.mainwindow import MainWindow


def stubs_of(book: BookPage) -> StubList:
    (found,) = book.findChildren(StubList)
    return found


def last(office: Office) -> Line:
    return entries.newest(office, 1)[-1]


def test_rule07_f2_keeps_the_time_and_the_line_says_both(
    robot: Robot, book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    pressed = office.now()
    robot.keys("F2")
    qtbot.waitUntil(lambda: len(stamps.open_stamps(office)) == 1)
    clock.go_on(minutes=7)
    book.entry.show_time(office.now())
    robot.post("p", "Alarm panel silenced.")
    line = last(office)
    assert line.stamped is not None
    assert abs((line.stamped - pressed).total_seconds()) < 1
    assert line.happened == line.stamped.replace(second=0)
    assert (line.written - line.stamped).total_seconds() >= 7 * 60
    said = book.log.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert f"stamped {line.stamped:%H:%M:%S}" in said
    assert stamps.open_stamps(office) == []
    qtbot.waitUntil(lambda: not stubs_of(book).isVisible())


def test_an_open_stub_stays_in_sight_until_it_is_finished_or_void(
    robot: Robot, book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    robot.keys("F2")
    clock.go_on(minutes=1)
    robot.keys("F2")
    clock.go_on(minutes=1)
    robot.keys("F2")
    shown = stubs_of(book)
    qtbot.waitUntil(lambda: len(stamps.open_stamps(office)) == 3)
    qtbot.waitUntil(shown.isVisible)
    assert len(shown.words()) == 3
    assert robot.focus() is book.entry.text
    first, second, third = stamps.open_stamps(office)
    assert book.entry.stamp == first
    robot.keys("Shift+F2")
    assert book.entry.stamp == second
    robot.post("p", "Second of them.")
    qtbot.waitUntil(lambda: len(shown.words()) == 2)
    assert [stub.at for stub in stamps.open_stamps(office)] == [first.at, third.at]


def test_open_stubs_are_there_again_after_a_new_start(
    robot: Robot, window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    robot.keys("F2")
    qtbot.waitUntil(lambda: len(stamps.open_stamps(office)) == 1)
    qtbot.waitUntil(lambda: "stamped" in office.kept().get("entry", {}))
    again = PAGE.make(window.session)
    qtbot.addWidget(again)
    assert isinstance(again, BookPage)
    qtbot.waitUntil(lambda: again.entry.stamp == stamps.open_stamps(office)[0])
    assert len(stubs_of(again).words()) == 1


def test_a_stub_is_void_only_with_a_reason(
    robot: Robot, book: BookPage, window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    robot.keys("F2")
    qtbot.waitUntil(lambda: len(stamps.open_stamps(office)) == 1)
    robot.keys("Ctrl+K")
    robot.type("void a time")
    robot.keys("Return")
    (dialog,) = window.findChildren(QDialog)
    field = dialog.findChildren(QLineEdit)[0]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClicks(field, "pressed by mistake")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stamps.open_stamps(office) == [])
    qtbot.waitUntil(lambda: not stubs_of(book).isVisible())
    qtbot.waitUntil(lambda: book.entry.stamp is None)
    assert entries.next_serial(office) == 1
    assert office.book.verify(full=True) == []


def test_a_stamp_pressed_over_a_half_line_waits_beside_it(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    robot.type("Gate sh")
    robot.keys("F2")
    qtbot.waitUntil(lambda: len(stamps.open_stamps(office)) == 1)
    assert book.entry.stamp is None
    assert book.entry.text.words() == "Gate sh"
    robot.type("ut.")
    robot.keys("Shift+F2")
    assert book.entry.stamp is not None
    robot.keys("Shift+F2")
    assert book.entry.stamp is None


def test_while_the_book_takes_nothing_f2_keeps_its_time(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    office.book._writer.stop(BookFault("The disk is gone.", "Find it."))
    robot.keys("F2")
    qtbot.waitUntil(lambda: book.entry.stamp is not None and not book.entry.stamp.id)
    assert len(stubs_of(book).words()) == 1
    assert stamps.open_stamps(office) == []


@pytest.mark.parametrize("size", [(1280, 800), (853, 533), (640, 400)])
def test_stamps_have_room_in_each_measure(
    make_window: Callable[..., MainWindow], size: tuple[int, int], qtbot: QtBot, light: object
) -> None:
    window = make_window(PAGE, size=size)
    page = window.page("book")
    assert isinstance(page, BookPage)
    robot = Robot(qtbot, window)
    for _no in range(6):
        robot.keys("F2")
    shown = stubs_of(page)
    qtbot.waitUntil(lambda: len(stamps.open_stamps(window.session.office)) == 6)
    qtbot.waitUntil(lambda: shown.isVisible() and page.entry.isVisible())
    qtbot.waitUntil(lambda: page.entry.beside.width() > 20)
    area = page.entry.rect()
    assert area.contains(page.entry.beside.geometry())
    others = (page.entry.who, page.entry.place, page.entry.time)
    assert not any(part.geometry().intersects(page.entry.beside.geometry()) for part in others)
    for scheme in ("light", "dark"):
        theme.apply(light, scheme)  # type: ignore[arg-type]
        grab(window, f"stamps-{size[0]}-{scheme}")
