"""A full check beside a desk at work: what it costs a frame, and what it costs a line."""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bench.bulk import bulk
from bench.office import drafts, fresh, opened
from bench.table import Figure, percentile

LINES = int(os.environ.get("DESKINC_BENCH_CHECK", "100000"))
TICK, PAUSE = 16, 0.02
"""Milliseconds of a frame; seconds between two lines."""


def figures(folder: Path) -> Iterator[Figure]:
    """In a process of its own: frames and lines while nothing runs, then during a full check."""
    office = fresh(folder)
    bulk(office.book, drafts(office, LINES), office.person.signer())
    office.book.settle()
    office.book.seal().result()
    office.close()
    script = (
        "import sys; from pathlib import Path; import bench.checking as c; c.beside(sys.argv[1])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(folder / "book")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for row in run.stdout.splitlines():
        if row.startswith("FIGURE"):
            _word, value, bound, unit, what, floor = row.split("\t")
            yield Figure(what, float(value), float(bound), unit, floor, firm=True)


def beside(folder: str) -> None:
    """Print one FIGURE row each."""
    from deskinc import app as program
    from deskinc.ui import sweeping, tasks

    qt = program.application("light")
    tasks.take_turns()
    desk = _Desk(folder)
    sweeping.spare()  # as the program does with each window
    desk.watch(15.0)
    idle = desk.taken()
    took = desk.watch_check()
    busy = desk.taken()
    desk.close()
    longest, own = max(busy[0])
    far = f"idle {max(idle[0])[0]:.1f} ms; its own work in that {own:.1f} ms; "
    far += f"{LINES / took:,.0f} records/s"
    _say("full check: longest wait for a frame", longest, 50, "ms", far)
    _say("full check: longest append", max(busy[1]), 100, "ms", f"idle {max(idle[1]):.1f} ms")
    both = statistics.median(busy[1]) / statistics.median(idle[1])
    p99 = f"p99 {percentile(busy[1], 0.99):.1f} ms, idle {percentile(idle[1], 0.99):.1f} ms"
    _say("full check: append ÷ idle append", both, 2, "×", p99)
    qt.quit()
    os._exit(0)


class _Desk:
    """An office that gets a line every twenty milliseconds, and a timer that ticks like frames."""

    def __init__(self, folder: str) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._office = opened(Path(folder))
        self._frames: list[tuple[float, float]] = []
        self._lines: list[float] = []
        self._last, self._own = time.perf_counter(), time.thread_time()
        self._stop = threading.Event()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK)
        self._poster = threading.Thread(target=self._post)
        self._poster.start()

    def _tick(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        self._frames.append(((now - self._last) * 1000 - TICK, (own - self._own) * 1000))
        self._last, self._own = now, own

    def _post(self) -> None:
        for draft in drafts(self._office, 10**6, seed=3):
            begun = time.perf_counter()
            self._office.write(draft).result()
            self._lines.append((time.perf_counter() - begun) * 1000)
            if self._stop.wait(PAUSE):
                return

    def taken(self) -> tuple[list[tuple[float, float]], list[float]]:
        """Milliseconds over a frame’s own, with the work in it, and of each line, since asked."""
        found = self._frames, self._lines
        self._frames, self._lines = [], []
        self._last, self._own = time.perf_counter(), time.thread_time()
        return found

    def watch(self, seconds: float) -> None:
        """Let the desk work."""
        from PySide6.QtWidgets import QApplication

        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            QApplication.processEvents()
            time.sleep(0.0005)

    def watch_check(self) -> float:
        """Let the desk work while everything is checked; the seconds it took."""
        from deskinc.desk.trust import trust

        office, begun = self._office, time.perf_counter()
        checking = threading.Thread(
            target=lambda: print(trust.verify(office, full=True, apart=True).sentence())
        )
        checking.start()
        while checking.is_alive():
            self.watch(0.05)
        return time.perf_counter() - begun

    def close(self) -> None:
        """Stop writing and close the book."""
        self._stop.set()
        self._poster.join()
        self._office.close()


def _say(what: str, value: float, bound: float, unit: str, floor: str) -> None:
    print(f"FIGURE\t{value}\t{bound}\t{unit}\t{what}\t{floor}", flush=True)
