"""A paper held against the book through the window, and the seal that comes by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.book.houses import alter
from tests.ui.conftest import NAME, Clock, Robot, assert_named, grab

from deskinc.desk.office import Office
from deskinc.desk.trust import seals, trust
from deskinc.proof.paper_seal import qr_text
from deskinc.proof.seal import Checkpoint, origin, paper_code, parse_note
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.seals.dialog import PaperSealDialog


@pytest.fixture
def point(office: Office, robot: Robot) -> Checkpoint:
    """What a paper out of the house says."""
    robot.post("pa", "Doors checked.")
    trust.seal(office).result()
    row = office.read.last_seal()
    assert row is not None
    return parse_note(row.note).checkpoint


@pytest.fixture
def dialog(qtbot: QtBot, point: Checkpoint, window: MainWindow, robot: Robot) -> PaperSealDialog:
    """The dialog, called by name."""
    robot.keys("Ctrl+K")
    robot.type("paper seal")
    robot.keys("Return")
    qtbot.waitUntil(lambda: window.findChild(PaperSealDialog) is not None)
    found = window.findChild(PaperSealDialog)
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    assert_named(found)
    return found


def answered(qtbot: QtBot, dialog: PaperSealDialog) -> str:
    """The answer once it is there."""
    qtbot.waitUntil(dialog.answer.isVisible)
    return dialog.sentence.text()


def test_a_scanner_types_the_square_and_enter(
    qtbot: QtBot, dialog: PaperSealDialog, point: Checkpoint, office: Office
) -> None:
    QTest.keyClicks(dialog.code, qr_text(point))
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    words = answered(qtbot, dialog)
    assert words.startswith("This book contains everything sealed then: line 1, sealed 23:13")
    assert f"witnessed by {NAME}" in words
    grab(dialog, "paper-seal-same")
    office.book.settle()
    record = office.read.record(office.read.last_n())
    assert (record.form, record.author) == ("access", "desk")


def test_a_code_is_typed_by_hand_and_a_slip_is_named(
    qtbot: QtBot, dialog: PaperSealDialog, point: Checkpoint, robot: Robot
) -> None:
    groups = paper_code(point.root).split()
    slip = [*groups[:3], groups[3][::-1] + "A", *groups[4:]]
    robot.type(" ".join(slip).lower())
    robot.keys("Return")
    assert dialog.records.hasFocus()
    robot.type(f"{point.size}")
    robot.keys("Return")
    assert dialog.code_row.fault.text() == "Group 4 has not four signs."
    assert dialog.code.hasFocus()
    wanted = dialog.layer.totalHeightForWidth
    qtbot.waitUntil(lambda: dialog.height() >= wanted(dialog.width()))
    grab(dialog, "paper-seal-slip")
    dialog.code.setText("-".join(groups))
    robot.keys("Return")
    assert "contains everything" in answered(qtbot, dialog)


def test_a_book_that_is_another_is_said_in_red(
    qtbot: QtBot, dialog: PaperSealDialog, point: Checkpoint, office: Office, robot: Robot
) -> None:
    link = office.book._writer._link
    with link.transaction():
        link.run("DROP TRIGGER record_as_is")
        link.run("UPDATE record SET sig = zeroblob(64) WHERE n = 2")
    robot.type(qr_text(point))
    robot.keys("Return")
    assert "NOT the one on the paper" in answered(qtbot, dialog)
    grab(dialog, "paper-seal-fork")
    robot.type(qr_text(Checkpoint(origin(office.book.id, 1), 99, point.root, 1, 1)))
    robot.keys("Return")
    assert "knows more records" in answered(qtbot, dialog)
    robot.keys("Escape")
    assert office.read.last_n() >= point.size + 2


def test_twelve_hours_later_the_book_is_sealed_by_the_desk(
    qtbot: QtBot, point: Checkpoint, robot: Robot, window: MainWindow, office: Office, clock: Clock
) -> None:
    robot.post("pa", "The evening.")
    clock.go_on(hours=12, minutes=1)
    window.session._tick()
    qtbot.waitUntil(lambda: len(office.read.seals()) == 2)
    newest = seals.newest(office)
    assert newest is not None
    assert newest.witnesses == ()
    assert office.read.record(office.read.last_n()).author == "desk"
    assert robot.says() == []


def test_a_seal_that_is_refused_is_said_once_and_stays_amber(
    qtbot: QtBot, point: Checkpoint, robot: Robot, window: MainWindow, office: Office, clock: Clock
) -> None:
    robot.post("pa", "The evening.")
    alter(office.book._writer._link, office.read.last_n(), "text", "Another evening.")
    clock.go_on(hours=12, minutes=1)
    for _minute in range(3):
        window.session._tick()
        qtbot.waitUntil(window.doubts.isVisible)
        clock.go_on(minutes=2)
    assert window.doubts.words.text().count("was not sealed") == 1
    assert robot.says() == []
    assert len(office.read.seals()) == 1
