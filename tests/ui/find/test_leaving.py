"""A list leaves through the window: chosen, signed for, saved, recorded, and stopped in time."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.book.test_page import settle, write
from tests.ui.conftest import PASSPHRASE, Robot, assert_named, grab

from deskinc.desk.office import Office
from deskinc.ui.book.page import BookPage
from deskinc.ui.find.leaving import ListDialog
from deskinc.ui.incidents.page import PAGE as INCIDENTS
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.reports.page import PAGE as REPORTS
from deskinc.ui.review.page import PAGE as REVIEW
from deskinc.ui.shift.page import PAGE as SHIFT


def dialog_of(book: BookPage, qtbot: QtBot) -> ListDialog:
    """The dialog that was just opened, once it knows what would leave."""
    (dialog,) = book.window().findChildren(ListDialog)
    qtbot.waitUntil(dialog.go.isEnabled)
    return dialog


def test_what_is_found_leaves_as_a_file_and_the_book_says_so(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    write(office, "Roof door closed.")
    write(office, "=Lift 2 stuck.")
    settle(book, qtbot, 2)
    robot.keys("Ctrl+F")
    robot.type("lift")
    robot.keys("Ctrl+Shift+X")
    dialog = dialog_of(book, qtbot)
    assert "Asked for “lift”" in dialog.facts.words()
    robot.keys("Tab")
    robot.type("County Court")
    assert dialog.says.words() == "“This list leaves the book, for County Court.”"
    robot.keys("Return")
    assert dialog.hand.row.fault.text() == "Type the passphrase."
    assert robot.focus() is dialog.hand.field
    robot.type(PASSPHRASE)
    assert_named(dialog)
    grab(dialog, "export-list")
    path = tmp_path / "lifts.csv"
    robot.save_as(path, "Return")
    qtbot.waitUntil(lambda: bool(office.read.exports()))
    robot.hears("lifts.csv is saved")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert [row["Entry"] for row in csv.DictReader(stream)] == ["'=Lift 2 stuck."]
    assert path.with_name("lifts.csv.manifest.json").exists()


@pytest.mark.parametrize(
    ("page", "list_"),
    [
        ("incidents", "Incidents"), ("reports", "Issued papers"), ("shift", "What is due"),
        ("review", "Lines to review"),
    ],
)  # fmt: skip
def test_what_other_pages_list_leaves_by_the_same_key(
    make_window: Callable[..., MainWindow], qtbot: QtBot, page: str, list_: str
) -> None:
    window = make_window(INCIDENTS, REPORTS, SHIFT, REVIEW)
    window.show_page(page)
    robot = Robot(qtbot, window)
    robot.keys("Ctrl+Shift+X")
    (dialog,) = window.findChildren(ListDialog)
    qtbot.waitUntil(dialog.go.isEnabled)
    assert f"List {list_}" in dialog.facts.words()
    dialog.reject()


def test_a_wrong_passphrase_is_said_at_its_field_and_nothing_is_written(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    robot.keys("Ctrl+Shift+X")
    dialog = dialog_of(book, qtbot)
    dialog.hand.field.setFocus()
    robot.type("not this one at all")
    folder = tmp_path / "out"
    folder.mkdir()
    robot.save_as(folder / "lines.csv", "Return")
    qtbot.waitUntil(lambda: bool(dialog.hand.row.fault.text()))
    assert list(folder.iterdir()) == []
    assert office.read.exports() == []
    dialog.leave.click()
    assert not dialog.isVisible()
