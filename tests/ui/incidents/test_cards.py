"""People and vehicles come back: from their cards, by few keys, and never by themselves (D32)."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot
from tests.ui.incidents.hands import follow, opened, read, showing

from deskinc.desk.cards import cards
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.proof.canonical import unb64
from deskinc.ui.forms.table import TableEditor
from deskinc.ui.incidents.cards.carddialog import CardDialog
from deskinc.ui.incidents.cards.finder import CardsDialog
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow


def kept(office: Office, **raw: object) -> str:
    thread = entries.new_id()
    cards.keep(office, "party", "", raw, thread).result()
    return thread


def people(office: Office, thread: str) -> list[object]:
    values = read(office, thread).values
    return [value for name, value in values.items() if name.endswith("/card")]


def over(qtbot: QtBot, kind: type[QWidget]) -> None:
    """Wait until that dialog has the keyboard."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))


def typing(page: IncidentsPage, robot: Robot, words: str) -> QWidget:
    """Begin a row of people by hand; returns the line that is typed in."""
    body = page.detail.body
    body.focus_field("people")
    cell = body.views["people"].cell("people")
    assert cell is not None
    assert isinstance(cell.editor, TableEditor)
    cell.editor.add_row()
    QApplication.processEvents()
    robot.type(words)
    QApplication.processEvents()
    return robot.focus()


def test_a_person_comes_into_the_second_incident_by_three_keys(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    card = kept(office, name="Maria Kowalska", contact="07700 900123")
    kept(office, name="Jan Nowak")
    showing(qtbot, page, opened(office))
    robot.keys("Ctrl+Shift+A")
    over(qtbot, CardsDialog)
    robot.type("kow")
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.detail.answers.is_changed("people"))
    robot.window.activateWindow()  # as the desktop does once a dialog is gone
    over(qtbot, MainWindow)
    robot.keys("Ctrl+S")
    thread = page.detail.thread_shown()
    qtbot.waitUntil(lambda: people(office, thread) == [{"id": card, "text": "Maria Kowalska"}])
    assert "07700 900123" in read(office, thread).values.values()


def test_a_row_becomes_a_card_that_the_next_incident_finds(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    follow(office, thread, people={"001": {"name": "Maria Kowalska", "role": "suspect"}})
    showing(qtbot, page, thread)
    robot.keys("Ctrl+Shift+A")
    over(qtbot, CardsDialog)
    robot.keys("Return")
    over(qtbot, CardDialog)
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: page.detail.answers.is_changed("people"))
    robot.window.activateWindow()  # as the desktop does once a dialog is gone
    over(qtbot, MainWindow)
    robot.keys("Ctrl+S")
    qtbot.waitUntil(lambda: len(people(office, thread)) == 1)
    (card,) = cards.found(office, "party", "kowalska")
    assert card.used == "Suspect, INC-2026-0001"


def test_d32_a_nudge_takes_no_focus_moves_nothing_and_acts_only_when_told(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    card = kept(office, name="Maria Kowalska")
    thread = opened(office)
    showing(qtbot, page, thread)
    known = page.detail.body.known
    line = typing(page, robot, "M. Kow")
    at = line.mapTo(page, QPoint(0, 0))
    robot.type("alska")
    qtbot.waitUntil(lambda: bool(known.matches))
    QApplication.processEvents()
    assert robot.focus() is line
    assert line.mapTo(page, QPoint(0, 0)) == at
    assert not known.isHidden()
    known.dismiss(known.matches[0])
    assert known.isHidden()
    robot.keys("Ctrl+S")
    qtbot.waitUntil(lambda: "M. Kowalska" in read(office, thread).values.values())
    assert people(office, thread) == []
    assert [r.form for r in office.read.thread(unb64(card))] == ["party"]
    follow(office, thread, people={"002": {"name": "Kowalska, Maria"}})
    qtbot.waitUntil(lambda: bool(known.matches))
    known.take(known.matches[0])
    robot.keys("Ctrl+S")
    qtbot.waitUntil(lambda: len(people(office, thread)) == 1)
    assert cards.uses(office, "party", card)[0].number == "INC-2026-0001"
