"""The Review page in its window, by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, assert_named, grab
from tests.ui.review.conftest import PASSPHRASE, Night
from tests.ui.test_mnemonics import clashes

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.review.page import PAGE, ReviewPage
from deskinc.ui.review.signing import SignReview


def dialog(qtbot: QtBot) -> SignReview:
    """The signature that is asked for."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), SignReview))
    found = QApplication.activeModalWidget()
    assert isinstance(found, SignReview)
    return found


def sign(robot: Robot, qtbot: QtBot) -> None:
    """The passphrase, and wait until the record is there."""
    read = robot.window.session.office.read
    made = dialog(qtbot)
    before = read.last_n()
    qtbot.waitUntil(made.hand.field.hasFocus)
    robot.type(PASSPHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: read.last_n() > before)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    with qtbot.waitActive(robot.window):
        robot.window.activateWindow()


def verdicts(office: Office) -> dict[int, str]:
    """What the last review said of each line, by its serial."""
    found = entries.lines(office, list(entries.ids(office)))
    return {line.line: line.mark.verdict for line in found if line.mark is not None}


def said(page: ReviewPage, row: int) -> str:
    """What a screen reader says of a line."""
    return str(page.model.data(page.model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole))


def test_rule14_a_shift_is_read_and_signed_in_one_keyboard_pass(
    page: ReviewPage, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    qtbot.waitUntil(lambda: robot.window.rail.item("review").accessibleName() == "Review, 4")
    assert page.which.currentText() == "Night 19:00–07:00, Sunday 22 November 2026: 4 lines"
    assert page.sheet.said.text() == ("Lines 1 to 4. Stands out: 1 late, 1 after a silence.")
    before = [(line.text, line.cited) for line in entries.newest(office)]
    robot.keys("Return", "Space", "Down")
    assert page.sheet.state.text() == "4 of 4 read"
    assert verdicts(office) == {}
    robot.keys("Return")
    sign(robot, qtbot)
    assert verdicts(office) == dict.fromkeys((1, 2, 3, 4), "approved")
    assert [(line.text, line.cited) for line in entries.newest(office)] == before
    qtbot.waitUntil(lambda: page.whole.currentWidget() is page.empty)
    robot.hears("Lines 1 to 4 are reviewed.")
    qtbot.waitUntil(lambda: robot.window.rail.item("review").accessibleName() == "Review")


def test_all_up_to_the_chosen_line_are_approved_and_the_rest_waits(
    page: ReviewPage, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    robot.keys("Down")
    assert page.sheet.state.text() == "2 of 4 read · F3: next that stands out"
    robot.keys("Ctrl+Return")
    sign(robot, qtbot)
    assert verdicts(office) == {1: "approved", 2: "approved"}
    qtbot.waitUntil(lambda: [item.line.line for item in page.model.items] == [3, 4])


def test_a_line_goes_back_with_what_is_asked(
    page: ReviewPage, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    robot.keys("Down", "Down", "Ctrl+M")
    assert robot.focus() is page.ask.field
    robot.type("To whom?")
    grab(robot.window, "review-comment")
    robot.keys("Return")
    assert robot.focus() is page.view
    assert "goes back: To whom?" in said(page, 2)
    robot.keys("End")
    assert page.sheet.state.text() == "4 of 4 read · 1 goes back"
    robot.keys("Return")
    words = "“I have read lines 1 to 4, return 3 and approve the others.”"
    assert words in [label.text() for label in dialog(qtbot).findChildren(QLabel)]
    sign(robot, qtbot)
    assert verdicts(office) == {1: "approved", 2: "approved", 3: "returned", 4: "approved"}
    signed = office.read.record(office.read.last_n()).values["meaning"]
    assert words == f"“{signed}”"
    robot.hears("1 line went back to its writer.")
    qtbot.waitUntil(lambda: page.which.currentText() == "Returned, no answer yet: 1")
    assert page.sheet.said.text() == "Waits for: D. Novak."


def test_a_comment_is_taken_back_by_emptying_it_and_left_by_esc(
    page: ReviewPage, robot: Robot
) -> None:
    robot.keys("Down", "Ctrl+M")
    robot.type("Which one?")
    robot.keys("Return", "Ctrl+M")
    assert page.ask.field.text() == "Which one?"
    robot.keys("Delete", "Return")
    assert page.back.of(page.model.items) == {}
    robot.keys("Ctrl+M")
    robot.type("Half")
    robot.keys("Escape")
    assert robot.focus() is page.view
    assert page.back.of(page.model.items) == {}


def test_what_is_being_typed_counts_when_it_is_signed(
    page: ReviewPage, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    robot.keys("Down", "Down", "Ctrl+M")
    robot.type("To whom?")
    robot.keys("Ctrl+Return")
    sign(robot, qtbot)
    assert verdicts(office) == {1: "approved", 2: "approved", 3: "returned"}


def test_what_nobody_can_answer_is_not_asked_about(page: ReviewPage, robot: Robot) -> None:
    robot.keys("Home")
    assert not page.sheet.turn.isEnabled()
    robot.keys("Ctrl+M")
    assert page.ask.isHidden()
    robot.hears("Line 1 can not be returned.")


def test_f3_goes_to_what_stands_out_and_letters_do_nothing(
    page: ReviewPage, robot: Robot, office: Office
) -> None:
    before = office.read.last_n()
    robot.keys("F3")
    assert page.view.chosen_row() == 1
    robot.type("rRx7+.")
    assert page.view.chosen_row() == 1
    robot.keys("F3")
    assert page.view.chosen_row() == 3
    assert "nothing written for 2 h 00 min before" in said(page, 3)
    robot.keys("Down")
    assert robot.focus() is page.view
    assert office.read.last_n() == before


def test_d12_a_wrong_passphrase_is_said_and_nothing_is_written(
    page: ReviewPage, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    robot.keys("Ctrl+Return")
    made = dialog(qtbot)
    qtbot.waitUntil(made.hand.field.hasFocus)
    robot.type("not this one")
    robot.keys("Return")
    qtbot.waitUntil(lambda: bool(made.hand.row.fault.text()))
    assert verdicts(office) == {}
    robot.keys("Escape")
    assert page.view.chosen_row() == 0


def test_lines_that_come_meanwhile_stand_at_the_end_and_the_place_stays(
    page: ReviewPage, robot: Robot, qtbot: QtBot, night: Night
) -> None:
    robot.keys("Down", "Down")
    night.post("Gate shut.")
    qtbot.waitUntil(lambda: len(page.model.items) == 5)
    assert page.view.chosen_row() == 2
    assert said(page, 4).startswith("5, ")


def test_another_shift_is_chosen_by_key_and_a_line_already_there_stays_chosen(
    page: ReviewPage, robot: Robot, qtbot: QtBot, night: Night
) -> None:
    night.clock.go_on(hours=10)
    night.post("By day.")
    qtbot.waitUntil(lambda: page.which.count() == 2)
    assert page.which.currentText().startswith("Night")
    page.which.setFocus()
    robot.keys("Up")
    qtbot.waitUntil(lambda: [item.line.text for item in page.model.items] == ["By day."])
    assert page.which.currentText() == "Day 07:00–19:00, Monday 23 November 2026: 1 line"
    assert page.sheet.state.text() == "1 of 1 read"
    robot.keys("Down")
    qtbot.waitUntil(lambda: len(page.model.items) == 4)


def test_what_goes_back_is_kept_until_it_is_signed(
    page: ReviewPage, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    robot.keys("Down", "Down", "Ctrl+M")
    robot.type("To whom?")
    robot.keys("Return", "Down", "Ctrl+M")
    robot.type("Half a wo")
    page.back._later.flush()
    office.handed_in().result()
    again = ReviewPage(robot.window.session)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: len(again.model.items) == 4)
    assert again.back.of(again.model.items) == {page.model.items[2].line.n: "To whom?"}
    again.view.choose(3)
    again.ask_back()
    assert again.ask.field.text() == "Half a wo"


def test_a_returned_line_is_approved_after_all_or_returned_again(
    page: ReviewPage, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    robot.keys("Down", "Down", "Ctrl+M")
    robot.type("To whom?")
    robot.keys("Return", "End", "Return")
    sign(robot, qtbot)
    qtbot.waitUntil(lambda: page.which.currentText() == "Returned, no answer yet: 1")
    assert page.sheet.go.text() == "&Return it again"
    robot.keys("Ctrl+M")
    assert page.ask.field.text() == "To whom?"
    robot.keys("Delete", "Return")
    assert page.sheet.go.text() == "&Approve it after all"
    assert "approved after all" in said(page, 0)
    robot.keys("Ctrl+Return")
    sign(robot, qtbot)
    assert verdicts(office)[3] == "approved"
    qtbot.waitUntil(lambda: page.whole.currentWidget() is page.empty)


def test_what_is_still_returned_stays_so_when_the_shift_is_read_again(
    page: ReviewPage, robot: Robot, qtbot: QtBot, office: Office, night: Night
) -> None:
    robot.keys("Down", "Down", "Ctrl+M")
    robot.type("To whom?")
    robot.keys("Return", "Ctrl+Return")
    sign(robot, qtbot)
    first = entries.by_serial(office, 2)
    assert first is not None
    values = {**entries.values(office, first), "text": "Parcel for Nair and Okafor."}
    night.by_officer(lambda: entries.correct(office, first, values, "m", entries.new_id()).result())
    qtbot.waitUntil(lambda: [i.line.line for i in page.model.items if i.new] == [4, 5])
    robot.keys("End", "Return")
    sign(robot, qtbot)
    assert verdicts(office)[3] == "returned"


def test_lines_that_left_the_queue_unreviewed_are_counted_and_a_key_away(
    page: ReviewPage, robot: Robot, qtbot: QtBot, night: Night, office: Office
) -> None:
    night.clock.go_on(hours=32 * 24)
    night.post("A month later.")
    qtbot.waitUntil(lambda: [i.line.text for i in page.model.items] == ["A month later."])
    assert page.older.words.text() == "4 lines older than 31 days were never reviewed."
    assert_named(page)
    assert clashes(robot.window) == {}
    grab(robot.window, "review-older")
    robot.keys("Ctrl+Shift+O")
    qtbot.waitUntil(lambda: [i.line.line for i in page.model.items] == [1, 2, 3, 4])
    assert page.older.words.text().startswith("These lines are older than 31 days")
    assert clashes(robot.window) == {}
    robot.keys("Ctrl+Shift+O")
    qtbot.waitUntil(lambda: [i.line.text for i in page.model.items] == ["A month later."])
    page.older.go.click()
    qtbot.waitUntil(lambda: len(page.model.items) == 4)
    page.view.setFocus()
    robot.keys("End", "Return")
    sign(robot, qtbot)
    qtbot.waitUntil(page.older.isHidden)
    qtbot.waitUntil(lambda: [i.line.text for i in page.model.items] == ["A month later."])
    assert verdicts(office) == dict.fromkeys((1, 2, 3, 4), "approved")
    robot.keys("Ctrl+Shift+O")
    robot.hears("No older line waits: all were reviewed.")


def test_only_what_changes_it_reads_the_queue_again(
    page: ReviewPage, robot: Robot, qtbot: QtBot, night: Night, office: Office
) -> None:
    seen: list[object] = []
    page.fetching.found.connect(lambda queue, _kept: seen.append(queue))
    with qtbot.waitSignal(page.session.recorded):
        office.write_as_desk(office.draft("access", {"what": "signed_in"})).result()
    assert not page.fetching._stale
    for no in range(5):
        night.post(f"Door {no} shut.")
    qtbot.waitUntil(lambda: len(page.model.items) == 9)
    assert len(seen) <= 2, "once for all, and once more for a last one that came late"


def longer_than_the_screen(page: ReviewPage, night: Night, qtbot: QtBot) -> int:
    """Write until the lines need several screens; how many there are."""
    for no in range(40):
        night.post(f"Door {no} found shut and locked.")
    qtbot.waitUntil(lambda: len(page.model.items) == 44)
    page.view.choose(0)
    return 44


def test_end_goes_a_screen_on_and_every_line_was_seen_before_it_is_signed(
    page: ReviewPage, robot: Robot, qtbot: QtBot, night: Night
) -> None:
    count = longer_than_the_screen(page, night, qtbot)
    seen: set[int] = set()
    for _screen in range(count):
        robot.keys("End")
        seen |= {row for row, _y, _height in page.view.shown()}
        if page.view.chosen_row() == count - 1:
            break
    assert seen == set(range(count))
    assert page.sheet.state.text() == f"{count} of {count} read"
    robot.keys("Return")
    assert dialog(qtbot)
    robot.keys("Escape")


def test_lines_that_were_passed_over_are_not_signed_for(
    page: ReviewPage, robot: Robot, qtbot: QtBot, night: Night
) -> None:
    """F3 goes past them to the last line; the key to sign goes back to the first of them."""
    count = longer_than_the_screen(page, night, qtbot)
    while page.view.chosen_row() < count - 1:
        robot.keys("F3")
    robot.keys("Return")
    assert QApplication.activeModalWidget() is None
    first = page.view.chosen_row()
    assert 3 < first < count - 1
    robot.hears("of these were not on screen. Read on from here")
    while page.view.chosen_row() < count - 1:
        robot.keys("End")
    robot.keys("Return")
    assert dialog(qtbot)
    robot.keys("Escape")


def test_more_than_one_correction_is_called_so(
    page: ReviewPage, night: Night, office: Office, qtbot: QtBot
) -> None:
    for text in ("Key 8 handed out.", "Key 9 handed out."):
        done = night.post(text)
        raw = {**entries.values(office, done.n), "text": f"{text} Signed for."}
        night.by_officer(
            lambda n=done.n, raw=raw: entries.correct(  # type: ignore[misc]
                office, n, raw, "more", entries.new_id()
            ).result()
        )
    qtbot.waitUntil(lambda: "2 corrections" in page.sheet.said.text())
    assert "2 struck" in page.sheet.said.text()


@pytest.mark.parametrize("size", [(1280, 800), (853, 533), (640, 400)])
def test_every_control_is_named_and_fits(
    make_window: Callable[..., MainWindow], night: Night, qtbot: QtBot, size: tuple[int, int]
) -> None:
    night.write()
    window = make_window(PAGE, size=size)
    page = window.page("review")
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: len(page.model.items) == 4)
    page.view.choose(3)
    page.ask_back()
    assert_named(page)
    assert clashes(window) == {}
    for button in (page.sheet.go, page.sheet.turn, page.ask.go):
        assert button.width() >= button.sizeHint().width()
    shown = [row for row, _y, _height in page.view.shown()]
    assert 3 in shown


def test_the_model_is_sound(page: ReviewPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]


def test_nobody_but_a_shift_lead_has_the_page(
    make_window: Callable[..., MainWindow], office: Office, night: Night
) -> None:
    office.become(night.officer)
    window = make_window(BOOK, PAGE)
    assert window.rail.item("review").isHidden()
    assert "review" not in window.specs
    assert "approve" not in {action.key for action in window.all_actions()}
