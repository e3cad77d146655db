"""The log is the owner's alone and turns over without growing."""

import faulthandler
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskinc import log


@pytest.fixture
def open_umask() -> Iterator[None]:
    """A session whose new files everybody may read."""
    before = os.umask(0)
    handlers = list(log.logger.handlers)
    yield
    os.umask(before)
    for handler in set(log.logger.handlers) - set(handlers):
        log.logger.removeHandler(handler)
        handler.close()


@pytest.mark.usefixtures("open_umask")
def test_log_and_crash_file_are_the_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    # the crash report of the test run itself stays where it is
    monkeypatch.setattr(faulthandler, "enable", lambda file, **_rest: file.close())
    log.start(folder)
    (beside,) = [h for h in log.logger.handlers if isinstance(h, log.Beside)]
    assert isinstance(beside.kept, log.OwnersOnly)
    beside.kept.maxBytes = 1
    log.logger.warning("one")
    log.logger.log(logging.WARNING, "two")
    beside.close()
    names = {path.name for path in folder.iterdir()}
    assert names >= {"deskinc.log", "deskinc.log.1", "crash.log"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder, *folder.iterdir()))


class Waiting(logging.Handler):
    """A disk that takes nothing before it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on, self.four = (threading.Event() for _each in range(3))
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is said, once that may be."""
        self.begun.set()
        self.go_on.wait()
        self.said.append(record.getMessage())
        if len(self.said) == 4:
            self.four.set()


def test_a_disk_that_takes_no_lines_does_not_fill_the_memory_and_the_log_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(log, "MOST", 3)
    monkeypatch.setattr(log, "ENDING", None)
    disk = Waiting()
    beside = log.Beside(disk)
    record = logging.makeLogRecord({"msg": "a line"})
    beside.handle(record)
    disk.begun.wait()
    for _each in range(10):
        beside.handle(record)
    disk.go_on.set()
    disk.four.wait()
    beside.handle(logging.makeLogRecord({"msg": "the last"}))
    beside.close()
    assert disk.said == ["a line"] * 4 + ["7 lines before this one were left out", "the last"]
