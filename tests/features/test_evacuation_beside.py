"""The pack of an evacuation is in somebody's hand whatever the book takes (D27)."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.desk.offices import Prepared, copied
from tests.features.faults import mounted
from tests.features.hands import Hands
from tests.features.test_sealed_lines import WRITING, full, said
from tests.features.test_start_beside import beside
from tests.reports.tools import bare, text_of
from tests.ui.test_roles import held

from deskinc.book.disk import store
from deskinc.book.spool import spool
from deskinc.desk.evacuation import ordering
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.forms import roles
from deskinc.ui.book.page import BookPage
from deskinc.ui.mainwindow import MainWindow


def assert_without_number(hands: Hands, printer: Path) -> None:
    """The paper is there, with everything but a number."""
    paper = printer / "0.pdf"
    hands.qtbot.waitUntil(lambda: paper.exists() and b"%%EOF" in paper.read_bytes()[-16:])
    text = bare(text_of(paper.read_bytes()))
    for words in ("Evacuation pack, ", "Evacuation sheet ______", "Help to get out"):
        assert bare(words) in text, words
    assert "INC-" not in text


def told(hands: Hands, window: MainWindow, words: str) -> None:
    hands.qtbot.waitUntil(lambda: any(words in one for one in said(window)))


def test_d27_on_a_full_disk_the_pack_is_printed_and_the_incident_opened_once_there_is_room(
    start: Callable[[Path], Hands], good: Prepared, tmp_path: Path, printer: Path
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
        page = window.page("book")
        assert isinstance(page, BookPage)
        hands.keys("Shift+F9")
        assert_without_number(hands, printer)
        told(hands, window, "The evacuation is not in the book.")
        hands.qtbot.waitUntil(lambda: spool.waiting(folder) == 1)
        filler.unlink()
        page.poster.sealer.take_in()
        told(hands, window, "The evacuation is an incident now.")
        (one,) = incidents.active(office)
        assert one.category == "fire.evacuation"
        (line,) = [each for each in entries.lines(office, entries.ids(office))
                   if each.text.startswith("Evacuation, to be opened")]  # fmt: skip
        assert line.incident == one.number
        assert one.occurred == line.happened
        hands.qtbot.waitUntil(lambda: spool.waiting(folder) == 0)
        assert office.book.verify(full=True) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is taken the POSIX way")
def test_d27_beside_a_book_that_hangs_the_pack_comes_and_one_incident_is_opened(
    start: Callable[[Path], Hands], folder: Path, printer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 100.0)
    monkeypatch.setattr(ordering, "PATIENCE", 0.01)
    hands = start(folder)
    hands.sign_in()
    window = hands.window()
    office = window.session.office
    office.book.settle()
    with beside(WRITING, folder / "book.db-shm") as go_on:
        window.evacuations.begin()
        assert_without_number(hands, printer)
        told(hands, window, "The book is busy, or hangs.")
        go_on()
        page = window.page("book")
        assert isinstance(page, BookPage)
        page.poster.sealer.take_in()
        told(hands, window, "The evacuation is an incident now.")
    assert len(incidents.active(office)) == 1


def test_d27_whoever_may_raise_no_incident_has_the_pack_too(
    start: Callable[[Path], Hands], folder: Path, printer: Path
) -> None:
    hands = start(folder)
    hands.sign_in()
    window = hands.window()
    office = window.session.office
    held(office, roles.MANAGER)
    window.session.roles_changed.emit()
    hands.keys("Shift+F9")
    assert_without_number(hands, printer)
    told(hands, window, "Your roles raise no incidents.")
    page = window.page("book")
    assert isinstance(page, BookPage)
    page.poster.sealer.take_in()
    hands.qtbot.waitUntil(lambda: spool.waiting(folder) == 0)
    (line,) = [each for each in entries.lines(office, entries.ids(office))
               if each.text.startswith("Evacuation, to be opened")]  # fmt: skip
    assert line.noted is not None
    assert incidents.active(office) == []
    assert office.book.verify(full=True) == []
