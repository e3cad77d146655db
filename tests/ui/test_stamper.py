"""Outside time in the background of the window: offline it waits, further and further apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.book.authorities import Authority, authority, served
from tests.ui.conftest import Clock, Robot

from deskinc.desk import settings
from deskinc.desk.office import Office
from deskinc.desk.trust import trust
from deskinc.ui.mainwindow import MainWindow


@pytest.fixture
def tsa(tmp_path: Path) -> Iterator[Authority]:
    """An authority on loopback that is not there yet."""
    made = authority(tmp_path / "tsa")
    made.status = 503
    server = served(made)
    yield made
    server.shutdown()
    server.server_close()


def test_offline_then_online(
    qtbot: QtBot, window: MainWindow, robot: Robot, office: Office, clock: Clock, tsa: Authority
) -> None:
    settings.change(office, {"tsa": tsa.url, "tsa_root": tsa.root}).result()
    robot.post("pa", "Doors checked.")
    trust.seal(office).result()
    session = window.session
    session._tick()
    qtbot.waitUntil(lambda: "503" in session.outside_time)
    tsa.status = 200
    session._tick()
    assert office.read.stamps() == [], "it is not asked again at once"
    clock.go_on(minutes=5)
    session._tick()
    qtbot.waitUntil(lambda: len(office.read.stamps()) == 1)
    qtbot.waitUntil(lambda: session.outside_time == "")
    assert robot.says() == []
