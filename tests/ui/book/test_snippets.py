"""Words that are written often: taken by name, their blanks filled before they are posted."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, grab

from deskinc.desk import settings
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui import theme
from deskinc.ui.book.page import BookPage

ROWS = {
    "a": {
        "name": "Contractor in",
        "type": "r",
        "text": "{name} of {company} signed in, pass {no}.",
    },
    "b": {"name": "Alarm test", "type": "Test", "text": "Weekly alarm test, all sounders heard."},
}


@pytest.fixture
def made(office: Office, book: BookPage, qtbot: QtBot) -> BookPage:
    settings.change(office, {"snippets": ROWS}).result()
    qtbot.waitUntil(lambda: len(office.site.snippets) == 2)
    return book


def test_a_snippet_is_taken_by_a_few_letters_and_its_blanks_are_gone_through(
    robot: Robot, made: BookPage, office: Office
) -> None:
    robot.keys("Ctrl+J")
    robot.type("con")
    robot.keys("Return")
    assert made.entry.type.id() == "contractor"
    assert made.entry.text.textCursor().selectedText() == "{name}"
    robot.type("M. Berg")
    robot.keys("Tab")
    robot.type("Lift Co")
    robot.keys("Tab")
    robot.type("17")
    robot.keys("Ctrl+Return")
    robot.wait_serial(2)
    assert entries.newest(office, 1)[0].text == "M. Berg of Lift Co signed in, pass 17."


def test_unfilled_blanks_stop_posting_and_alt_u_fills_not_known(
    robot: Robot, made: BookPage, office: Office
) -> None:
    robot.keys("Ctrl+J")
    robot.type("con")
    robot.keys("Return", "Tab")
    robot.type("Lift Co")
    robot.keys("Ctrl+Return")
    assert made.log.rowCount() == 0
    assert "Alt+U" in made.entry.note.text()
    assert made.entry.text.textCursor().selectedText() == "{name}"
    robot.keys("Alt+U", "Alt+U", "Ctrl+Return")
    robot.wait_serial(2)
    said = "not known of Lift Co signed in, pass not known."
    assert entries.newest(office, 1)[0].text == said


def test_brackets_that_somebody_types_are_no_blanks(
    robot: Robot, made: BookPage, office: Office
) -> None:
    robot.post("p", "Sign reads {push}.")
    assert entries.newest(office, 1)[0].text == "Sign reads {push}."
    robot.type("No blank here")
    robot.keys("Alt+U", "Tab")
    assert made.entry.text.words() == "No blank here"
    assert robot.focus() is not made.entry.text


def test_esc_leaves_the_list_and_ctrl_enter_posts_past_it(
    robot: Robot, made: BookPage, office: Office
) -> None:
    made.entry.type.take("patrol")
    robot.type("All secure.")
    robot.keys("Ctrl+J", "Down", "Escape")
    assert made.entry.text.words() == "All secure."
    robot.keys("Ctrl+J", "Ctrl+Return")
    robot.wait_serial(2)
    assert entries.newest(office, 1)[0].text == "All secure."


def test_blanks_survive_parking(robot: Robot, made: BookPage) -> None:
    robot.keys("Ctrl+J")
    robot.type("con")
    robot.keys("Return", "F6", "Shift+F6", "Ctrl+Return")
    assert made.log.rowCount() == 0
    assert "Fill the blank" in made.entry.note.text()


def test_without_snippets_the_key_says_where_they_are_made(robot: Robot, book: BookPage) -> None:
    robot.keys("Ctrl+J")
    robot.hears("no snippets")


def test_the_list_and_the_blanks_are_seen(
    robot: Robot, made: BookPage, light: QApplication
) -> None:
    robot.keys("Ctrl+J")
    grab(made.window(), "snippets-list")
    robot.keys("Down", "Return")
    for scheme in ("light", "dark"):
        theme.apply(light, scheme)
        grab(made.window(), f"snippets-{scheme}")
    assert len(made.entry.text.unfilled()) == 3
