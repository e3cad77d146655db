"""Names that the book knows complete in the words; nothing is taken unless one goes to it."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.book.test_entryline import LETTERS, ROWS, presses, strike_key
from tests.ui.conftest import Robot, grab

from deskinc.book.record import Draft
from deskinc.desk.lines import entries, known
from deskinc.desk.office import Office
from deskinc.ui import theme
from deskinc.ui.book.completions import KnownPart, WordCompletion
from deskinc.ui.book.page import BookPage


def completion(book: BookPage) -> WordCompletion:
    (found,) = (part.words for part in book.parts if isinstance(part, KnownPart))
    return found


@pytest.fixture
def told(office: Office, book: BookPage) -> BookPage:
    """The Book page, once names stand in the book."""
    raw = {"type": "visitor", "text": "Signed in.", "place": "Riser 9", "reported_by": "M. Bergson"}
    entries.post(office, raw, entries.new_id()).result()
    rows = {"vehicles/a/plate": "BX19 KLM", "vehicles/a/driver": "Ann Bergmann"}
    office.write(Draft("incident", {"title": "Van", **rows})).result()
    return book


def offered(robot: Robot, book: BookPage, *words: str) -> None:
    robot.qtbot.waitUntil(lambda: completion(book).words_offered() == list(words))


def test_names_and_plates_the_book_knows_complete(robot: Robot, told: BookPage) -> None:
    robot.type("Spoke to m. ber")
    offered(robot, told, "Ann Bergmann", "M. Bergson")
    robot.keys("Down", "Down", "Return")
    assert told.entry.text.words() == "Spoke to M. Bergson"
    robot.type(", van bx1")
    offered(robot, told, "BX19 KLM")
    robot.keys("Down", "Tab")
    assert told.entry.text.words() == "Spoke to M. Bergson, van BX19 KLM"
    robot.type(" at ris")
    offered(robot, told, "Riser 9")
    robot.keys("Escape")
    assert not completion(told).is_open()
    assert robot.focus() is told.entry.text


def test_a_list_that_nobody_goes_to_takes_no_key(
    robot: Robot, told: BookPage, office: Office
) -> None:
    told.entry.type.take("patrol")
    robot.type("Ask Berg")
    offered(robot, told, "Ann Bergmann", "M. Bergson")
    robot.keys("Return")
    robot.type("berg")
    offered(robot, told, "Ann Bergmann", "M. Bergson")
    robot.keys("Ctrl+Return")
    robot.wait_serial(3)
    assert entries.newest(office, 1)[0].text == "Ask Berg\nberg"
    assert not completion(told).is_open()


def test_d11_every_printable_character_is_written_past_an_open_list(
    robot: Robot, told: BookPage
) -> None:
    typed = ""
    for layout in ROWS:
        robot.type("ber")
        offered(robot, told, "Ann Bergmann", "M. Bergson")
        for letter, held in presses(layout):
            strike_key(robot, letter, held)
        typed += "ber" + ROWS[layout] + LETTERS
    assert told.entry.text.words() == typed


def test_a_place_typed_before_completes_in_its_field(
    robot: Robot, told: BookPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: len(told.entry._before) == 1)
    robot.keys("F4")
    robot.type("rise")
    robot.keys("Down", "Return")
    assert told.entry.place.text() == "Riser 9"


def test_what_is_written_already_of_a_name_is_not_written_twice() -> None:
    assert known.overlap("Spoke to M. Ber", "M. Bergson") == len("M. Ber")
    assert known.overlap("Spoke to ber", "M. Bergson") == len("ber")
    assert known.overlap("Ber", "Bergson") == 3
    assert known.begun("Spoke to be") == ""
    assert known.begun("O’Ne") == "O’Ne"


def test_the_list_is_seen(robot: Robot, told: BookPage, light: QApplication) -> None:
    robot.type("Spoke to ber")
    offered(robot, told, "Ann Bergmann", "M. Bergson")
    robot.keys("Down")
    for scheme in ("light", "dark"):
        theme.apply(light, scheme)
        grab(told.window(), f"names-{scheme}")
