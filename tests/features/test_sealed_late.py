"""What the open book has not taken in time is kept sealed, also when the window closes (D6)."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from tests.features.faults import no_spool
from tests.features.hands import Hands
from tests.features.test_sealed_lines import (
    WRITING,
    at_the_next_opening,
    hurried,
    once,
    posted,
    said,
    sealed_rows,
)
from tests.features.test_start_beside import beside
from tests.ui.incidents.hands import opened, showing

from deskinc import disks
from deskinc.book.disk import store
from deskinc.book.spool import spool
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.desk.trouble import sealed
from deskinc.desk.trouble.sealed import Sealed
from deskinc.ui import sealing, tasks
from deskinc.ui.book.page import BookPage
from deskinc.ui.dialogs import Question
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.incidents.raising import RaiseDialog, raise_incident
from deskinc.ui.parts import Button

posix = pytest.mark.skipif(sys.platform == "win32", reason="the lock is taken the POSIX way")


@pytest.fixture
def hands(start: Callable[[Path], Hands], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """An officer at the open book; the spare folder is the test's own."""
    monkeypatch.setenv("DESKINC_SPARE", str(folder.parent / "spare"))
    monkeypatch.setattr(store, "PATIENCE", 100.0)
    hands = start(folder)
    hands.sign_in()
    hands.window().session.office.book.settle()
    return hands


def asked(hands: Hands, what: str) -> Question:
    """The question that is asked."""

    def found() -> bool:
        window = QApplication.activeModalWidget()
        return isinstance(window, Question) and window.windowTitle() == what

    hands.qtbot.waitUntil(found)
    window = QApplication.activeModalWidget()
    assert isinstance(window, Question)
    return window


def press(question: Question, verb: str) -> None:
    """Press one of its buttons."""
    (button,) = [one for one in question.findChildren(Button) if one.text() == verb]
    button.click()


def texts(office: Office) -> list[str]:
    """The words of the lines of the book."""
    return [line.text for line in entries.lines(office, entries.ids(office))]


@posix
def test_d06_who_stays_since_no_disk_takes_the_line_stays_when_it_is_written_after_all(
    hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = hands.window()
    office = window.session.office
    kit = {"kit": True, "instructions": True, "sound": True}
    shifts.sign_on(office, kit, entries.new_id()).result()
    office.book.settle()
    hurried(monkeypatch)
    no_spool(sealed.spooling(office))
    with beside(WRITING, folder / "book.db-shm") as go_on:
        window.close()
        press(asked(hands, "Close the window in an open shift?"), "Close and write the line")
        press(asked(hands, "Close without that line?"), "Stay")
        go_on()
        office.handed_in().result()
    assert texts(office)[-1].startswith("Window closed ")
    tasks.bring_home()
    assert not window.session.is_closed
    assert QApplication.activeModalWidget() is None


def test_d06_a_line_posted_just_before_the_window_closes_is_sealed_where_the_book_has_it_not(
    hands: Hands, folder: Path
) -> None:
    window, hangs = hands.window(), Event()
    window.session.office.book._lane.submit(hangs.wait)
    try:
        posted(hands, window, "Just before.")
        with hands.qtbot.waitSignal(window.closed):
            window.close()
        assert spool.waiting(folder) == 1
    finally:
        hangs.set()
    with at_the_next_opening(hands, folder) as again:
        assert texts(again).count("Just before.") == 1
        assert spool.waiting(folder) == 0


@pytest.mark.parametrize("leaves", [False, True], ids=["one stays", "one leaves"])
def test_d06_a_line_that_neither_book_nor_disk_has_lets_nobody_leave_without_a_word(
    hands: Hands, *, leaves: bool
) -> None:
    window, hangs = hands.window(), Event()
    session = window.session
    session.office.book._lane.submit(hangs.wait)
    no_spool(sealed.spooling(session.office))
    try:
        page = posted(hands, window, "Nowhere yet.")
        session.change_wanted.emit()
        press(asked(hands, "Close without that line?"), "Close it" if leaves else "Stay")
        assert session.is_closed is leaves
    finally:
        hangs.set()
    if not leaves:
        hands.qtbot.waitUntil(lambda: not session.posted)
        assert page.log.line_at(page.log.rowCount() - 1).line
        assert texts(session.office)[-1] == "Nowhere yet."


@posix
def test_d06_of_a_line_that_came_in_while_it_was_being_sealed_nothing_is_said(
    hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried(monkeypatch)
    window = hands.window()
    session, begun, slow, told = window.session, Event(), Event(), list[str]()
    office = session.office
    raw, id_ = {"type": "information", "text": "Both."}, entries.new_id()
    laid = sealed.keep(office, raw, id_)

    def keep() -> Sealed:
        begun.set()
        slow.wait()
        return laid()

    then = sealing.Then(
        lambda _saved: told.append("saved"), "", lambda: told.append("sealed"),
        lambda _error: told.append("failed"),
    )  # fmt: skip
    with beside(WRITING, folder / "book.db-shm") as go_on:
        future = entries.post(office, raw, id_)
        sealing.follow(session, session, future, keep, then)
        hands.qtbot.waitUntil(begun.is_set)
        go_on()
        future.result()
        slow.set()
    hands.qtbot.waitUntil(lambda: not office.sealed and not session.posted)
    hands.qtbot.waitUntil(lambda: spool.waiting(folder) == 0)
    assert told == ["saved"]
    assert said(window) == []
    assert texts(office).count("Both.") == 1


def test_d06_a_book_that_is_busy_is_waited_for_longer_than_one_whose_disk_is_silent(
    hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "PATIENCE_MS", 10)
    window, hangs = hands.window(), Event()
    session = window.session
    session.office.book._lane.submit(hangs.wait)
    try:
        monkeypatch.setattr(sealing, "LONGER_MS", 10)
        page = posted(hands, window, "It is busy.")
        hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["It is busy."])
        assert any("The book is busy" in words for words in said(window))
        monkeypatch.setattr(sealing, "LONGER_MS", 3_600_000)
        with suppress(disks.Silent):
            disks.ask(folder, hangs.wait, 0)
        posted(hands, window, "It hangs.")
        hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["It is busy.", "It hangs."])
        assert any("The disk of the book does not answer" in words for words in said(window))
    finally:
        hangs.set()
    page.poster.sealer.take_in()
    assert len(once(hands, window, "It hangs.")) == 1


def test_d06_what_is_written_of_incidents_is_sealed_as_well_while_the_book_hangs(
    hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, hangs = hands.window(), Event()
    office = window.session.office
    thread = opened(office)
    hurried(monkeypatch)
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    showing(hands.qtbot, page, thread)
    office.book._lane.submit(hangs.wait)
    try:
        page.detail.note.words.setPlainText("Names asked.")
        page.detail.note.post.click()
        hands.qtbot.waitUntil(lambda: page.detail.note.text() == "")
        raising = raise_incident(window.session, window, [])
        raising.answers.put("category", {"code": "building.lift_entrapment"})
        raising.answers.put("title", "Two in the lift")
        raising.submit()
        hands.qtbot.waitUntil(lambda: not window.findChildren(RaiseDialog))
        assert spool.waiting(folder) == 2
    finally:
        hangs.set()
    book = window.page("book")
    assert isinstance(book, BookPage)
    book.poster.sealer.take_in()
    hands.qtbot.waitUntil(lambda: not spool.waiting(folder))
    assert "Names asked." in texts(office)
    assert any(words.startswith("To be raised as an incident: Two in") for words in texts(office))


@posix
def test_d06_a_line_that_hangs_and_that_no_disk_takes_is_sealed_as_soon_as_one_does(
    hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried(monkeypatch)
    monkeypatch.setattr(sealing, "AGAIN_MS", 50)
    window = hands.window()
    no_spool(sealed.spooling(window.session.office))
    with beside(WRITING, folder / "book.db-shm") as go_on:
        page = posted(hands, window, "It hangs.")
        hands.qtbot.waitUntil(
            lambda: any("No disk takes this line" in words for words in said(window)),
        )
        assert sealed_rows(page) == []
        (folder / "spool").unlink()
        hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["It hangs."])
        go_on()
    hands.qtbot.waitUntil(lambda: sealed_rows(page) == [])
    assert texts(window.session.office).count("It hangs.") == 1
