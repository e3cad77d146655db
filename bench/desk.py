"""The real window at a book, driven by keys; every stretch the GUI thread is busy is timed.

What is on screen counts as painted once Qt has painted it, on the offscreen platform.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from bench import apart
from bench.office import NAME, PASSPHRASE
from bench.table import Figure
from deskinc import app as program
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.ui import sweeping, warming, windows
from deskinc.ui.actions import strokes
from deskinc.ui.book.page import BookPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.prefs import Prefs

PATIENCE = 60.0
"""Seconds after which what is waited for will not come."""


class Painted(QObject):
    """Whether a widget has been painted since it was last asked."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._seen = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See it paint."""
        self._seen = self._seen or event.type() == QEvent.Type.Paint
        return False

    def taken(self) -> bool:
        """Whether it was."""
        seen, self._seen = self._seen, False
        return seen


@dataclass(slots=True)
class Stretch:
    """A time for which the GUI thread did nothing else: its seconds, and its own work in them."""

    wall: float
    own: float


@dataclass(slots=True)
class Desk:
    """A window with the cursor in the entry line, and hands for it."""

    office: Office
    window: MainWindow
    page: BookPage
    stretches: list[Stretch] = field(default_factory=list)

    def do(self, act: Callable[[], object]) -> None:
        """Do something on the GUI thread, as one stretch."""
        own, begun = time.thread_time(), time.perf_counter()
        act()
        wall = time.perf_counter() - begun
        self.stretches.append(Stretch(wall, time.thread_time() - own))

    def turn(self) -> None:
        """Let the event loop go on."""
        self.do(QApplication.processEvents)

    def until(self, done: Callable[[], bool]) -> float:
        """Let it go on until something is so; the seconds that took."""
        begun = time.perf_counter()
        while not done():
            self.turn()
            if time.perf_counter() - begun > PATIENCE:
                raise TimeoutError
            time.sleep(0.0002)
        return time.perf_counter() - begun

    def rest(self, seconds: float) -> None:
        """Let it go on for so long."""
        until = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() >= until)

    def until_painted(self, act: Callable[[], object], seen: Painted) -> float:
        """Do something; the seconds until that is on screen."""
        seen.taken()
        begun = time.perf_counter()
        self.do(act)
        self.until(seen.taken)
        return time.perf_counter() - begun

    def focus(self) -> QWidget:
        """Where keys go."""
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def press(self, chord: str) -> Callable[[], object]:
        """The act of pressing a chord such as ``Ctrl+Return`` where the focus is."""
        stroke, widget = strokes(chord)[0], self.focus()
        return lambda: QTest.keyClick(widget, stroke.key(), stroke.keyboardModifiers())

    def keys(self, *chords: str) -> None:
        """Press chords."""
        for chord in chords:
            self.do(self.press(chord))
            self.turn()

    def type(self, words: str) -> None:
        """Type words, a letter after the other."""
        for letter in words:
            widget = self.focus()
            self.do(lambda widget=widget, letter=letter: QTest.keyClicks(widget, letter))  # type: ignore[misc]
            self.turn()

    def wait_question(self) -> None:
        """Wait until a question stands over the window and has the focus."""
        self.until(lambda: QApplication.activeModalWidget() is not None)
        self.until(lambda: self.focus().window() is QApplication.activeModalWidget())

    def wait_serial(self, serial: int) -> None:
        """Wait until that is the number of the next line, and none is grey."""
        self.until(
            lambda: entries.next_serial(self.office) == serial and not self.page.log._waiting
        )

    def to_line(self) -> None:
        """An empty line with the cursor in it, the newest line above."""
        self.window.activateWindow()  # a bare floor may have been shown since
        self.page.back_to_line()
        self.page.entry.text.clear()
        self.until(self.page.entry.text.hasFocus)
        self.rest(0.3)

    def longest(self) -> Stretch:
        """The longest stretch since this was last asked."""
        found, self.stretches = self.stretches, []
        return max(found, key=lambda one: one.wall)

    def close(self) -> None:
        """Leave the process; nothing of the window is worth the wait."""
        self.window.session.close()
        self.office.close()
        os._exit(0)


def sit_down(folder: Path) -> Desk:
    """Open the book in ``folder`` in the window of the program, in the name of the bench."""
    program.application("light")
    warming.warm()  # as the program does while the passphrase is typed
    return seated(sign_in(folder, NAME, PASSPHRASE), folder)


def seated(office: Office, folder: Path) -> Desk:
    """The window of an open office, once all its lines are there."""
    window = windows.main_window(office, Prefs(folder))
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    page = window.page("book")
    assert isinstance(page, BookPage)
    desk = Desk(office, window, page)
    desk.until(lambda: page.log.rowCount() >= office.read.last_line())
    desk.to_line()
    desk.rest(1.0)
    sweeping.spare()  # as the program does with each window
    desk.stretches.clear()
    return desk


def say(
    what: str, seconds: float, bound: float, floor: float, of: str, more: str = "",
    *, firm: bool = False,
) -> None:  # fmt: skip
    """Say a figure in milliseconds, and how many times its floor it is."""
    ratio = f"{seconds / floor:.1f} × {of}, {floor * 1000:.2f} ms"
    note = f"{ratio}; {more}" if more else ratio
    apart.say(Figure(what, seconds * 1000, bound, "ms", note, firm=firm))


def stood(desk: Desk, doing: str) -> None:
    """Say for how long the window stood still at the most."""
    longest = desk.longest()
    more = f"its own work in that {longest.own * 1000:.0f} ms"
    apart.say(Figure(f"{doing}: longest frame of the window", longest.wall * 1000, 50, "ms", more))


def bare_letter(rounds: int = 60) -> float:
    """The floor of typing: seconds until a letter stands in a bare editor, half are faster."""
    bare = QPlainTextEdit()
    bare.resize(1280, 120)
    bare.show()
    bare.setFocus()
    return _floor(lambda: QTest.keyClick(bare, Qt.Key.Key_A), bare.viewport(), rounds)


def bare_screen(like: QWidget, words: list[str], rounds: int = 30) -> float:
    """The floor of painting: seconds until lines are on a bare canvas as large as ``like``."""
    canvas = Canvas(words)
    canvas.resize(like.size())
    canvas.show()
    return _floor(canvas.update, canvas, rounds)


def _floor(act: Callable[[], object], widget: QWidget, rounds: int) -> float:
    seen, taken = Painted(widget), list[float]()
    QApplication.processEvents()
    for _i in range(rounds):
        seen.taken()
        begun = time.perf_counter()
        act()
        while not seen.taken():
            QApplication.processEvents()
        taken.append(time.perf_counter() - begun)
    widget.window().hide()
    return sorted(taken)[rounds // 2]


class Canvas(QWidget):
    """Words painted straight, one line each."""

    def __init__(self, words: list[str]) -> None:
        super().__init__()
        self._words = words

    def paintEvent(self, _event: object) -> None:
        """Every line, and no more."""
        from PySide6.QtGui import QPainter

        painter = QPainter(self)
        for at, words in enumerate(self._words, 1):
            painter.drawText(8, at * 24, words)
