"""Statements and exhibits in the window: told, printed, signed by pen, scanned back; to police."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot
from tests.ui.incidents.hands import opened, showing

from deskinc.desk.evidence import exhibits, hands, statements
from deskinc.desk.lines.entries import new_id
from deskinc.desk.office import Office
from deskinc.ui.incidents.evidence.acts import MissingDialog
from deskinc.ui.incidents.evidence.asking import AskDialog
from deskinc.ui.incidents.evidence.page import PageDialog
from deskinc.ui.incidents.evidence.part import EvidencePart
from deskinc.ui.incidents.evidence.showing import ShowDialog
from deskinc.ui.incidents.evidence.signing import SignDialog
from deskinc.ui.incidents.evidence.strokes import Strokes
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.palette import Palette
from deskinc.ui.parts import Button

THEFT = {"category": "theft.premises", "severity": "medium", "title": "Laptop taken from floor 3"}


T = TypeVar("T", bound=QWidget)


def up(qtbot: QtBot, page: IncidentsPage, kind: type[T]) -> T:
    """The dialog of that kind on screen."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    found = next(one for one in page.findChildren(kind) if one.isVisible())
    qtbot.waitUntil(found.isActiveWindow)
    return found


def press(dialog: QWidget, words: str) -> None:
    """Press the button that bears these words."""
    (button,) = [one for one in dialog.findChildren(Button) if one.text().replace("&", "") == words]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def fill(dialog: AskDialog, **said: object) -> None:
    for name, words in said.items():
        dialog.answers.put(name, words)


def scanned(path: Path) -> None:
    """Put a page there."""
    image = QImage(400, 560, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    image.save(str(path))


def draw(pad: Strokes) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    for x in range(60, 300, 20):
        held = QPointF(x, 60 + x % 40), QPointF(), Qt.MouseButton.NoButton
        left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(pad, QMouseEvent(QEvent.Type.MouseMove, *held, left, plain))


def test_d21_a_statement_is_signed_by_pen_and_its_page_scanned_back_by_its_code(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, tmp_path: Path
) -> None:
    thread = opened(office, **THEFT)
    showing(qtbot, page, thread)
    part = page.detail.body.evidence
    part.take.click()
    asked = up(qtbot, page, AskDialog)
    fill(asked, young=False, witness="P. Nair", account="He put it under his coat.")
    robot.keys("Ctrl+Return")
    read = asked.view.cell("read_back")
    assert read is not None
    qtbot.waitUntil(lambda: read.below.fault() == "This is needed.")
    fill(asked, read_back=True)
    robot.keys("Ctrl+Return")
    press(up(qtbot, page, ShowDialog), "Page came back…")
    signs = up(qtbot, page, SignDialog)
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: signs.fault.text() == "Choose the scan or photo of the page.")
    robot.keys("Escape")
    qtbot.waitUntil(lambda: part.missing.rows.rowCount() == 1)
    (wanted,) = hands.missing(office)
    scanned(tmp_path / "signed.png")
    part.ask_signed()
    came = up(qtbot, page, SignDialog)
    robot.type(f"DESKINC-SIGN-{wanted.code}")
    came.take(tmp_path / "signed.png")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: hands.missing(office) == [])
    qtbot.waitUntil(lambda: not part.missing.isVisible())
    (said,) = statements.listed(office, thread)
    assert (said.witness, said.signed) == ("P. Nair", "pen")
    look_at(qtbot, page, said.thread)


def look_at(qtbot: QtBot, page: IncidentsPage, thread: str) -> None:
    """Open a statement, and its signed page."""
    page.detail.body.evidence.statements.wanted.emit(thread)
    press(up(qtbot, page, ShowDialog), "Signature…")
    seen = up(qtbot, page, PageDialog)
    qtbot.waitUntil(lambda: not seen.picture.pixmap().isNull())
    seen.reject()


def test_d21_an_exhibit_goes_to_the_police_whose_officer_signs_on_the_screen(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office, **THEFT)
    showing(qtbot, page, thread)
    part = page.detail.body.evidence
    part.add_exhibit.click()
    fill(up(qtbot, page, AskDialog), what="Grey laptop bag", store="Safe, shelf 2", seal="A 1001")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: part.exhibits.rows.rowCount() == 1)
    (bag,) = exhibits.listed(office, thread)
    assert bag.number == "EXH-2026-0001"
    assert bag.mark == "RM/1"
    part.exhibits.wanted.emit(bag.thread)
    press(up(qtbot, page, ShowDialog), "Movement…")
    fill(
        up(qtbot, page, AskDialog), kind={"code": "police"}, to="Police, Harbour station",
        taker="PC 4471 Shaw, Harbour", receipt="CR/9",
    )  # fmt: skip
    robot.keys("Ctrl+Return")
    press(up(qtbot, page, ShowDialog), "Sign on the screen…")
    drawn = up(qtbot, page, SignDialog)
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: drawn.fault.text() == "Nothing is drawn yet.")
    draw(drawn.strokes)
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: exhibits.listed(office, thread)[0].moves[0].signed == "drawn")
    assert hands.missing(office) == []
    qtbot.waitUntil(lambda: "Police, Harbour station" in note(part))
    shown = up_all(qtbot, page)
    assert not shown.none.isHidden()
    shown.reject()


def note(part: EvidencePart) -> str:
    row = part.exhibits.rows.row_at(part.exhibits.rows.index(0, 0))
    return row.note if row is not None else ""


def up_all(qtbot: QtBot, page: IncidentsPage) -> MissingDialog:
    """The list of all missing papers, from the palette's act."""
    for one in page.actions_offered():
        if one.key == "missing_papers":
            one.do()
    return up(qtbot, page, MissingDialog)


def test_an_exhibit_is_put_right_by_keyboard_and_says_what_it_said_before(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread, own = opened(office, **THEFT), new_id()
    said = {"mark": "RM/1", "what": "Bent lock", "store": "Safe", "seal": "A 1001"}
    exhibits.make(office, thread, said, own).result()
    showing(qtbot, page, thread)
    part = page.detail.body.evidence
    qtbot.waitUntil(lambda: part.exhibits.rows.rowCount() == 1)
    part.exhibits.wanted.emit(own)
    up(qtbot, page, ShowDialog)
    robot.keys("Alt+O")
    asked = up(qtbot, page, AskDialog)
    robot.keys("Ctrl+A")
    robot.type("A 1010")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: "Say why it is corrected." in words(asked))
    why = asked.view.cell("corrected")
    assert why is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() in why.findChildren(QWidget))
    robot.type("Misread in the dark.")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: exhibits.listed(office, thread)[0].seal == "A 1010")
    part.exhibits.wanted.emit(own)
    shown = up(qtbot, page, ShowDialog)
    assert "Seal number: A 1001, now A 1010\nMisread in the dark." in words(shown)
    shown.reject()


def words(dialog: QWidget) -> list[str]:
    """What its labels say."""
    return [one.text() for one in dialog.findChildren(QLabel)]


def test_an_exhibit_is_found_by_its_number_or_words_and_leads_to_its_incident(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office, **THEFT)
    said = {"mark": "RM/1", "what": "Bent lock", "store": "Safe"}
    number = exhibits.make(office, thread, said, new_id()).result().records[0].number
    assert number == "EXH-2026-0001"
    for wanted in (number, "bent lo"):
        showing(qtbot, page, opened(office))
        robot.keys("Ctrl+K")
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        robot.type(wanted)
        qtbot.waitUntil(lambda: f"{number} RM/1 Bent lock" in first_offered(robot))
        robot.keys("Return")
        qtbot.waitUntil(lambda: page.detail.thread_shown() == thread)


def first_offered(robot: Robot) -> str:
    """What the palette offers first."""
    (palette,) = robot.window.findChildren(Palette)
    return str(palette.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
