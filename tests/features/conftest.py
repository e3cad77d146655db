"""A good book to spoil, and the real program on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.desk.offices import Prepared, copied
from tests.features.faults import good_book
from tests.features.hands import Hands
from tests.features.stories import desk
from tests.ui.conftest import (
    book,
    clock,
    make_window,
    office,
    prepared,
    printer,
    qapp,
    robot,
    session,
    window,
)

from deskinc.ui import tasks
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.prefs import Prefs
from deskinc.ui.program import Program
from deskinc.ui.single import Single
from deskinc.ui.trouble.page import TroublePage

__all__ = [
    "book", "clock", "desk", "make_window", "office", "prepared", "printer", "qapp", "robot",
    "session", "window",
]  # fmt: skip


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A good book, only ever copied."""
    return good_book(tmp_path_factory.mktemp("good"))


@pytest.fixture
def folder(good: Prepared, tmp_path: Path) -> Path:
    """The folder of a copy of the book."""
    return copied(good, tmp_path)


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path], Hands]]:
    """Starts the program on a folder, and closes what it opened."""
    made: list[Program] = []
    held: list[Single] = []

    def run(folder: Path, lock: Single | None = None) -> Hands:
        held.extend([] if lock is None else [lock])
        program = Program(qapp, Prefs(folder), folder, single=lock)
        made.append(program)
        assert program.begin()
        qtbot.waitUntil(lambda: program.window is not None)
        window = program.window
        assert window is not None
        with qtbot.waitActive(window):
            window.activateWindow()
        return Hands(qtbot, program)

    yield run
    for program in made:
        tasks.drain()
        window = program.window
        if isinstance(window, MainWindow):
            window.close_now()
        if isinstance(window, TroublePage):
            window._may_close = True
        if window is not None:
            window.close()
            window.deleteLater()
        program.close_office()
    for lock in held:
        lock.release()
