"""An officer at the keyboard of the real program: at its door, at the page of trouble."""

from dataclasses import dataclass

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.desk.offices import BOSS, PHRASES

from deskinc.desk.office import Office
from deskinc.ui.actions import strokes
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.program import Program
from deskinc.ui.signin import SignIn
from deskinc.ui.trouble.page import TroublePage

TEXT = "Water in the lift pit."


@dataclass
class Hands:
    """An officer at the keyboard of the real program; ``pressed`` counts keys but for words."""

    qtbot: QtBot
    program: Program
    pressed: int = 0

    def keys(self, *chords: str) -> None:
        """Press chords at whatever has the focus."""
        for chord in chords:
            focus = QApplication.focusWidget()
            assert focus is not None
            stroke = strokes(chord)[0]
            QTest.keyClick(focus, stroke.key(), stroke.keyboardModifiers())
            self.pressed += 1

    def type(self, words: str) -> None:
        """Type words at whatever has the focus."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    def sign_in(self, name: str = BOSS, phrase: str = PHRASES[BOSS]) -> None:
        """Type name and passphrase at the door; a name that stands there stays."""
        door = self.program.window
        assert isinstance(door, SignIn)
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() in {door.name, door.passphrase})
        if not door.name.text():
            self.type(name)
            self.keys("Return")
        self.type(phrase)
        self.keys("Return")

    def trouble(self) -> TroublePage:
        """The page of a book that does not open, once it is there."""
        self.qtbot.waitUntil(lambda: isinstance(self.program.window, TroublePage))
        page = self.program.window
        assert isinstance(page, TroublePage)
        self.qtbot.waitUntil(
            lambda: page.isActiveWindow() and QApplication.focusWidget() is not None
        )
        return page

    def window(self) -> MainWindow:
        """The window of the open book, once it is there."""
        self.qtbot.waitUntil(lambda: isinstance(self.program.window, MainWindow))
        window = self.program.window
        assert isinstance(window, MainWindow)
        return window

    def write(self, page: TroublePage, text: str = TEXT) -> int:
        """Write a line there and wait until it is kept; returns the keys it took."""
        before, had = self.pressed, page.lines.rowCount()
        self.type(text)
        self.keys("Ctrl+Return")
        self.type("f")
        self.keys("Return")
        self.qtbot.waitUntil(lambda: page.lines.rowCount() == had + 1)
        return self.pressed - before + 1

    def try_again(self) -> Office:
        """Have the book opened once more, from the page of trouble: now it opens."""
        self.keys("Alt+T")
        self.qtbot.waitUntil(lambda: isinstance(self.program.window, SignIn))
        self.sign_in()
        return self.window().session.office
