"""A forgotten passphrase at the real door: what helps, 24 words by keyboard, a new passphrase."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Makes, NewOffice, assert_named, grab

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.office import Office
from deskinc.desk.people.people import Enrolment, enrol
from deskinc.ui import tasks
from deskinc.ui.recovering.dialog import PERSON, WORDS, RecoverDialog
from deskinc.ui.signin import SignIn

NAME, LEAD, NEW = "R. Malik", "J. Harding", "copper lantern seven rivers"
PHRASE, LEADS = "five words for one desk only", "granite kettle orbit seven"
SHEET = (
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
    "abandon art"
)
"""The words of 256 bits that are all 0: a sheet that a test can type."""


Open = Callable[[Path], SignIn]
Offices = Callable[[Makes], NewOffice]


def answers(below: Path) -> setup.Answers:
    return setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PHRASE,
        mirror=below / "mirror",
    )  # fmt: skip


def alone(below: Path, clock: Clock) -> Office:
    """An office of one, with a sheet that is known."""
    return setup.set_up(below / "data", answers(below), SHEET.split(), kdf=FLOOR, clock=clock)


def of_two(below: Path, clock: Clock) -> Office:
    """A lead besides."""
    made = alone(below, clock)
    enrol(
        made,
        Enrolment(LEAD, "J.H.", roles=frozenset({"lead"}), identity="Passport"),
        LEADS,
        kdf=FLOOR,
    )
    return made


@pytest.fixture
def door(qtbot: QtBot, qapp: QApplication) -> Open:
    """The door of a folder, on screen."""

    def show(folder: Path) -> SignIn:
        page = SignIn(folder)
        qtbot.addWidget(page)
        page.resize(1280, 800)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    return show


def dialog_of(qtbot: QtBot, page: SignIn) -> RecoverDialog:
    """Alt+F opens it."""
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RecoverDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecoverDialog)
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.go.hasFocus())
    return dialog


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def type_(words: str, *keys: Qt.Key) -> None:
    """Type at whatever has the focus."""
    QTest.keyClicks(focus(), words)
    for key in keys:
        QTest.keyClick(focus(), key)


def words(qtbot: QtBot, dialog: RecoverDialog, said: str = SHEET) -> None:
    """Go to the words, type them, and open."""
    type_("", Qt.Key.Key_Return)
    assert dialog.pages.currentIndex() == WORDS
    for word in said.split():
        type_(word[:4], Qt.Key.Key_Space)
    assert dialog.words.words() == said
    assert dialog.go.hasFocus()
    type_("", Qt.Key.Key_Return)


def test_d24_the_sheet_is_typed_by_its_first_letters_and_gives_the_lone_officer_a_new_passphrase(
    qtbot: QtBot,
    door: Callable[..., SignIn],
    prepared: Callable[[Makes], NewOffice],
    tmp_path: Path,
) -> None:
    page = door(prepared(alone).copied(tmp_path))
    dialog = dialog_of(qtbot, page)
    grab(dialog, "recover-first")
    words(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PERSON)
    assert not dialog.words.words(), "nothing of them stays"
    assert_named(dialog)
    person = dialog.person
    assert person.who.currentText() == NAME
    assert not person.second.isVisible()
    assert "enrols alone" in person.told.text()
    grab(dialog, "recover-alone")
    person.phrase.first.setFocus()
    type_(NEW, Qt.Key.Key_Tab)
    person.phrase.again.setFocus()
    type_(NEW)
    with qtbot.waitSignal(page.opened) as caught:
        dialog.go.click()
    office: Office = caught.args[0]
    assert office.officer.name == NAME
    assert office.officer.provisional
    assert office.book.verify(full=True) == []
    office.close()


def test_a_word_that_is_wrong_is_named_and_a_sheet_can_be_pasted(
    qtbot: QtBot, door: Open, prepared: Offices, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, door(prepared(of_two).copied(tmp_path)))
    type_("", Qt.Key.Key_Return)
    typed = dialog.words
    for at, word in enumerate(SHEET.replace("abandon", "abandn", 1).split()):
        typed.fields[at].setText(word)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(typed.fault.text()))
    assert "Word 1, “abandn”" in typed.fault.text()
    assert "“abandon”" in typed.fault.text()
    assert typed.fields[0].hasFocus()
    grab(dialog, "recover-wrong-word")
    typed.fields[0].setText("ability")
    dialog.go.click()
    qtbot.waitUntil(lambda: "One of the words is wrong." in typed.fault.text())
    typed.fields[0].setText(SHEET)
    assert typed.words() == SHEET, "every word finds its field"
    dialog.reject()


def marked(dialog: RecoverDialog) -> list[int]:
    """The words that are marked as wrong, from 1."""
    fields = enumerate(dialog.words.fields, 1)
    return [at for at, field in fields if field.property("state") == "error"]


def test_a_word_is_marked_as_one_goes_on_and_the_cursor_comes_back(
    qtbot: QtBot, door: Open, prepared: Offices, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, door(prepared(of_two).copied(tmp_path)))
    typed = dialog.words
    type_("", Qt.Key.Key_Return)
    type_("aban", Qt.Key.Key_Space)
    type_("abandn", Qt.Key.Key_Space)
    assert typed.fields[2].hasFocus()
    assert marked(dialog) == [2]
    assert "Word 2, “abandn”, is not on the list." in typed.fault.text()
    assert "“abandon”" in typed.fault.text()
    typed.fields[1].setFocus()
    type_("o", Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    type_("on", Qt.Key.Key_Space)
    assert (marked(dialog), typed.fault.text()) == ([], "")
    dialog.go.click()
    assert marked(dialog) == [3], "the first that is missing, and no other"
    assert "Word 3 is not typed yet." in typed.fault.text()
    assert typed.fields[2].hasFocus()
    for field, word in zip(typed.fields, SHEET.split(), strict=True):
        field.setText(word)
    typed.fields[0].setText("ability")
    dialog.go.setFocus()
    dialog.go.click()
    qtbot.waitUntil(lambda: "One of the words is wrong." in typed.fault.text())
    assert (marked(dialog), typed.fields[0].hasFocus()) == ([], True)
    dialog.reject()


def test_d19_a_lead_signs_beside_the_sheet_and_somebody_new_administers(
    qtbot: QtBot, door: Open, prepared: Offices, tmp_path: Path
) -> None:
    page = door(prepared(of_two).copied(tmp_path))
    dialog = dialog_of(qtbot, page)
    words(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PERSON)
    person = dialog.person
    assert f"one of these: {LEAD}" in person.told.text()
    person.who.setCurrentIndex(person.who.count() - 1)
    person.name.setFocus()
    type_("A. Okoro")
    assert person.initials.text() == "A.O."
    QTest.keyClick(person, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert len(person.phrase.text().split()) == 5
    person.phrase.again.setText(person.phrase.text())
    assert person.says.words() == "“With the recovery sheet I enrol A. Okoro as an administrator.”"
    person.second.setText(LEAD)
    person.theirs.setText("not the passphrase of the lead")
    grab(dialog, "recover-lead")
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(person.theirs_row.fault.text()))
    assert dialog._opened is not None
    dialog._opened.office.waits.clear()  # the time went by
    person.theirs.setText(LEADS)
    with qtbot.waitSignal(page.opened) as caught:
        dialog.go.click()
    office: Office = caught.args[0]
    assert office.officer.name == "A. Okoro"
    assert "admin" in office.officer.roles
    assert not office.officer.provisional
    assert office.book.verify(full=True) == []
    office.close()


def test_leaving_the_dialog_closes_the_book_again(
    qtbot: QtBot,
    door: Callable[..., SignIn],
    prepared: Callable[[Makes], NewOffice],
    tmp_path: Path,
) -> None:
    folder = prepared(alone).copied(tmp_path)
    page = door(folder)
    dialog = dialog_of(qtbot, page)
    words(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PERSON)
    dialog.reject()
    tasks.drain()
    page.name.setText(NAME)
    page.passphrase.setText(PHRASE)
    with qtbot.waitSignal(page.opened) as caught:
        page.sign_in()
    office: Office = caught.args[0]
    assert "sheet_used" in {row.what for row in office.read.accesses(20)}
    office.close()
