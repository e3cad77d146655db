"""Several lines chosen, an incident raised from them, and the way to a day or a line."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from tests.ui.book.test_page import settle, write
from tests.ui.conftest import Clock, Robot, grab
from tests.ui.incidents.hands import dialog, read

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.book.choosing import chosen_rows
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.incidents.page import PAGE as INCIDENTS
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.incidents.raising import RaiseDialog
from deskinc.ui.mainwindow import MainWindow


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Incidents."""
    return make_window(BOOK, INCIDENTS)


def test_several_lines_raise_one_incident_and_nothing_is_typed_again(
    robot: Robot, book: BookPage, window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    write(office, "Nothing to do with it.")
    ns = [write(office, text, "lift", "Lift 2") for text in ("Lift stopped.", "Two inside.")]
    settle(book, qtbot, 3)
    robot.keys("Up", "Shift+Up")
    assert list(chosen_rows(book.view)) == [1, 2]
    grab(book, "lines-chosen")
    robot.keys("Ctrl+Shift+I")
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    dialog(qtbot, page, RaiseDialog)
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.detail.thread_shown() != "")
    shown = read(office, page.detail.thread_shown())
    assert [row.text for row in shown.timeline] == ["Lift stopped.", "Two inside."]
    lines = entries.lines(office, ns)
    assert {line.incident for line in lines} == {shown.incident.number}


def test_shift_moves_one_end_and_an_arrow_alone_chooses_one_line_again(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    for at in range(5):
        write(office, f"Round {at}.")
    settle(book, qtbot, 5)
    robot.keys("Up", "Up", "Shift+Up", "Shift+Up")
    assert list(chosen_rows(book.view)) == [1, 2, 3]
    robot.keys("Shift+Down", "Shift+Down", "Shift+Down")
    assert list(chosen_rows(book.view)) == [3, 4]
    robot.keys("Shift+Home")
    assert list(chosen_rows(book.view)) == [0, 1, 2, 3]
    robot.keys("Down")
    assert list(chosen_rows(book.view)) == [1]
    area = book.view.visualRect(book.log.index(3, 0))
    QTest.mouseClick(
        book.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier,
        area.center(),
    )  # fmt: skip
    assert list(chosen_rows(book.view)) == [1, 2, 3]


def test_ctrl_g_goes_to_a_day_and_to_a_serial(
    robot: Robot, book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    for at in range(3):
        write(office, f"Sunday {at}.")
    clock.go_on(hours=2)
    write(office, "Monday.")
    settle(book, qtbot, 4)
    for words, row in (("2", 1), ("yesterday", 0), ("monday", 3)):
        robot.keys("Ctrl+G")
        qtbot.waitUntil(lambda: asks(book))
        robot.type(words)
        robot.keys("Return")
        qtbot.waitUntil(partial(is_chosen, book, row))
        book.window().activateWindow()
        qtbot.waitUntil(book.view.hasFocus)


def asks(book: BookPage) -> bool:
    return any(one.isActiveWindow() for one in book.window().findChildren(QDialog))


def is_chosen(book: BookPage, row: int) -> bool:
    return list(chosen_rows(book.view)) == [row]
