"""A line that a review returned stands in its writer’s sight until he answers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, Clock, Makes, NewOffice, Robot
from tests.ui.review.conftest import OFFICER, WORDS, of_lead_and_officer

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.review import reviewing
from deskinc.desk.review.reviewing import Pass
from deskinc.ui import tasks
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.mainwindow import MainWindow


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """The officer is signed in; of his two lines the lead returned the first."""
    made = prepared(of_lead_and_officer).opened(tmp_path, clock)
    lead, officer = made.person, made.open_person(OFFICER, WORDS)
    made.become(officer)
    for text in ("Key 7 handed out.", "Gate open."):
        raw = {"type": "patrol", "text": text}
        entries.post(made, raw, entries.new_id()).result()
    made.become(lead)
    n = entries.by_serial(made, 1)
    assert n is not None
    reviewing.write(made, Pass(1, 2, {n: "To whom?"}, ("1", "2"), {n: "1"}), PASSPHRASE)
    made.become(officer)
    yield made
    tasks.drain()
    made.close()


@pytest.fixture
def window(make_window: Callable[..., MainWindow], qtbot: QtBot) -> MainWindow:
    """His window, once it says what came back."""
    made = make_window(BOOK)
    qtbot.waitUntil(made.returned.isVisible)
    return made


def test_it_names_the_line_and_what_is_asked(window: MainWindow, robot: Robot) -> None:
    assert window.returned.words() == "R.M. returned line 1. To whom?"
    assert robot.focus().accessibleName() == "What was seen, heard, done"


def test_a_correction_answers_it(window: MainWindow, robot: Robot, qtbot: QtBot) -> None:
    robot.keys("Ctrl+Shift+R")
    page = window.page("book")
    assert isinstance(page, BookPage)
    assert page.view.chosen_row() == 0
    robot.hears("Line 1 is chosen.")
    robot.keys("Ctrl+E", "Ctrl+A")
    robot.type("Key 7 handed out to Ms Nair.")
    robot.keys("Ctrl+Return")
    robot.type("m")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: window.returned.words() == "")
    (line,) = entries.lines(window.session.office, [window.session.office.read.last_n()])
    assert (line.text, line.corrects and line.corrects.line) == ("Key 7 handed out to Ms Nair.", 1)


def test_the_key_goes_from_one_to_the_next(
    window: MainWindow, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    officer, lead = office.person, office.open_person("R. Malik", PASSPHRASE)
    first, second = (entries.by_serial(office, line) for line in (1, 2))
    assert first is not None
    assert second is not None
    office.become(lead)
    named = {first: "1", second: "2"}
    made = Pass(1, 2, {first: "To whom?", second: "Which gate?"}, ("1", "2"), named)
    reviewing.write(office, made, PASSPHRASE)
    office.become(officer)
    qtbot.waitUntil(lambda: "And 1 more." in window.returned.words())
    page = window.page("book")
    assert isinstance(page, BookPage)
    for row in (0, 1, 0):
        robot.keys("Ctrl+Shift+R")
        assert page.view.chosen_row() == row


def test_nobody_else_sees_it(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    assert window.returned.words() == "R.M. returned line 1. To whom?"
    office.become(office.open_person("R. Malik", PASSPHRASE))
    window.returned.read()
    qtbot.waitUntil(lambda: window.returned.words() == "")
