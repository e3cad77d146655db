"""The alarm in the window: for what is missed, till it is ticked; amber where nobody hears it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, grab
from tests.ui.shift.hands import CALL, add

from deskinc.desk import settings
from deskinc.desk.office import Office
from deskinc.ui import tasks
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.session import Session
from deskinc.ui.shift.page import PAGE, ShiftPage

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the player here is a shell script")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the only player on the path has written."""
    (tmp_path / "programs").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    player = tmp_path / "programs" / "aplay"
    player.write_text(f"#!/bin/sh\necho played >> {tmp_path}/log\n")
    player.chmod(0o755)
    return tmp_path / "log"


def missed(window: MainWindow, clock: Clock, qtbot: QtBot) -> None:
    """Go on till the check call is missed while somebody watches."""
    qtbot.waitUntil(lambda: bool(window.session.due))
    for _step in range(33):
        clock.go_on(minutes=1)
        window.dues._tick(window.session.now())
    qtbot.waitUntil(lambda: window.session.due[0].state == "missed")


def test_d16_the_alarm_sounds_for_what_is_missed_also_at_a_locked_desk(
    log: Path, make_window: Callable[..., MainWindow], office: Office, clock: Clock, qtbot: QtBot
) -> None:
    add(office, CALL)
    window = make_window(PAGE)
    window.session.lock()
    missed(window, clock, qtbot)
    qtbot.waitUntil(log.exists)
    assert office.sound == ""


def test_the_site_switches_the_alarm_off(
    log: Path, make_window: Callable[..., MainWindow], office: Office, clock: Clock, qtbot: QtBot
) -> None:
    add(office, CALL)
    settings.change(office, {"alarm": False}).result()
    window = make_window(PAGE)
    missed(window, clock, qtbot)
    tasks.drain()
    assert not log.exists()


def test_d16_where_no_player_is_it_stands_in_amber_and_is_said_at_signing_on(
    log: Path, make_window: Callable[..., MainWindow], office: Office, clock: Clock, qtbot: QtBot,
    session: Session,
) -> None:  # fmt: skip
    (log.parent / "programs" / "aplay").unlink()
    add(office, CALL)
    window = make_window(PAGE)
    page = window.page("shift")
    assert isinstance(page, ShiftPage)
    qtbot.waitUntil(lambda: page.state is not None and bool(session.due))
    page.sign_on.test.button.click()
    qtbot.waitUntil(lambda: "No player" in page.sign_on.test.state.text())
    qtbot.waitUntil(lambda: "No player" in window.doubts.words.text())
    grab(window, "signon-sound")
    assert not page.sign_on.ticks["sound"].isChecked()
