"""Somebody else at a desk that one has locked or left: by F8, or by the door; typed text waits."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, Person
from deskinc.desk.people import people
from deskinc.desk.shift import shifts
from deskinc.ui import sweeping, tasks
from deskinc.ui.book.page import BookPage
from deskinc.ui.lock import LockPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.prefs import Prefs
from deskinc.ui.program import Program
from deskinc.ui.signin import SignIn
from deskinc.ui.writer import WriterDialog

OFFICER, HIS = "R. Malik", "five words for one desk only"
MANAGER, HERS = "J. Harding", "five other words for that desk"
LEAD, THEIRS = "T. Okafor", "five more words for this desk"
HALF = "Two men at the <side> door"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed office of three people, its officer on duty."""
    answers = setup.Answers(
        site="Harbour Court", officer=OFFICER, initials="R.M.", passphrase=HIS,
        mirror=tmp_path / "mirror",
    )  # fmt: skip
    made = tmp_path / "data"
    office = setup.set_up(made, answers, setup.recovery_words(), kdf=FLOOR)
    for name, initials, role, words in (
        (MANAGER, "J.H.", "manager", HERS), (LEAD, "T.O.", "lead", THEIRS),
    ):  # fmt: skip
        who = people.Enrolment(name, initials, roles=frozenset({role}), identity="Passport")
        people.enrol(office, who, words, kdf=FLOOR)
    shifts.sign_on(office, {"kit": True}, entries.new_id()).result()
    office.close()
    return made


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, folder: Path) -> Iterator[Program]:
    """The program, its door on screen."""
    made = Program(qapp, Prefs(folder), folder)
    made.open_door()
    yield made
    if isinstance(made.window, MainWindow):
        made.window.close_now()
    assert made.window is not None
    made.window.deleteLater()
    made.close_office()


def front(qtbot: QtBot, program: Program, kind: type[QWidget]) -> QWidget:
    """The window of the program once it is of that kind, with the focus."""
    qtbot.waitUntil(lambda: isinstance(program.window, kind))
    window = program.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() in window.findChildren(QWidget))
    return window


def sign_in(qtbot: QtBot, program: Program, name: str, words: str) -> MainWindow:
    """Type name and passphrase at the door."""
    door = front(qtbot, program, SignIn)
    assert isinstance(door, SignIn)
    assert door.name.text() == ""
    QTest.keyClicks(door.name, name)
    QTest.keyClick(door.name, Qt.Key.Key_Return)
    QTest.keyClicks(door.passphrase, words)
    QTest.keyClick(door.passphrase, Qt.Key.Key_Return)
    window = front(qtbot, program, MainWindow)
    assert isinstance(window, MainWindow)
    assert window.session.office.officer.name == name
    return window


def entry_of(window: MainWindow) -> QPlainTextEdit:
    """The entry line."""
    page = window.page("book")
    assert isinstance(page, BookPage)
    return page.entry.text


def on_duty(office: Office) -> list[str]:
    """Who is signed on."""
    return [shifts.officer_name(office, shift) for shift in shifts.on_duty(office)]


def leave_by_menu(window: MainWindow) -> None:
    """Sign out, in the menu of the officer's name."""
    verbs = [a for menu in window.findChildren(QMenu) for a in menu.actions()]
    found: list[QAction] = [a for a in verbs if a.text() == "Sign &out"]
    found[0].trigger()


def let_in(qtbot: QtBot, program: Program, name: str, words: str) -> MainWindow:
    """F8 where the keyboard is; name and passphrase; the window of that officer."""
    focus, before = QApplication.focusWidget(), program.window
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), WriterDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, WriterDialog)
    QTest.keyClicks(dialog.who, name)
    QTest.keyClicks(dialog.secret, words)
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: program.window is not before)
    window = front(qtbot, program, MainWindow)
    assert isinstance(window, MainWindow)
    assert window.session.office.officer.name == name
    return window


def test_a_manager_comes_to_a_locked_desk_and_the_officer_finds_his_line(
    qtbot: QtBot, program: Program
) -> None:
    """The book stays open; the window shows what the roles of whoever writes may do."""
    quits: list[bool] = []
    window = sign_in(qtbot, program, OFFICER, HIS)
    office, before = window.session.office, window
    window.closed.connect(lambda: quits.append(True))
    QTest.keyClicks(entry_of(window), HALF)
    QTest.keyClick(entry_of(window), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.layers.currentWidget(), LockPage)
    window = let_in(qtbot, program, MANAGER, HERS)
    assert window is not before
    assert window.session.office is office
    assert not window.session.is_locked
    assert on_duty(office) == [OFFICER], "nobody was signed off"
    assert HALF not in entry_of(window).toPlainText()
    assert "watch" not in {action.key for action in window.all_actions()}
    window = let_in(qtbot, program, OFFICER, HIS)
    qtbot.waitUntil(lambda: entry_of(window).toPlainText() == HALF)
    assert "watch" in {action.key for action in window.all_actions()}
    assert office is window.session.office
    assert quits == []


def test_nobody_but_the_writer_is_kept_in_memory(qtbot: QtBot, program: Program) -> None:
    window = sign_in(qtbot, program, OFFICER, HIS)
    before, thread = weakref.ref(window.session), window.session.office.officer.thread
    del window
    let_in(qtbot, program, MANAGER, HERS)
    tasks.drain()
    tasks.bring_home()
    sweeping.release()  # these hands held the window before when the program did it
    assert before() is None
    gc.unfreeze()
    there = [one for one in gc.get_objects() if isinstance(one, Person)]
    assert not [one for one in there if one.officer.thread == thread and one.keys.signing]


def test_nothing_of_the_one_before_is_kept_in_memory(qtbot: QtBot, program: Program) -> None:
    window = sign_in(qtbot, program, OFFICER, HIS)
    for page in window.specs:
        window.show_page(page)
    office = window.session.office
    left = [weakref.ref(o) for o in (office, office.book, window.session)]
    del office
    window.session.lock()
    leave_by_menu(window)
    del window
    front(qtbot, program, SignIn)
    assert [ref() for ref in left if ref() is not None] == []


def test_two_who_write_have_a_half_written_line_each(qtbot: QtBot, program: Program) -> None:
    for name, words, text in ((OFFICER, HIS, HALF), (LEAD, THEIRS, "Lift 2 stands still")):
        window = sign_in(qtbot, program, name, words)
        assert entry_of(window).toPlainText() == ""
        QTest.keyClicks(entry_of(window), text)
        leave_by_menu(window)
    window = sign_in(qtbot, program, OFFICER, HIS)
    qtbot.waitUntil(lambda: entry_of(window).toPlainText() == HALF)
    leave_by_menu(window)
    window = sign_in(qtbot, program, LEAD, THEIRS)
    qtbot.waitUntil(lambda: entry_of(window).toPlainText() == "Lift 2 stands still")


def test_leaving_is_recorded_by_the_desk_and_in_nobodys_name(
    qtbot: QtBot, program: Program
) -> None:
    window = sign_in(qtbot, program, OFFICER, HIS)
    last = window.session.office.read.last_n()
    window.session.lock()
    leave_by_menu(window)
    window = sign_in(qtbot, program, MANAGER, HERS)
    read = window.session.office.read
    written = [read.record(n) for n in range(last + 1, read.last_n() + 1)]
    told = [record for record in written if record.form != "seal"]
    whats = [record.values["what"]["code"] for record in told]  # type: ignore[index]
    assert whats == ["locked", "window_closed", "signed_in"]
    assert {record.author for record in written} == {"desk"}
