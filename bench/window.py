"""The window: process start, and the book page at the big book."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench import apart
from bench.office import fresh, million, opened
from bench.table import Figure, median, timed

if TYPE_CHECKING:
    from bench.desk import Desk
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
    yield from apart.told("bench.window:big_book")


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
    """Say what the big book costs until its first page is seen, a jump within it, and memory."""
    from bench.desk import bare_screen, say

    desk, before, first = _first_page(million())
    page, count = desk.page, desk.office.read.last_line()
    desk.until(lambda: page.log.rowCount() >= count)
    jumps = [_jump(page, int(count * share)) for share in (0.5, 0.25, 0.75, 0.1, 0.6)]
    desk.to_line()
    desk.type("All doors secure.")
    desk.rest(1.0)
    held = (_memory() - before) / 1024
    floor = bare_screen(page.view, [page.log.line_at(row).text for row in range(30)])
    of = "a bare canvas"
    say("big book: unlocked to first page", first, 500, floor, of, firm=True)
    say("big book: jump to a far line, worst", max(jumps), 50, floor, of)
    # 64 of these are what the window's reader and the writer may keep of the database
    more = f"{_memory() / 1024:.0f} MB in all; Python, Qt and all modules {before / 1024:.0f} MB"
    what = "big book: memory added, page caches and all"
    apart.say(Figure(what, held, 124, "MB", more))
    desk.close()


def _first_page(folder: Path) -> "tuple[Desk, float, float]":
    """The desk, the memory before its window (KiB), and the seconds until that was seen."""
    from bench.desk import Desk
    from deskinc import app as program
    from deskinc.ui import sweeping, warming, windows
    from deskinc.ui.book.page import BookPage
    from deskinc.ui.prefs import Prefs

    program.application("light")
    warming.warm()  # as the program does while the passphrase is typed
    office = opened(folder)
    before, begun = _memory(), time.perf_counter()
    window = windows.main_window(office, Prefs(folder))
    window.resize(1280, 800)
    window.show()
    window.grab()
    first = time.perf_counter() - begun
    sweeping.spare()  # as the program does with each window
    page = window.page("book")
    assert isinstance(page, BookPage)
    return Desk(office, window, page), before, first


def _jump(page: "BookPage", row: int) -> float:
    def jump() -> None:
        page.view.choose(row)
        page.view.viewport().grab()

    return timed(jump)


def _memory() -> float:
    """Resident memory in KiB."""
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1024
