"""The program's log: rotating text beside the book, never holding a field value or a secret."""

import faulthandler
import logging
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

logger = logging.getLogger("deskinc")


class OwnersOnly(RotatingFileHandler):
    """Makes every new file readable to the owner alone."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).touch(mode=0o600)
        return super()._open()


def start(folder: Path) -> None:
    """Log to ``folder``/deskinc.log (512 KiB, two kept) and native crashes to crash.log."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = OwnersOnly(folder / "deskinc.log", maxBytes=524_288, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    crashes = folder / "crash.log"
    crashes.touch(mode=0o600)
    faulthandler.enable(crashes.open("a", encoding="utf-8"), all_threads=True)
