"""Whatever start-up finds, one lone officer writes within a handful of keys, and nothing is lost.

Through the real door and the real window, on real files that were really damaged (D6).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.desk.offices import BOSS, OFFICER, PHRASES, Prepared, copied
from tests.features.faults import LINES, good_book, post
from tests.features.test_fault_disks import mounted
from tests.features.test_faults import flip, set_version
from tests.ui.test_mnemonics import clashes

from deskinc.book import schema, store
from deskinc.book.kdf import FLOOR
from deskinc.book.record import Draft
from deskinc.book.slots import Keys
from deskinc.book.store import Link, Mode, Store
from deskinc.book.vault import Vault
from deskinc.desk import entries
from deskinc.desk.office import sign_in
from deskinc.paths import remembered_at
from deskinc.proof.canonical import unb64
from deskinc.ui import signin, single, sweeping, tasks, theme
from deskinc.ui.actions import strokes
from deskinc.ui.banner import Banner
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.prefs import Prefs
from deskinc.ui.program import Program
from deskinc.ui.setup.wizard import SetUp
from deskinc.ui.signin import SignIn
from deskinc.ui.single import Single
from deskinc.ui.trouble.page import TroublePage

TEXT = "Water in the lift pit."
MEMORY = Path("/proc/self/mem")
"""Reading its first byte is an input/output error, for root too."""


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str]) -> QApplication:
    """The program's application."""
    running = QApplication.instance()
    made = running if isinstance(running, QApplication) else QApplication(qapp_args)
    theme.start(made, "light")
    sweeping.start(made)
    return made


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A good book, only ever copied."""
    return good_book(tmp_path_factory.mktemp("good"))


@pytest.fixture
def folder(good: Prepared, tmp_path: Path) -> Path:
    """The folder of a copy of the book."""
    return copied(good, tmp_path)


@dataclass
class Hands:
    """An officer at the keyboard of the real program; ``pressed`` counts keys but for words."""

    qtbot: QtBot
    program: Program
    pressed: int = 0

    def keys(self, *chords: str) -> None:
        """Press chords at whatever has the focus."""
        for chord in chords:
            focus = QApplication.focusWidget()
            assert focus is not None
            stroke = strokes(chord)[0]
            QTest.keyClick(focus, stroke.key(), stroke.keyboardModifiers())
            self.pressed += 1

    def type(self, words: str) -> None:
        """Type words at whatever has the focus."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    def sign_in(self, name: str = BOSS, phrase: str = PHRASES[BOSS]) -> None:
        """Type name and passphrase at the door; a name that stands there stays."""
        door = self.program.window
        assert isinstance(door, SignIn)
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() in {door.name, door.passphrase})
        if not door.name.text():
            self.type(name)
            self.keys("Return")
        self.type(phrase)
        self.keys("Return")

    def trouble(self) -> TroublePage:
        """The page of a book that does not open, once it is there."""
        self.qtbot.waitUntil(lambda: isinstance(self.program.window, TroublePage), timeout=30_000)
        page = self.program.window
        assert isinstance(page, TroublePage)
        self.qtbot.waitUntil(
            lambda: page.isActiveWindow() and QApplication.focusWidget() is not None
        )
        return page

    def window(self) -> MainWindow:
        """The window of the open book, once it is there."""
        self.qtbot.waitUntil(lambda: isinstance(self.program.window, MainWindow), timeout=30_000)
        window = self.program.window
        assert isinstance(window, MainWindow)
        return window

    def write(self, page: TroublePage, text: str = TEXT) -> int:
        """Write a line there and wait until it is kept; returns the keys it took."""
        before, had = self.pressed, page.lines.rowCount()
        self.type(text)
        self.keys("Ctrl+Return")
        self.type("f")
        self.keys("Return")
        self.qtbot.waitUntil(lambda: page.lines.rowCount() == had + 1, timeout=10_000)
        return self.pressed - before + 1


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path], Hands]]:
    """Starts the program on a folder, and closes what it opened."""
    made: list[Program] = []
    held: list[Single] = []

    def run(folder: Path, lock: Single | None = None) -> Hands:
        held.extend([] if lock is None else [lock])
        program = Program(qapp, Prefs(folder), folder, single=lock)
        made.append(program)
        assert program.begin()
        qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
        window = program.window
        assert window is not None
        with qtbot.waitActive(window):
            window.activateWindow()
        return Hands(qtbot, program)

    yield run
    for program in made:
        tasks.drain()
        window = program.window
        if isinstance(window, MainWindow):
            window.close_now()
        if isinstance(window, TroublePage):
            window._may_close = True
        if window is not None:
            window.close()
            window.deleteLater()
        program.close_office()
    for lock in held:
        lock.release()


def cut(folder: Path) -> None:
    """The file ends in its middle."""
    path = folder / "book.db"
    os.truncate(path, path.stat().st_size // 2 + 7)


def written_since(folder: Path) -> None:
    """Three more lines, in the book and in its mirror."""
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    for i in range(3):
        post(office, f"Since {i}.")
    office.close()


def older(folder: Path) -> None:
    """A copy of yesterday is put back."""
    kept = shutil.copy(folder / "book.db", folder.parent / "yesterday.db")
    written_since(folder)
    shutil.move(kept, folder / "book.db")


def mirror_ahead(folder: Path) -> None:
    """The same, and the head file is gone as well: only the mirror knows."""
    older(folder)
    (folder / "head").unlink()


def nobody_remembers(folder: Path) -> None:
    """The same, and nothing is left that says where the mirror lies."""
    mirror_ahead(folder)
    (folder / "station.json").unlink()


def no_log(folder: Path) -> None:
    """The write-ahead log of a program that was killed is swept away."""
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    post(office, "In the log only.")
    office.book.settle()
    shutil.copytree(folder, folder.parent / "killed")
    office.close()
    shutil.rmtree(folder)
    shutil.move(folder.parent / "killed", folder)
    for name in ("book.db-wal", "book.db-shm"):
        (folder / name).unlink()


def fork(folder: Path) -> None:
    """Two copies of one book went on; the file of one lies with the mirror of the other."""
    there = folder.parent / "elsewhere"
    shutil.copytree(folder.parent, there, ignore=shutil.ignore_patterns("elsewhere"))
    (there / "book" / "station.json").unlink()
    written_since(there / "book")
    written_since(folder)
    shutil.copy(there / "book" / "book.db", folder / "book.db")
    shutil.rmtree(there)


def keys_of(folder: Path) -> Keys:
    """The keys of the book, as somebody has them who knows a passphrase."""
    return Vault.load(folder).open(BOSS, PHRASES[BOSS], keep=False)


def newer(folder: Path) -> None:
    """A later version of the program has been at it."""
    set_version(Store(folder / "book.db", keys_of(folder).database), len(schema.STEPS) + 1)


def put(folder: Path, *statements: str) -> None:
    """Change the book by hand, behind the back of the program."""
    with Link(Store(folder / "book.db", keys_of(folder).database), Mode.WRITE) as link:
        with link.transaction():
            for statement in statements:
                link.run(statement)
        link.run("PRAGMA wal_checkpoint(TRUNCATE)")


def without_its_words(folder: Path) -> None:
    """The words of a line that no seal covers yet are taken out."""
    put(
        folder,
        "DROP TRIGGER value_stays",
        "DELETE FROM value WHERE name = 'text' AND n ="
        " (SELECT max(n) FROM value WHERE name = 'text')",
    )


def other_slots(folder: Path, *, book: bytes = b"", note_key: bytes = b"") -> None:
    """A slot file by somebody who has the officer's keys, with the same passphrase."""
    own, keys = Vault.load(folder), keys_of(folder)
    vault = Vault.create(folder, book or own.book, note_key or own.note_key)
    vault.add_passphrase(BOSS, PHRASES[BOSS], keys, FLOOR)
    vault.save()


def other_certificate(folder: Path) -> None:
    """The officer's own key said another certificate of him than was announced."""
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    thread = unb64(office.officer.thread)
    office.write(Draft("officer", {"certificate": "none"}, thread=thread)).result()
    office.close()


def unread(folder: Path) -> None:
    """The disk answers with an error where the head file lies."""
    if not MEMORY.exists():
        pytest.skip("only Linux has a file whose reading fails for everybody")
    (folder / "head").unlink()
    (folder / "head").symlink_to(MEMORY)


def no_slots(folder: Path) -> None:
    """Every file of key slots is gone, here and in the mirror."""
    for path in (*folder.glob("slots.json*"), *folder.parent.glob("mirror/*/slots.json")):
        path.unlink()


def spoilt_slots(folder: Path) -> None:
    """All of them are damaged."""
    for path in (*folder.glob("slots.json*"), *folder.parent.glob("mirror/*/slots.json")):
        path.write_bytes(path.read_bytes()[:-9])


def only_slots(folder: Path) -> None:
    """Everything of the book but its slots is gone."""
    for name in ("book.db", "head", "station.json"):
        (folder / name).unlink()


def another_s_slots(folder: Path) -> None:
    """The officer's slot was altered; the copies are good."""
    path = folder / "slots.json"
    path.write_bytes(path.read_bytes().replace(b'"memory":65536', b'"memory":1024'))


FAULTS: dict[str, tuple[Callable[[Path], object], str, bool]] = {
    "a flipped bit": (lambda f: flip(f / "book.db", 9000), "damaged", True),
    "cut off": (cut, "cut off", True),
    "an older copy": (older, "older than it should be", True),
    "mirror ahead": (mirror_ahead, "mirror holds 4 records", True),
    "nobody remembers": (nobody_remembers, "nothing shows whether book.db is an older", True),
    "the log lost": (no_log, "older than it should be", True),
    "a fork": (fork, "another story", True),
    "a foreign file": (
        lambda f: (f / "book.db").write_bytes(b"%PDF-1.7".ljust(12_288)), "not this book", True,
    ),
    "an empty file": (lambda f: (f / "book.db").write_bytes(b""), "is empty", True),
    "no book": (lambda f: (f / "book.db").unlink(), "is missing", True),
    "nothing but slots": (only_slots, "missing", True),
    "no slots.json": (lambda f: (f / "slots.json").unlink(), "slots of this book is missing", True),
    "a damaged slots.json": (
        lambda f: (f / "slots.json").write_bytes(b"<html>"), "is damaged", True,
    ),
    "a newer version": (newer, "newer version", True),
    "an altered line": (without_its_words, "does not verify at record", True),
    "other own keys": (
        lambda f: put(f, "UPDATE meta SET value = zeroblob(32) WHERE key = 'note'"),
        "own keys are not those", True,
    ),
    "slots of another book": (
        lambda f: other_slots(f, book=bytes(16)), "names another book", True,
    ),
    "another note key": (
        lambda f: other_slots(f, note_key=bytes(31) + b"\x09"), "another key for emergency", True,
    ),
    "another slot": (other_slots, "not the one the book announces", True),
    "another certificate": (other_certificate, "not the one that was announced", True),
    "an input/output error": (unread, "disk answered with an error", True),
    "an altered slot": (another_s_slots, "too weak", True),
    "no slots anywhere": (no_slots, "is missing", False),
    "no sound slots": (spoilt_slots, "is damaged", False),
}  # fmt: skip
"""What is done, what is said, and whether the officer's slot still opens."""


def originals(folder: Path) -> dict[str, str]:
    """Every file of the book and its mirror, but what the program may write at any time."""
    return {
        str(path): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.parent.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not {"aside", "spool"} & set(path.parts)
        and path.name not in {"lock", "looks.ini", "deskinc.log"}
    }


def laid_aside(folder: Path) -> dict[str, str]:
    """The files of the copy that was laid aside."""
    (copy,) = (folder / "aside").iterdir()
    return {
        str(path.relative_to(copy / "data")): sha256(path.read_bytes()).hexdigest()
        for path in (copy / "data").rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("fault", FAULTS)
def test_d06_whatever_start_up_finds_one_officer_writes_and_no_byte_is_changed(
    start: Callable[[Path], Hands], folder: Path, fault: str
) -> None:
    spoil, words, signed = FAULTS[fault]
    spoil(folder)
    before = originals(folder)
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    assert words in page.what.text()
    assert page.todo.text()
    assert QApplication.focusWidget() is page.entry.text
    assert hands.write(page) <= 5
    assert page.entry.is_empty()
    assert page.lines.line_at(0).by == "J.H."
    assert ("not signed" not in page.entry.doing.text()) is signed
    hands.qtbot.waitUntil(lambda: "were copied" in page.kept.words.text(), timeout=20_000)
    assert len(list((folder / "spool").glob("*.note"))) >= 1
    assert originals(folder) == before
    kept = laid_aside(folder)
    for path, digest in before.items():
        if Path(path).is_relative_to(folder):
            assert kept[str(Path(path).relative_to(folder))] == digest


@pytest.mark.parametrize("fault", [name for name in FAULTS if "slot" in name])
def test_a_sound_copy_of_the_slots_is_put_back_by_one_officer_and_the_line_comes_in(
    start: Callable[[Path], Hands], folder: Path, fault: str
) -> None:
    sign_in(folder, BOSS, PHRASES[BOSS]).close()
    sound = (folder / "slots.json").read_bytes()
    FAULTS[fault][0](folder)
    spoilt = (folder / "slots.json").read_bytes() if (folder / "slots.json").exists() else None
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    hands.write(page)
    offered = fault not in {"nothing but slots", "no slots anywhere", "no sound slots"}
    assert page.slots.isVisible() is offered
    if not offered:
        return
    told = page.todo.text()
    assert told.index(page.slots.text().replace("&", "")) < told.index("by hand")
    assert clashes(page) == {}
    hands.keys("Alt+P")
    hands.qtbot.waitUntil(lambda: bool(page.banners.shown()), timeout=30_000)
    assert "is back" in page.banners.shown()[0].accessibleName()
    assert (folder / "slots.json").read_bytes() == sound
    if spoilt is not None:
        assert (folder / "slots.json.damaged").read_bytes() == spoilt
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SignIn))
    hands.sign_in()
    office = hands.window().session.office
    assert [record.values["text"] for record in office.came_in] == [TEXT]


@pytest.mark.parametrize("signed", [True, False])
def test_d06_after_the_repair_the_line_has_its_number_its_writer_and_its_time(
    start: Callable[[Path], Hands], folder: Path, signed: bool
) -> None:
    kept = {path: path.read_bytes() for path in folder.parent.rglob("*.db")}
    kept |= {path: path.read_bytes() for path in folder.parent.rglob("slots.json*")}
    (no_slots if not signed else cut)(folder)
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    hands.write(page)
    hands.write(page, "Engineer called.")
    for path, raw in kept.items():
        path.write_bytes(raw)
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SignIn))
    hands.sign_in()
    window = hands.window()
    names = [banner.accessibleName() for banner in window.findChildren(Banner)]
    (said,) = (name for name in names if "while the book was closed" in name)
    assert said.startswith("2 lines written while the book was closed")
    office = window.session.office
    lines = entries.lines(office, entries.ids(office))[-2:]
    assert [line.text for line in lines] == [TEXT, "Engineer called."]
    assert [line.line for line in lines] == [LINES + 2, LINES + 3]
    for line in lines:
        assert line.noted is not None
        assert line.noted.at <= line.written
        assert (line.by, line.noted.by) == (("J.H.", "J.H.") if signed else ("desk", ""))
        assert line.noted.name == BOSS
    assert office.book.verify(full=True) == []
    assert not list((folder / "spool").glob("*.note"))


def test_d06_where_nothing_opens_one_writes_unsigned_in_the_name_one_gives(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    hands = start(folder)
    hands.sign_in(OFFICER, "not the passphrase at all")
    door = hands.program.window
    assert isinstance(door, SignIn)
    hands.qtbot.waitUntil(door.unsigned.isVisible, timeout=20_000)
    hands.keys("Alt+W")
    page = hands.trouble()
    assert page.name.text() == OFFICER
    assert hands.write(page) <= 5
    assert "not signed" in page.entry.doing.text()
    assert not (folder / "aside").exists(), "nothing is wrong with the book"


def test_a_name_is_asked_for_where_none_was_given(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    hands = start(folder)
    hands.sign_in(OFFICER, "not the passphrase at all")
    door = hands.program.window
    assert isinstance(door, SignIn)
    hands.qtbot.waitUntil(door.unsigned.isVisible, timeout=20_000)
    door.name.clear()
    hands.keys("Alt+W")
    page = hands.trouble()
    assert QApplication.focusWidget() is page.name
    hands.type("K. Ali")
    hands.keys("Return")
    assert hands.write(page) <= 5
    assert page.lines.line_at(0).by_name == "K. Ali"


def test_d06_a_book_that_is_open_elsewhere_is_no_trouble_and_one_writes_unsigned(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    try:
        hands = start(folder)
        hands.sign_in()
        door = hands.program.window
        assert isinstance(door, SignIn)
        hands.qtbot.waitUntil(lambda: bool(door.passphrase_row.fault.text()), timeout=20_000)
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


def test_d06_a_read_only_folder_and_the_line_lies_with_the_mirror(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    with ExitStack() as stack:
        stack.enter_context(mounted(folder, "--bind", str(folder)))
        if subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=False).returncode:
            pytest.skip("remounting is not allowed here")
        hands = start(folder)
        hands.sign_in()
        page = hands.trouble()
        assert "cannot be written" in page.what.text()
        assert hands.write(page) <= 5
        assert len(list(folder.parent.glob("mirror/*/spool/*.note"))) == 1
        hands.qtbot.waitUntil(lambda: "cannot be written" in page.kept.words.text())
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    assert [record.values["text"] for record in office.came_in] == [TEXT]
    assert not list(folder.parent.glob("mirror/*/spool/*.note"))
    office.close()


def test_d06_beside_a_program_that_hangs_one_writes_and_the_line_comes_in_once_it_is_ended(
    start: Callable[..., Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "ANSWER_MS", 100)
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from deskinc.ui.single import Single;"
        "app = QCoreApplication([]); single = Single(Path(sys.argv[1])); assert single.first();"
        "single.listen(print); print('hangs', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"hangs\n"
        hands = start(folder, Single(folder))
        page = hands.trouble()
        assert "does not answer" in page.what.text()
        hands.type(BOSS)
        hands.keys("Return")
        assert hands.write(page) <= 5
        assert "not signed" in page.entry.doing.text()
        assert not page.mend.isVisible(), "nothing is wrong with the book"
        hands.keys("Alt+T")
        hands.qtbot.waitUntil(lambda: bool(page.banners.shown()), timeout=20_000)
        other.communicate()
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SignIn))
    hands.sign_in()
    office = hands.window().session.office
    assert [record.values["text"] for record in office.came_in] == [TEXT]


@contextmanager
def held(path: Path) -> Iterator[Callable[[], None]]:
    """Another program holds the book's file, as a backup does that locks what it copies.

    Gives what ends it.
    """
    if sys.platform == "win32":
        pytest.skip("the lock is taken the POSIX way")
    code = (
        "import fcntl, sys\nfile = open(sys.argv[1], 'r+b')\n"
        "fcntl.lockf(file, fcntl.LOCK_EX, 512, 0x40000000)\n"
        "print('held', flush=True)\nsys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield lambda: (other.communicate(), None)[1]


def test_d06_while_opening_takes_long_one_writes_and_the_line_comes_in(
    start: Callable[..., Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signin, "SLOW", 10)
    monkeypatch.setattr(store, "PATIENCE", 100.0)
    with held(folder / "book.db") as go_on:
        hands = start(folder)
        hands.sign_in()
        door = hands.program.window
        assert isinstance(door, SignIn)
        hands.qtbot.waitUntil(door.unsigned.isVisible, timeout=20_000)
        assert "You can write meanwhile" in door.state.text()
        hands.keys("Alt+W")
        page = hands.trouble()
        assert page.name.text() == BOSS
        assert hands.write(page) <= 5
        go_on()
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SignIn))
    hands.sign_in()
    office = hands.window().session.office
    (line,) = [one for one in entries.lines(office, entries.ids(office)) if one.text == TEXT]
    assert line.noted is not None
    assert line.noted.name == BOSS


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


def test_copying_much_aside_hinders_neither_trying_again_nor_the_line(
    start: Callable[..., Hands], folder: Path
) -> None:
    kept = (folder / "book.db").read_bytes()
    cut(folder)
    hands = start(folder)
    gate = Event()
    tasks.run(hands.program, gate.wait, lambda _set: None, lane="copy")
    try:
        hands.sign_in()
        page = hands.trouble()
        assert hands.write(page) <= 5
        assert "being copied" in page.kept.words.text()
        (folder / "book.db").write_bytes(kept)
        hands.keys("Alt+T")
        hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SignIn))
        hands.sign_in()
        office = hands.window().session.office
        assert [record.values["text"] for record in office.came_in] == [TEXT]
    finally:
        gate.set()
    tasks.drain()
    assert not (folder / "aside").exists(), "what nobody waits for any more is not copied"


@pytest.fixture
def gone(folder: Path) -> Path:
    """Where the folder lies that is not in its place; the book was open in it once."""
    sign_in(folder, BOSS, PHRASES[BOSS]).close()
    return folder.rename(folder.with_name("away"))


@pytest.mark.parametrize(
    ("made", "words"), [(False, "folder of the book is not there"), (True, "folder of the book is")]
)
def test_d06_without_its_drive_the_officer_writes_signed_and_no_new_book_is_offered(
    start: Callable[[Path], Hands], folder: Path, gone: Path, made: bool, words: str
) -> None:
    if made:
        folder.mkdir()
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    assert words in page.what.text()
    assert ("is empty" in page.what.text()) is made
    assert page.mend.isVisible()
    assert hands.write(page) <= 5
    assert "not signed" not in page.entry.doing.text()
    assert not page.kept.words.text(), "there is nothing to copy aside"
    assert list(folder.iterdir()) == [] if made else not folder.exists()
    if made:
        folder.rmdir()
    gone.rename(folder)
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SignIn))
    hands.sign_in()
    office = hands.window().session.office
    (line,) = entries.lines(office, [record.n for record in office.came_in])
    assert (line.text, line.by) == (TEXT, "J.H.")


def test_where_no_book_comes_back_the_page_names_the_file_that_is_moved_to_begin_anew(
    start: Callable[[Path], Hands], folder: Path, gone: Path
) -> None:
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    file = remembered_at(folder)
    assert page.anew.isVisible()
    assert str(file) in page.anew.words.text()
    file.rename(gone / file.name)
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SetUp))
    assert not folder.exists()


def test_d06_with_the_mirror_s_drive_away_too_the_line_lies_in_the_officer_s_own_folder(
    start: Callable[[Path], Hands], folder: Path, gone: Path
) -> None:
    mirror = folder.with_name("mirror")
    away = mirror.rename(folder.with_name("other"))
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    assert hands.write(page) <= 5
    assert "not signed" in page.entry.doing.text()
    assert not folder.exists()
    assert not mirror.exists()
    gone.rename(folder)
    away.rename(mirror)
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    assert [record.values["text"] for record in office.came_in] == [TEXT]
    office.close()


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
        hands.qtbot.waitUntil(lambda: "were copied" in page.kept.words.text(), timeout=20_000)
        assert originals(folder) == before
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SignIn))
    hands.sign_in()
    office = hands.window().session.office
    assert [record.values["text"] for record in office.came_in] == [TEXT]


def test_half_a_line_is_not_left_behind(start: Callable[[Path], Hands], folder: Path) -> None:
    cut(folder)
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    hands.type("Half a line")
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: "Post this line first" in page.entry.note.text())
    assert hands.program.window is page
    assert not page.close()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.entry.text.words() == "Half a line"
