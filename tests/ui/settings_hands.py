"""Hands for the settings page: find a section, press keys, save."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from deskinc.desk.office import Office
from deskinc.desk.signing_on.waits import Waits
from deskinc.ui.labelled import Fault
from deskinc.ui.settings.page import SettingsPage
from deskinc.ui.settings.section import Section
from deskinc.ui.signing import Says


def find(page: SettingsPage, kind: type[Section]) -> Section:
    """The section of that kind, shown."""
    section = next(s for s in page.sections if isinstance(s, kind))
    page.show_section(section.key)
    return section


def press(qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press a key in whatever has the focus."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held or Qt.KeyboardModifier.NoModifier)


def save(qtbot: QtBot, page: SettingsPage, office: Office) -> None:
    """Ctrl+S, and wait until it is in the book."""
    before = office.read.last_n()
    press(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: office.read.last_n() > before and not page.raw())


def retype(qtbot: QtBot, field: QWidget, words: str) -> None:
    """Type ``words`` in place of what stands in a line."""
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


def faults(dialog: QWidget) -> str:
    """Everything that is said to be wrong in a dialog, at its fields and below them."""
    return " ".join(one.text() for one in dialog.findChildren(Fault) if one.text())


def says(dialog: QWidget) -> str:
    """What the signatures of a dialog say, before they are given."""
    return " ".join(one.words() for one in dialog.findChildren(Says) if one.isVisible())


def standing_still() -> Waits:
    """Waits after wrong passphrases that end when a test says so, and not by themselves."""
    return Waits(lambda: 100.0)


def guessed(office: Office) -> list[str]:
    """What the access log says of passphrases that were wrong, newest first."""
    office.book.settle()
    return [row.detail for row in office.read.accesses(9, whats=("sign_in_failed",))]
