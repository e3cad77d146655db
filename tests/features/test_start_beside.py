"""Where another program has the book or its file, one lone officer writes all the same (D6)."""

import hashlib
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest
from PySide6.QtCore import QDir
from sqlcipher3 import dbapi2
from tests.desk.offices import BOSS, PHRASES
from tests.features.faults import originals
from tests.features.hands import TEXT, Hands

from deskinc.book.disk import store
from deskinc.desk.lines import entries
from deskinc.desk.office import sign_in
from deskinc.disks import Silent, ask
from deskinc.ui import letting, signin, single, tasks
from deskinc.ui.signin import SignIn
from deskinc.ui.single import Single

HANGING = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from deskinc.ui.single import Single
app = QCoreApplication([])
single = Single(Path(sys.argv[1]))
assert single.first()
single.listen(print)
"""
"""A program that was started on the folder and does not answer any more."""
ANSWERING = f"""{HANGING}
from threading import Event, Thread
Thread(target=lambda: (sys.stdin.read(), app.quit())).start()
print("there", flush=True)
app.exec()
"""
"""A program that was started on the folder and answers until it is ended."""
HOLDING = """
import fcntl, sys
file = open(sys.argv[1], "r+b")
fcntl.lockf(file, fcntl.LOCK_EX, 512, 0x40000000)
"""
"""A program that holds the book's file, as a backup does that locks what it copies."""


@contextmanager
def beside(code: str, path: Path) -> Iterator[Callable[[], object]]:
    """Another program runs ``code`` on ``path`` and then waits; gives what ends it."""
    waits = code + "print('there', flush=True)\nsys.stdin.read()\n"
    with subprocess.Popen(
        [sys.executable, "-c", waits, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"there"
        yield other.communicate


@contextmanager
def held(path: Path) -> Iterator[Callable[[], object]]:
    """Another program holds the book's file; gives what ends it."""
    if sys.platform == "win32":
        pytest.skip("the lock is taken the POSIX way")
    with beside(HOLDING, path) as end:
        yield end


def test_d06_a_book_that_is_open_elsewhere_is_no_trouble_and_one_writes_unsigned(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    try:
        hands = start(folder)
        hands.sign_in()
        door = hands.program.window
        assert isinstance(door, SignIn)
        hands.qtbot.waitUntil(lambda: bool(door.passphrase_row.fault.text()))
        assert "open already" in door.passphrase_row.fault.text()
        assert door.unsigned.isVisible()
        hands.keys("Alt+W")
        page = hands.trouble()
        assert hands.write(page) <= 5
        assert "not signed" in page.entry.doing.text()
        assert not (folder / "aside").exists(), "nothing is wrong with the book"
    finally:
        office.close()
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    assert [record.values["text"] for record in office.came_in] == [TEXT]
    office.close()


def test_d06_beside_a_program_that_hangs_one_writes_and_the_line_comes_in_once_it_is_ended(
    start: Callable[..., Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "ANSWER_MS", 100)
    with beside(HANGING, folder) as end:
        hands = start(folder, Single(folder))
        page = hands.trouble()
        assert "does not answer" in page.what.text()
        hands.type(BOSS)
        hands.keys("Return")
        assert hands.write(page) <= 5
        assert "not signed" in page.entry.doing.text()
        assert not page.mend.isVisible(), "nothing is wrong with the book"
        hands.keys("Alt+T")
        hands.qtbot.waitUntil(lambda: bool(page.banners.shown()))
        end()
    office = hands.try_again()
    assert [record.values["text"] for record in office.came_in] == [TEXT]


@contextmanager
def strangers(folder: Path) -> Iterator[None]:
    """Another user’s programs answer in the temporary folder of all, by every guessable name."""
    if sys.platform == "win32":
        pytest.skip("names of pipes lie in no folder")
    name = f"deskinc-{hashlib.sha256(str(folder).encode()).hexdigest()[:24]}"
    listening = [socket.socket(socket.AF_UNIX) for _each in range(2)]
    try:
        for one, suffix in zip(listening, ("", "-waits"), strict=True):
            one.bind(f"{QDir.tempPath()}/{name}{suffix}")
            one.listen()
            Thread(target=_say_here, args=(one,), daemon=True).start()
        yield
    finally:
        for one in listening:
            at = one.getsockname()
            one.shutdown(socket.SHUT_RDWR)
            one.close()
            Path(at).unlink()


def _say_here(listening: socket.socket) -> None:
    with suppress(OSError):
        while True:
            caller, _address = listening.accept()
            caller.sendall(single.HERE)


def test_another_user_of_the_computer_keeps_no_desk_closed(
    start: Callable[..., Hands], folder: Path
) -> None:
    with strangers(folder):
        hands = start(folder, Single(folder))
        assert isinstance(hands.program.window, SignIn)


def test_nor_does_he_answer_for_a_program_that_hangs(
    start: Callable[..., Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "ANSWER_MS", 100)
    with beside(HANGING, folder), strangers(folder):
        assert "does not answer" in start(folder, Single(folder)).trouble().what.text()


@contextmanager
def opening_long(
    start: Callable[..., Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Hands, SignIn, Callable[[], object]]]:
    """A book that opens once it is let go, and the door that offers to write meanwhile."""
    monkeypatch.setattr(signin, "SLOW", 10)
    monkeypatch.setattr(store, "PATIENCE", 100.0)
    reached, connect = Event(), dbapi2.connect

    def connected(*path: object, **how: object) -> object:
        reached.set()
        return connect(*path, **how)

    monkeypatch.setattr(dbapi2, "connect", connected)
    with held(folder / "book.db") as go_on:
        hands = start(folder)
        hands.sign_in()
        door = hands.program.window
        assert isinstance(door, SignIn)
        hands.qtbot.waitUntil(lambda: reached.is_set() and door.unsigned.isVisible())
        yield hands, door, go_on


def test_d06_while_opening_takes_long_one_writes_and_the_line_comes_in(
    start: Callable[..., Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opening_long(start, folder, monkeypatch) as (hands, door, go_on):
        assert "You can write meanwhile" in door.state.text()
        hands.keys("Alt+W")
        page = hands.trouble()
        assert page.name.text() == BOSS
        assert hands.write(page) <= 5
        go_on()
    office = hands.try_again()
    (line,) = [one for one in entries.lines(office, entries.ids(office)) if one.text == TEXT]
    assert line.noted is not None
    assert line.noted.name == BOSS


def test_a_disk_that_is_only_busy_does_not_shut_the_door_on_a_book_that_opens(
    start: Callable[..., Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letting, "SILENCES", 1000)
    with opening_long(start, folder, monkeypatch) as (hands, door, go_on):
        busy = Event()
        with pytest.raises(Silent):
            ask(folder, busy.wait, 0)
        hands.qtbot.waitUntil(lambda: door.patience.silences > 3)
        busy.set()
        hands.qtbot.waitUntil(lambda: door.patience.silences == 0)
        go_on()
    assert hands.window().session.office.came_in == ()


def test_as_long_as_the_opening_says_how_far_it_is_its_disk_is_not_asked() -> None:
    patience = letting.Patience()
    assert not any(patience.ends(silent=True) for _each in range(letting.SILENCES - 1))
    patience.go_on()
    assert (patience.went_on(), patience.went_on()) == (True, False)
    assert not any(patience.ends(silent=True) for _each in range(letting.SILENCES - 1))
    assert patience.ends(silent=True)


def test_the_door_is_closed_while_opening_takes_long_and_the_book_is_left_free(
    start: Callable[..., Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 100.0)
    with held(folder / "book.db") as go_on:
        hands = start(folder)
        hands.sign_in()
        door = hands.program.window
        assert isinstance(door, SignIn)
        assert door.close()
        go_on()
    tasks.drain()
    sign_in(folder, BOSS, PHRASES[BOSS]).close()


def test_d06_another_program_holds_the_file_and_the_officer_writes(
    start: Callable[[Path], Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with held(folder / "book.db"):
        before = originals(folder)
        hands = start(folder)
        hands.sign_in()
        page = hands.trouble()
        assert page.what.text() == "Another program holds the book’s file."
        assert hands.write(page) <= 5
        hands.qtbot.waitUntil(lambda: "were copied" in page.kept.words.text())
        assert originals(folder) == before
    office = hands.try_again()
    assert [record.values["text"] for record in office.came_in] == [TEXT]
