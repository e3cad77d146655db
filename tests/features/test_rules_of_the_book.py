"""The rules of the bound book, each through the window, by keys: what a reader of the page sees."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.reports.tools import bare, stands, text_of
from tests.ui.conftest import Clock, Robot, late_of

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line, Wanted
from deskinc.desk.office import Office
from deskinc.desk.papers import day_pages, list_tables
from deskinc.ui.book.columns import FULL
from deskinc.ui.book.laying import Laid, lay
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.book.turner import PageTurner
from deskinc.ui.book.wordrow import WordRow
from deskinc.ui.incidents.page import PAGE as INCIDENTS
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow

OPINION = "The driver seemed nervous."


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Incidents."""
    return make_window(BOOK, INCIDENTS)


def lines(book: BookPage) -> list[Line]:
    """The lines of the page, from its top."""
    return [book.log.line_at(row) for row in range(book.log.rowCount())]


def said(book: BookPage, row: int) -> str:
    """What the page says of a line, all of it."""
    return str(book.log.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def laid(book: BookPage, row: int) -> Laid:
    """A line as it is painted."""
    return lay(book.log.line_at(row), FULL, 1000, book.log.marks_at(row))


def at(found: Laid, left: int) -> list[str]:
    """The words that begin in a column."""
    return [cell.layout.text() for cell in found.cells if round(cell.left) == left]


def happened(robot: Robot, book: BookPage, typed: str) -> None:
    """Type when it happened."""
    book.entry.happened.setFocus()
    robot.type(typed)
    robot.keys("Return")


def correct(robot: Robot, words: str, reason: str) -> None:
    """Correct the last line by keys."""
    serial = entries.next_serial(robot.window.session.office)
    robot.keys("Ctrl+E", "Ctrl+A")
    robot.type(words)
    robot.keys("Ctrl+Return")
    robot.type(reason)
    robot.keys("Ctrl+Return")
    robot.wait_serial(serial + 1)


def test_rule01_each_line_has_the_next_number_and_what_is_given_up_has_none(
    robot: Robot, book: BookPage, clock: Clock, qtbot: QtBot
) -> None:
    robot.post("p", "First.")
    robot.type("Begun and given up")
    robot.keys("Ctrl+A", "Delete")
    robot.post("p", "Second.")
    correct(robot, "Second, corrected.", "misheard")
    clock.go_on(hours=1)
    robot.post("p", "Of the next day.")
    assert [line.line for line in lines(book)] == [1, 2, 3, 4]
    assert [line.day_no for line in lines(book)] == ["1", "2", "3", "1"]
    qtbot.waitUntil(lambda: book.entry.serial.text() == "5")


def test_rule02_the_clock_has_24_hours_and_the_page_date_weekday_and_offset(
    robot: Robot, book: BookPage, clock: Clock
) -> None:
    robot.post("p", "Late in the evening.")
    assert book.heads.accessibleName() == "Sunday 22 November 2026, day page 326, UTC+0"
    assert at(laid(book, 0), FULL.written) == ["23:13"]
    clock.go_on(hours=1)
    robot.post("p", "Early in the morning.")
    assert at(laid(book, 1), FULL.written) == ["00:13"]
    role = Qt.ItemDataRole.AccessibleDescriptionRole
    heading = book.log.index(1, 0).data(role)
    assert "Monday 23 November 2026, day page 327, UTC+0" in heading


def test_rule03_the_column_of_times_is_of_writing_and_the_event_has_its_own(
    robot: Robot, book: BookPage
) -> None:
    happened(robot, book, "2305")
    robot.post("p", "All secure.")
    assert at(laid(book, 0), FULL.written) == ["23:13"]
    assert at(laid(book, 0), FULL.happened) == ["23:05"]
    assert "happened 23:05" in said(book, 0)


def test_rule04_no_key_and_no_menu_takes_a_line_away(robot: Robot, book: BookPage) -> None:
    for words in ("First.", "Second.", "Third."):
        robot.post("p", words)
    before = [(line.line, line.text) for line in lines(book)]
    robot.keys("Up", "Up")
    for chord in ("Delete", "Ctrl+X", "Ctrl+Backspace", "Shift+Delete", "Ctrl+Z", "Ctrl+D"):
        robot.keys(chord)
        if robot.focus() is not book.view:
            robot.keys("Up")
    assert [(line.line, line.text) for line in lines(book)] == before
    menu = book.line_menu(book.log.line_at(1))
    offered = [action.text().replace("&", "").lower() for action in menu.actions()]
    assert not [word for word in offered if "delete" in word or "remove" in word]
    acts = [action.words.lower() for action in robot.window.all_actions()]
    assert not [word for word in acts if "delete" in word or "insert" in word]


def test_rule05_a_correction_strikes_once_stays_legible_and_refers_both_ways(
    robot: Robot, book: BookPage
) -> None:
    robot.post("v", "Left by the street door.")
    correct(robot, "Left by the ramp.", "seen on camera 4")
    old, new = lines(book)
    assert (old.text, new.text) == ("Left by the street door.", "Left by the ramp.")
    struck = laid(book, 0).layout.formats()[0]
    assert struck.format.fontStrikeOut()
    assert struck.length == len(old.text)
    assert "struck 23:13 R.M., see 2, Reason: seen on camera 4" in said(book, 0)
    assert "corrects 1" in said(book, 1)
    robot.keys("Up", "Right")
    assert book.view.chosen_row() == 0
    robot.keys("Right")
    assert book.view.chosen_row() == 1


def test_rule06_a_late_line_is_marked_stands_where_it_was_written_and_none_lies_ahead(
    robot: Robot, book: BookPage, qtbot: QtBot
) -> None:
    robot.post("p", "Written in time.")
    happened(robot, book, "2200")
    robot.post("v", "An hour ago.")
    qtbot.waitUntil(late_of(book).isVisible)
    robot.keys("Return")
    qtbot.waitUntil(lambda: book.log.rowCount() == 3)
    assert [line.text for line in lines(book)[:2]] == ["Written in time.", "An hour ago."]
    for words in ("late", "happened 22:00", "late by 73 minutes", "On patrol"):
        assert words in said(book, 1)
    happened(robot, book, "+10m")
    robot.type("Of what is to come.")
    book.entry.type.take("patrol")
    robot.keys("Ctrl+Return")
    assert book.entry.note.text() == "This time lies ahead. Write what has happened."
    assert book.log.rowCount() == 3


def test_rule07_the_stamp_shows_how_long_the_words_took(
    robot: Robot, book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    robot.keys("F2")
    qtbot.waitUntil(lambda: book.entry.stamp is not None)
    clock.go_on(minutes=14)
    book.entry.show_time(office.now())
    robot.post("a", "Panel silenced.")
    assert at(laid(book, 0), FULL.written) == ["23:27"]
    assert at(laid(book, 0), FULL.happened) == ["23:13"]
    assert "stamped 23:13:4" in said(book, 0)
    assert "late by 14 minutes" in said(book, 0)


def test_rule08_an_opinion_is_remarked_on_and_written_as_the_officer_left_it(
    robot: Robot, book: BookPage, qtbot: QtBot
) -> None:
    book.entry.type.take("vehicle")
    robot.type(OPINION)
    (beside,) = book.findChildren(WordRow)
    qtbot.waitUntil(lambda: beside.words().startswith("“seemed”: An opinion."))
    robot.keys("Ctrl+Return")
    robot.wait_serial(2)
    assert lines(book)[0].text == OPINION
    robot.type('Driver said: "He seemed nervous."')
    qtbot.waitUntil(lambda: not book.findChildren(WordRow)[0].words())


def test_rule09_every_line_bears_who_wrote_it(robot: Robot, book: BookPage) -> None:
    assert book.entry.who.text() == "R. Malik"
    robot.post("p", "All secure.")
    (cell,) = [cell for cell in laid(book, 0).cells if cell.layout.text() == "R.M."]
    assert cell.left > FULL.text
    assert said(book, 0).endswith("by R. Malik")


def test_rule13_a_new_day_begins_a_page_and_what_nobody_closed_stays_open(
    robot: Robot, book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    robot.post("p", "Last of Sunday.")
    turner = PageTurner(book.session)
    clock.at = datetime(2026, 11, 23, tzinfo=UTC)
    book.session.ticked.emit(office.now())
    qtbot.waitUntil(lambda: book.log.rowCount() == 2 and not turner.busy)
    assert lines(book)[1].text == "Page 327: Monday 23 November 2026, UTC+0."
    qtbot.waitUntil(lambda: (turn := book.log.turn_at(1)) is not None and not turn.closed)
    turn = book.log.turn_at(1)
    assert turn is not None
    assert turn.ended.startswith("Not closed: Sunday 22 November 2026. Line 1.")


def test_rule16_the_book_keeps_the_thread_and_the_incident_the_detail_each_naming_the_other(
    robot: Robot, book: BookPage, window: MainWindow, qtbot: QtBot
) -> None:
    robot.post("f", "Lift stopped, two inside.", "Lift 2")
    robot.keys("Ctrl+Shift+I")
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    qtbot.waitUntil(lambda: robot.focus().window() is not window)
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.detail.thread_shown() != "")
    told = [one for one in page.detail.body.timeline.events() if one.kind == "past"]
    assert [(one.words, one.line) for one in told] == [("Lift stopped, two inside.", 1)]
    with qtbot.waitActive(window):
        window.activateWindow()
    window.show_page("book")
    assert lines(book)[0].incident == "INC-2026-0001"
    assert "INC-2026-0001" in said(book, 0)
    robot.keys("Up", "Right")
    assert window.current_key() == "incidents"
    assert page.detail.thread_shown() == lines(book)[0].incident_thread


def test_rule17_screen_print_and_export_say_the_same_and_hide_nothing_struck(
    robot: Robot, book: BookPage, office: Office
) -> None:
    robot.post("v", "Left by the street door.")
    correct(robot, "Left by the ramp.", "seen on camera 4")
    robot.post("p", 'R&D <secure>; 5 = 5, "all well".')
    printed = bare(text_of(day_pages.print_day(office, office.now().date()).pdf))
    table = list_tables.lines(office, Wanted())
    text = [column.key for column in table.columns].index("text")
    listed = [row[text] for block in table.blocks() for row in block]
    texts = [line.text for line in lines(book)]
    assert listed == texts
    for row, words in enumerate(texts):
        assert words in said(book, row)
        assert laid(book, row).layout.text() == words
        assert stands(bare(words), printed)
    assert "Reason: seen on camera 4" in said(book, 0)
    assert bare("seen on camera 4") in printed
