"""An officer at the keyboard of the whole program, in a process whose disk hangs.

``python -m tests.features.hung_hands <folder>``: signs in, writes one line, closes the window.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.desk.offices import BOSS, PHRASES

from deskinc import app, disks
from deskinc.ui import signin
from deskinc.ui.program import Program
from deskinc.ui.signin import SignIn
from deskinc.ui.trouble.page import TroublePage

TEXT = "Water in the lift pit."
Until = Callable[[], object]


def shown(kind: type[QWidget]) -> QWidget | None:
    """The window of the program if it is of that kind, in front, with the cursor in it."""
    qt = QApplication.instance()
    found = (one for one in (qt.children() if qt else ()) if isinstance(one, Program))
    window = next((program.window for program in found), None)
    there = isinstance(window, kind) and window.isActiveWindow()
    return window if there and QApplication.focusWidget() is not None else None


def night() -> Iterator[Until]:
    """What the officer does; each step begins once what is given before it holds."""
    yield lambda: shown(SignIn)
    press(BOSS, Qt.Key.Key_Return)
    press(PHRASES[BOSS], Qt.Key.Key_Return)
    yield lambda: shown(TroublePage)
    page = shown(TroublePage)
    assert isinstance(page, TroublePage)
    press(TEXT, (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    press("f", Qt.Key.Key_Return)
    yield page.lines.rowCount
    sys.stdout.write(json.dumps([page.what.text(), page.entry.doing.text()]))
    sys.stdout.flush()
    page.close()
    yield lambda: False


def press(words: str, key: Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    """Type words, then a key."""
    given = key if isinstance(key, tuple) else (key,)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, *given)


def main() -> int:
    """Play it in the program as it is, but for its patience."""
    disks.PATIENCE, signin.SLOW = 1.0, 100
    qt = app.application("light")
    steps = night()
    waits = [next(steps)]

    def look() -> None:
        if waits[0]():
            waits[0] = next(steps)

    timer = QTimer(qt)
    timer.timeout.connect(look)
    timer.start(10)
    return app.run(Path(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
