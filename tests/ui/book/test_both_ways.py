"""From a line to what it names and back, by key: incidents, additions, corrections."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.book.test_page import settle, write
from tests.ui.conftest import Robot, assert_named, grab
from tests.ui.incidents.hands import opened

from deskinc.desk.lines import adding, entries
from deskinc.desk.office import Office
from deskinc.ui.book.adding import AddDialog
from deskinc.ui.book.meta import meta_of, spoken
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.incidents.page import PAGE as INCIDENTS
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Incidents."""
    return make_window(BOOK, INCIDENTS)


@pytest.fixture
def page(window: MainWindow) -> IncidentsPage:
    """The Incidents page."""
    found = window.page("incidents")
    assert isinstance(found, IncidentsPage)
    return found


def meta(book: BookPage, row: int) -> list[str]:
    return [one.words for one in meta_of(book.log.line_at(row), book.log.marks_at(row))]


def test_rule16_from_a_line_to_its_incident_and_back_by_key(
    robot: Robot, book: BookPage, page: IncidentsPage, office: Office, qtbot: QtBot
) -> None:
    write(office, "All secure.")
    thread = opened(office)
    settle(book, qtbot, 2)
    robot.keys("Up", "Right")
    qtbot.waitUntil(lambda: page.detail.thread_shown() == thread)
    assert robot.window.current_key() == "incidents"
    robot.keys("Alt+Left")
    assert robot.window.current_key() == "book"
    assert book.view.chosen_row() == 1
    assert robot.focus() is book.view
    robot.keys("Right")
    timeline = page.detail.body.timeline
    timeline.setFocus()
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    robot.keys("Return")
    assert robot.window.current_key() == "book"
    assert book.log.line_at(book.view.chosen_row()).incident_thread == thread
    robot.keys("Alt+Left")
    assert robot.window.current_key() == "incidents"


def test_rule16_a_line_that_names_an_incident_and_the_incident_show_each_other(
    robot: Robot, book: BookPage, page: IncidentsPage, office: Office, qtbot: QtBot
) -> None:
    thread = opened(office)
    robot.post("n", "Engineer for INC-2026-0001 called back; INC-2026-0099 is none.")
    settle(book, qtbot, 2)
    line = book.log.line_at(1)
    assert [(one.id, one.text) for one in line.names] == [(thread, "INC-2026-0001")]
    assert line.incident == ""
    assert meta(book, 1) == ["names", "INC-2026-0001"]
    assert "names INC-2026-0001" in spoken(line, book.log.marks_at(1))
    adding.add(office, line.n, {"informed": "Control room"}, entries.new_id()).result()
    settle(book, qtbot, 3)
    assert meta(book, 2) == [], "what an addition repeats is not said again"
    assert meta(book, 1)[-2:] == ["names", "INC-2026-0001"]
    grab(robot.window, "names-incident")
    robot.keys("Up", "Up", "Right")
    qtbot.waitUntil(lambda: page.detail.thread_shown() == thread)
    named = [one for one in page.detail.body.timeline.events() if "names it" in one.written]
    assert [one.line for one in named] == [2]
    grab(robot.window, "named-in-line")
    timeline = page.detail.body.timeline
    timeline.setFocus()
    timeline.setCurrentIndex(timeline.model().index(1, 0))
    robot.keys("Return")
    assert book.view.chosen_row() == 1


def test_a_line_struck_or_of_the_incident_itself_is_not_told_twice(
    robot: Robot, book: BookPage, page: IncidentsPage, office: Office, qtbot: QtBot
) -> None:
    thread = opened(office, title="INC-2026-0001 is its own number")
    n = write(office, "See INC-2026-0001.")
    entries.strike(office, n, "Not so.", entries.new_id()).result()
    settle(book, qtbot, 3)
    assert [book.log.line_at(at).names for at in (0, 2)] == [(), ()]
    robot.window.session.go("incidents", thread=thread)
    qtbot.waitUntil(lambda: page.detail.thread_shown() == thread)
    kinds = [one.kind for one in page.detail.body.timeline.events()]
    assert kinds[:2] == ["past", "now"]
    assert kinds.count("past") == 1


def test_d03_a_line_says_where_its_additions_stand_and_one_goes_there_by_key(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    n = write(office, "Door found open.")
    for name, words in (("informed", "Control room"), ("action", "Locked.")):
        adding.add(office, n, {name: words}, entries.new_id()).result()
    settle(book, qtbot, 3)
    assert meta(book, 0) == ["added to 23:13 R.M., see", "2", "added to 23:13 R.M., see", "3"]
    assert meta(book, 1) == []
    grab(robot.window, "added-to")
    robot.keys("Up", "Home", "Right")
    assert book.view.chosen_row() == 1
    robot.keys("Right")
    assert book.view.chosen_row() == 0
    robot.keys("Alt+Left", "Alt+Left")
    assert book.view.chosen_row() == 0
    menu = book.line_menu(book.log.line_at(0))
    see = [action for action in menu.actions() if action.text().startswith("See")]
    assert [action.text() for action in see] == ["See 2", "See 3"]
    see[1].trigger()
    assert book.view.chosen_row() == 2


def test_the_place_that_is_added_completes_as_in_the_entry_line(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    write(office, "Lift door stuck.", place="")
    settle(book, qtbot, 1)
    robot.keys("Ctrl+Shift+S")
    (dialog,) = book.findChildren(AddDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert_named(dialog)
    robot.type("load")
    grab(dialog, "add-place")
    robot.keys("Down", "Return")
    assert robot.focus() is not None
    assert dialog.isVisible()
    robot.keys("Ctrl+Return")
    settle(book, qtbot, 2)
    assert book.log.line_at(1).text == "Added to line 1. Place: Loading bay."
    assert QApplication.activeModalWidget() is None
