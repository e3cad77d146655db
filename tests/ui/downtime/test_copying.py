"""Copying a sheet by keyboard: line after line, mended, kept through a lock, written at once."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.desk.incidents.test_evidence import picture
from tests.reports.tools import bare, text_of
from tests.ui.conftest import Clock, Robot, assert_named, grab

from deskinc.desk.downtime import copied
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import day_pages
from deskinc.ui.book.meta import Marks, meta_of
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.downtime.dialog import CopyDialog
from deskinc.ui.incidents.page import PAGE as INCIDENTS
from deskinc.ui.incidents.raising import RaiseDialog
from deskinc.ui.lock import KEPT as KEPT_WORDS
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.reports.page import PAGE as REPORTS
from deskinc.ui.session import Session


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book, Incidents and Reports."""
    return make_window(BOOK, INCIDENTS, REPORTS)


@pytest.fixture
def asked(window: MainWindow, robot: Robot, qtbot: QtBot) -> CopyDialog:
    """The dialog, found by name from the book, its cursor at the number."""
    return opened(robot, qtbot)


def opened(robot: Robot, qtbot: QtBot) -> CopyDialog:
    """The dialog, opened by name."""
    robot.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    robot.keys("Ctrl+K")
    robot.type("copy a written")
    robot.keys("Return")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), CopyDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, CopyDialog)
    qtbot.waitUntil(lambda: inside(found, QApplication.focusWidget()))
    return found


def inside(dialog: QWidget, part: QWidget | None) -> bool:
    """Whether that part has the cursor in the dialog."""
    return part is not None and dialog.isAncestorOf(part)


def one_line(
    robot: Robot, time: str, kind: str, place: str, by: str, text: str, written: str = ""
) -> None:
    """Copy a line as it is read off the sheet; no mouse, Enter from field to field."""
    for words in (time, written, kind, place, by):
        robot.type(words)
        robot.keys("Return")
    robot.type(text)
    robot.keys("Return")


def head(robot: Robot, number: str = "2", reason: str = "Power cut.") -> None:
    """Number and reason of the sheet."""
    robot.type(number)
    robot.keys("Return")
    robot.type(reason)
    robot.keys("Return")


def settled(dialog: CopyDialog, qtbot: QtBot) -> None:
    """Wait until it is in the book and the dialog gone."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_d07_a_sheet_is_copied_line_after_line_by_keyboard(
    asked: CopyDialog, robot: Robot, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    head(robot)
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.")
    assert (asked.fields.no.text(), asked.fields.by.text()) == ("2", "K. Ali")
    one_line(robot, "22:45", "d", "Loading", "", "Two parcels for Caldwell & Reid.")
    assert_named(asked)
    grab(asked, "copy-sheet")
    assert asked.model.rowCount() == 2
    robot.keys("Ctrl+Return")
    settled(asked, qtbot)
    robot.hears("2 lines of sheet 2 are copied.")
    first, second = entries.newest(office, 2)
    assert (first.text, first.type, first.place) == ("All doors secure.", "patrol", "Lobby")
    assert [(line.copied and (line.copied.by, line.copied.line), line.late_reason)
            for line in (first, second)] == [
        (("K. Ali", 1), "System not available"), (("K. Ali", 2), "System not available"),
    ]  # fmt: skip
    assert f"{second.happened:%H:%M}" == "22:45"
    qtbot.waitUntil(lambda: "transcribe" not in office.kept_under())


def test_d07_the_time_of_writing_on_paper_stands_in_the_line_on_screen_and_on_paper(
    asked: CopyDialog, robot: Robot, office: Office, window: MainWindow, qtbot: QtBot
) -> None:
    head(robot)
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.", "22:15")
    assert "before it happened" in asked.fields.rows["written"].fault.text()
    asked.fields.written.setFocus()
    robot.keys("Ctrl+A")
    robot.type("22:25")
    asked.fields.text.setFocus()
    robot.keys("Return")
    assert asked.model.rowCount() == 1
    robot.keys("Ctrl+Return")
    settled(asked, qtbot)
    robot.hears("1 line of sheet 2 is copied.")
    (line,) = entries.newest(office, 1)
    said = "written on paper 22:25 by K. Ali, sheet 2, line 1"
    assert said in " ".join(one.words for one in meta_of(line, Marks(locale=office.locale)))
    paper = day_pages.print_day(office, office.now().date()).pdf
    assert bare(said) in bare(text_of(paper))


def test_d07_a_line_earlier_than_the_one_above_asks_yesterday_or_today(
    asked: CopyDialog, robot: Robot
) -> None:
    head(robot)
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.")
    one_line(robot, "01:30", "p", "Lobby", "", "Gate found open.")
    said = asked.fields.rows["time"].fault.text()
    assert "Earlier than line 1. Yesterday or today?" in said
    assert robot.focus() is asked.fields.time
    assert asked.model.rowCount() == 1
    robot.keys("Ctrl+A")
    robot.type("01:30 today")
    asked.fields.text.setFocus()
    robot.keys("Return")
    assert [f"{one.happened:%d %H:%M}" for one in asked.lines] == ["22 22:20", "22 01:30"]


def test_what_is_wrong_is_said_at_its_field(asked: CopyDialog, robot: Robot) -> None:
    head(robot, "", "")
    fields = asked.fields
    one_line(robot, "half past", "p", "", "", "Gate.")
    assert fields.rows["time"].fault.text()
    assert robot.focus() is fields.time
    robot.keys("Ctrl+A")
    robot.type("22:20")
    fields.text.setFocus()
    robot.keys("Ctrl+Return")
    assert asked.heads["number"].fault.text() == "Write the number of the sheet."
    robot.type("2")
    robot.keys("Ctrl+Return")
    assert asked.heads["reason"].fault.text() == "Say why it was written on paper."
    assert asked.model.rowCount() == 1


def test_a_line_is_taken_back_and_mended(asked: CopyDialog, robot: Robot) -> None:
    head(robot)
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.")
    asked.list.setFocus()
    robot.keys("Home", "Return")
    assert asked.model.rowCount() == 0
    assert robot.focus() is asked.fields.text
    robot.keys("End")
    robot.type(" Gate too.")
    robot.keys("Return")
    assert [line.text for line in asked.lines] == ["All doors secure. Gate too."]


def test_what_is_typed_survives_a_lock_and_another_opening(
    asked: CopyDialog, session: Session, robot: Robot, office: Office, qtbot: QtBot
) -> None:
    head(robot)
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.")
    robot.type("22:30")
    robot.keys("Return")
    session.lock()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    qtbot.waitUntil(lambda: "transcribe" in office.kept_under())
    assert "transcribe" in KEPT_WORDS
    session.unlock()
    again = opened(robot, qtbot)
    qtbot.waitUntil(lambda: again.model.rowCount() == 1)
    assert (again.number.text(), again.reason.text()) == ("2", "Power cut.")
    assert (again.fields.no.text(), again.fields.time.text()) == ("2", "22:30")
    assert again.lines[0].text == "All doors secure."


def test_d07_an_incident_sheet_raises_an_incident_and_nothing_is_typed_again(
    asked: CopyDialog, robot: Robot, office: Office, qtbot: QtBot
) -> None:
    asked.kind.setFocus()
    robot.keys("Down")
    asked.number.setFocus()
    head(robot, "4")
    one_line(robot, "22:20", "lift", "Lift 2", "K. Ali", "Lift 2 stopped, two people inside.")
    one_line(robot, "22:50", "", "Lift 2", "", "Both out, well.")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RaiseDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, RaiseDialog)
    values = found.answers.values()
    assert values["title"] == "Lift 2 stopped, two people inside"
    assert "Both out, well." in str(found._known["narrative"])


@pytest.mark.parametrize(
    ("letter", "kind", "words"),
    [
        ("b", "Bomb-call sheet", "Bomb threat by telephone: it goes off at eleven."),
        ("e", "Evacuation sheet", "Floor 3 clear by the warden of the east side."),
    ],
)
def test_d07_a_sheet_of_a_call_or_an_evacuation_raises_an_incident_too(
    asked: CopyDialog, robot: Robot, office: Office, qtbot: QtBot,
    letter: str, kind: str, words: str,
) -> None:  # fmt: skip
    asked.kind.setFocus()
    robot.type(letter)
    asked.number.setFocus()
    head(robot, "4")
    one_line(robot, "22:20", "message", "Lobby", "K. Ali", words)
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RaiseDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, RaiseDialog)
    assert found.answers.values()["title"] == words.rstrip(".")
    assert copied.sheet(office, 4).kind == kind


def test_a_sheet_that_was_copied_before_is_named(
    asked: CopyDialog, robot: Robot, qtbot: QtBot
) -> None:
    head(robot)
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.")
    robot.keys("Ctrl+Return")
    settled(asked, qtbot)
    again = opened(robot, qtbot)
    head(robot)
    qtbot.waitUntil(lambda: again.heads["number"].hint() == "Copied before: 1 (1).")
    assert again.fields.no.text() == "2"
    again.fields.no.setText("1")
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: "is copied already" in again.fault.text())
    assert again.model.rowCount() == 1


def test_the_scan_goes_along(
    asked: CopyDialog, robot: Robot, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "sheet.jpg").write_bytes(picture())
    asked._scanned(str(tmp_path / "sheet.jpg"))
    head(robot)
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.")
    robot.keys("Ctrl+Return")
    settled(asked, qtbot)
    robot.hears("1 line of sheet 2 is copied.")
    line = entries.newest(office, 1)[0]
    head_record = office.read.record(line.n - 1)
    assert head_record.form == "import"
    assert office.book.read_file(head_record.n, "scan") == picture()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_scan_that_is_no_file_holds_nothing_up_and_the_lines_stay(
    asked: CopyDialog, robot: Robot, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    os.mkfifo(tmp_path / "sheet.jpg")
    asked._scanned(str(tmp_path / "sheet.jpg"))
    head(robot)
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: "sheet.jpg is no file" in asked.fault.text(), timeout=20_000)
    assert asked.model.rowCount() == 1
    asked._scanned("")
    robot.keys("Ctrl+Return")
    settled(asked, qtbot)
    robot.hears("1 line of sheet 2 is copied.")


def test_a_sheet_that_went_through_before_a_power_cut_is_sent_again_and_written_once(
    asked: CopyDialog, robot: Robot, office: Office, qtbot: QtBot
) -> None:
    head(robot)
    one_line(robot, "22:20", "p", "Lobby", "K. Ali", "All doors secure.")
    asked.keep()
    qtbot.waitUntil(lambda: bool(office.kept().get("transcribe", {}).get("lines")))
    typed, before = office.kept()["transcribe"], entries.next_serial(office)
    robot.keys("Ctrl+Return")
    settled(asked, qtbot)
    robot.hears("1 line of sheet 2 is copied.")
    qtbot.waitUntil(lambda: "transcribe" not in office.kept_under())
    office.keep("transcribe", {**typed, "ids": list(asked._ids)}).result()
    again = opened(robot, qtbot)
    qtbot.waitUntil(lambda: again.model.rowCount() == 1)
    robot.keys("Ctrl+Return")
    settled(again, qtbot)
    qtbot.waitUntil(lambda: "transcribe" not in office.kept_under())
    assert entries.next_serial(office) == before + 1


def test_the_dialog_fits_the_smallest_window(
    asked: CopyDialog, window: MainWindow, robot: Robot, qtbot: QtBot
) -> None:
    robot.keys("Escape")
    settled(asked, qtbot)
    window.resize(853, 533)
    again = opened(robot, qtbot)
    head(robot)
    for no in range(1, 8):
        one_line(robot, f"22:{no:02d}", "p", "Lobby", "K. Ali", f"Door {no} secure.")
    assert again.height() <= window.height()
    newest = again.list.visualRect(again.model.index(6, 0))
    assert again.list.viewport().rect().contains(newest)
    assert again.go.geometry().bottom() <= again.height()
    assert_named(again)
    grab(again, "copy-sheet-low")
