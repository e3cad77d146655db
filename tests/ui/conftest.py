"""Real parts for the pages: an office on a book of its own, its window, and hands for the keys.

The book is a real encrypted one in ``tmp_path``; only its clock stands still unless a test moves
it, and its passphrase costs the least that is allowed.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from deskinc.book.book import Book
from deskinc.book.disk.station import Station
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.vault import Vault
from deskinc.desk import setup
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, Person
from deskinc.ui import sweeping, tasks, theme
from deskinc.ui.actions import strokes
from deskinc.ui.banner import Banner
from deskinc.ui.book.late import LateReasons
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.page import PageSpec
from deskinc.ui.prefs import Prefs
from deskinc.ui.session import Session

NAME, PASSPHRASE = "R. Malik", "five words for one desk only"
EVENING = datetime(2026, 11, 22, 23, 13, 47, tzinfo=UTC)
PLACES = (
    "Reception", "Loading bay", "Lobby, Harbour Street", "Lift 2", "B1 car park", "Front desk",
)  # fmt: skip


class Clock:
    """Site time under the test's hand: a thousandth of a second passes at each look."""

    def __init__(self, at: datetime = EVENING) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The time it is."""
        self.at += timedelta(milliseconds=1)
        return self.at

    def go_on(self, **span: float) -> None:
        """Let time pass (``minutes=3``)."""
        self.at += timedelta(**span)


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str]) -> QApplication:
    """The program's application: Fusion, the bundled typeface, the light scheme."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(qapp_args)
    theme.start(app, "light")
    sweeping.start(app)
    return app


@pytest.fixture
def light(qapp: QApplication) -> Iterator[QApplication]:
    """The application, in light again after the test."""
    yield qapp
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(qapp, "light")


@pytest.fixture
def clock() -> Clock:
    """The clock of the book."""
    return Clock()


@dataclass(frozen=True)
class NewOffice:
    """An office just set up below ``folder``, its one officer, and when that was done."""

    folder: Path
    person: Person
    at: datetime

    def copied(self, below: Path) -> Path:
        """A copy of its folders below ``below``, closed; the data folder."""
        data, mirror = below / "data", below / "mirror"
        shutil.copytree(self.folder / "data", data)
        shutil.copytree(self.folder / "mirror", mirror)
        station = Station.load(data)
        assert station is not None
        Station(station.id, mirror, station.salt).save(data)
        return data

    def opened(self, below: Path, clock: Clock) -> Office:
        """A copy below ``below``, its first person signed in."""
        data, person = self.copied(below), replace(self.person)
        clock.at = self.at
        book = Book.open(data, person.keys, now=clock)
        return Office(data, Vault.load(data), book, person, clock)


Makes = Callable[[Path, Clock], Office]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Makes], NewOffice]:
    """An office that a function sets up below a folder, once: deriving keys takes long."""

    @cache
    def once(prepare: Makes) -> NewOffice:
        folder, clock = tmp_path_factory.mktemp("new-office"), Clock()
        made = prepare(folder, clock)
        made.book.settle()
        made.close()
        return NewOffice(folder, made.person, clock.at)

    return once


def alone(below: Path, clock: Clock) -> Office:
    """Harbour Court, set up by its one officer."""
    answers = setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PASSPHRASE,
        mirror=below / "mirror", places=PLACES,
    )  # fmt: skip
    return setup.set_up(below / "data", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """A new office with one officer signed in."""
    made = prepared(alone).opened(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def session(qapp: QApplication, office: Office) -> Iterator[Session]:
    """The officer's session."""
    made = Session(office, Prefs(office.folder))
    yield made
    made.close()
    tasks.drain()


@pytest.fixture
def make_window(qtbot: QtBot, session: Session) -> Callable[..., MainWindow]:
    """Opens a window of any pages: ``make_window(PAGE, …, size=(1280, 800))``."""

    def make(*specs: PageSpec, size: tuple[int, int] = (1280, 800)) -> MainWindow:
        window = MainWindow(session, specs, LockedScreen)
        qtbot.addWidget(window, before_close_func=let_close)
        window.resize(*size)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return make


def let_close(window: QWidget) -> None:
    """Let a window close at the end of a test without asking."""
    if isinstance(window, MainWindow):
        window._may_close = True


class LockedScreen(QWidget):
    """The least that can stand in the place of the lock page here."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        QLabel("locked", self)


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with the Book page."""
    return make_window(BOOK)


@pytest.fixture
def book(window: MainWindow) -> BookPage:
    """The Book page in its window, the cursor in the entry line."""
    page = window.page("book")
    assert isinstance(page, BookPage)
    return page


def late_of(book: QWidget) -> LateReasons:
    """The row of a Book page that asks why a line was late."""
    (found,) = book.findChildren(LateReasons)
    return found


@dataclass(slots=True)
class Robot:
    """Hands and eyes of an officer: types into whatever has the focus, reads what is said."""

    qtbot: QtBot
    window: MainWindow

    def focus(self) -> QWidget:
        """The widget that has the focus."""
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def type(self, words: str) -> None:
        """Type words."""
        for letter in words:
            QTest.keyClicks(self.focus(), letter)

    def keys(self, *chords: str) -> None:
        """Press chords such as ``Ctrl+Return``, ``F3``, ``Down``."""
        for chord in chords:
            stroke = strokes(chord)[0]
            QTest.keyClick(self.focus(), stroke.key(), stroke.keyboardModifiers())

    def post(self, type_: str, text: str, place: str = "") -> None:
        """Write a line by keyboard and wait until it has its number."""
        page = self.window.page("book")
        assert isinstance(page, BookPage)
        before = entries.next_serial(self.window.session.office)
        self.keys("F3")
        self.type(type_)
        self.keys("Return")
        if place:
            self.keys("F4")
            self.type(place)
            self.keys("Down", "Return")
        self.type(text)
        self.keys("Ctrl+Return")
        self.wait_serial(before + 1)

    def wait_question(self) -> None:
        """Wait until a question stands over the window and has the focus."""
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
        self.qtbot.waitUntil(lambda: self.focus().window() is QApplication.activeModalWidget())

    def wait_serial(self, serial: int) -> None:
        """Wait until ``serial`` is the next one and nothing waits for its number."""
        page = self.window.page("book")
        assert isinstance(page, BookPage)
        office = self.window.session.office
        self.qtbot.waitUntil(
            lambda: entries.next_serial(office) == serial and not page.log._waiting
        )

    def save_as(self, path: Path, *chord: str) -> None:
        """Press the verb that saves, and give a file name in the dialog it opens."""
        self.keys(*chord)
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QFileDialog))
        self.keys("Ctrl+A")
        self.type(str(path))
        self.keys("Return")

    def says(self) -> list[str]:
        """The words of the banners on screen."""
        return [banner.accessibleName() for banner in self.window.findChildren(Banner)]

    def hears(self, words: str) -> None:
        """Wait until a banner says these words: it may come after what it tells of is on screen."""
        self.qtbot.waitUntil(lambda: any(words in said for said in self.says()))


@pytest.fixture
def robot(qtbot: QtBot, window: MainWindow) -> Robot:
    """Hands for the window."""
    return Robot(qtbot, window)


def unnamed(root: QWidget) -> Sequence[str]:
    """Focusable controls below ``root`` that a screen reader could not name."""
    missing = []
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.objectName().startswith("qt_"):
            continue
        found = QAccessible.queryAccessibleInterface(widget)
        named = found.text(QAccessible.Text.Name)
        labelled = any(bool(rel & QAccessible.RelationFlag.Label) for _i, rel in found.relations())
        if not named and not labelled:
            missing.append(f"{type(widget).__name__} {widget.objectName()}".strip())
    return missing


def assert_named(root: QWidget) -> None:
    """Every focusable control below ``root`` has an accessible name or a label."""
    assert not unnamed(root)


def grab(widget: QWidget, name: str) -> None:
    """Leave a picture of ``widget`` in the folder ``DESKINC_PICTURES``, where that is set."""
    folder = os.environ.get("DESKINC_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(Path(folder) / f"{name}.png"))


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer that keeps what it is sent, one file for each print."""
    tools, tray = tmp_path / "bin", tmp_path / "tray"
    tools.mkdir()
    tray.mkdir()
    for name, script in (
        ("lpstat", "echo desk"),
        ("lp", f'cat > "{tray}/$(ls {tray} | wc -l).pdf"'),
    ):
        (tools / name).write_text(f"#!/bin/sh\n{script}\n")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    return tray
