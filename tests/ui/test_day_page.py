"""The day page by keyboard: from the line on screen to the very pages, signed and saved."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.desk.sheets import pages_of
from tests.reports.tools import text_of
from tests.ui.conftest import NAME, PASSPHRASE, Clock, Robot, assert_named, grab

from deskinc.desk.office import Office
from deskinc.desk.papers import exports
from deskinc.reports.carried import judge_paper
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.reports.day import DayPanel
from deskinc.ui.reports.page import PAGE, ReportsPage
from deskinc.ui.session import Session

LINE = "Roof door found open, wedged with a chair."


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Reports."""
    return make_window(BOOK, PAGE)


@pytest.fixture
def page(window: MainWindow) -> ReportsPage:
    """The Reports page, not yet seen."""
    found = window.page("reports")
    assert isinstance(found, ReportsPage)
    return found


def laid_out(page: ReportsPage, qtbot: QtBot) -> DayPanel:
    """The panel once the pages stand there."""
    panel = page.day
    qtbot.waitUntil(lambda: panel._made is not None)
    qtbot.waitUntil(page.view.sheets.drawn)
    return panel


def test_one_key_in_the_book_lays_out_the_page_of_its_day(
    page: ReportsPage, robot: Robot, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    robot.post("p", LINE, "Reception")
    robot.keys("Ctrl+Shift+P")
    panel = laid_out(page, qtbot)
    assert panel._made is not None
    assert panel.since.text() == "2026-11-22"
    assert "Issue 1" in panel.facts.words()
    assert LINE in text_of(panel._made.pdf)
    assert robot.focus() is panel.passphrase
    assert_named(page)
    grab(page.window(), "day-ready")
    robot.type(PASSPHRASE)
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: panel.done is not None)
    qtbot.waitUntil(page.view.sheets.drawn)
    grab(page.window(), "day-signed")
    assert panel.done is not None
    target = tmp_path / "for the client.pdf"
    robot.save_as(target, "Ctrl+S")
    qtbot.waitUntil(target.exists)
    robot.hears("is saved")
    assert target.read_bytes() == panel.done.pdf
    told = judge_paper(target.read_bytes())
    assert told.kind == "VALID"
    assert [one.signer for one in told.signatures] == [NAME]
    (paper,) = exports.issued(office)
    assert (paper.kind, paper.name) == ("day", "day-2026-11-22-issue-1.pdf")


def test_the_chosen_line_names_the_day_and_its_menu_offers_it(
    window: MainWindow, page: ReportsPage, robot: Robot, clock: Clock, qtbot: QtBot
) -> None:
    robot.post("p", "Yesterday.", "Reception")
    clock.go_on(hours=12)
    robot.post("p", "Today.", "Reception")
    book = window.page("book")
    assert isinstance(book, BookPage)
    book.view.choose(0)
    words = [action.text() for action in book.line_menu(book.log.line_at(0)).actions()]
    assert "&Print this day…" in words
    robot.keys("Ctrl+Shift+P")
    panel = laid_out(page, qtbot)
    assert panel.since.text() == "2026-11-22"


def test_days_are_typed_as_they_are_said(
    page: ReportsPage, session: Session, robot: Robot, clock: Clock, qtbot: QtBot
) -> None:
    robot.post("p", LINE, "Reception")
    clock.go_on(hours=12)
    session.go("reports")
    qtbot.waitUntil(page.isVisible)
    page.list.setFocus()
    while page.panels.currentWidget() is not page.day:
        robot.keys("Down")
    assert page.view.empty_words().startswith("No day is chosen")
    robot.keys("Return")
    assert robot.focus() is page.day.since
    robot.type("some day")
    robot.keys("Return")
    assert "“some day” is no day." in page.day.since_row.fault.text()
    robot.keys("Ctrl+A")
    robot.type("yesterday")
    robot.keys("Tab")
    robot.type("today")
    robot.keys("Return")
    panel = laid_out(page, qtbot)
    assert panel._made is not None
    assert panel._made.name == "day-2026-11-22-to-2026-11-23-issue-1.pdf"
    panel.since.setFocus()
    robot.keys("Ctrl+A")
    robot.type("2026-11-30")
    robot.keys("Tab", "Ctrl+A", "Delete", "Return")
    qtbot.waitUntil(lambda: "no page of that day" in page.view.empty_words())


def test_a_wrong_passphrase_is_said_at_its_field_and_nothing_leaves(
    page: ReportsPage, robot: Robot, office: Office, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+Shift+P")
    panel = laid_out(page, qtbot)
    robot.type("not my passphrase")
    robot.keys("Return")
    qtbot.waitUntil(lambda: bool(panel.part.row.fault.text()))
    assert robot.focus() is panel.passphrase
    assert not exports.issued(office)
    assert panel.missing.text() == f"Left to do: the passphrase of {NAME}."


def test_a_day_page_issued_before_stands_in_the_list(
    page: ReportsPage, robot: Robot, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+Shift+P")
    panel = laid_out(page, qtbot)
    robot.type(PASSPHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: panel.done is not None)
    page.list.setFocus()
    while page.panels.currentWidget() is not page.issued:
        robot.keys("Down")
    qtbot.waitUntil(page.issued.leaving.save.isEnabled)
    (row,) = (page.issued.model.row_at(page.issued.model.index(0, 0)),)
    assert row is not None
    assert (row.title, row.note) == ("Day page", "day-2026-11-22-issue-1.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not there")
def test_rule15_the_first_print_is_the_file_and_a_reprint_says_that_it_is_one(
    page: ReportsPage, robot: Robot, printer: Path, clock: Clock, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+Shift+P")
    panel = laid_out(page, qtbot)
    robot.type(PASSPHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: panel.done is not None)
    assert panel.done is not None
    office, log = page.session.office, ("printed",)
    for times in (1, 2, 3):
        robot.keys("Ctrl+P")
        qtbot.waitUntil(lambda: panel.leaving._left == times)  # noqa: B023
        assert len(office.read.accesses(9, whats=log)) == times
        clock.go_on(minutes=5)
    first, second, third = ((printer / f"{at}.pdf").read_bytes() for at in range(3))
    assert first == panel.done.pdf
    for no, time, reprint in ((2, "23:18", second), (3, "23:23", third)):
        said = f"Print {no}, Sunday 22 November 2026, {time} (UTC+0), {NAME}."
        pages = pages_of(reprint)
        assert all(said in words for words in pages)
        assert len(pages) == panel.done.pages
