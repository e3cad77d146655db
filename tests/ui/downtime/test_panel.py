"""Sheets to write on: laid out by keyboard, numbered, a second copy marked as one."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.desk.sheets import pages_of
from tests.ui.conftest import Robot, assert_named, grab

from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.reports.page import PAGE as REPORTS
from deskinc.ui.reports.page import ReportsPage


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Reports."""
    return make_window(BOOK, REPORTS)


def test_sheets_are_laid_out_by_keyboard_and_their_numbers_kept(
    window: MainWindow, robot: Robot, office: Office, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+K")
    robot.type("print sheets")
    robot.keys("Return")
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(page.isVisible)
    qtbot.waitUntil(lambda: robot.focus() is page.sheets.kind)
    robot.keys("Tab", "Ctrl+A")
    robot.type("99")
    robot.keys("Return")
    assert page.sheets.count_row.fault.text() == "1 to 50."
    robot.keys("Ctrl+A")
    robot.type("2")
    robot.keys("Return")
    qtbot.waitUntil(page.sheets.leaving.save.isEnabled)
    qtbot.waitUntil(page.view.sheets.drawn)
    assert_named(page)
    grab(window, "sheets")
    assert page.sheets.facts.words() == "Sheets 1–2"
    assert [(row.first, row.last) for row in office.read.blanks()] == [(1, 2)]


@pytest.mark.parametrize(
    ("letter", "kind", "said"),
    [("b", "bomb", "Exact words"), ("e", "evacuation", "Back in on whose word")],
)
def test_d07_sheets_for_a_bomb_call_and_an_evacuation_are_laid_out_and_saved(
    window: MainWindow, robot: Robot, office: Office, tmp_path: Path, qtbot: QtBot,
    letter: str, kind: str, said: str,
) -> None:  # fmt: skip
    robot.keys("Ctrl+K")
    robot.type("print sheets")
    robot.keys("Return")
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(lambda: robot.focus() is page.sheets.kind)
    robot.type(letter)
    robot.keys("Tab", "Ctrl+A")
    robot.type("2")
    robot.keys("Return")
    qtbot.waitUntil(page.sheets.leaving.save.isEnabled)
    qtbot.waitUntil(page.view.sheets.drawn)
    grab(window, f"sheets-{kind}")
    assert page.sheets.facts.words() == "Sheets 1–2"
    (row,) = office.read.blanks()
    assert plain(office.read.record(row.n).values["kind"]) == kind
    page.sheets.leaving._write(str(tmp_path / "sheets.pdf"))
    robot.hears("sheets.pdf is saved.")
    pages = pages_of((tmp_path / "sheets.pdf").read_bytes())
    assert [said in words for words in pages] == [True, True]


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not there")
def test_d07_sheets_that_leave_a_second_time_say_so_on_every_page(
    window: MainWindow, robot: Robot, printer: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+K")
    robot.type("print sheets")
    robot.keys("Return")
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(lambda: robot.focus() is page.sheets.kind)
    robot.keys("Tab", "Ctrl+A")
    robot.type("2")
    robot.keys("Return")
    leaving = page.sheets.leaving
    qtbot.waitUntil(leaving.save.isEnabled)
    first = tmp_path / "first.pdf"
    leaving._write(str(first))
    robot.hears("first.pdf is saved.")
    qtbot.waitUntil(lambda: robot.focus() is leaving.print)
    robot.keys("Space")
    tray = (first, printer / "0.pdf")
    robot.hears("on its way")
    saved, printed = (pages_of(path.read_bytes()) for path in tray)
    assert not any("Copy " in words for words in saved)
    said = "Copy 2, Sunday 22 November 2026, 23:13 (UTC+0), "
    assert [said in words for words in printed] == [True, True]
    leaving._write(str(tmp_path / "third.pdf"))
    robot.hears("third.pdf is saved.")
    assert "Copy 3, " in pages_of((tmp_path / "third.pdf").read_bytes())[1]
