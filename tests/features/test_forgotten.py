"""The story: the administrator forgot the passphrase. Sheet and an officer bring the desk on.

Through the real program, from its door to a line in the book, by keyboard alone.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.desk.offices import BOSS, OFFICER, PHRASES, Prepared
from tests.features.hands import Hands

from deskinc.desk.lines import entries
from deskinc.ui.recovering.dialog import PERSON, RecoverDialog
from deskinc.ui.signin import SignIn

NEW = "copper lantern seven rivers"


def dialog_of(hands: Hands) -> RecoverDialog:
    """Alt+F at the door."""
    door = hands.program.window
    assert isinstance(door, SignIn)
    hands.qtbot.waitUntil(lambda: QApplication.focusWidget() is door.name)
    hands.keys("Alt+F")
    shown = QApplication.activeModalWidget
    hands.qtbot.waitUntil(lambda: isinstance(shown(), RecoverDialog))
    dialog = shown()
    assert isinstance(dialog, RecoverDialog)
    hands.qtbot.waitUntil(dialog.go.hasFocus)
    return dialog


@pytest.mark.timeout(180)
def test_d19_the_administrator_forgot_the_passphrase_and_sheet_and_officer_help(
    start: Callable[[Path], Hands], folder: Path, good: Prepared
) -> None:
    hands = start(folder)
    dialog = dialog_of(hands)
    hands.keys("Return")
    for word in good.words:
        hands.type(word[:4])
        hands.keys("Space")
    hands.keys("Return")
    hands.qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PERSON, timeout=60_000)
    assert dialog.person.who.currentText() == BOSS
    for chord, words in (
        ("Alt+H", NEW), ("Alt+M", NEW), ("Alt+G", OFFICER), ("Alt+T", PHRASES[OFFICER]),
    ):  # fmt: skip
        hands.keys(chord)
        hands.type(words)
    hands.keys("Return")
    office = hands.window().session.office
    assert office.officer.name == BOSS
    assert office.officer.roles == good.people[BOSS].officer.roles
    raw: dict[str, object] = {"type": "patrol", "text": "With a new key."}
    entries.post(office, raw, entries.new_id()).result()
    asked = ("sheet_used", "enrolled", "signed_in")
    rows = office.read.accesses(3, whats=asked)
    assert tuple(row.what for row in reversed(rows)) == asked
    assert office.book.verify(full=True) == []
