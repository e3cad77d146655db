"""The screen of the desktop is locked: so is the desk. On a session bus of its own."""

import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot
from tests.ui.conftest import LockedScreen

from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.screenlock import INTERFACES, ScreenLock
from deskinc.ui.session import Session

pytestmark = pytest.mark.skipif(
    not shutil.which("dbus-daemon") or not shutil.which("dbus-send"), reason="no D-Bus here"
)


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a session bus that nobody else uses."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.kill()
    daemon.communicate()


@pytest.fixture
def connection(bus: str) -> Iterator[QDBusConnection]:
    """The program's own connection to it."""
    yield QDBusConnection.connectToBus(bus, bus)
    QDBusConnection.disconnectFromBus(bus)


def say(bus: str, name: str, *, locked: bool) -> None:
    """What the desktop says when its screen is locked or unlocked."""
    path = "/" + name.replace(".", "/")
    words = (f"{name}.ActiveChanged", f"boolean:{str(locked).lower()}")
    subprocess.run(["dbus-send", f"--bus={bus}", "--type=signal", path, *words], check=True)


@pytest.mark.parametrize("name", INTERFACES)
def test_d23_a_screen_that_is_locked_locks_the_desk(
    qtbot: QtBot, bus: str, connection: QDBusConnection, name: str,
    session: Session, make_window: Callable[..., MainWindow],
) -> None:  # fmt: skip
    window = make_window(BOOK)
    assert ScreenLock(window, session.lock, connection).heard == [*INTERFACES]
    with qtbot.waitSignal(session.locked, timeout=20_000):
        say(bus, name, locked=True)
    assert isinstance(window.layers.currentWidget(), LockedScreen)


def test_d23_unlocking_the_screen_does_not_unlock_the_desk(
    qtbot: QtBot, bus: str, connection: QDBusConnection, session: Session,
) -> None:  # fmt: skip
    heard: list[bool] = []
    lock = ScreenLock(session, lambda: heard.append(True), connection)
    say(bus, INTERFACES[0], locked=False)
    say(bus, INTERFACES[0], locked=True)
    qtbot.waitUntil(lambda: heard == [True], timeout=20_000)
    lock.deleteLater()


def test_without_a_session_bus_nothing_is_heard_and_nothing_fails(session: Session) -> None:
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere/at/all", "nowhere")
    assert ScreenLock(session, session.lock, nowhere).heard == []
