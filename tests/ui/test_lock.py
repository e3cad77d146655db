"""The locked screen: what it hides, what it shows, and how it opens again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Clock, assert_named, let_close

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.lines.blind import Sleep
from deskinc.desk.office import Office
from deskinc.desk.people import people
from deskinc.desk.routine import routines
from deskinc.desk.shift import shifts
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.duekeeper import DueKeeper
from deskinc.ui.lock import LockPage
from deskinc.ui.lockparts import Due
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.session import Session

OTHERS = "five other words for that desk"
TITLE = "Fight <suspect> outside the Blue Door"


def accesses(office: Office) -> list[object]:
    """What the desk recorded of opening and locking, in order."""
    office.book.settle()
    read = office.read
    records = [read.record(n) for n in range(1, read.last_n() + 1)]
    return [r.values["what"]["code"] for r in records if r.form == "access"]  # type: ignore[index]


def raise_incident(office: Office, clock: Clock, due: timedelta | None = None) -> str:
    """An open incident from a line; returns its number."""
    line = {"type": "visitor", "place": "Lobby, Harbour Street", "text": TITLE}
    saved = entries.post(office, line, entries.new_id()).result()
    raw = {
        **incidents.start(office, [saved.records[0].n]), "category": "access.door_insecure",
        "severity": "high", "title": TITLE, "next_step": f"ring {NAME} about {TITLE}",
    }  # fmt: skip
    if due is not None:
        raw["due"] = clock() + due
    opened = incidents.open_new(office, raw, entries.new_id()).result()
    return next(r.number for r in opened.records if r.number) or ""


def words_on(root: QWidget) -> str:
    """Everything that can be read or heard on a page."""
    parts = [label.text() for label in root.findChildren(QLabel)]
    for part in [root, *root.findChildren(QWidget)]:
        parts += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
    return " ".join(parts)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> LockPage:
    """The lock page of a locked desk, on screen."""
    session.lock()
    made = LockPage(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.secret.setFocus()
    return made


@pytest.fixture
def locked(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    """The real window with the real lock page."""
    window = MainWindow(session, [BOOK], LockPage)
    qtbot.addWidget(window, before_close_func=let_close)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    session.is_locked = False


def unlock(qtbot: QtBot, page: LockPage, words: str) -> None:
    QTest.keyClicks(page.secret, words)
    QTest.keyClick(page.secret, Qt.Key.Key_Return)


def test_d23_due_things_are_number_and_verb_without_names_places_or_text(
    qtbot: QtBot, office: Office, clock: Clock, session: Session
) -> None:
    number = raise_incident(office, clock, timedelta(minutes=5))
    shifts.sign_on(office, {"kit": True}, entries.new_id()).result()
    page = LockPage(session)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: bool(page.list.due))
    said = words_on(page)
    assert number in said
    assert "due" in page.list.due[0].words()
    assert "R.M." in said
    assert "Night 19:00–07:00" in page.date.text()
    for secret in (NAME, "Malik", TITLE, "<suspect>", "Lobby", "Blue Door", "ring"):
        assert secret not in said, secret


def test_d23_the_locked_desk_names_the_act_and_its_time_only_and_writes_what_is_missed(
    qtbot: QtBot, office: Office, clock: Clock, session: Session
) -> None:
    keeper = DueKeeper(session)
    asked = {"name": "Call Blue Door", "type": "check_call", "times": ["23:30"], "tolerance": 15,
             "place": "Lobby", "procedure": "Ring R. Malik"}  # fmt: skip
    routines.change(office, asked).result()
    session.lock()
    page = LockPage(session)
    qtbot.addWidget(page)
    clock.go_on(minutes=17)
    qtbot.waitUntil(lambda: bool(page.list.due))
    assert page.list.due[0].words() == "Check call due 47 s ago"
    assert page.list.due[0]._time.property("role") == "pending"
    before = office.read.last_line()
    clock.go_on(minutes=15)
    qtbot.waitUntil(lambda: office.read.last_line() > before)
    (line,) = entries.lines(office, office.read.newest(1))
    assert (line.type, line.by) == ("missed", "desk")
    qtbot.waitUntil(lambda: page.list.due[0]._time.property("role") == "fault")
    said = words_on(page)
    for secret in (NAME, "Blue Door", "Lobby", "Ring"):
        assert secret not in said, secret
    qtbot.waitUntil(lambda: not keeper._busy)


def test_d23_what_is_due_reads_as_a_span_and_never_as_a_time(qtbot: QtBot, clock: Clock) -> None:
    due = Due("INC-2026-0044", clock.at + timedelta(minutes=21, seconds=12), clock.at)
    calm = Due("INC-2026-0045", None, clock.at - timedelta(minutes=14, seconds=21))
    said = []
    for one in (due, calm):
        qtbot.addWidget(one)
        for minutes in (0, 20, 22, 90, 3000):
            one.show_time(clock.at + timedelta(minutes=minutes))
            said.append(one.words())
    assert said == [
        "INC-2026-0044 due in 21 min", "INC-2026-0044 due in 1 min 12 s",
        "INC-2026-0044 due 48 s ago", "INC-2026-0044 due 1 h 08 min ago",
        "INC-2026-0044 due 2 d 1 h ago", "INC-2026-0045 open for 14 min",
        "INC-2026-0045 open for 34 min", "INC-2026-0045 open for 36 min",
        "INC-2026-0045 open for 1 h 44 min", "INC-2026-0045 open for 2 d 2 h",
    ]  # fmt: skip
    assert not any(":" in words for words in said)


def test_the_numbers_of_the_rows_stand_in_one_column(
    qtbot: QtBot, office: Office, clock: Clock, session: Session
) -> None:
    raise_incident(office, clock)
    raise_incident(office, clock)
    page = LockPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.list.due) == 2)
    qtbot.waitUntil(lambda: all(due.isVisible() for due in page.list.due))
    assert len({due._verb.x() for due in page.list.due}) == 1


def test_the_shift_stands_on_a_line_of_its_own(
    qtbot: QtBot, office: Office, session: Session
) -> None:
    shifts.sign_on(office, {"kit": True}, entries.new_id()).result()
    page = LockPage(session)
    qtbot.addWidget(page)
    assert page.date.text().splitlines() == ["Sunday 22 November 2026", "Night 19:00–07:00"]


def test_on_duty_is_said_only_of_who_is(qtbot: QtBot, office: Office, session: Session) -> None:
    page = LockPage(session)
    qtbot.addWidget(page)
    assert "on duty" not in words_on(page)
    shifts.sign_on(office, {"kit": True}, entries.new_id()).result()
    page = LockPage(session)
    qtbot.addWidget(page)
    assert "R.M. on duty" in words_on(page)
    people.enrol(
        office, people.Enrolment("J. Harding", "J.H.", identity="Passport"), OTHERS, kdf=FLOOR
    )
    office.become(office.open_person("J. Harding", OTHERS))
    page = LockPage(session)
    qtbot.addWidget(page)
    assert "J.H." in words_on(page)
    assert "on duty" not in words_on(page)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ((), "Nothing half-written is waiting."),
        (("entry",), "Your half-written line is kept."),
        (("handover",), "Your handover is kept."),
        (("entry/x", "entry/y"), "Your parked lines are kept."),
        (("incident:x",), "Your unsent changes are kept."),
        (("entry", "handover"), "Your half-written line is kept. Your handover is kept."),
    ],
)
def test_the_page_says_what_is_kept_and_nothing_else(
    qtbot: QtBot, office: Office, session: Session, keys: tuple[str, ...], said: str
) -> None:
    for key in keys:
        office.keep(key, {"text": "Two men"}).result()
    page = LockPage(session)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.kept.text() == said)


def test_d1_closing_a_locked_desk_writes_nothing_in_the_officers_name(
    qtbot: QtBot, locked: MainWindow, session: Session, office: Office
) -> None:
    shifts.sign_on(office, {"kit": True}, entries.new_id()).result()
    last = office.read.last_n()
    session.lock()
    locked.close()
    (dialog,) = locked.findChildren(QDialog)
    assert NAME not in words_on(dialog)
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    with qtbot.waitSignal(locked.closed):
        buttons["Close it"].click()
    office.book.settle()
    written = [office.read.record(n) for n in range(last + 1, office.read.last_n() + 1)]
    assert [(r.form, r.author) for r in written] == [("access", "desk")] * len(written)
    assert accesses(office)[-1] == "window_closed"


def test_the_right_passphrase_unlocks_and_both_are_recorded(
    qtbot: QtBot, page: LockPage, session: Session, office: Office
) -> None:
    with qtbot.waitSignal(session.unlocked):
        unlock(qtbot, page, PASSPHRASE)
    assert accesses(office)[-2:] == ["locked", "unlocked"]
    assert page.secret.text() == ""


def test_a_wrong_passphrase_is_said_counted_and_waited_for(
    qtbot: QtBot, page: LockPage, session: Session, office: Office
) -> None:
    unlock(qtbot, page, "five words for another desk")
    qtbot.waitUntil(lambda: bool(page.secret_row.fault.text()))
    assert not page.go.isEnabled()
    assert "0:01" in page.state.text()
    assert accesses(office)[-1] == "sign_in_failed"
    qtbot.waitUntil(page.go.isEnabled)
    with qtbot.waitSignal(session.unlocked):
        unlock(qtbot, page, PASSPHRASE)


def test_enter_on_an_empty_field_asks_for_the_passphrase(qtbot: QtBot, page: LockPage) -> None:
    QTest.keyClick(page.secret, Qt.Key.Key_Return)
    assert page.secret_row.fault.text()
    assert not page._busy


def test_every_control_has_a_name(page: LockPage) -> None:
    assert_named(page)


def test_ctrl_l_hides_everything_and_the_half_written_line_is_kept(
    qtbot: QtBot, locked: MainWindow, session: Session
) -> None:
    text = "Two men at the <side> door"
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPlainTextEdit), "the cursor stands in the entry line"
    QTest.keyClicks(focus, text)
    QTest.keyClick(focus, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = locked.layers.currentWidget()
    assert isinstance(page, LockPage)
    assert not locked.shell.isVisible()
    assert text not in words_on(page)
    assert QApplication.focusWidget() is page.secret
    qtbot.waitUntil(lambda: "line is kept" in page.kept.text())
    with qtbot.waitSignal(session.unlocked):
        unlock(qtbot, page, PASSPHRASE)
    assert locked.shell.isVisible()
    assert focus.toPlainText() == text
    assert QApplication.focusWidget() is focus


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Escape, Qt.Key.Key_F3])
def test_no_other_key_leads_out(
    qtbot: QtBot, locked: MainWindow, session: Session, key: Qt.Key
) -> None:
    session.lock()
    page = locked.layers.currentWidget()
    assert isinstance(page, LockPage)
    QTest.keyClick(page.secret, key)
    QTest.keyClick(page.secret, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert locked.layers.currentWidget() is page
    assert not locked.palette_box.isVisible()
    assert not locked.keys_box.isVisible()


def test_the_desk_locks_itself_after_the_sites_idle_minutes(
    locked: MainWindow, session: Session
) -> None:
    locked.idle.since -= session.office.site.idle_minutes * 60 + 1
    locked._tick(session.now())
    assert isinstance(locked.layers.currentWidget(), LockPage)


def test_d16_after_the_computer_slept_the_desk_is_locked_and_says_so_in_the_book(
    locked: MainWindow, session: Session, office: Office
) -> None:
    total = [0.0]
    session.sleep = Sleep(lambda: total[0])
    total[0] = 5400.0
    session._tick()
    assert isinstance(locked.layers.currentWidget(), LockPage)
    office.book.settle()
    line = entries.newest(office, 1)[0]
    assert line.text.startswith("Blind 21:43–23:13")
    assert line.automatic


@pytest.mark.parametrize("size", [(1280, 800), (853, 533), (640, 400)])
def test_nothing_is_cut_at_any_size(
    page: LockPage, size: tuple[int, int], qapp: QApplication
) -> None:
    page.resize(*size)
    qapp.processEvents()
    parts: tuple[QWidget, ...] = (page.secret, page.go, page.clock)
    for part in parts:
        assert page.rect().contains(part.mapTo(page, part.rect().bottomRight()))
