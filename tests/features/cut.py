"""The real program in a process of its own, whose power goes while an officer writes.

Run by ``test_power_cut`` with a folder and the moment of the cut. It says ``ready`` once what is
to survive was kept, then goes on typing until it is killed, or kills itself while a line is posted.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.desk.offices import BOSS, PHRASES

from deskinc.desk import bombcall
from deskinc.ui import theme
from deskinc.ui.actions import strokes
from deskinc.ui.bombcall.sheet import CallSheet
from deskinc.ui.book.page import BookPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.prefs import Prefs
from deskinc.ui.program import Program
from deskinc.ui.signin import SignIn

POSTED, PARKED = "Shutter down and locked.", "Glass broken at the ra"
HALF, ON = "Two men at the sta", "irs, one of them "
LAST, CALL = "Both have left by the ramp.", "There is one in your buil"
DEADLINE = 60.0


def until(so: Callable[[], object]) -> None:
    """Let the program run until something is so."""
    end = monotonic() + DEADLINE
    while not so():
        if monotonic() > end:
            raise TimeoutError
        QApplication.processEvents()


def focus() -> QWidget:
    """What has the focus, once something has."""
    until(lambda: QApplication.focusWidget() is not None)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def type_(words: str) -> None:
    """Type words at whatever has the focus."""
    QTest.keyClicks(focus(), words)


def keys(*chords: str) -> None:
    """Press chords at whatever has the focus."""
    for chord in chords:
        stroke = strokes(chord)[0]
        QTest.keyClick(focus(), stroke.key(), stroke.keyboardModifiers())


def opened(program: Program) -> BookPage:
    """The Book page, once the officer has signed in by keys."""
    until(lambda: isinstance(program.window, SignIn))
    door = program.window
    assert isinstance(door, SignIn)
    door.activateWindow()
    if not door.name.text():
        until(door.name.hasFocus)
        type_(BOSS)
        keys("Return")
    until(door.passphrase.hasFocus)
    type_(PHRASES[BOSS])
    keys("Return")
    until(lambda: isinstance(program.window, MainWindow))
    window = program.window
    assert isinstance(window, MainWindow)
    window.activateWindow()
    book = window.page("book")
    assert isinstance(book, BookPage)
    until(book.entry.text.hasFocus)
    return book


def write(book: BookPage) -> None:
    """One line posted, one parked with its stamp, and one half written, with a stamp too."""
    session = book.session
    keys("F3")
    type_("lock")
    keys("Return")
    type_(POSTED)
    keys("Ctrl+Return")
    until(lambda: not book.log._waiting)
    for half in (PARKED, HALF):
        keys("F2")
        until(lambda: book.entry.stamp is not None)
        type_(half)
        if half is PARKED:
            keys("F6")
    kept = session.office.kept
    until(lambda: kept().get("entry", {}).get("text") == HALF and len(kept()) == 2)


def call(book: BookPage) -> None:
    """A bomb call at the locked desk, in the midst of the caller's words."""
    office = book.session.office
    book.session.lock()
    keys("F9")
    until(lambda: isinstance(focus().window(), CallSheet))
    type_(CALL)
    until(lambda: [one.said.get("exact_words") for one in bombcall.kept(office)] == [CALL])


def main(folder: Path, cut: str) -> None:
    """Write, say that it is kept, and go on until the power goes."""
    app = QApplication([])
    theme.start(app, "light")
    program = Program(app, Prefs(folder), folder)
    program.begin()
    book = opened(program)
    if cut == "call":
        call(book)
    else:
        write(book)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    if cut == "posting":
        book.entry.type.take("information")
        book.entry.to_text()
        keys("Ctrl+Return")
        os.kill(os.getpid(), signal.SIGKILL)
    while True:
        type_(ON)
        QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
