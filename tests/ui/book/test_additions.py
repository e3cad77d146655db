"""Adding to a line and signing it as second, through the window (D3, D12)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.book.test_page import settle
from tests.ui.conftest import NAME, PASSPHRASE, Clock, Makes, NewOffice, Robot, assert_named, grab
from tests.ui.relief import OTHER, RELIEF, office_of_two

from deskinc.desk.lines import adding, entries
from deskinc.desk.office import Office
from deskinc.errors import DeskError, InvalidForm
from deskinc.ui.book.adding import AddDialog
from deskinc.ui.book.page import BookPage
from deskinc.ui.book.second import SecondDialog


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """An office of two officers, the first signed in."""
    made = prepared(office_of_two).opened(tmp_path, clock)
    yield made
    made.close()


def test_d03_filling_a_place_asks_no_reason_and_strikes_nothing(
    robot: Robot, book: BookPage, qtbot: QtBot
) -> None:
    robot.post("p", "Roof door found open.")
    robot.keys("Ctrl+Shift+S")
    (dialog,) = book.findChildren(AddDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert list(dialog.rows) == ["place", "reported_by", "informed", "action"]
    assert_named(dialog)
    robot.type("Lift 2")
    robot.keys("Tab")
    robot.type("Ms P. Nair")
    grab(dialog, "add-to-line")
    robot.keys("Ctrl+Return")
    settle(book, qtbot, 2)
    first, added = book.log.line_at(0), book.log.line_at(1)
    assert first.struck is None
    assert added.text == "Added to line 1. Place: Lift 2, Reported by: Ms P. Nair."


def test_d03_changing_what_is_written_is_a_correction(robot: Robot, office: Office) -> None:
    robot.post("p", "Roof door found open.", place="Rec")
    n = entries.newest(office)[0].n
    with pytest.raises(InvalidForm) as refused:
        adding.add(office, n, {"place": "Lift 2"}, entries.new_id())
    assert "Correct the line" in refused.value.notes["place"]
    with pytest.raises(DeskError):
        adding.add(office, n, {"place": ""}, entries.new_id())
    assert "place" not in adding.empty(office, n)


def test_what_was_added_stands_in_the_correction_that_follows(robot: Robot, office: Office) -> None:
    robot.post("p", "Roof door found open.")
    n = entries.newest(office)[0].n
    adding.add(office, n, {"informed": "Control room"}, entries.new_id()).result()
    assert "informed" not in adding.empty(office, n)
    raw = {**entries.values(office, n), "text": "Roof door found ajar."}
    saved = entries.correct(office, n, raw, "misheard", entries.new_id()).result()
    assert saved.records[0].values["informed"] == "Control room"


def test_a_second_signature_takes_another_person_and_a_passphrase(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    robot.post("k", "Master keys counted: 12.")
    robot.keys("Ctrl+Shift+C")
    (dialog,) = book.findChildren(SecondDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert_named(dialog)
    robot.type(NAME)
    robot.keys("Tab")
    robot.type(PASSPHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: "Nobody signs" in dialog.fault.text())
    dialog.second.name_field.setText(RELIEF)
    dialog.second.field.setText(OTHER)
    grab(dialog, "second-signature")
    robot.keys("Return")
    qtbot.waitUntil(lambda: bool(book.log.line_at(0).seconds))
    (signed,) = book.log.line_at(0).seconds
    assert (signed.by, signed.meaning) == ("D.N.", "I have read line 1 and confirm it.")
    assert book.log.rowCount() == 1, "no line is written for it"
    robot.hears("signed by D. Novak too")
    grab(book, "signed-line")
