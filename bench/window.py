"""The window: process start, and the book page at the big book."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.office import NAME, PASSPHRASE, fresh, million
from bench.table import Figure, median, percentile, timed

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage

BARE = """
import sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
class First(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print("painted", flush=True); QApplication.quit()
        return False
app = QApplication([]); window = QWidget(); first = First(); window.installEventFilter(first)
window.resize(1280, 800); window.show(); app.exec()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from deskinc import app as program
class First(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is door.window:
            print("painted", flush=True); QApplication.quit()
        return False
folder = Path(sys.argv[1]); qt, prefs = program.start(folder)
door = program.Program(qt, prefs, folder); first = First(); qt.installEventFilter(first)
door.open_door(); qt.exec()
import os; os._exit(0)
"""
ROUNDS = 7


def figures(folder: Path) -> Iterator[Figure]:
    """Start against a bare window; then the big book in a process of its own."""
    fresh(folder).close()
    bare, ours = [], []
    for _i in range(ROUNDS):
        bare.append(_painted(BARE))
        ours.append(_painted(OURS, str(folder / "book")))
    floor = median(bare[1:])
    yield Figure(
        "start to sign-in painted ÷ bare window", median(ours[1:]) / floor, 2.5, "×",
        f"{median(ours[1:]):.2f} s, bare {floor:.2f} s",
    )  # fmt: skip
    million()
    script = "import bench.window as w; w.big_book()"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    for row in run.stdout.splitlines():
        if row.startswith("FIGURE"):
            _word, value, bound, unit, what = row.split("\t")
            yield Figure(what, float(value), float(bound), unit)


def _painted(script: str, *given: str) -> float:
    """Seconds from starting the process to its first painted window."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", script, *given],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(b"painted"):
                break
        return time.perf_counter() - begun


def big_book() -> None:
    """Open the big book in the real window; print one FIGURE row each."""
    from deskinc import app as program
    from deskinc.desk.office import sign_in
    from deskinc.ui import windows
    from deskinc.ui.book.page import BookPage
    from deskinc.ui.prefs import Prefs

    folder = million()
    program.application("light")
    windows.warm()  # as the program does while the passphrase is typed
    office = sign_in(folder, NAME, PASSPHRASE)
    before = _memory()
    begun = time.perf_counter()
    window = windows.main_window(office, Prefs(folder))
    window.resize(1280, 800)
    window.show()
    window.grab()
    _say("big book: unlocked to first page", (time.perf_counter() - begun) * 1000, 500, "ms")
    page = window.findChild(BookPage)
    assert isinstance(page, BookPage)
    count = office.read.last_line()
    _until(lambda: page.log.rowCount() >= count)
    _scrolling(page, count)
    _keys(page)
    # 64 of these are what the window's reader and the writer may keep of the database
    _say("big book: memory added, page caches and all", (_memory() - before) / 1024, 124, "MB")
    os._exit(0)


def _scrolling(page: "BookPage", count: int) -> None:
    view = page.view

    def jump(row: int) -> None:
        view.choose(row)
        view.viewport().grab()

    def scroll() -> None:
        view.scroll_by(60)
        view.viewport().grab()

    jumps = [timed(partial(jump, int(count * s))) for s in (0.5, 0.25, 0.75, 0.1, 0.6)]
    _say("big book: jump to a far line, worst", max(jumps) * 1000, 50, "ms")
    frames = [timed(scroll) for _i in range(300)]
    _say("big book: scroll frame, p95", percentile(frames, 0.95) * 1000, 16, "ms")


def _keys(page: "BookPage") -> None:
    """From Ctrl+Enter to the grey line on screen."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    taken = []
    for i in range(12):
        page.back_to_line()
        page.entry.type.take("patrol")
        QTest.keyClicks(page.entry.text, f"All doors secure {i}.")
        QApplication.processEvents()
        count = page.log.rowCount()
        begun = time.perf_counter()
        QTest.keyClick(page.entry.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        page.view.viewport().grab()
        taken.append(time.perf_counter() - begun)
        assert page.log.rowCount() > count, "the key did not post"
        _until(lambda: not page.log._waiting)
    _say("big book: key press to line on screen, worst", max(taken[2:]) * 1000, 50, "ms")


def _until(done: Callable[[], bool]) -> None:
    from PySide6.QtWidgets import QApplication

    deadline = time.monotonic() + 60
    while not done():
        QApplication.processEvents()
        if time.monotonic() > deadline:
            raise TimeoutError


def _memory() -> float:
    """Resident memory in KiB."""
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1024


def _say(what: str, value: float, bound: float, unit: str) -> None:
    print(f"FIGURE\t{value}\t{bound}\t{unit}\t{what}", flush=True)
