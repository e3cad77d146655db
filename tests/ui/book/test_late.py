"""Late lines that are corrected, added to and struck: lateness and its reason stay (D3, D4)."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.reports.tools import bare, text_of
from tests.ui.book.test_page import settle
from tests.ui.conftest import Clock, Robot, late_of

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line, Wanted
from deskinc.desk.office import Office
from deskinc.desk.papers import day_pages
from deskinc.desk.papers.printed import late_words
from deskinc.desk.shift import shifts
from deskinc.ui.book.adding import AddDialog
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.shift.page import PAGE as SHIFT
from deskinc.ui.shift.page import ShiftPage


def lines(book: BookPage) -> list[Line]:
    """The lines of the page, from its top."""
    return [book.log.line_at(row) for row in range(book.log.rowCount())]


def late_line(robot: Robot, book: BookPage, text: str, happened: str = "22:31") -> None:
    """Post a line of what happened earlier."""
    book.entry.happened.setText(happened)
    robot.post("v", text, "Rec")
    robot.qtbot.waitUntil(late_of(book).isVisible)


def correct(robot: Robot, book: BookPage, why: str, happened: str | None = None) -> None:
    """Correct the newest line: its last word goes."""
    rows = book.log.rowCount()
    robot.keys("Ctrl+E")
    if happened is not None:
        book.entry.happened.setText(happened)
    robot.keys("Ctrl+Shift+Left")
    robot.type("again.")
    book.entry.reason.setText(why)
    robot.keys("Ctrl+Return")
    settle(book, robot.qtbot, rows + 1)
    robot.wait_serial(rows + 2)


def add_place(robot: Robot, book: BookPage) -> None:
    """Add a place to the newest line."""
    rows = book.log.rowCount()
    robot.keys("Ctrl+Shift+S")
    (dialog,) = (one for one in book.findChildren(AddDialog) if one.isVisible())
    robot.qtbot.waitUntil(dialog.isActiveWindow)
    robot.type("Lobby")
    robot.keys("Ctrl+Return")
    settle(book, robot.qtbot, rows + 1)


def found_late(office: Office) -> set[int]:
    return {line.line for line in entries.find(office, Wanted(late=True))}


def test_d03_adding_to_a_correction_strikes_nothing_and_repeats_no_reason(
    robot: Robot, book: BookPage, office: Office
) -> None:
    robot.post("p", "Cleaner seen leaving.")
    correct(robot, book, "More is known")
    add_place(robot, book)
    _old, stands, added = lines(book)
    assert (stands.struck, added.corrects) == (None, None)
    assert added.text == "Added to line 2. Place: Lobby."
    assert added.adds_to is not None
    assert added.adds_to.line == 2
    record = office.read.record(added.n)
    assert "reason" not in record.values


def test_d03_a_second_addition_and_a_late_reason_leave_a_correction_standing(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    robot.post("p", "Cleaner seen leaving.")
    correct(robot, book, "Wrong time", "22:31")
    qtbot.waitUntil(late_of(book).isVisible)
    robot.keys("Return")
    settle(book, qtbot, 3)
    add_place(robot, book)
    _old, stands, reason, added = lines(book)
    assert stands.struck is None
    assert [one.line for one in stands.added] == [3, 4]
    assert reason.text == "Added to line 2. Late because: On patrol."
    assert added.text == "Added to line 2. Place: Lobby."
    assert late_words(stands) == "LATE +42 min, On patrol"


def test_d04_a_correction_is_late_by_the_first_writing_of_its_line(
    robot: Robot, book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    robot.post("p", "Cleaner seen leaving.")
    assert not late_of(book).isVisible()
    clock.go_on(minutes=20)
    book.entry.show_time(office.now())
    correct(robot, book, "Wrong time", "22:31")
    first, stands = lines(book)
    assert (first.late, stands.late) == (None, 42)
    qtbot.waitUntil(late_of(book).isVisible)
    assert late_of(book).accessibleName() == "Line 2 is 42 min late. Why?"
    assert "late by 42 minutes" in book.log.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert found_late(office) == {2}
    paper = text_of(day_pages.print_day(office, office.now().date()).pdf)
    assert bare("LATE +42 min") in bare(paper)


def test_d04_a_correction_of_the_words_alone_much_later_makes_nothing_late(
    robot: Robot, book: BookPage, office: Office, clock: Clock
) -> None:
    robot.keys("F2")
    robot.post("p", "Cleaner seen leaving.")
    clock.go_on(minutes=50)
    book.entry.show_time(office.now())
    correct(robot, book, "Typing mistake", "23:13")
    assert [line.late for line in lines(book)] == [None, None]
    assert found_late(office) == set()


def test_d04_the_answer_after_a_correction_goes_to_the_line_that_stands(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    late_line(robot, book, "Visitor refused.")
    correct(robot, book, "More is known")
    qtbot.waitUntil(lambda: late_of(book).accessibleName() == "Line 2 is 42 min late. Why?")
    assert late_of(book).isVisible()
    robot.keys("Return")
    qtbot.waitUntil(lambda: lines(book)[1].late_reason == "On patrol")
    assert lines(book)[1].struck is None
    assert found_late(office) == {1, 2}


def test_d04_a_struck_line_is_not_asked_for_any_more(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    late_line(robot, book, "Visitor refused.")
    entries.strike(office, lines(book)[0].n, "Written twice", entries.new_id()).result()
    qtbot.waitUntil(lambda: not late_of(book).isVisible())
    assert not late_of(book).waiting()


def test_d04_an_answer_given_while_the_correction_is_on_its_way_is_kept(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    late_line(robot, book, "Visitor refused.")
    n = lines(book)[0].n
    raw = {**entries.values(office, n), "text": "Visitor turned away."}
    entries.correct(office, n, raw, "More is known", entries.new_id()).result()
    robot.keys("Return")
    qtbot.waitUntil(lambda: book.log.rowCount() == 3)
    assert [line.late_reason for line in lines(book)] == ["", "On patrol", ""]


def test_d04_a_correction_that_happened_when_it_was_first_written_is_late_nowhere(
    make_window: Callable[..., MainWindow], qtbot: QtBot, office: Office
) -> None:
    shifts.sign_on(office, {"post": "Front desk", "shift": "Night"}, entries.new_id()).result()
    window = make_window(BOOK, SHIFT)
    robot, book, shift = Robot(qtbot, window), window.page("book"), window.page("shift")
    assert isinstance(book, BookPage)
    assert isinstance(shift, ShiftPage)
    late_line(robot, book, "Visitor refused.")
    robot.keys("Alt+S")
    qtbot.waitUntil(lambda: "Late 1" in shift.on_duty.numbers.words())
    robot.keys("Alt+B")
    correct(robot, book, "Wrong time", "")
    *_on, first, stands = lines(book)
    assert (late_words(first), late_words(stands)) == ("LATE +42 min", "")
    assert first.struck is not None
    qtbot.waitUntil(lambda: not late_of(book).isVisible())
    robot.keys("Ctrl+Shift+L")
    robot.hears("All late lines have their reason.")
    robot.keys("Alt+S")
    qtbot.waitUntil(lambda: "Late none" in shift.on_duty.numbers.words())
    robot.keys("Alt+B")
    correct(robot, book, "Wrong time", "22:31")
    robot.keys("Alt+S")
    qtbot.waitUntil(lambda: "Late 1" in shift.on_duty.numbers.words())


def test_d04_from_two_hours_on_lateness_is_said_in_hours(
    robot: Robot, book: BookPage, office: Office
) -> None:
    late_line(robot, book, "Visitor refused.", "1:18")
    assert late_of(book).accessibleName() == "Line 1 is 21 h 55 min late. Why?"
    assert late_words(lines(book)[0]).startswith("LATE +21 h 55 min")
    spoken = book.log.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "late by 21 hours 55 minutes" in spoken
