"""Asking: the safe answer has the focus, nothing blocks, empty answers are not taken."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import assert_named

from deskinc.ui import dialogs
from deskinc.ui.labelled import Labelled
from deskinc.ui.parts import Button


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_esc_is_the_safe_answer(qtbot: QtBot, over: QWidget) -> None:
    said: list[str] = []
    dialog = dialogs.ask(
        over, "Erase?", "It cannot be brought back.", verb="Erase", safe="Keep",
        yes=lambda: said.append("yes"), no=lambda: said.append("no"), danger=True,
    )  # fmt: skip
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPushButton))
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Keep"
    assert_named(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert said == ["no"]


def test_the_verb_does_it(over: QWidget) -> None:
    said: list[str] = []
    dialog = dialogs.ask(
        over, "Erase?", "It cannot be brought back.", verb="Erase", safe="Keep",
        yes=lambda: said.append("yes"),
    )  # fmt: skip
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Erase").click()
    assert said == ["yes"]


def test_a_text_is_asked_for_until_there_is_one(over: QWidget) -> None:
    said: list[str] = []
    dialog = dialogs.ask_text(
        over, "Strike line 4811?", "It stays legible.", name="Why is it struck?",
        verb="Strike", done=said.append,
    )  # fmt: skip
    field = dialog.findChildren(QLineEdit)[0]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.property("state") == "error"
    assert said == []
    QTest.keyClicks(field, "written twice ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert said == ["written twice"]


def test_telling_needs_one_button(qtbot: QtBot, over: QWidget) -> None:
    dialog = dialogs.tell(over, "Recovery", "Keep the sheet.")
    (button,) = dialog.findChildren(QPushButton)
    with qtbot.waitSignal(dialog.finished):
        button.click()


def test_a_dialog_grows_with_a_sentence_that_wraps(qtbot: QtBot, over: QWidget) -> None:
    dialog = dialogs.Question(over, "Add this plan?", "It is checked first.")
    asked = Labelled("&Name", QLineEdit())
    dialog.layer.addWidget(asked)
    dialog.end(Button("Cancel", pressed=dialog.reject), Button("Add", "primary"))
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    before = dialog.height()
    asked.say("This is a long sentence that says what is wrong and what to do about it. " * 4)
    words = asked.fault.findChildren(QLabel)[-1]
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))
    assert dialog.height() > before
    assert words.heightForWidth(words.width()) > 3 * words.fontMetrics().height()
    add = dialog.findChildren(QPushButton)[-1]
    assert add.mapTo(dialog, add.rect().bottomLeft()).y() < dialog.height()
