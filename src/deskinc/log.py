"""The program's log: rotating text beside the book, never holding a field value or a secret."""

import faulthandler
import logging
from io import TextIOWrapper
from logging.handlers import QueueHandler, RotatingFileHandler
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

logger = logging.getLogger("deskinc")
ENDING = 1.0
"""Seconds that the last lines have to reach the disk."""
MOST = 2000
"""Lines that wait for a disk that does not take them; what comes after is counted only."""


class OwnersOnly(RotatingFileHandler):
    """Makes every new file readable to the owner alone."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).touch(mode=0o600)
        return super()._open()


class Beside(QueueHandler):
    """Has a thread of its own write the log: a disk that hangs holds nobody who says something."""

    def __init__(self, kept: logging.Handler) -> None:
        self._said: SimpleQueue[logging.LogRecord | None] = SimpleQueue()
        super().__init__(self._said)
        self.kept = kept
        self._left_out = 0
        self._thread = Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while (record := self._said.get()) is not None:
            self.kept.handle(record)

    def enqueue(self, record: logging.LogRecord) -> None:
        """Have ``record`` written, unless too many wait."""
        if self._said.qsize() >= MOST:
            self._left_out += 1
            return
        if self._left_out:
            count, self._left_out = self._left_out, 0
            words, at = "%s lines before this one were left out", logging.WARNING
            self._said.put(logger.makeRecord(logger.name, at, "", 0, words, (count,), None))
        self._said.put(record)

    def close(self) -> None:
        """Write what was said, if the disk takes it in time."""
        self._said.put(None)
        self._thread.join(ENDING)
        if not self._thread.is_alive():
            self.kept.close()
        super().close()


def start(folder: Path) -> None:
    """Log to ``folder``/deskinc.log (512 KiB, two kept) and native crashes to crash.log."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = OwnersOnly(folder / "deskinc.log", maxBytes=524_288, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(Beside(handler))
    logger.setLevel(logging.INFO)
    crashes = folder / "crash.log"
    crashes.touch(mode=0o600)
    faulthandler.enable(crashes.open("a", encoding="utf-8"), all_threads=True)


def finish() -> None:
    """Have what was said written, as far as its disk takes it in time: nothing is said any more."""
    for handler in logger.handlers:
        if isinstance(handler, Beside):  # any other may wait for the disk without end
            handler.close()
