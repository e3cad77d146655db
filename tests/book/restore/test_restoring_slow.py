"""A mirror on a disk that is slow, hangs or fails: it is read to its end, or named as left out."""

import builtins
import io
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from tests.book.houses import House
from tests.book.restore.test_restoring_cut_off import beyond_a_backup, withheld
from tests.book.restores import home, surveyed

from deskinc.book.restore import donors
from deskinc.log import logger

PATIENCE = 0.5
LONG = 20.0
"""Seconds after which a test that fails goes on."""


@contextmanager
def at_each_file(of: Path, act: Callable[[Path], object]) -> Iterator[None]:
    """Before a file of the mirror in ``of`` is opened: ``act``.

    By the doors of the standard library: an audit hook is never taken off again, and a thread
    that starts while another is inside one cannot be measured by coverage.
    """

    def before(opens: Callable[..., Any]) -> Callable[..., Any]:
        def opened(path: object, *given: Any, **named: Any) -> Any:
            if isinstance(path, str | os.PathLike) and Path(path).parent == of:
                act(Path(path))
            return opens(path, *given, **named)

        return opened

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(io, "open", before(io.open))
        patch.setattr(builtins, "open", before(builtins.open))
        patch.setattr(os, "open", before(os.open))
        yield


class _Goes(logging.Handler):
    """Hears that a slow disk is waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.on = Event()

    def emit(self, record: logging.LogRecord) -> None:
        """Let it go on."""
        if "is slow" in record.getMessage():
            self.on.set()


def test_a_mirror_that_is_slow_and_sound_is_read_to_its_end(
    house: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    what = beyond_a_backup(house, tmp_path / "disk")
    monkeypatch.setattr(donors, "PATIENCE", PATIENCE)
    caplog.set_level(logging.INFO, logger.name)
    goes, late = _Goes(), list[Path]()

    def slow(path: Path) -> None:
        late.append(path)
        if len(late) == 2:
            goes.on.wait(LONG)

    logger.addHandler(goes)
    try:
        with at_each_file(home(house), slow):
            source = surveyed(what)
    finally:
        logger.removeHandler(goes)
    assert goes.on.is_set(), "one file came only after the patience for all of them"
    assert source.faults == ()
    assert (source.records, source.lost) == (7, 0)
    assert source.seen


def test_a_mirror_that_hangs_while_its_beginnings_are_read_is_named_before_it_is_left_out(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    what = beyond_a_backup(house, tmp_path / "disk")
    monkeypatch.setattr(donors, "PATIENCE", PATIENCE)
    again = Event()
    with at_each_file(home(house), lambda _path: again.wait(LONG)):
        source = surveyed(what)
        again.set()
    assert not source.seen
    missing, unread = source.faults
    assert f"The mirror in {home(house)} does not answer" in missing
    assert (
        f"does not give back the list of what was erased, erased.json in {home(house).name}"
        in unread
    )


def test_a_mirror_of_which_the_disk_gives_nothing_back_is_named_before_it_is_left_out(
    house: House, tmp_path: Path
) -> None:
    what = beyond_a_backup(house, tmp_path / "disk")
    for path in sorted(home(house).glob("*.lines")) + sorted(home(house).glob("*.values")):
        withheld(path)
    (missing, *_more) = surveyed(what).faults
    assert f"The mirror in {home(house)} does not answer" in missing
    assert donors.mute(home(house), house.keys, house.book.id)
