"""F8: another officer writes, by initials and PIN, and nothing of either is mixed up (D12).

How long a change takes is measured by ``bench/writers.py``, each of ten.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Clock, Makes, NewOffice, Robot, assert_named
from tests.ui.relief import OTHER, RELIEF, office_of_two
from tests.ui.test_lock import accesses

from deskinc.book.records import reading
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.keys import verify_record
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.lock import LockPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.shift.page import PAGE as SHIFT
from deskinc.ui.shift.page import ShiftPage
from deskinc.ui.shift.signers import Signers
from deskinc.ui.writer import ChoosePin, WriterDialog

D = TypeVar("D", bound=QDialog)
MINE, HIS = "274019", "881203"
HALF = "Two men at the <side> door"


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """An office of two; the first is signed in, and both have the same roles."""
    made = prepared(alike).opened(tmp_path, clock)
    yield made
    made.close()


def alike(below: Path, clock: Clock) -> Office:
    """An office of two, of whom the one who set it up may do nothing that the other may not."""
    return office_of_two(below, clock, alike=True)


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with the pages that know who writes."""
    return make_window(BOOK, SHIFT)


def dialog_of(robot: Robot, kind: type[D]) -> D:
    """The dialog that is open, once it has the keyboard."""
    robot.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    robot.qtbot.waitUntil(lambda: QApplication.focusWidget() in found.findChildren(QLineEdit))
    return found


def change(robot: Robot, qtbot: QtBot, who: str, secret: str, name: str, pin: str = "") -> None:
    """F8, initials, PIN or passphrase; wait until that officer writes."""
    robot.keys("F8")
    dialog_of(robot, WriterDialog)
    robot.type(who)
    robot.keys("Return")
    robot.type(secret)
    if pin:
        robot.keys("Tab", "Tab")
        robot.type(pin)
    robot.keys("Return")
    page = robot.window.page("book")
    assert isinstance(page, BookPage)
    qtbot.waitUntil(lambda: page.entry.who.text() == name)
    robot.window.activateWindow()  # as the desktop does once a dialog is gone
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.entry.text)


def test_d12_f8_initials_and_pin_change_the_writer(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    office.signed_on.hold(office.person, MINE)
    change(robot, qtbot, "dn", OTHER, RELIEF, HIS)
    assert office.officer.name == RELIEF
    change(robot, qtbot, "rm", MINE, NAME)
    change(robot, qtbot, "D.N.", HIS, RELIEF)
    robot.post("p", "All doors secure.")
    written = office.read.record(book.log.line_at(book.log.rowCount() - 1).n)
    assert written.author == office.officer.thread
    assert accesses(office)[-3:] == ["writer_changed"] * 3


def test_d12_each_has_a_half_line_of_his_own(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    office.signed_on.hold(office.person, MINE)
    robot.type(HALF)
    change(robot, qtbot, "dn", OTHER, RELIEF, HIS)
    assert book.entry.is_empty()
    robot.type("Lift 2 stands still")
    change(robot, qtbot, "rm", MINE, NAME)
    qtbot.waitUntil(lambda: book.entry.text.words() == HALF)
    change(robot, qtbot, "dn", HIS, RELIEF)
    qtbot.waitUntil(lambda: book.entry.text.words() == "Lift 2 stands still")


def test_d12_ten_changes_in_a_busy_hour_and_each_line_is_provably_its_writers(
    robot: Robot, book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    """Half a line lies about at each change; whose it is comes back to him alone."""
    office.signed_on.hold(office.person, MINE)
    office.signed_on.hold(office.open_person(RELIEF, OTHER), HIS)
    both = (("rm", MINE, NAME, "Half of mine"), ("dn", HIS, RELIEF, "Half of his"))
    told: list[tuple[str, str]] = []
    for at in range(10):
        initials, pin, name, half = both[(at + 1) % 2]
        clock.go_on(minutes=6)
        if at:
            robot.type(both[at % 2][3])
        change(robot, qtbot, initials, pin, name)
        if at > 1:
            qtbot.waitUntil(lambda half=half: book.entry.text.words() == half)  # type: ignore[misc]
            robot.keys("Ctrl+A", "Delete")
        text = f"Line {at} by {name}."
        robot.post("p", text)
        told.append((text, name))
    assert_each_line_is_provably_its_writers(office, told)
    assert accesses(office).count("writer_changed") == 10


def assert_each_line_is_provably_its_writers(office: Office, told: list[tuple[str, str]]) -> None:
    """Author and signature of each line, by the key that the book announces of its writer."""
    read = office.read
    people = {b64(row.thread): row for row in read.persons()}
    there = {r.values.get("text"): r for r in map(read.record, range(1, read.last_n() + 1))}
    for text, name in told:
        record = there[text]
        person = people[record.author]
        assert person.name == name
        ((_n, doc, sig, _disclosures),) = reading.rows(read.link, [record.n])
        assert verify_record(unb64(person.signing_key or "", 32), doc, sig)
        others = [p for p in people.values() if p is not person]
        assert not any(verify_record(unb64(p.signing_key or "", 32), doc, sig) for p in others)
    assert office.book.verify(full=True) == []


def test_whoever_has_no_pin_is_asked_for_the_passphrase(
    robot: Robot, window: MainWindow, qtbot: QtBot
) -> None:
    robot.keys("F8")
    dialog = dialog_of(robot, WriterDialog)
    assert not dialog.pin_row.isVisible()
    assert dialog.secret.eye.accessibleName() == "Show the PIN"
    robot.type("dn")
    assert dialog.secret_row.caption.text() == "&Passphrase"
    assert dialog.secret.eye.accessibleName() == "Show the passphrase"
    assert dialog.pin_row.isVisible()
    assert_named(dialog)
    robot.keys("Return")
    robot.type(HIS)
    robot.keys("Return")
    assert "No PIN is chosen" in dialog.secret_row.fault.text()
    robot.keys("Escape")
    qtbot.waitUntil(lambda: not window.findChildren(WriterDialog))


def test_a_wrong_pin_says_how_many_tries_are_left(
    robot: Robot, window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    office.signed_on.hold(office.person, MINE)
    robot.keys("F8")
    dialog = dialog_of(robot, WriterDialog)
    robot.type("rm")
    robot.keys("Return")
    robot.type("12345")
    robot.keys("Return")
    assert dialog.secret_row.fault.text() == "A PIN has six digits."
    dialog.secret.forget()
    robot.type(HIS)
    robot.keys("Return")
    qtbot.waitUntil(lambda: "4 tries" in dialog.secret_row.fault.text())
    assert dialog.secret.text() == ""
    assert QApplication.focusWidget() is dialog.secret


def test_while_a_handover_is_signed_it_alone_says_who_writes(
    robot: Robot, window: MainWindow
) -> None:
    both = Signers(window.session)
    both.setParent(window)
    both.busy = True
    robot.keys("F8")
    assert not window.findChildren(WriterDialog)
    robot.hears("being signed")


def test_initials_of_nobody_are_said_so(robot: Robot, window: MainWindow) -> None:
    robot.keys("F8")
    dialog = dialog_of(robot, WriterDialog)
    robot.type("xx")
    robot.keys("Return", "Return")
    assert "Nobody is enrolled" in dialog.who_row.fault.text()


def test_a_pin_is_chosen_from_the_menu_with_the_passphrase(
    robot: Robot, window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+K")
    robot.type("Choose a PIN")
    robot.keys("Return")
    dialog = dialog_of(robot, ChoosePin)
    assert_named(dialog)
    robot.type(PASSPHRASE)
    robot.keys("Return")
    robot.type("111111")
    robot.keys("Return")
    assert "repeats digits" in dialog.pin_row.fault.text()
    dialog.pin.forget()
    robot.type(MINE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: bool(office.signed_on.officers()))
    robot.hears("PIN is chosen")


def test_the_shift_page_shows_the_newcomers_shift(
    robot: Robot, window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    window.show_page("shift")
    page = window.page("shift")
    qtbot.waitUntil(lambda: NAME in page.sign_on.foot.words())  # type: ignore[attr-defined]
    person = office.open_person(RELIEF, OTHER)
    window.session.let_in(person, by_pin=False)
    qtbot.waitUntil(lambda: RELIEF in page.sign_on.foot.words())  # type: ignore[attr-defined]


@pytest.mark.parametrize("locked", [False, True])
def test_a_handover_in_hand_is_kept_for_whom_it_belongs_to(
    robot: Robot, window: MainWindow, office: Office, qtbot: QtBot, locked: bool
) -> None:
    shifts.sign_on(office, {"kit": True}, entries.new_id()).result()
    mine = office.person
    window.show_page("shift")
    page = window.page("shift")
    assert isinstance(page, ShiftPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)
    page.hand_over()
    assert page.task is not None
    page.task.work.set(notes="The spare key is out.")
    if locked:
        window.session.lock()
    window.session.let_in(office.open_person(RELIEF, OTHER), by_pin=False)
    assert page.task is None
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.sign_on)
    assert "handover" not in office.kept()
    window.session.let_in(mine, by_pin=True)
    assert office.kept()["handover"]["notes"] == "The spare key is out."


def test_whoever_writes_already_changes_nothing(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    before = office.read.last_n()
    with qtbot.assertNotEmitted(window.session.changing):
        window.session.let_in(office.open_person(NAME, PASSPHRASE), by_pin=False)
    office.book.settle()
    assert office.read.last_n() == before


def test_the_locked_screen_asks_whom_it_can_let_in_by_pin(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    window = robot.window
    window._lock_page = LockPage
    office.signed_on.hold(office.person, MINE)
    office.signed_on.hold(office.open_person(RELIEF, OTHER), HIS)
    robot.type(HALF)
    robot.keys("Ctrl+L")
    page = window.layers.currentWidget()
    assert isinstance(page, LockPage)
    assert "PIN" in page.secret_row.caption.text()
    assert [chip.officer.initials for chip in page.people.chips] == ["R.M.", "D.N."]
    robot.keys("Down")
    robot.type(HIS)
    with qtbot.waitSignal(window.session.unlocked):
        robot.keys("Return")
    assert office.officer.name == RELIEF
    qtbot.waitUntil(lambda: book.entry.who.text() == RELIEF)
    assert book.entry.is_empty()
    assert accesses(office)[-3:] == ["locked", "unlocked", "writer_changed"]


def test_the_locked_screen_lets_in_whoever_is_not_signed_on_yet(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    window = robot.window
    window._lock_page = LockPage
    robot.keys("Ctrl+L")
    page = window.layers.currentWidget()
    assert isinstance(page, LockPage)
    QTest.keyClick(page.secret, Qt.Key.Key_F8)
    dialog_of(robot, WriterDialog)
    for words in ("D. Novak", OTHER):
        robot.type(words)
        robot.keys("Return")
    qtbot.waitUntil(lambda: window.layers.currentWidget() is window.shell)
    assert office.officer.name == RELIEF


def test_d23_after_five_wrong_pins_the_locked_screen_asks_for_the_passphrase(
    robot: Robot, window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    window._lock_page = LockPage
    office.signed_on.hold(office.person, MINE)
    window.session.lock()
    page = window.layers.currentWidget()
    assert isinstance(page, LockPage)
    for left in ("4 tries", "3 tries", "2 tries", "One try", "forgotten"):
        robot.type(HIS)
        robot.keys("Return")
        qtbot.waitUntil(lambda left=left: left in page.secret_row.fault.text())  # type: ignore[misc]
    assert page.secret_row.caption.text() == "&Passphrase"
    robot.type(PASSPHRASE)
    with qtbot.waitSignal(window.session.unlocked):
        robot.keys("Return")
