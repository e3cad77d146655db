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
        self._thread = Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while (record := self._said.get()) is not None:
            self.kept.handle(record)

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
