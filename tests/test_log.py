"""The log is the owner's alone and turns over without growing."""

import faulthandler
import logging
import os
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
