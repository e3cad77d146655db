"""Hands for the set-up: type into whatever has the focus, walk through the steps."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskinc.ui.setup.sheet import SheetStep
from deskinc.ui.setup.stores import StoresStep
from deskinc.ui.setup.wizard import SetUp

PASSPHRASE = "five plain words for this desk"
SITE = "Harbour Court <suspect> & Sons"
NAME = "Rana <suspect> Malik"
STEPS = 8


class Hands:
    """Types into whatever has the focus."""

    def __init__(self, qtbot: QtBot, wizard: SetUp) -> None:
        self.qtbot, self.wizard = qtbot, wizard

    def focus(self) -> QWidget:
        """What has the focus."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def type(self, words: str) -> None:
        """Type words."""
        QTest.keyClicks(self.focus(), words)

    def key(self, *keys: Qt.Key) -> None:
        """Press keys."""
        for key in keys:
            QTest.keyClick(self.focus(), key)

    def enter(self) -> None:
        """Press Enter."""
        self.key(Qt.Key.Key_Return)

    def mirror(self, folder: Path) -> None:
        """Give the mirror's folder; the amber remark about the same disk is read and passed."""
        step = self.wizard.step
        assert isinstance(step, StoresStep)
        self.type(str(folder))
        self.enter()
        self.qtbot.waitUntil(lambda: not step.busy())
        if self.wizard.step is step and "same disk" in step.mirror_remark.text():
            self.enter()

    def sheet(self) -> None:
        """Answer the three words asked back."""
        step = self.wizard.step
        assert isinstance(step, SheetStep)
        self.enter()
        for at in step._asked:
            self.type(self.wizard.draft.words[at].upper())
            self.enter()


def to_step(wizard: SetUp, kind: type[QWidget]) -> None:
    """Show the step of that kind as if the others had been answered."""
    wizard._show(next(at for at, step in enumerate(wizard.steps) if isinstance(step, kind)))


def walk(hands: Hands, mirror: Path, plan: Path | None = None) -> None:
    """Answer everything by keyboard up to the last step."""
    hands.enter()
    hands.type(SITE)
    hands.enter()
    hands.type(NAME)
    hands.enter()
    hands.type(PASSPHRASE)
    hands.key(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    hands.type(PASSPHRASE)
    hands.enter()
    hands.type(str(plan or ""))
    hands.enter()
    if plan is not None:
        hands.type("Ground floor")
        hands.enter()
    hands.mirror(mirror)
    hands.sheet()
