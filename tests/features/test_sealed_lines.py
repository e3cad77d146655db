"""An open book whose disk refuses takes lines all the same; they get their numbers later (D6)."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desk.offices import BOSS, PHRASES, Prepared, copied
from tests.features.damage import written_since
from tests.features.faults import mounted, no_spool, post
from tests.features.hands import TEXT, Hands
from tests.features.test_start_beside import beside
from tests.ui.incidents.hands import opened, showing

from deskinc.book.disk import store
from deskinc.book.spool import spool
from deskinc.book.writing import writer
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.desk.shift import shifts
from deskinc.desk.trouble import sealed
from deskinc.errors import BookFault
from deskinc.ui import sealing, tasks
from deskinc.ui.banner import Banner
from deskinc.ui.book import sealer
from deskinc.ui.book.page import BookPage
from deskinc.ui.dialogs import Question
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.incidents.raising import RaiseDialog, raise_incident
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.parts import Button
from deskinc.ui.trouble.page import TroublePage

WRITING = """
import fcntl, sys
file = open(sys.argv[1], "r+b")
fcntl.lockf(file, fcntl.LOCK_EX, 1, 120)
"""
"""A program that writes into the book’s file, so that nobody else can."""


@pytest.fixture
def hands(start: Callable[[Path], Hands], folder: Path) -> Hands:
    """An officer signed in at the open book."""
    hands = start(folder)
    hands.sign_in()
    return hands


def stopped(hands: Hands) -> MainWindow:
    """The window of a book that takes nothing any more."""
    window = hands.window()
    window.session.office.book._writer.stop(BookFault("The disk is gone.", "Find it."))
    return window


def said(window: MainWindow) -> list[str]:
    """What the banners say."""
    return [banner.accessibleName() for banner in window.findChildren(Banner)]


def shut(hands: Hands) -> None:
    """Close the program."""
    window = hands.program.window
    if isinstance(window, MainWindow):
        window.close_now()
        hands.qtbot.waitUntil(lambda: window.session.is_closed)
    hands.program.close_office()


@contextmanager
def at_the_next_opening(hands: Hands, folder: Path) -> Iterator[Office]:
    """Close the program, and sign in again."""
    shut(hands)
    with closing(sign_in(folder, BOSS, PHRASES[BOSS])) as office:
        yield office


def posted(hands: Hands, window: MainWindow, text: str) -> BookPage:
    """Post a line at the open book."""
    page = window.page("book")
    assert isinstance(page, BookPage)
    hands.qtbot.waitUntil(lambda: QApplication.focusWidget() is page.entry.text)
    hands.type(text)
    hands.keys("Ctrl+Return")
    hands.type("f")
    hands.keys("Return")
    return page


def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for a book that is busy."""
    monkeypatch.setattr(sealing, "PATIENCE_MS", 10)
    monkeypatch.setattr(sealing, "LONGER_MS", 10)


def sealed_rows(page: BookPage) -> list[str]:
    """The lines of the log that are kept sealed."""
    rows = range(page.log.rowCount())
    return [page.log.line_at(row).text for row in rows if page.log.marks_at(row).sealed]


def fill(folder: Path) -> Path:
    """Leave no byte free."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return filler


def full(office: Office, small: Path) -> Path:
    """Fill the disk until the book refuses a line; returns what fills it."""
    filler = fill(small)
    with suppress(BookFault):
        for i in range(10_000):
            raw = {"type": "patrol", "text": f"{i} " + 300 * "."}
            entries.post(office, raw, entries.new_id()).result()
    return filler


def test_d06_on_a_full_disk_lines_are_kept_sealed_and_numbered_once_there_is_room(
    start: Callable[[Path], Hands], good: Prepared, tmp_path: Path
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    with mounted(small, "-t", "tmpfs", "-o", "size=9m", "tmpfs"):
        folder = copied(good, small)
        hands = start(folder)
        hands.sign_in()
        window = hands.window()
        office = window.session.office
        hands.qtbot.waitUntil((folder / "spool" / "room").exists)
        filler = full(office, small)
        page = posted(hands, window, "The disk is full.")
        hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["The disk is full."])
        assert page.entry.is_empty()
        assert window.red.isVisible()
        assert "kept sealed" in window.red.accessibleName()
        assert spool.waiting(folder) == 1
        filler.unlink()
        page.poster.sealer.take_in()
        hands.qtbot.waitUntil(lambda: not window.red.isVisible())
        assert sealed_rows(page) == []
        last = entries.lines(office, entries.ids(office))[-1]
        assert (last.text, last.by) == ("The disk is full.", "J.H.")
        hands.qtbot.waitUntil(lambda: spool.waiting(folder) == 0)
        assert office.book.verify(full=True) == []


def once(hands: Hands, window: MainWindow, text: str) -> list[entries.Line]:
    """The lines that say so, once nothing waits sealed any more."""
    office = window.session.office
    hands.qtbot.waitUntil(lambda: not sealed.waiting(sealed.spooling(office)))
    return [line for line in entries.lines(office, entries.ids(office)) if line.text == text]


def test_d06_a_line_that_waits_for_a_busy_book_is_sealed_and_written_by_its_note_alone(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried(monkeypatch)
    window, hangs = hands.window(), Event()
    window.session.office.book._lane.submit(hangs.wait)
    page = posted(hands, window, "It hangs.")
    hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["It hangs."])
    hangs.set()
    page.poster.sealer.take_in()
    (line,) = once(hands, window, "It hangs.")
    assert line.noted is not None
    assert window.session.office.health().doubts == ()


def test_d06_each_line_is_sealed_and_the_window_reads_on_while_anything_at_all_hangs_the_book(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried(monkeypatch)
    window, hangs = hands.window(), Event()
    office = window.session.office
    office.book._lane.submit(hangs.wait)
    office.keep("entry", {"text": "Half a line"})
    try:
        page = posted(hands, window, "First.")
        hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["First."])
        page.poster.sealer.take_in()
        posted(hands, window, "Second.")
        hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["First.", "Second."])
        read = list[int]()
        tasks.look(page, lambda: entries.next_serial(office), read.append)
        hands.qtbot.waitUntil(lambda: bool(read))
    finally:
        hangs.set()
    (first,), (second,) = once(hands, window, "First."), once(hands, window, "Second.")
    assert (first.noted is None, second.noted is None) == (False, False)
    hands.qtbot.waitUntil(lambda: sealed_rows(page) == [])
    hands.qtbot.waitUntil(
        lambda: any("2 lines written while the book took none" in words for words in said(window)),
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is taken the POSIX way")
def test_d06_a_line_whose_writing_hangs_is_sealed_and_stands_in_the_book_once(
    start: Callable[[Path], Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 100.0)
    hurried(monkeypatch)
    hands = start(folder)
    hands.sign_in()
    window = hands.window()
    window.session.office.book.settle()
    with beside(WRITING, folder / "book.db-shm") as go_on:
        page = posted(hands, window, "It hangs.")
        hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["It hangs."])
        page.poster.sealer.take_in()
        posted(hands, window, "So does this.")
        hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["It hangs.", "So does this."])
        go_on()
        (line,) = once(hands, window, "It hangs.")
        (_after,) = once(hands, window, "So does this.")
    assert line.noted is None
    hands.qtbot.waitUntil(lambda: sealed_rows(page) == [])
    assert window.session.office.health().doubts == ()


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is taken the POSIX way")
def test_a_line_that_is_sealed_while_it_hangs_and_then_refused_has_one_note(
    start: Callable[[Path], Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.5)
    monkeypatch.setattr(writer, "PAUSE", 0.0)
    hurried(monkeypatch)
    monkeypatch.setattr(sealer, "AGAIN_MS", 200)
    hands = start(folder)
    hands.sign_in()
    window = hands.window()
    window.session.office.book.settle()
    with beside(WRITING, folder / "book.db-shm") as go_on:
        page = posted(hands, window, "It hangs.")
        hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["It hangs."])
        window.session.office.handed_in().result()
        tasks.bring_home()
        assert sealed_rows(page) == ["It hangs."]
        assert spool.waiting(folder) == 1
        go_on()
    (line,) = once(hands, window, "It hangs.")
    assert line.noted is not None
    assert window.session.office.health().doubts == ()


def test_a_book_that_takes_nothing_more_seals_and_the_next_opening_chains(
    hands: Hands, folder: Path
) -> None:
    window = stopped(hands)
    page = posted(hands, window, "Written beside it.")
    hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["Written beside it."])
    hands.keys("Ctrl+N")
    hands.qtbot.waitUntil(lambda: len(sealed_rows(page)) == 2)
    page.poster.sealer.take_in()
    hands.qtbot.waitUntil(lambda: not page.poster.sealer._trying)
    assert len(sealed_rows(page)) == 2
    assert "The disk is gone." in window.red.accessibleName()
    with at_the_next_opening(hands, folder) as again:
        texts = [record.values["text"] for record in again.came_in]
        assert texts == ["Written beside it.", "All correct."]
        assert again.book.verify(full=True) == []


def last_week_s(folder: Path) -> Path:
    """Put the whole folder back as it was, and unplug the mirror; where that lies now."""
    kept = folder.with_name("last week")
    shutil.copytree(folder, kept)
    written_since(folder)
    shutil.rmtree(folder)
    kept.rename(folder)
    return folder.with_name("mirror").rename(folder.with_name("away"))


def test_d06_once_the_mirror_contradicts_the_open_book_a_line_is_kept_sealed(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    away = last_week_s(folder)
    hands = start(folder)
    hands.sign_in()
    window = hands.window()
    office = window.session.office
    page = posted(hands, window, "Nobody knows yet.")
    hands.qtbot.waitUntil(page.entry.is_empty)
    for number in range(4):
        post(office, f"Nor yet {number}.")
    away.rename(folder.with_name("mirror"))
    office.book.settle()
    posted(hands, window, "Typed afterwards.")
    hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["Typed afterwards."])
    hands.qtbot.waitUntil(window.red.isVisible)
    assert "another story" in window.red.accessibleName()
    assert "kept sealed" in window.red.accessibleName()
    assert spool.waiting(folder) == 1
    texts = [line.text for line in entries.lines(office, entries.ids(office))]
    assert texts[-5:] == ["Nobody knows yet.", *(f"Nor yet {number}." for number in range(4))]
    shut(hands)
    again = start(folder)
    again.sign_in()
    assert "another story" in again.trouble().what.text()
    assert spool.waiting(folder) == 1


def test_a_line_no_disk_takes_comes_back_into_the_entry_line(
    start: Callable[[Path], Hands], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKINC_SPARE", str(folder.parent / "spare"))
    hands = start(folder)
    hands.sign_in()
    window = stopped(hands)
    no_spool(sealed.spooling(window.session.office))
    page = posted(hands, window, "Nowhere to go.")
    hands.qtbot.waitUntil(lambda: page.entry.text.words() == "Nowhere to go.")
    assert sealed_rows(page) == []
    QTest.keyClicks(page.entry.text, " Still typing.")
    assert page.entry.text.words() == "Nowhere to go. Still typing."


def test_what_was_kept_of_a_line_that_came_in_since_does_not_come_back(
    start: Callable[[Path], Hands], hands: Hands, folder: Path
) -> None:
    window = hands.window()
    page = window.page("book")
    assert isinstance(page, BookPage)
    text = page.entry.text
    hands.qtbot.waitUntil(lambda: QApplication.focusWidget() is text)
    with hands.qtbot.waitSignal(page.poster.keeper.kept):
        hands.type("Written beside it.")
    page.entry.text.clear()
    page.poster.keeper._later.stop()
    posted(hands, stopped(hands), "Written beside it.")
    hands.qtbot.waitUntil(lambda: bool(list((folder / "spool").glob("*.note"))))
    shut(hands)
    again = start(folder)
    again.sign_in()
    opened = again.window()
    page = opened.page("book")
    assert isinstance(page, BookPage)
    opened.session.office.book.settle()
    again.qtbot.waitUntil(lambda: not page.poster.keeper._restoring)
    assert page.entry.is_empty()
    assert page.log.line_at(page.log.rowCount() - 1).text == "Written beside it."


def test_d06_a_start_on_a_full_disk_ends_in_a_line_that_is_kept(
    start: Callable[[Path], Hands], good: Prepared, tmp_path: Path
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    with mounted(small, "-t", "tmpfs", "-o", "size=9m", "tmpfs"):
        folder = copied(good, small)
        sign_in(folder, BOSS, PHRASES[BOSS]).close()
        filler = fill(small)
        hands = start(folder)
        hands.sign_in()
        opened = (MainWindow, TroublePage)
        hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, opened))
        if isinstance(hands.program.window, TroublePage):
            hands.write(hands.trouble())
        else:
            posted(hands, hands.window(), TEXT)
        hands.qtbot.waitUntil(lambda: spool.waiting(folder) == 1)
        filler.unlink()
        with at_the_next_opening(hands, folder) as again:
            texts = [line.text for line in entries.lines(again, entries.ids(again))]
            assert texts.count(TEXT) == 1
            assert again.book.verify(full=True) == []


def closed_by_the_button(hands: Hands, window: MainWindow) -> None:
    """Press the cross of the window, then the button of the question."""
    window.close()
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Question))
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, Question)
    (go,) = [b for b in asked.findChildren(Button) if b.text() == "Close and write the line"]
    with hands.qtbot.waitSignal(window.closed):
        go.click()


@pytest.mark.parametrize("hangs", [False, True], ids=["with the red bar up", "while it hangs"])
def test_beside_a_book_that_takes_nothing_the_window_closes_and_its_line_is_kept_sealed(
    hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch, *, hangs: bool
) -> None:
    office, hung = hands.window().session.office, Event()
    shifts.sign_on(
        office, {"kit": True, "instructions": True, "sound": True}, entries.new_id()
    ).result()
    if hangs:
        hurried(monkeypatch)
        office.book._lane.submit(hung.wait)
    closed_by_the_button(hands, hands.window() if hangs else stopped(hands))
    hung.set()
    with at_the_next_opening(hands, folder) as again:
        (line,) = entries.lines(again, [record.n for record in again.came_in])
        assert line.text.startswith("Window closed ")
        assert line.text.endswith(f", {BOSS}.")


def test_d06_a_line_of_an_incident_is_kept_sealed_and_stands_in_its_timeline_later(
    hands: Hands, folder: Path
) -> None:
    thread = opened(hands.window().session.office)
    window = stopped(hands)
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    showing(hands.qtbot, page, thread)
    page.detail.note.words.setPlainText("Names asked.")
    page.detail.note.post.click()
    hands.qtbot.waitUntil(lambda: spool.waiting(folder) == 1)
    hands.qtbot.waitUntil(lambda: page.detail.note.text() == "")
    assert any("stands here, with its number" in words for words in said(window))
    with at_the_next_opening(hands, folder) as again:
        assert "Names asked." in [row.text for row in incidents.page(again, thread).timeline]
        assert again.book.verify(full=True) == []


def raising(window: MainWindow) -> RaiseDialog:
    """An incident of two in a lift, just raised."""
    asked = raise_incident(window.session, window, [])
    asked.answers.put("category", {"code": "building.lift_entrapment"})
    asked.answers.put("title", "Two in the lift")
    asked.submit()
    return asked


def test_d06_what_was_said_to_raise_an_incident_is_kept_sealed_as_a_line(
    hands: Hands, folder: Path
) -> None:
    window = stopped(hands)
    raising(window)
    hands.qtbot.waitUntil(lambda: not window.findChildren(RaiseDialog))
    assert any("Raise the incident from that line" in words for words in said(window))
    with at_the_next_opening(hands, folder) as again:
        (line,) = entries.lines(again, [record.n for record in again.came_in])
        assert line.text.startswith("To be raised as an incident: Two in the lift.\n")
        assert line.text.endswith("\nCategory: Lift entrapment.\nSeverity: High.")
        assert (line.type, line.by) == ("incident", "J.H.")


def test_d06_who_leaves_the_question_meanwhile_is_told_that_the_raising_is_kept_sealed(
    hands: Hands, folder: Path
) -> None:
    window = stopped(hands)
    asked = raising(window)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert not asked.isVisible()
    hands.qtbot.waitUntil(
        lambda: any("Raise the incident from that line" in words for words in said(window)),
    )
    assert spool.waiting(folder) == 1


def test_d06_a_correction_is_kept_sealed_and_replaces_its_line_later(
    hands: Hands, folder: Path
) -> None:
    window = stopped(hands)
    office = window.session.office
    page = window.page("book")
    assert isinstance(page, BookPage)
    (old,) = entries.lines(office, entries.ids(office)[3:4])
    page.poster.correct(old)
    page.entry.set_typed({"type": "patrol", "text": "Line three.", "reason": "Misheard."})
    page.poster.submit()
    hands.qtbot.waitUntil(lambda: sealed_rows(page) == ["Line three."])
    with at_the_next_opening(hands, folder) as again:
        (struck,) = entries.lines(again, [old.n])
        assert struck.struck is not None
        assert (struck.struck.by, struck.struck.reason) == ("J.H.", "Misheard.")
        assert again.came_in[0].values["text"] == "Line three."
        assert again.book.verify(full=True) == []


def test_an_act_that_needs_the_book_says_that_it_is_not_kept(hands: Hands, folder: Path) -> None:
    window = stopped(hands)
    office = window.session.office
    strike = entries.strike(office, entries.ids(office)[3], "Twice.", entries.new_id())
    window.session.watch(window, strike, lambda _saved: None)
    hands.qtbot.waitUntil(lambda: any("it needs the book" in words for words in said(window)))
    assert spool.waiting(folder) == 0
