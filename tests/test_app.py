"""The program as a whole: first window, one start at a time, what is imported when."""

import getpass
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path, PosixPath
from typing import ClassVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, qapp

from deskinc import __main__, app
from deskinc.book.disk.store import Link, Mode
from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.office import Office, sign_in
from deskinc.errors import BookFault
from deskinc.paths import is_first_run
from deskinc.ui.banner import Banner
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.prefs import Prefs
from deskinc.ui.program import Program
from deskinc.ui.setup.wizard import SetUp
from deskinc.ui.signin import SignIn
from deskinc.ui.single import Single

__all__ = ["qapp"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed office."""
    answers = setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PASSPHRASE,
        mirror=tmp_path / "mirror",
    )  # fmt: skip
    made = tmp_path / "data"
    setup.set_up(made, answers, setup.recovery_words(), kdf=FLOOR).close()
    return made


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path], Program]]:
    """Starts the program on a folder, and closes what it opened."""
    made: list[Program] = []

    def start(folder: Path) -> Program:
        started = Program(qapp, Prefs(folder), folder)
        made.append(started)
        started.open_door()
        assert started.window is not None
        qtbot.waitExposed(started.window)
        return started

    yield start
    for started in made:
        if isinstance(started.window, MainWindow):
            started.window.close_now()
        if started.window is not None:
            started.window.close()
            started.window.deleteLater()
        started.close_office()


def python(code: str, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **env},
    )  # fmt: skip


def test_an_empty_folder_opens_the_set_up(
    program: Callable[[Path], Program], tmp_path: Path
) -> None:
    assert is_first_run(tmp_path / "data")
    assert isinstance(program(tmp_path / "data").window, SetUp)
    assert not (tmp_path / "data" / "book.db").exists()


@pytest.mark.parametrize(
    "trace",
    [
        "slots.json", "slots.json.bak", "book.db", "station.json", "head", "restoring/ready",
        "spool/known.json", "spool/a.note", "aside/2026-11-22T031209Z", "attachments/00",
    ],
)  # fmt: skip
def test_whatever_is_left_of_a_book_is_no_first_run_and_takes_no_new_one(
    tmp_path: Path, trace: str
) -> None:
    for name in ("deskinc.log", "looks.ini", "crash.log", "deskinc.lock", "lock"):
        (tmp_path / name).write_bytes(b"")
    assert is_first_run(tmp_path)
    left = tmp_path / trace
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"")
    assert not is_first_run(tmp_path)
    answers = setup.Answers("Harbour Court", NAME, "R.M.", PASSPHRASE, tmp_path.parent / "mirror")
    with pytest.raises(BookFault, match="There is a book in this folder already"):
        setup.set_up(tmp_path, answers, setup.recovery_words(), kdf=FLOOR)
    assert left.read_bytes() == b""


def test_a_book_opens_the_sign_in_and_then_its_window(
    qtbot: QtBot, program: Callable[[Path], Program], folder: Path
) -> None:
    started = program(folder)
    door = started.window
    assert isinstance(door, SignIn)
    door.name.setText(NAME)
    door.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(door.opened):
        door.sign_in()
    window = started.window
    assert isinstance(window, MainWindow)
    assert window.isVisible()
    assert window.current_key() == "book"
    assert isinstance(started.office, Office)
    window.close_now()
    started.close_office()
    sign_in(folder, NAME, PASSPHRASE).close()


def test_slots_alone_are_no_first_run(folder: Path) -> None:
    (folder / "book.db").unlink()
    assert not is_first_run(folder)


def test_a_refused_plan_is_said_in_a_banner_of_the_window(
    program: Callable[[Path], Program], folder: Path
) -> None:
    started = program(folder)
    started.open_office(sign_in(folder, NAME, PASSPHRASE), "plan.svg is <suspect>.")
    window = started.window
    assert isinstance(window, MainWindow)
    said = [banner.accessibleName() for banner in window.findChildren(Banner)]
    assert any("plan.svg is <suspect>." in words for words in said)


def test_d_start_imports_qt_and_nothing_of_the_book() -> None:
    done = python(
        "import deskinc.app, sys;"
        "print([m for m in ('sqlalchemy', 'sqlcipher3', 'cryptography', 'reportlab', 'pikepdf',"
        " 'pyhanko', 'PIL', 'numpy', 'pypdfium2', 'deskinc.book') if m in sys.modules])"
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_the_sign_in_page_needs_nothing_of_the_book(tmp_path: Path) -> None:
    done = python(
        "import sys; from pathlib import Path; from deskinc import app;"
        "from deskinc.ui.signin import SignIn;"
        f"made, prefs = app.start(Path({str(tmp_path)!r})); page = SignIn(Path('.')); page.show();"
        "made.processEvents();"
        "print('sqlalchemy' in sys.modules, 'cryptography' in sys.modules)"
    )
    assert done.stdout.strip() == "False False", done.stderr


@pytest.mark.parametrize("args", [["--intake-child"], ["verify", "--name", "x"]])
def test_what_needs_no_window_imports_no_qt(args: list[str], tmp_path: Path) -> None:
    done = python(
        "import sys, io, getpass; from deskinc import __main__\n"
        "getpass.getpass = lambda *_a: 'no such passphrase'\n"
        "try:\n"
        f"    code = __main__.main({args!r})\n"
        "except BaseException as error:\n"
        "    code = type(error).__name__\n"
        "sys.stderr.write('Qt:' + str('PySide6' in sys.modules))",
        DESKINC_DATA=str(tmp_path),
    )
    assert "Qt:False" in done.stderr


def test_verify_says_that_the_book_is_sound(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: PASSPHRASE)
    assert __main__.main(["--folder", str(folder), "verify", "--name", NAME]) == 0
    out = capsys.readouterr().out
    assert "Nothing was altered" in out
    for line in ("holds     Signatures", "holds     Seals", "holds     Pages of the file"):
        assert line in out


def test_verify_names_what_is_wrong_and_ends_with_1(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: PASSPHRASE)
    office = sign_in(folder, NAME, PASSPHRASE)
    with Link(office.book._open.store, Mode.WRITE) as link, link.transaction():
        link.run("UPDATE person SET name = 'Forged'")
    office.close()
    assert __main__.main(["--folder", str(folder), "verify", "--name", NAME]) == 1
    out = capsys.readouterr().out
    assert "FAULTS    Lists on screen" in out
    assert "List “person”: A list kept beside the book does not say what the records say." in out
    assert "1 fault found" in out


def test_the_child_that_checks_needs_no_qt(tmp_path: Path) -> None:
    done = python(
        "import sys, io; from deskinc import __main__\n"
        "try:\n"
        "    __main__.main(['--check-child'])\n"
        "except BaseException as error:\n"
        "    sys.stderr.write(type(error).__name__)\n"
        "sys.stderr.write('Qt:' + str('PySide6' in sys.modules))",
        DESKINC_DATA=str(tmp_path),
    )
    assert "Qt:False" in done.stderr


def test_verify_with_a_wrong_passphrase_says_why_and_ends_with_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: "something else entirely")
    assert __main__.main(["--folder", str(folder), "verify", "--name", NAME]) == 2
    assert capsys.readouterr().err.strip()


def test_an_unknown_act_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        __main__.main(["explode"])
    assert ended.value.code == 2
    assert "explode" in capsys.readouterr().err


def test_a_second_start_calls_the_first_window_forward(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    called: list[bool] = []
    first = Single(tmp_path)
    assert first.first()
    first.listen(lambda: called.append(True))
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from deskinc.ui.single import Single;"
        f"app = QCoreApplication([]); single = Single(Path({str(tmp_path)!r}));"
        "sys.exit(0 if not single.first() and single.call_first() else 1)"
    )
    done = subprocess.Popen([sys.executable, "-c", code])
    qtbot.waitUntil(lambda: done.poll() is not None)
    assert done.returncode == 0
    qtbot.waitUntil(lambda: called == [True])
    first.release()
    assert Single(tmp_path).first()


def test_the_lock_of_a_killed_program_is_taken_over(tmp_path: Path) -> None:
    code = (
        "import os; from pathlib import Path; from deskinc.ui.single import Single;"
        f"single = Single(Path({str(tmp_path)!r})); assert single.first(); os.kill(os.getpid(), 9)"
    )
    assert python(code).returncode == -9
    assert (tmp_path / "deskinc.lock").exists()
    again = Single(tmp_path)
    assert again.first()
    again.release()


def test_a_folder_that_takes_no_lock_does_not_stop_the_start(tmp_path: Path) -> None:
    assert Single(tmp_path / "nowhere").first()


ENDING = """
import sys, threading
from pathlib import Path
from deskinc import app, disks, log
folder, hangs = Path(sys.argv[1]), sys.argv[2] == "hangs"
app.ENDING = 0.05
log.start(folder)
if hangs:
    try:
        disks.ask(folder / "backups", threading.Event().wait, 0)
    except disks.Silent:
        pass
app._end_in_time(7, [folder])
if hangs:
    threading.Event().wait()
while "being done" not in (folder / "deskinc.log").read_text():
    pass
sys.exit(5)
"""


@pytest.mark.parametrize(
    ("disk", "code", "words"),
    [("hangs", 7, "the program ends all the same"), ("works", 5, "the end takes long")],
)
def test_only_a_disk_that_hangs_ends_the_program_before_its_work_is_done_and_the_log_says_so(
    tmp_path: Path, disk: str, code: int, words: str
) -> None:
    done = python(ENDING, str(tmp_path), disk)
    assert done.returncode == code, done.stderr
    assert words in (tmp_path / "deskinc.log").read_text()


class Together(PosixPath):
    """A folder whose names are read only while those of another are."""

    both: ClassVar[threading.Barrier]

    def iterdir(self) -> Generator["Together", None, None]:
        """Wait for the other."""
        self.both.wait(10)
        return super().iterdir()


@pytest.mark.skipif(sys.platform == "win32", reason="the folder is named the POSIX way")
def test_the_disks_that_may_hold_the_end_are_asked_at_once(tmp_path: Path) -> None:
    Together.both = threading.Barrier(2)
    app._ask([Together(tmp_path), Together(tmp_path)])
    assert not Together.both.broken


@pytest.mark.parametrize(
    ("env", "seen"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True),
     ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False)],
)  # fmt: skip
@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_whether_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], seen: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert app.has_screen() is seen


def test_the_scale_chosen_counts_at_the_next_start(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from deskinc import app;"
        "from deskinc.ui.prefs import Looks, Prefs;"
        f"folder = Path({str(tmp_path)!r}); Prefs(folder).set_looks(Looks('dark', 150));"
        "made, prefs = app.start(folder); from deskinc.ui import theme;"
        "print(made.devicePixelRatio(), theme.is_dark())"
    )
    assert python(code).stdout.strip() == "1.5 True"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such switch")
def test_the_program_leaves_no_core_from_the_start_and_hides_once_it_was_seen(
    tmp_path: Path,
) -> None:
    code = (
        "import ctypes, resource; from pathlib import Path; from deskinc import app;"
        "libc, core = ctypes.CDLL(None), resource.RLIMIT_CORE;"
        "libc.prctl(4, 1, 0, 0, 0);"
        "hidden = lambda: libc.prctl(3, 0, 0, 0, 0) == 0;"
        f"app.GREETING = 0; made, prefs = app.start(Path({str(tmp_path)!r}));"
        "print(resource.getrlimit(core), hidden()); made.processEvents();"
        "print(hidden())"
    )
    assert python(code).stdout.split("\n")[:2] == ["(0, 0) False", "True"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such switch")
def test_what_needs_no_window_hides_first_of_all() -> None:
    code = (
        "import ctypes, sys; from deskinc import __main__, outside;"
        "outside.run = lambda asked: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0);"
        "print(__main__.main(['verify', 'a bundle']))"
    )
    assert python(code).stdout.strip() == "0"
