"""Showing a copied sheet from a line of the book: reason, lines, a scan that comes later."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.desk.incidents.test_evidence import picture
from tests.reports.tools import bare, text_of
from tests.ui.conftest import Robot, assert_named, grab
from tests.ui.downtime.test_copying import head, inside, one_line, opened, settled

from deskinc.desk.downtime import copied
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import day_pages
from deskinc.ui.book.linemenu import line_menu
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.dialogs import Question
from deskinc.ui.downtime.shown import SheetDialog
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.reports.page import PAGE as REPORTS


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Reports."""
    return make_window(BOOK, REPORTS)


@pytest.fixture
def copied_sheet(window: MainWindow, robot: Robot, qtbot: QtBot) -> MainWindow:
    """Two lines of sheet 2, copied without a scan."""
    asked = opened(robot, qtbot)
    head(robot, "2", "Power cut in the whole street.")
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.")
    one_line(robot, "22:45", "d", "Loading", "", "Two parcels for Caldwell & Reid.")
    robot.keys("Ctrl+Return")
    settled(asked, qtbot)
    return window


def shown(window: MainWindow, qtbot: QtBot) -> SheetDialog:
    """The sheet of the newest line, by the menu of that line."""
    page = window.page("book")
    assert isinstance(page, BookPage)
    (line,) = entries.newest(window.session.office, 1)
    menu = line_menu(page, line)
    (action,) = (one for one in menu.actions() if one.text().replace("&", "") == "Show the sheet")
    action.trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), SheetDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, SheetDialog)
    qtbot.waitUntil(lambda: found.model.rowCount() == 2)
    return found


def says(dialog: SheetDialog) -> str:
    """All that is written on it."""
    return " ".join(one.text() for one in dialog.findChildren(QLabel))


def day(office: Office) -> str:
    """The page of today as it prints."""
    return bare(text_of(day_pages.print_day(office, office.now().date()).pdf))


def test_d07_the_sheet_of_a_line_shows_its_reason_its_lines_and_who_typed_it(
    copied_sheet: MainWindow, robot: Robot, office: Office, qtbot: QtBot
) -> None:
    dialog = shown(copied_sheet, qtbot)
    words = says(dialog)
    assert "Occurrence sheet 2" in words
    assert "On paper because: Power cut in the whole street." in words
    assert "Typed by R. Malik, 22 Nov 23:13" in words
    assert "No scan is added yet." in words
    rows = [dialog.model.row_at(dialog.model.index(at, 0)) for at in range(2)]
    assert [row and row.title for row in rows] == [
        "1  All doors secure.", "2  Two parcels for Caldwell & Reid.",
    ]  # fmt: skip
    assert_named(dialog)
    robot.keys("Escape")
    said = "Sheet 2, on paper because: Power cut in the whole street. (no scan)"
    assert day(office).count(bare(said)) == 1


def test_d07_a_scan_that_comes_later_names_the_first_record_and_changes_nothing(
    copied_sheet: MainWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(copied_sheet, qtbot)
    assert copied.unscanned(office) == [2]
    first = copied.sheet(office, 2).copies[0].n
    before = office.read.record(first).leaf
    (tmp_path / "sheet.jpg").write_bytes(picture())
    qtbot.waitUntil(dialog.add.isVisible)
    dialog._add(str(tmp_path / "sheet.jpg"))
    qtbot.waitUntil(lambda: not dialog.picture.pixmap().isNull())
    grab(dialog, "sheet-shown")
    digest = sha256(picture()).hexdigest()
    assert f"Scan attached: sheet.jpg, SHA-256 {digest[:16]}…" in says(dialog)
    assert not dialog.add.isVisible()
    (copy,) = copied.sheet(office, 2).copies
    added = office.read.record(copy.scan)
    assert (added.form, added.amends) == ("import", office.read.record(first).id)
    assert office.read.record(first).leaf == before
    assert copied.unscanned(office) == []
    said = "Sheet 2, on paper because: Power cut in the whole street."
    assert day(office).count(bare(f"{said} (scan attached, SHA-256 {digest})")) == 1
    assert office.book.verify(full=True) == []


def test_d07_a_whole_sheet_is_struck_for_one_reason_and_copied_anew(
    copied_sheet: MainWindow, robot: Robot, office: Office, qtbot: QtBot
) -> None:
    dialog = shown(copied_sheet, qtbot)
    qtbot.waitUntil(dialog.strike.isVisible)
    dialog.strike.setFocus()
    robot.keys("Space")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Question))
    asking = QApplication.activeModalWidget()
    qtbot.waitUntil(lambda: asking is not None and inside(asking, QApplication.focusWidget()))
    robot.keys("Return")
    robot.type("copied under a wrong number")
    robot.keys("Return")
    robot.hears("All lines of sheet 2 are struck.")
    qtbot.waitUntil(lambda: not dialog.strike.isVisible())
    grab(dialog, "sheet-struck")
    rows = [dialog.model.row_at(dialog.model.index(at, 0)) for at in range(2)]
    assert [row and row.note.partition(" R.M., ")[2] for row in rows] == [
        "copied under a wrong number", "copied under a wrong number",
    ]  # fmt: skip
    assert day(office).count(bare("R.M., copied under a wrong number")) == 2
    dialog.activateWindow()
    qtbot.waitUntil(lambda: inside(dialog, QApplication.focusWidget()))
    robot.keys("Escape")
    asked = opened(robot, qtbot)
    head(robot, "2", "Power cut in the whole street.")
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.")
    robot.keys("Ctrl+Return")
    settled(asked, qtbot)
    robot.hears("1 line of sheet 2 is copied.")


def test_a_file_that_is_no_scan_is_refused_and_nothing_is_added(
    copied_sheet: MainWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(copied_sheet, qtbot)
    (tmp_path / "sheet.jpg").write_bytes(b"no picture at all")
    qtbot.waitUntil(dialog.add.isVisible)
    dialog._add(str(tmp_path / "sheet.jpg"))
    qtbot.waitUntil(lambda: bool(dialog.fault.text()))
    assert copied.unscanned(office) == [2]
