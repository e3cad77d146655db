"""Reading the log by keyboard and mouse: choosing, finding, striking, following links."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Robot, assert_named, late_of

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui import tasks
from deskinc.ui.book.linepainter import END_RULE
from deskinc.ui.book.model import BLOCK
from deskinc.ui.book.page import BookPage
from deskinc.ui.mainwindow import MainWindow


def write(office: Office, text: str, type_: str = "patrol", place: str = "Reception") -> int:
    raw = {"type": type_, "place": place, "text": text}
    return entries.post(office, raw, entries.new_id()).result().records[0].n


def settle(book: BookPage, qtbot: QtBot, rows: int) -> None:
    qtbot.waitUntil(lambda: book.log.rowCount() == rows)


def test_up_goes_into_the_log_and_esc_comes_back(robot: Robot, book: BookPage) -> None:
    robot.post("p", "All secure.")
    robot.post("p", "All secure again.")
    robot.keys("Up")
    assert robot.focus() is book.view
    assert book.view.chosen_row() == 1
    robot.keys("Up")
    assert book.view.chosen_row() == 0
    robot.keys("Escape")
    assert robot.focus() is book.entry.text
    assert book.view.chosen_row() == -1


def test_a_line_that_takes_its_number_lays_out_no_line_above_it(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    for at in range(4):
        write(office, f"Round {at}.")
    settle(book, qtbot, 4)
    qtbot.waitUntil(lambda: len(book.view._laid) == 4)
    robot.post("p", "All secure.")
    robot.keys("Up")
    tasks.drain()  # the heading of the day, once it is read, lays out all anew
    tasks.bring_home()
    above = [book.view._lay(row) for row in range(4)]
    robot.keys("Escape")
    robot.post("p", "All secure again.")
    assert all(book.view._lay(row) is laid for row, laid in enumerate(above))
    assert book.view._lay(5)[0].height == above[3][0].height


def test_lines_of_one_transaction_come_into_the_log_together(
    book: BookPage, office: Office, qtbot: QtBot
) -> None:
    write(office, "Before.")
    settle(book, qtbot, 1)
    came: list[tuple[int, int]] = []
    book.log.rowsInserted.connect(lambda _parent, first, last: came.append((first, last)))
    raw = {"type": "patrol", "place": "Reception", "text": "Copied."}
    office.write(*(office.draft("occurrence", raw) for _line in range(20))).result()
    settle(book, qtbot, 21)
    assert came == [(1, 20)]
    assert {book.log.line_at(row).text for row in range(1, 21)} == {"Copied."}


def test_letters_typed_in_the_log_go_to_the_entry_line(robot: Robot, book: BookPage) -> None:
    robot.post("p", "All secure.")
    robot.keys("Up")
    robot.type("New")
    assert robot.focus() is book.entry.text
    assert book.entry.text.words() == "New"


def test_enter_opens_the_menu_of_the_line(robot: Robot, book: BookPage, qtbot: QtBot) -> None:
    robot.post("p", "All secure.")
    robot.keys("Up", "Return")
    menus = book.findChildren(QMenu)
    words = [action.text().replace("&", "") for action in menus[-1].actions()]
    assert words == [
        "Correct…", "Strike…", "Add to it…", "Second signature…", "Raise incident…",
        "Print this day…",
    ]  # fmt: skip
    menus[-1].close()


def test_raising_an_incident_names_the_line(
    robot: Robot, book: BookPage, window: MainWindow
) -> None:
    robot.post("p", "All secure.")
    line = book.log.line_at(0)
    wanted: list[tuple[str, object]] = []
    window.session.wanted.connect(lambda page, what: wanted.append((page, what)))
    book.line_menu(line).actions()[4].trigger()
    assert wanted == [("incidents", {"raise_from": [line.n]})]


def test_striking_asks_why_and_leaves_the_line_legible(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    robot.post("p", "All secure.")
    book.poster.ask_strike(book.log.line_at(0))
    (dialog,) = book.window().findChildren(QDialog)
    field = dialog.findChildren(QLineEdit)[0]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClicks(field, "written twice")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: book.log.line_at(0).struck is not None)
    struck = book.log.line_at(0)
    assert struck.text == "All secure."
    assert struck.struck is not None
    assert struck.struck.reason == "written twice"
    assert not book.line_menu(struck).actions()[0].isEnabled()


def test_ctrl_f_finds_words_where_they_stand(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    numbers = [write(office, f"Round {at}, roof door closed.") for at in range(3)]
    write(office, "Nothing else.")
    settle(book, qtbot, 4)
    robot.keys("Ctrl+F")
    robot.type("roof")
    robot.keys("Return")
    qtbot.waitUntil(lambda: book.view.chosen_row() == book.log.row_of(numbers[2]))
    robot.keys("Return")
    assert book.view.chosen_row() == book.log.row_of(numbers[1])
    robot.keys("Escape")
    assert not book.finder.isVisible()
    assert robot.focus() is book.entry.text


def test_the_palette_goes_to_a_line_by_its_number(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    for at in range(5):
        write(office, f"Round {at}.")
    settle(book, qtbot, 5)
    robot.keys("Ctrl+K")
    robot.type("3")
    robot.keys("Return")
    assert book.log.line_at(book.view.chosen_row()).line == 3


def test_the_palette_runs_an_action(robot: Robot, office: Office) -> None:
    robot.keys("Ctrl+K")
    robot.type("nil ret")
    robot.keys("Return")
    robot.wait_serial(2)
    assert entries.newest(office)[-1].type == "nil"


def test_the_page_turns_with_a_double_rule_and_a_new_heading(
    book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    write(office, "Last of Sunday.")
    clock.go_on(hours=2)
    write(office, "First of Monday.")
    settle(book, qtbot, 2)
    turn = book.log.turn_at(1)
    assert turn is not None
    assert turn.heading.day == "Monday 23 November 2026"
    assert turn.heading.page == "day page 327, UTC+0"
    assert "Sunday 22 November 2026" in turn.ended
    qtbot.waitUntil(lambda: " Line 1." in _ended(book))


def _ended(book: BookPage) -> str:
    turn = book.log.turn_at(1)
    return turn.ended if turn is not None else ""


def fill_two_days(book: BookPage, office: Office, clock: Clock, qtbot: QtBot) -> None:
    """A day of three lines, then a day of many: more than a screen."""
    for at in range(3):
        write(office, f"Sunday {at}.")
    clock.go_on(hours=2)
    for at in range(40):
        write(office, f"Monday {at}.")
    settle(book, qtbot, 43)


def shown_twice(book: BookPage) -> bool:
    """Whether the day over the log is also painted as a heading in the log's first row."""
    view = book.view
    top = view.top_row()
    turn = book.log.turn_at(top)
    if turn is None:
        return False
    day = book.log.heading_at(view.day_row()).day
    return turn.heading.day == day and view.headed(view.visualRect(book.log.index(top, 0)).top())


def test_no_day_is_headed_twice_wherever_the_log_stands(
    book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    fill_two_days(book, office, clock, qtbot)
    book.view.choose(0)
    days = set()
    for _step in range(60):
        assert not shown_twice(book)
        days.add(book.log.heading_at(book.view.day_row()).day)
        book.view.scroll_by(7)
    assert days == {"Sunday 22 November 2026", "Monday 23 November 2026"}


def test_where_a_day_ends_at_the_top_its_own_heading_still_stands(
    book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    fill_two_days(book, office, clock, qtbot)
    book.view.choose(0)
    book.view.scroll_by(sum(book.view.row_height(row) for row in range(3)))
    assert (book.view.top_row(), book.view.day_row()) == (3, 2)
    book.view.scroll_by(END_RULE)
    assert (book.view.top_row(), book.view.day_row()) == (3, 3)


def test_lines_are_read_ahead_of_where_one_scrolls(
    book: BookPage, office: Office, qtbot: QtBot
) -> None:
    for at in range(130):
        write(office, f"Round {at}.")
    settle(book, qtbot, 130)
    book.log.forget()
    book.view.choose(60)
    book.view.scroll_by(-30)
    book.view.viewport().grab()
    top = book.view.top_row()
    assert all(first < top for first in book.log._ahead)
    assert book.log._ahead
    line = book.log.line_at(top - BLOCK)
    assert line.line == top - BLOCK + 1
    assert line.text == f"Round {top - BLOCK}."


def test_what_is_read_ahead_is_no_older_than_what_was_written_since(
    book: BookPage, office: Office, qtbot: QtBot
) -> None:
    numbers = [write(office, f"Round {at}.") for at in range(20)]
    settle(book, qtbot, 20)
    book.log.forget()
    book.log.read_ahead(0)
    strike = entries.strike(office, numbers[0], "written twice", entries.new_id())
    strike.result()
    settle(book, qtbot, 21)
    assert book.log.line_at(0).struck is not None


def test_after_the_session_is_closed_nothing_of_the_book_is_read(
    robot: Robot, book: BookPage, window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    robot.post("p", "All secure.")
    window.session.close()
    tasks.drain()
    office.close()
    book.resize(700, 500)
    book.grab()
    book.view.relay()
    book.set_size(narrow=True, low=False, wide=False)
    window.session.recorded.emit(())
    assert book.log.rowCount() == 0


def test_a_line_is_read_out_with_all_it_says(robot: Robot, book: BookPage) -> None:
    robot.post("p", "All secure.", "Rec")
    role = Qt.ItemDataRole.AccessibleTextRole
    said = book.log.data(book.log.index(0, 0), role)
    assert said == "1, 23:13, Patrol, Reception, All secure., line 1 of its day, by R. Malik"


def test_a_line_whose_mirror_is_pending_says_so(robot: Robot, book: BookPage) -> None:
    robot.post("p", "All secure.")
    book.log.set_mirrored([book.log.line_at(0).n], mirrored=False)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert "mirror pending" in book.log.data(book.log.index(0, 0), role)
    book.log.mirror_caught_up()
    assert "mirror pending" not in book.log.data(book.log.index(0, 0), role)


def test_a_press_on_the_number_of_a_correction_goes_to_the_old_line(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    n = write(office, "Left by the street door.")
    raw = {**entries.values(office, n), "text": "Left by the ramp."}
    entries.correct(office, n, raw, "camera 4", entries.new_id()).result()
    settle(book, qtbot, 2)
    laid, _turn = book.view._lay(1)
    top = book.view.visualRect(book.log.index(1, 0)).top()
    spot = laid.links[0].area.center().toPoint() + QPoint(0, top)
    QTest.mouseClick(book.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert book.view.chosen_row() == 0


def test_older_lines_come_in_front_without_moving_the_page(
    office: Office, window: MainWindow, qtbot: QtBot
) -> None:
    for at in range(130):
        write(office, f"Round {at}.")
    page = BookPage(window.session)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle(page, qtbot, 130)
    assert page.view.at_end()
    assert page.log.line_at(129).line == 130
    page.view.choose(0)
    assert page.view.visualRect(page.log.index(0, 0)).isValid()


def test_the_model_keeps_the_contract_of_qt(
    robot: Robot, book: BookPage, qtmodeltester: ModelTester
) -> None:
    robot.post("p", "All secure.")
    qtmodeltester.check(book.log)  # type: ignore[no-untyped-call]


def test_every_control_of_the_page_has_a_name(book: BookPage) -> None:
    book.finder.open()
    late_of(book).offer(1, 1, 24)
    assert_named(book)


def test_targets_are_at_least_28_high(book: BookPage) -> None:
    entry = book.entry
    for part in (entry.happened, entry.type, entry.place, entry.text, entry.post):
        assert part.height() >= 28
