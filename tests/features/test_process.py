"""The real process on a virtual screen: keys from outside, real windows, real files.

Nothing is slept for: ``xdotool --sync`` and the end of a process are waited for, with a deadline.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from tests.conftest import ROOT, needs
from tests.features import watching
from tests.features.hunting import hunt
from tests.features.watching import Trace

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.lines import entries
from deskinc.desk.office import sign_in
from deskinc.desk.people import people

NAME, PASSPHRASE = "R. Malik", "five words for one desk only"
OTHER, HIS, PIN = "D. Novak", "another five words for him", "274019"
DEADLINE = 90
"""Seconds for one thing to happen on a busy machine."""
LINE, MORE = "Shutter down and locked, bins in.", " A fox by the ramp."

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.timeout(300),
    needs("Xvfb", "openbox", "xdotool"),
    pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux only"),
]


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen that nobody sees, with a window manager on it."""

    environment: dict[str, str]

    def start(self, folder: Path, watcher: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Start the program on a data folder, perhaps under a ``watcher``."""
        return subprocess.Popen(
            [*watcher, sys.executable, "-m", "deskinc", "--folder", str(folder)],
            env=self.environment, stderr=subprocess.PIPE,
        )  # fmt: skip

    def do(self, *words: str) -> str:
        """Let xdotool do something; what it says."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, timeout=DEADLINE, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """Wait until a window of that title stands, and give it the keys; its id."""
        end = monotonic() + DEADLINE
        while True:
            try:
                found = self.do("search", "--sync", "--onlyvisible", "--name", title)
                self.do("windowactivate", "--sync", found.splitlines()[-1])
            except subprocess.CalledProcessError:  # a window went while it was looked at
                assert monotonic() < end, f"no window {title}"
            else:
                return found.splitlines()[-1]

    def sign_in(self, pin: str = "") -> str:
        """Type name and passphrase, perhaps a PIN; the id of the window that opens."""
        self.window("^deskinc$")
        self.do("type", NAME)
        self.do("key", "Return")
        self.do("type", PASSPHRASE)
        if pin:
            self.do("key", "Tab", "Tab")
            self.do("type", pin)
        self.do("key", "Return")
        return self.window("Harbour Court")

    def stands(self, title: str) -> bool:
        """Whether a window of that title is to be seen now."""
        try:
            return bool(self.do("search", "--onlyvisible", "--name", title))
        except subprocess.CalledProcessError:
            return False

    def gone(self, title: str) -> None:
        """Wait until no window of that title stands."""
        end = monotonic() + DEADLINE
        while self.stands(title):
            assert monotonic() < end, f"{title} stays"
        self.window("Harbour Court")


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """The virtual screen; the server chooses its number and says it once it listens."""
    end, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(end) as said:
        number = said.readline().strip()
    home = tmp_path_factory.mktemp("home")
    environment = os.environ | {
        "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "HOME": str(home), "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT / "src"), "XDG_RUNTIME_DIR": str(home),
    }  # fmt: skip
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    yield Screen(environment)
    for process in (manager, server):
        process.terminate()
        process.wait(DEADLINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed office with one officer."""
    answers = setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PASSPHRASE,
        mirror=tmp_path / "mirror", places=("Loading bay",),
    )  # fmt: skip
    made = tmp_path / "data"
    setup.set_up(made, answers, setup.recovery_words(), kdf=FLOOR).close()
    return made


def close(screen: Screen, program: "subprocess.Popen[bytes]") -> bytes:
    """Close the window as the window manager does; what the program complained about."""
    screen.do("key", "alt+F4")
    _out, said = program.communicate(timeout=DEADLINE)
    assert program.returncode == 0, said.decode()
    return said


def test_a_line_posted_by_keyboard_is_there_after_reopening_and_can_be_corrected(
    screen: Screen, folder: Path
) -> None:
    program = screen.start(folder)
    screen.sign_in()
    screen.do("key", "F3")
    screen.do("type", "lock")
    screen.do("key", "Return", "F4")
    screen.do("type", "load")
    screen.do("key", "Down", "Up", "Return")
    screen.do("type", LINE)
    screen.do("key", "ctrl+Return")
    assert b"Traceback" not in close(screen, program)
    again = screen.start(folder)
    screen.sign_in()
    screen.do("key", "ctrl+e", "ctrl+End")
    screen.do("type", MORE)
    screen.do("key", "Tab")
    screen.do("type", "seen on camera 4")
    screen.do("key", "Return")
    assert b"Traceback" not in close(screen, again)
    office = sign_in(folder, NAME, PASSPHRASE)
    old, new = entries.newest(office)
    office.close()
    assert (old.type, old.place, old.text) == ("lock_unlock", "Loading bay", LINE)
    assert old.struck
    assert old.struck.see == new.line == 2
    assert (new.place, new.text) == ("Loading bay", LINE + MORE)


def test_writer_lock_emergency_note_and_second_signature_by_keys_from_outside(
    screen: Screen, folder: Path, tmp_path: Path
) -> None:
    office = sign_in(folder, NAME, PASSPHRASE)
    roles = office.officer.roles
    people.enrol(
        office, people.Enrolment(OTHER, "D.N.", roles=roles, identity="Passport"), HIS, kdf=FLOOR
    )
    keys = {name: getattr(office.person.keys, name) for name in ("database", "mirror", "signing")}
    office.close()
    log = tmp_path / "strace.log"
    looked = watching.can_look()
    program = screen.start(folder, watching.command(log) if looked else ())
    screen.sign_in(PIN)
    change(screen, "dn", HIS)
    post(screen, "By the second.")
    screen.do("key", "ctrl+l", "F7")
    screen.window("Emergency note")
    screen.do("type", "Smoke from the shaft.")
    screen.do("key", "ctrl+Return")
    screen.gone("Emergency note")
    change(screen, "rm", PIN)
    vouch(screen, OTHER, HIS)
    screen.window("Harbour Court")
    screen.do("key", "alt+b")
    post(screen, "By the first.")
    assert b"Traceback" not in close(screen, program)
    assert not looked or not_in_plain(screen, log, keys) == []
    office = sign_in(folder, NAME, PASSPHRASE)
    found = {line.text: line.by for line in entries.newest(office)}
    vouched = {person.name: person.vouched for person in people.officers(office)}
    office.close()
    assert vouched == {NAME: 1, OTHER: 0}
    assert found == {
        "By the second.": "D.N.", "Smoke from the shaft.": "desk", "By the first.": "R.M.",
    }  # fmt: skip


def not_in_plain(screen: Screen, log: Path, keys: dict[str, bytes]) -> list[tuple[str, str]]:
    """What of the typed words and the keys lies in plain in what the hidden program did."""
    said = (PASSPHRASE, HIS, PIN, "By the second.", "Smoke from the shaft.", "By the first.")
    prey, trace = hunt({words: words for words in said}, keys), Trace(log, Path.cwd())
    (window,) = (one.pid for one in trace.started() if b"deskinc" in one.said)
    assert window in trace.hidden()
    home = Path(screen.environment["HOME"])
    return [
        leak for base in (log.parent, home) for leak in watching.leaks(trace, prey, base, [log])
    ]


def change(screen: Screen, who: str, secret: str) -> None:
    """F8, here or on the locked screen; initials and PIN or passphrase."""
    screen.do("key", "F8")
    screen.window("Who writes now")
    screen.do("type", who)
    screen.do("key", "Return")
    screen.do("type", secret)
    screen.do("key", "Return")
    screen.gone("Who writes now")


def vouch(screen: Screen, other: str, secret: str) -> None:
    """The second person signs for the first of the list in a dialog; the first goes on writing."""
    screen.do("key", "ctrl+k")
    screen.do("type", "settings: people")
    screen.do("key", "Return", "Home", "Tab", "space")
    screen.window("Vouch for")
    screen.do("type", other)
    screen.do("key", "Tab")
    screen.do("type", secret)
    screen.do("key", "Return")
    screen.gone("Vouch for")


def post(screen: Screen, text: str) -> None:
    """Write a line."""
    screen.do("key", "F3")
    screen.do("type", "patrol")
    screen.do("key", "Return")
    screen.do("type", text)
    screen.do("key", "ctrl+Return")


def test_a_second_start_calls_the_first_window_to_the_front(screen: Screen, folder: Path) -> None:
    program = screen.start(folder)
    window = screen.sign_in()
    screen.do("windowminimize", "--sync", window)
    second = screen.start(folder)
    _out, said = second.communicate(timeout=DEADLINE)
    assert second.returncode == 3
    assert "open already" in said.decode()
    assert screen.window("Harbour Court") == window
    assert b"Traceback" not in close(screen, program)
