"""A sheet that was copied without a scan stands in amber for a shift lead until it has one."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.desk.incidents.test_evidence import picture
from tests.ui.conftest import Robot, grab

from deskinc.desk.downtime import copying
from deskinc.desk.downtime.copying import PaperLine, Sheet
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.downtime.shown import SheetDialog
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.review.page import PAGE as REVIEW
from deskinc.ui.review.page import ReviewPage


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Review, its lead signed in."""
    return make_window(REVIEW)


def copy(office: Office) -> None:
    """A line of sheet 2, without a scan."""
    at = office.now() - timedelta(minutes=40)
    line = PaperLine(1, at, "patrol", "All doors secure.", "Lobby", "K. Ali")
    ids = [entries.new_id(), entries.new_id()]
    copying.transcribe(office, Sheet("occurrence", 2, "Power cut.", [line]), ids).result()


def test_d07_a_sheet_without_a_scan_stands_in_amber_until_one_is_added(
    window: MainWindow, robot: Robot, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    page = window.page("review")
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(page.isVisible)
    assert not page.scans.isVisible()
    copy(office)
    qtbot.waitUntil(page.scans.isVisible)
    grab(window, "sheet-without-scan")
    assert page.scans.words.text() == "Sheet 2 is copied without a scan."
    page.scans.open.setFocus()
    robot.keys("Space")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), SheetDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SheetDialog)
    qtbot.waitUntil(dialog.add.isVisible)
    (tmp_path / "sheet.jpg").write_bytes(picture())
    dialog._add(str(tmp_path / "sheet.jpg"))
    qtbot.waitUntil(lambda: not page.scans.isVisibleTo(page))
