"""The program's log: rotating text beside the book, never holding a field value or a secret."""

import faulthandler
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

logger = logging.getLogger("deskinc")


def start(folder: Path) -> None:
    """Log to ``folder``/deskinc.log (512 KiB, two kept) and native crashes to crash.log."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "deskinc.log", maxBytes=524_288, backupCount=2, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"), all_threads=True)
