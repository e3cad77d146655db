"""Rules 9 to 12 of the book, and what is asked of time stamps, in the window by keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Clock, Makes, NewOffice, Robot, assert_named, grab
from tests.ui.relief import OTHER, RELIEF, office_of_two
from tests.ui.shift.hands import CALL, add

from deskinc.desk import settings
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.dialogs import Question
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.shift.page import PAGE, ShiftPage
from deskinc.ui.shift.signoff import SignOff
from deskinc.ui.shift.task import EXCHANGE, PREPARE, HandoverTask

KIT = (("Key sets", 42),)


def with_kit(below: Path, clock: Clock) -> Office:
    """Two officers, and something to count."""
    return office_of_two(below, clock, alike=True, kit=KIT)


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """An office of two."""
    made = prepared(with_kit).opened(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Shift, the cursor in the entry line."""
    return make_window(BOOK, PAGE)


@pytest.fixture
def page(window: MainWindow) -> ShiftPage:
    """The Shift page, not yet seen."""
    made = window.page("shift")
    assert isinstance(made, ShiftPage)
    return made


def to_shift(robot: Robot, page: ShiftPage) -> None:
    """Go there, and wait until it has read who is on duty."""
    robot.keys("Ctrl+PgDown")
    robot.qtbot.waitUntil(lambda: page.state is not None)


def signed_on(robot: Robot, page: ShiftPage, *ticks: str, relieved: str = "") -> None:
    """Sign on by keyboard, with these letters of what was checked."""
    to_shift(robot, page)
    robot.type(relieved)
    robot.keys(*ticks, "Return")
    robot.qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)


def last(office: Office) -> Line:
    """The newest line."""
    return entries.newest(office, 1)[0]


def dialog(robot: Robot) -> QDialog:
    """The dialog that has the focus."""
    robot.qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
    found = QApplication.activeWindow()
    assert isinstance(found, QDialog)
    return found


def back(robot: Robot) -> None:
    """Offscreen no window manager gives the window its focus back."""
    with robot.qtbot.waitActive(robot.window):
        robot.window.activateWindow()


def test_rule09_each_line_is_one_signed_on_persons_and_the_page_lists_names_and_initials(
    robot: Robot, page: ShiftPage, window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    signed_on(robot, page)
    robot.keys("Ctrl+PgUp")
    robot.post("p", "Doors secure.")
    relief = office.open_person(RELIEF, OTHER)
    page.session.let_in(relief, by_pin=False)
    qtbot.waitUntil(lambda: office.officer.name == RELIEF)
    shifts.sign_on(office, {}, entries.new_id()).result()
    robot.post("p", "Yard walked.")
    there = {line.text: line for line in entries.newest(office)}
    records = {text: office.read.record(line.n) for text, line in there.items()}
    mine, other = records["Doors secure."], records["Yard walked."]
    assert mine.author != other.author == relief.officer.thread
    assert (there["Doors secure."].by, there["Yard walked."].by) == ("R.M.", "D.N.")
    book = window.page("book")
    assert isinstance(book, BookPage)
    named = "R. Malik (R.M.), D. Novak (D.N.)"
    qtbot.waitUntil(lambda: named in book.heads.accessibleName())
    assert office.book.verify(full=True) == []


def test_rule10_the_first_line_and_the_last_say_who_had_the_post_and_what_was_handed_over(
    robot: Robot, page: ShiftPage, office: Office, qtbot: QtBot
) -> None:
    signed_on(robot, page, "Alt+K", "Alt+A", "Alt+D", relieved="T. Okafor")
    assert last(office).text.endswith(
        "Relieved T. Okafor. Keys and kit checked. Instructions read. Sound tested."
    )
    robot.keys("Alt+F")
    dialog(robot)
    robot.type(RELIEF)
    robot.keys("Alt+O")
    robot.type("Lift 2 out of use.")
    robot.keys("Alt+K", "Ctrl+Return")
    qtbot.waitUntil(lambda: shifts.on_duty(office) == [])
    assert last(office).text == (
        "R. Malik off duty. Relieved by D. Novak. Outstanding: Lift 2 out of use. "
        "Keys and kit handed over."
    )


def test_rule10_what_was_left_empty_is_said_too(
    robot: Robot, page: ShiftPage, office: Office, qtbot: QtBot
) -> None:
    signed_on(robot, page)
    assert last(office).text.endswith("Nobody to relieve.")
    robot.keys("Alt+F")
    dialog(robot)
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: shifts.on_duty(office) == [])
    assert last(office).text == (
        "R. Malik off duty. The post is left. Nothing outstanding. Keys and kit: not recorded."
    )


def stuck_lift(office: Office) -> None:
    """An incident that nobody has closed."""
    raw: dict[str, object] = {
        "title": "Lift 2 stopped, two people inside", "category": "building.lift_entrapment",
        "severity": "high", "place": "Lift 2", "occurred": office.now(), "how": "patrol",
        "reported_by": NAME, "injuries": False, "force": False,
    }  # fmt: skip
    incidents.open_new(office, raw, entries.new_id()).result()


def test_rule10_nothing_outstanding_is_not_signed_while_something_is_open(
    robot: Robot, page: ShiftPage, window: MainWindow, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    """An open incident, what was prepared to be handed on, and a call that was missed."""
    add(office, CALL)
    signed_on(robot, page)
    stuck_lift(office)
    qtbot.waitUntil(lambda: page.state is not None and len(page.state.open) == 1)
    robot.keys("Ctrl+H", "Ctrl+I")
    robot.type("Camera 9 dark")
    robot.keys("Return", "Escape")
    qtbot.waitUntil(lambda: page.task is None and "handover" in office.kept())
    qtbot.waitUntil(lambda: page.state is not None and bool(page.state.kept))
    clock.go_on(minutes=40)
    qtbot.waitUntil(lambda: any(one.state == "missed" for one in page.session.due))
    robot.keys("Alt+F")
    asked = dialog(robot)
    assert isinstance(asked, SignOff)
    open_ = (
        "INC-2026-0001 Lift 2 stopped, two people inside; Camera 9 dark; "
        "Check call to control 23:30 missed."
    )
    assert asked.outstanding.toPlainText() == open_
    assert_named(asked)
    grab(asked, "signoff-outstanding")
    robot.keys("Alt+O", "Ctrl+A", "Delete", "Ctrl+Return")
    assert shifts.on_duty(office)
    assert asked.rows["outstanding"].fault.text() == (
        "Leave it as it stands, or say in your own words what is outstanding."
    )
    said = asked.outstanding.toPlainText()
    assert said.startswith("INC-2026-0001 Lift 2 stopped, two people inside; Check call")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: shifts.on_duty(office) == [])
    assert last(office).text == (
        f"R. Malik off duty. The post is left. Outstanding: {said} Keys and kit: not recorded."
    )


def test_rule10_the_officer_may_say_in_his_own_words_that_nothing_is_outstanding(
    robot: Robot, page: ShiftPage, office: Office, qtbot: QtBot
) -> None:
    signed_on(robot, page)
    stuck_lift(office)
    qtbot.waitUntil(lambda: page.state is not None and len(page.state.open) == 1)
    robot.keys("Alt+F")
    dialog(robot)
    robot.keys("Alt+O", "Ctrl+A")
    robot.type("The fire brigade has the lift, nothing else")
    robot.keys("Alt+K", "Ctrl+Return")
    qtbot.waitUntil(lambda: shifts.on_duty(office) == [])
    assert last(office).text == (
        "R. Malik off duty. The post is left. Outstanding: The fire brigade has the lift, "
        "nothing else. Keys and kit handed over."
    )


def test_rule11_an_hour_without_a_word_is_asked_for_and_one_key_answers_it(
    robot: Robot, page: ShiftPage, window: MainWindow, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    settings.change(office, {"nil_every": 60}).result()
    signed_on(robot, page)
    clock.go_on(minutes=61)
    qtbot.waitUntil(lambda: window.due_line.words().startswith("An entry, or “all correct”"))
    robot.keys("Ctrl+PgUp", "Ctrl+N")
    qtbot.waitUntil(lambda: window.due_line.words() == "")
    assert (last(office).type, last(office).text) == ("nil", "All correct.")


def test_rule11_a_nil_return_names_the_incidents_that_are_open(
    robot: Robot, office: Office, qtbot: QtBot
) -> None:
    stuck_lift(office)
    robot.keys("Ctrl+N")
    said = "All else correct; open: INC-2026-0001."
    qtbot.waitUntil(lambda: last(office).text == said)
    assert last(office).type == "nil"


def test_rule12_the_register_holds_what_it_must_and_a_missed_call_says_what_to_do(
    robot: Robot, page: ShiftPage, window: MainWindow, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    add(office, CALL)
    signed_on(robot, page)
    robot.keys("Ctrl+PgUp")
    robot.post("s", "Area manager Ms Quist on site, book inspected.")
    robot.post("k", "Set 14 out to E. Marsh.")
    robot.post("i", "Bag left in the lobby, owner came back.")
    clock.go_on(minutes=17)
    qtbot.waitUntil(lambda: window.due_line.words() != "")
    robot.keys("Ctrl+T")
    dialog(robot)
    robot.keys("Return")
    qtbot.waitUntil(lambda: last(office).type == "check_call")
    clock.go_on(hours=24, minutes=20)
    qtbot.waitUntil(lambda: last(office).type == "missed")
    assert last(office).text.endswith("To be done: Call the mobile of the patrol.")
    types = {line.type for line in entries.newest(office)}
    assert {"supervisor", "keys", "incident", "check_call", "missed"} <= types
    for kind in ("supervisor", "keys", "check_call"):
        assert len(office.read.search("", type=kind)) == 1


@pytest.fixture
def task(robot: Robot, page: ShiftPage, qtbot: QtBot) -> HandoverTask:
    """A handover begun, with a time stamp of the outgoing officer unfinished."""
    robot.keys("F2")
    qtbot.waitUntil(lambda: len(page.session.office.read.stubs()) == 1)
    signed_on(robot, page)
    robot.keys("Ctrl+H")
    assert page.task is not None
    return page.task


def test_handing_over_asks_about_time_stamps_and_says_how_many_were_left(
    task: HandoverTask, robot: Robot, page: ShiftPage, office: Office, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+Return")
    asked = dialog(robot)
    assert isinstance(asked, Question)
    assert asked.windowTitle() == "Hand over with a time stamp unfinished?"
    robot.keys("Escape")
    back(robot)
    assert task.steps.currentIndex() == PREPARE
    robot.keys("Ctrl+Return")
    dialog(robot)
    robot.keys("Shift+Tab", "Space")
    back(robot)
    assert task.steps.currentIndex() == EXCHANGE
    robot.type("42")
    robot.keys("Return", "Return")
    robot.type(PASSPHRASE)
    robot.keys("Return")
    robot.type(OTHER)
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: page.finished.done is not None, timeout=60_000)
    off = next(line for line in entries.newest(office) if line.form == "shift_off")
    assert off.text == (
        "R. Malik off duty. Relieved by D. Novak. Keys and kit counted. "
        "Time stamps left unfinished: 1."
    )
    assert office.read.record(off.n).values["stubs"] == 1
    assert office.officer.name != NAME
