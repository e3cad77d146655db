"""The dialog that restores a book, and the door after it."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.desk.offices import BOSS, OFFICER, PHRASES
from tests.features.hands import Hands

from deskinc.desk.lines import entries
from deskinc.ui.restoring.dialog import RestoreDialog
from deskinc.ui.restoring.guide import RestoreGuide
from deskinc.ui.signin import SignIn


def dialog_of(hands: Hands) -> RestoreDialog:
    """The dialog, once it has looked."""
    found: list[RestoreDialog] = []

    def there() -> bool:
        shown = QApplication.activeModalWidget()
        found[:] = [shown] if isinstance(shown, RestoreDialog) and not shown.busy else []
        return bool(found)

    hands.qtbot.waitUntil(there, timeout=60_000)
    return found[0]


def guide_of(hands: Hands) -> RestoreGuide:
    """The guide to restoring a lost book, once it is there and has the cursor."""
    shown = QApplication.activeModalWidget

    def there() -> bool:
        guide = shown()
        return isinstance(guide, RestoreGuide) and guide.isActiveWindow()

    hands.qtbot.waitUntil(there)
    guide = shown()
    assert isinstance(guide, RestoreGuide)
    return guide


def into(field: QWidget, words: str) -> None:
    """Type into a field."""
    field.setFocus()
    QTest.keyClicks(field, words)


def sign(dialog: RestoreDialog) -> None:
    """The lead and an officer, and why."""
    if not dialog.first.name.text():
        into(dialog.first.name, BOSS)
    into(dialog.first.passphrase, PHRASES[BOSS])
    into(dialog.second.name, OFFICER)
    into(dialog.second.passphrase, PHRASES[OFFICER])
    into(dialog.reason, "The disk failed.")
    dialog.go_on()


def texts(hands: Hands) -> list[str]:
    """All lines of the open book."""
    office = hands.window().session.office
    return [line.text for line in entries.lines(office, entries.ids(office))]


def at_the_door(hands: Hands) -> SignIn:
    """The door, after the book was put in place."""
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SignIn), timeout=60_000)
    door = hands.program.window
    assert isinstance(door, SignIn)
    with hands.qtbot.waitActive(door):
        door.activateWindow()
    return door
