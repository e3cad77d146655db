"""Writing a line by keyboard: what is typed is what the book holds, once, and nothing is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Robot, late_of

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Office
from deskinc.ui.book.page import PAGE, BookPage
from deskinc.ui.ids import id_text
from deskinc.ui.mainwindow import MainWindow

ROWS = {
    "us": "`1234567890-=~!@#$%^&*()_+[]\\{}|;':\",./<>?",
    "uk": "`1234567890-=¬!\"£$%^&*()_+[]{};'#:@~,./<>?\\|€éáíóú",
    "de": "^1234567890ß´°!\"§$%&/()=?`üÜ+*öÖäÄ#',.-;:_<>|²³{[]}\\@€~µ",
    "fr": "²&é\"'(-è_çà)=1234567890°+^$¨£ù%*µ,;:!?./§<>~#{[|`\\^@]}€¤",
    "pl": "`1234567890-=~!@#$%^&*()_+[]\\{}|;':\",./<>?ąćęłńóśźżĄĆĘŁŃÓŚŹŻ€",
}
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ "
ALTGR = set("@€{[]}\\|~µ²³#`^¤ąćęłńóśźżĄĆĘŁŃÓŚŹŻáíóú")


def last(office: Office) -> Line:
    return entries.newest(office, 1)[-1]


def strike_key(robot: Robot, letter: str, modifiers: Qt.KeyboardModifier) -> None:
    upper = letter.upper()
    code = ord(upper) if len(upper) == 1 and ord(upper) < 256 else 0x01000000 + 1
    key = Qt.Key(code) if code < 256 else Qt.Key.Key_unknown
    for action in (QTest.KeyAction.Press, QTest.KeyAction.Release):
        QTest.sendKeyEvent(action, robot.focus(), key, letter, modifiers)


def presses(layout: str) -> Iterator[tuple[str, Qt.KeyboardModifier]]:
    for letter in ROWS[layout] + LETTERS:
        shift = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else None
        yield letter, shift or Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize("layout", ROWS)
def test_d11_every_printable_character_of_five_layouts_reaches_the_record(
    layout: str, robot: Robot, book: BookPage, office: Office
) -> None:
    book.entry.type.take("patrol")
    book.entry.to_text()
    robot.type("x ")
    typed = "x "
    for letter, held in presses(layout):
        strike_key(robot, letter, held)
        typed += letter
    for letter in sorted(ALTGR & set(ROWS[layout])):
        altgr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        strike_key(robot, letter, altgr)
        strike_key(robot, letter, Qt.KeyboardModifier.GroupSwitchModifier)
        typed += 2 * letter
    robot.type("x")
    robot.keys("Ctrl+Return")
    robot.wait_serial(2)
    assert last(office).text == typed + "x"


def test_a_line_is_written_without_the_mouse(robot: Robot, office: Office) -> None:
    robot.post("p", "All doors secure. Barrier lowered.", "B1")
    line = last(office)
    assert (line.line, line.type, line.place, line.by) == (1, "patrol", "B1 car park", "R.M.")
    assert line.text == "All doors secure. Barrier lowered."


def test_the_line_stands_grey_at_once_and_takes_its_number_when_saved(
    robot: Robot, book: BookPage
) -> None:
    book.entry.type.take("patrol")
    robot.type("All secure.")
    robot.keys("Ctrl+Return")
    assert book.log.rowCount() == 1
    assert book.log.marks_at(0).waiting
    robot.wait_serial(2)
    assert not book.log.marks_at(0).waiting
    assert book.log.line_at(0).line == 1


def test_d10_a_double_ctrl_enter_posts_once(robot: Robot, book: BookPage) -> None:
    book.entry.type.take("patrol")
    robot.type("All secure.")
    robot.keys("Ctrl+Return", "Ctrl+Return")
    robot.wait_serial(2)
    assert book.log.rowCount() == 1


def test_d10_an_empty_line_posts_nothing(robot: Robot, book: BookPage) -> None:
    book.entry.type.take("patrol")
    robot.type("   ")
    robot.keys("Ctrl+Return")
    assert book.log.rowCount() == 0


def test_a_line_without_a_type_asks_for_it_and_goes_on_by_itself(
    robot: Robot, book: BookPage, office: Office
) -> None:
    robot.type("Parcel for floor 5.")
    robot.keys("Ctrl+Return")
    assert robot.focus() is book.entry.type
    assert book.entry.note.text() == "Which type of line is it?"
    robot.type("d")
    robot.keys("Return")
    robot.wait_serial(2)
    assert last(office).type == "delivery"


def test_a_time_that_is_none_is_said_beside_the_line(robot: Robot, book: BookPage) -> None:
    book.entry.type.take("patrol")
    book.entry.happened.setFocus()
    robot.type("25:10")
    robot.keys("Return")
    assert book.entry.happened.property("state") == "error"
    assert "25:10" in book.entry.note.text()
    robot.type("All secure.")
    robot.keys("Ctrl+Return")
    assert book.log.rowCount() == 0


def test_d04_a_late_line_is_posted_first_and_one_key_gives_the_reason(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    assert book.entry.happened.placeholderText() == "now F5"
    robot.keys("F5")
    assert robot.focus() is book.entry.happened
    robot.type("2231")
    robot.keys("Return")
    assert book.entry.happened.text() == "22:31"
    robot.post("v", "Visitor refused.", "Rec")
    qtbot.waitUntil(late_of(book).isVisible)
    assert robot.focus() is book.entry.text
    assert last(office).late == 42
    robot.keys("Return")
    qtbot.waitUntil(lambda: entries.newest(office)[0].late_reason == "On patrol")
    assert not late_of(book).isVisible()


def test_d04_another_reason_is_taken_by_its_own_key_while_writing_goes_on(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    book.entry.happened.setText("22:31")
    robot.post("v", "Visitor refused.", "Rec")
    qtbot.waitUntil(late_of(book).isVisible)
    robot.type("Next li")
    robot.keys("Ctrl+S", "Ctrl+P", "Ctrl+O", "Alt+4")
    robot.type("ne")
    qtbot.waitUntil(lambda: entries.newest(office)[0].late_reason == "System not available")
    assert book.entry.text.words() == "Next line"


def late_line(robot: Robot, book: BookPage, text: str) -> None:
    book.entry.happened.setText("22:31")
    robot.post("v", text, "Rec")


def test_d04_one_answer_serves_all_late_lines_that_wait_and_is_offered_first_the_next_time(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    for text in ("Visitor refused.", "Visitor came back."):
        late_line(robot, book, text)
    qtbot.waitUntil(lambda: "2 lines are late" in late_of(book).accessibleName())
    robot.keys("Right", "Return")
    qtbot.waitUntil(lambda: book.log.rowCount() == 4)
    reasons = [line.late_reason for line in entries.newest(office)]
    assert reasons == ["Dealing with an incident"] * 2 + ["", ""]
    late_line(robot, book, "Visitor left.")
    qtbot.waitUntil(late_of(book).isVisible)
    robot.keys("Return")
    qtbot.waitUntil(lambda: entries.newest(office)[4].late_reason == "Dealing with an incident")


def test_d04_lines_left_unanswered_are_chosen_and_get_one_reason_later(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+Shift+L")
    robot.hears("All late lines have their reason")
    for text in ("One.", "Two.", "Three."):
        late_line(robot, book, text)
        qtbot.waitUntil(late_of(book).isVisible)
        robot.keys("Escape")
    assert not late_of(book).isVisible()
    robot.keys("Up", "Shift+Up", "Ctrl+Shift+L")
    assert "2 lines are late" in late_of(book).accessibleName()
    assert robot.focus() is book.entry.text
    robot.type("On with it")
    robot.keys("Alt+5")
    qtbot.waitUntil(lambda: book.log.rowCount() == 5)
    assert [line.late_reason for line in entries.newest(office)[:3]] == ["", "Other", "Other"]
    robot.keys("Ctrl+A", "Delete", "Ctrl+Shift+L")
    assert late_of(book).accessibleName() == "Line 1 is 42 min late. Why?"
    robot.keys("Alt+3")
    qtbot.waitUntil(lambda: entries.newest(office)[0].late_reason == "Relieved late")


def test_d04_the_menu_of_a_late_line_asks_why(robot: Robot, book: BookPage, qtbot: QtBot) -> None:
    late_line(robot, book, "One.")
    qtbot.waitUntil(late_of(book).isVisible)
    robot.keys("Escape", "Up")
    menu = book.line_menu(book.log.line_at(0))
    (verb,) = (action for action in menu.actions() if "late" in action.text())
    verb.trigger()
    assert late_of(book).isVisible()
    assert robot.focus() is book.entry.text


def test_d09_a_nil_return_is_one_key(robot: Robot, office: Office) -> None:
    robot.keys("Ctrl+N")
    robot.wait_serial(2)
    assert (last(office).type, last(office).text) == ("nil", "All correct.")


def test_d09_a_held_or_doubled_key_writes_one_nil_return(
    robot: Robot, book: BookPage, office: Office, clock: Clock
) -> None:
    robot.keys("Ctrl+N", "Ctrl+N", "Ctrl+N")
    robot.wait_serial(2)
    robot.hears("was said at 23:13 already")
    clock.go_on(minutes=1)
    robot.keys("Ctrl+N")
    robot.wait_serial(3)


def test_d10_a_key_held_down_signs_nothing_again(window: MainWindow, book: BookPage) -> None:
    repeating = {made.objectName() for made in window.findChildren(QAction) if made.autoRepeat()
                 and made.shortcut().toString()}  # fmt: skip
    assert repeating <= {
        "next_page", "previous_page", "plan_in", "plan_out", "zoom_in", "zoom_out",
    }  # fmt: skip
    assert {"stamp", "nil", "park", "late_system"} <= {
        made.objectName() for made in book.actions() if not made.autoRepeat()
    }


def test_what_is_typed_is_kept_and_found_again_after_a_crash(
    robot: Robot, book: BookPage, window: MainWindow, qtbot: QtBot
) -> None:
    book.entry.type.take("patrol")
    robot.type("Half a line")
    kept = window.session.office.kept
    qtbot.waitUntil(lambda: kept().get("entry", {}).get("text") == "Half a line")
    again = PAGE.make(window.session)
    qtbot.addWidget(again)
    assert isinstance(again, BookPage)
    qtbot.waitUntil(lambda: again.entry.text.words() == "Half a line")
    assert again.entry.type.id() == "patrol"
    assert again.poster._id == book.poster._id


def test_after_posting_nothing_is_kept(robot: Robot, window: MainWindow, qtbot: QtBot) -> None:
    robot.post("p", "All secure.")
    qtbot.waitUntil(lambda: "entry" not in window.session.office.kept())


def test_a_correction_opens_the_old_values_and_wants_a_reason(
    robot: Robot, book: BookPage, office: Office
) -> None:
    robot.post("v", "Left by the street door.", "Rec")
    robot.keys("Ctrl+E")
    assert book.entry.text.words() == "Left by the street door."
    assert book.entry.place.text() == "Reception"
    robot.keys("Ctrl+A")
    robot.type("Left by the ramp.")
    robot.keys("Ctrl+Return")
    assert robot.focus() is book.entry.reason
    robot.type("checked on camera 4")
    robot.keys("Ctrl+Return")
    robot.wait_serial(3)
    old, new = entries.newest(office, 2)
    assert old.struck is not None
    assert old.struck.see == new.line == 2
    assert new.corrects is not None
    assert (new.corrects.line, new.corrects.reason) == (1, "checked on camera 4")
    assert new.text == "Left by the ramp."


def test_esc_leaves_a_correction_and_brings_back_what_was_begun(
    robot: Robot, book: BookPage
) -> None:
    robot.post("p", "All secure.")
    robot.type("Half a line")
    robot.keys("Ctrl+E", "Escape")
    assert book.entry.text.words() == "Half a line"


def test_the_field_grows_with_the_words_to_six_lines(robot: Robot, book: BookPage) -> None:
    height = book.entry.height()
    for _row in range(9):
        robot.keys("Return") if book.entry.text.words() else robot.type("a")
        robot.type("b")
    assert book.entry.text.rows() == 6
    assert book.entry.height() > height + 90


def test_the_serial_and_the_time_of_the_next_line_stand_ready(
    robot: Robot, book: BookPage, clock: Clock
) -> None:
    assert book.entry.serial.text() == "1"
    assert book.entry.time.text() == "23:13"
    robot.post("p", "All secure.")
    robot.qtbot.waitUntil(lambda: book.entry.serial.text() == "2")


def test_the_button_is_filled_only_while_there_is_something_to_post(
    robot: Robot, book: BookPage
) -> None:
    assert book.entry.post.property("kind") == "plain"
    robot.type("x")
    assert book.entry.post.property("kind") == "primary"


def test_the_cursor_is_in_the_line_when_the_page_opens(robot: Robot, book: BookPage) -> None:
    assert robot.focus() is book.entry.text


def test_what_could_not_be_written_comes_back_into_the_line(
    robot: Robot, book: BookPage, qtbot: QtBot
) -> None:
    robot.post("p", "All secure.")
    book.poster._id = id_text(book.session.office.read.record(book.log.line_at(0).n).id)
    book.entry.type.take("patrol")
    robot.type("Something else.")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: book.entry.text.words() == "Something else.")
    assert robot.says()
    assert book.log.rowCount() == 1


def test_d10_while_the_mirror_is_away_the_line_says_so(
    robot: Robot, book: BookPage, tmp_path: Path, qtbot: QtBot
) -> None:
    shutil.rmtree(tmp_path / "mirror")
    (tmp_path / "mirror").write_text("no folder")
    robot.post("p", "All secure.")
    qtbot.waitUntil(lambda: not book.log.marks_at(0).mirrored)


@pytest.mark.parametrize("leave", ["Return", "Tab", "Backtab"])
@pytest.mark.parametrize(
    ("typed", "stands"), [("Lift", "Lift"), ("lift 2", "Lift 2"), ("Rec", "Rec"), ("Roof", "Roof")]
)
def test_a_place_stays_as_it_was_typed(
    robot: Robot, book: BookPage, leave: str, typed: str, stands: str
) -> None:
    robot.keys("F4")
    robot.type(typed)
    robot.keys(leave)
    assert book.entry.place.text() == stands


@pytest.mark.parametrize("leave", ["Return", "Tab"])
def test_a_place_gone_to_with_the_arrows_is_taken(robot: Robot, book: BookPage, leave: str) -> None:
    robot.keys("F4")
    robot.type("Lift")
    robot.keys("Down", leave)
    assert book.entry.place.text() == "Lift 2"


def test_a_place_gone_to_without_typing_is_taken(robot: Robot, book: BookPage) -> None:
    robot.keys("F4", "Down", "Down", "Up", "Tab")
    assert book.entry.place.text() == "B1 car park"


def test_a_place_gone_to_is_posted_from_its_field(
    robot: Robot, book: BookPage, office: Office
) -> None:
    book.entry.type.take("patrol")
    robot.type("All secure.")
    robot.keys("F4")
    robot.type("load")
    robot.keys("Down", "Ctrl+Return")
    robot.wait_serial(2)
    assert last(office).place == "Loading bay"


def test_a_type_is_always_one_of_the_list(robot: Robot, book: BookPage) -> None:
    robot.keys("F3")
    robot.type("pat")
    robot.keys("Tab")
    assert book.entry.type.id() == "patrol"
    robot.keys("F3")
    robot.type("qqq")
    robot.keys("Tab")
    assert (book.entry.type.id(), book.entry.type.text()) == ("", "")
