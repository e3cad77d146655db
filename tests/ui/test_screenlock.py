"""The screen of the desktop is locked: so is the desk. On a session bus of its own."""

import gc
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.conftest import needs
from tests.ui.conftest import LockedScreen, Robot

from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.screenlock import INTERFACES, Ears
from deskinc.ui.session import Session

pytestmark = needs("dbus-daemon", "dbus-send")


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
def ears(bus: str) -> Ears:
    """The program's own, which hear that bus; they end with it."""
    listening = Ears(bus)
    assert listening.hears.wait(20)
    return listening


def say(bus: str, name: str, *, locked: bool) -> None:
    """What the desktop says when its screen is locked or unlocked."""
    path = "/" + name.replace(".", "/")
    words = (f"{name}.ActiveChanged", f"boolean:{str(locked).lower()}")
    subprocess.run(["dbus-send", f"--bus={bus}", "--type=signal", path, *words], check=True)


def test_d23_a_screen_that_is_locked_locks_the_desk(
    qtbot: QtBot, bus: str, ears: Ears, session: Session, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window(BOOK)
    window.screen_lock = ears
    with qtbot.waitSignal(session.locked):
        say(bus, INTERFACES[0], locked=True)
    assert isinstance(window.layers.currentWidget(), LockedScreen)


@pytest.mark.parametrize("name", INTERFACES)
def test_each_desktop_is_heard_and_unlocking_the_screen_is_nothing_to_the_desk(
    qtbot: QtBot, bus: str, ears: Ears, name: str
) -> None:
    say(bus, name, locked=False)
    say(bus, name, locked=True)
    qtbot.waitUntil(ears.took)
    assert not ears.took(), "once"


def test_without_a_bus_nothing_is_heard_and_nothing_fails() -> None:
    nowhere = Ears("unix:path=/nowhere/at/all")
    nowhere.thread.join(20)
    assert not nowhere.thread.is_alive()
    assert not nowhere.took()


def daemon_at(address: str) -> "subprocess.Popen[str]":
    """A session bus at that address, once it answers."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address={address}"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    assert daemon.stdout.readline()
    return daemon


def test_d23_a_bus_that_falls_silent_is_told_once_and_heard_again(
    qtbot: QtBot, tmp_path: Path, session: Session, make_window: Callable[..., MainWindow]
) -> None:
    window, address = make_window(BOOK), f"unix:path={tmp_path}/bus"
    first = daemon_at(address)
    window.screen_lock = ears = Ears(address)
    assert ears.hears.wait(20)
    first.kill()
    first.communicate()
    (tmp_path / "bus").unlink(missing_ok=True)
    banners = Robot(qtbot, window)
    qtbot.waitUntil(lambda: any("not heard" in said for said in banners.says()))
    again = daemon_at(address)
    assert ears.hears.wait(20)
    with qtbot.waitSignal(session.locked):
        say(address, INTERFACES[0], locked=True)
    again.kill()
    again.communicate()


def test_a_bus_that_dies_before_it_greets_leaves_nothing_open(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "bus"))
        server.listen()
        ears = Ears(f"unix:path={tmp_path / 'bus'}")
        there, _from = server.accept()
        with there:
            while b"AUTH" not in there.recv(1024):
                pass
            there.sendall(b"OK 0123456789abcdef0123456789abcdef\r\n")
            there.recv(1024)
    ears.thread.join(30)
    assert not ears.thread.is_alive()
    assert not ears.hears.is_set()
    gc.collect()  # a socket that is still open is a warning here, and that a failure
