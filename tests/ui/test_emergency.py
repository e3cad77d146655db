"""Anybody leaves a note at the locked desk; an officer adopts it once he has unlocked (D23)."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, Robot, assert_named

from deskinc.desk.office import Office
from deskinc.desk.trouble import emergency
from deskinc.ui.banner import Banner
from deskinc.ui.book.page import BookPage
from deskinc.ui.emergency import AdoptDialog, NoteDialog
from deskinc.ui.lock import LockPage

WORDS = "Smoke from the <lift> shaft & I go down"
D = TypeVar("D", bound=QDialog)


def modal(robot: Robot, kind: type[D]) -> D:
    """The dialog that is open, once it has the keyboard."""
    robot.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    found.activateWindow()
    robot.qtbot.waitUntil(lambda: found.isAncestorOf(QApplication.focusWidget()))  # type: ignore[arg-type]
    return found


def lock(robot: Robot) -> LockPage:
    """Lock the desk by its key."""
    robot.window._lock_page = LockPage
    robot.keys("Ctrl+L")
    page = robot.window.layers.currentWidget()
    assert isinstance(page, LockPage)
    return page


def note(robot: Robot, words: str) -> LockPage:
    """Lock the desk and leave a note."""
    page = lock(robot)
    robot.keys("F7")
    assert_named(modal(robot, NoteDialog))
    robot.type(words)
    robot.keys("Ctrl+Return")
    robot.qtbot.waitUntil(lambda: "Kept" in page.noted.text())
    return page


def unlock(robot: Robot, page: LockPage) -> None:
    """Type the passphrase."""
    QTest.keyClicks(page.secret, PASSPHRASE)
    with robot.qtbot.waitSignal(robot.window.session.unlocked):
        QTest.keyClick(page.secret, Qt.Key.Key_Return)


def verb(root: QDialog | Banner, words: str) -> QPushButton:
    """The button of these words."""
    return next(b for b in root.findChildren(QPushButton) if b.text().replace("&", "") == words)


def test_d23_a_note_is_kept_while_locked_and_stands_in_the_book_once_unlocked(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    page = note(robot, WORDS)
    assert book.log.rowCount() == 0, "nothing of it is chained while the desk is locked"
    assert WORDS not in [label.text() for label in page.findChildren(type(page.noted))]
    unlock(robot, page)
    qtbot.waitUntil(lambda: book.log.rowCount() == 1)
    assert book.log.line_at(0).text == WORDS
    qtbot.waitUntil(
        lambda: any("written while the desk was locked" in said for said in robot.says()),
    )


def test_the_button_does_what_the_key_does(robot: Robot, book: BookPage) -> None:
    page = lock(robot)
    page.note.click()
    modal(robot, NoteDialog)
    robot.keys("Ctrl+Return")
    dialog = modal(robot, NoteDialog)
    assert dialog.row.fault.text() == "Write what happened."
    robot.keys("Escape")
    assert robot.window.layers.currentWidget() is page


@pytest.mark.parametrize("words", ["I wrote it", "Seen, not mine"])
def test_an_officer_says_whose_a_note_is(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot, words: str
) -> None:
    unlock(robot, note(robot, WORDS))
    qtbot.waitUntil(lambda: len(robot.says()) == 2)
    banner = next(b for b in robot.window.findChildren(Banner) if "nobody’s" in b.accessibleName())
    verb(banner, "Look at it…").click()
    dialog = modal(robot, AdoptDialog)
    assert_named(dialog)
    robot.type("Put out at 23:20")
    verb(dialog, words).click()
    qtbot.waitUntil(lambda: book.log.rowCount() == 2)
    added = book.log.line_at(1)
    assert added.text.endswith(f"Emergency note: {words}, Comment: Put out at 23:20.")
    assert added.by == office.officer.initials
    assert emergency.unadopted(office) == []


def test_the_menu_of_a_notes_line_offers_to_adopt_it(
    robot: Robot, book: BookPage, qtbot: QtBot
) -> None:
    unlock(robot, note(robot, WORDS))
    qtbot.waitUntil(lambda: book.log.rowCount() == 1)
    menu = book.line_menu(book.log.line_at(0))
    act = next(a for a in menu.actions() if "dopt" in a.text())
    assert act.isEnabled()
    act.trigger()
    modal(robot, AdoptDialog).reject()
