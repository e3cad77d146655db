"""The page of a book that does not open: named, reachable by keyboard, whole at every size."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.features.faults import no_spool
from tests.ui.conftest import assert_named, grab
from tests.ui.test_mnemonics import clashes

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.trouble import sealed, trouble
from deskinc.desk.trouble.trouble import Trouble
from deskinc.errors import BookFault
from deskinc.paths import forget
from deskinc.ui.actions import strokes
from deskinc.ui.trouble.page import TroublePage

NIGHT = datetime(2026, 11, 22, 3, 12, 9, tzinfo=UTC)
FAULT = BookFault(
    "The book’s file is older than it should be: 3 records are missing.",
    "It was put back from an older copy, or cut off. Nothing was changed. Keep the folder as it "
    "is. What the mirror holds, Restore the book… says. Call whoever looks after the program.",
)
Show = Callable[..., TroublePage]


@pytest.fixture
def found(office: Office) -> Trouble:
    """A book that is older than it should be, and nobody's slot opened."""
    return trouble.meet(office.folder, FAULT, "R. Malik")


@pytest.fixture
def show(qtbot: QtBot, found: Trouble) -> Show:
    """Shows the page."""

    def make(size: tuple[int, int] = (1280, 800), what: Trouble = found) -> TroublePage:
        page = TroublePage(what, lambda: NIGHT)
        qtbot.addWidget(page, before_close_func=_let_go)
        page.resize(*size)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        qtbot.waitUntil(lambda: "were copied" in page.kept.words.text())
        return page

    return make


def _let_go(page: QWidget) -> None:
    if isinstance(page, TroublePage):
        page._may_close = True


def press(*chords: str) -> None:
    """Press chords at whatever has the focus."""
    for chord in chords:
        focus, stroke = QApplication.focusWidget(), strokes(chord)[0]
        assert focus is not None
        QTest.keyClick(focus, stroke.key(), stroke.keyboardModifiers())


def test_every_control_has_a_name_and_every_letter_one_meaning(show: Show) -> None:
    page = show()
    assert_named(page)
    assert clashes(page) == {}


@pytest.mark.parametrize(
    ("size", "lost"),
    [((1280, 800), False), ((1920, 1080), False), ((853, 533), False), ((640, 400), False),
     ((853, 533), True)],
)  # fmt: skip
def test_nothing_is_cut_and_there_is_room_to_write(
    show: Show, found: Trouble, size: tuple[int, int], lost: bool
) -> None:
    page = show(size, replace(found, lost=lost))
    grab(page, f"trouble-{size[0]}")
    assert page.anew.isVisible() is lost
    for part in (page.what, page.todo, page.retry, page.mend, page.entry.text,
                 page.entry.post, page.entry.type, page.entry.place):  # fmt: skip
        corner = part.mapTo(page, QPoint(part.width() - 1, part.height() - 1))
        assert page.rect().contains(corner), part
    for words in (page.what, page.todo, *([page.anew.words] if lost else [])):
        assert words.height() >= words.heightForWidth(words.width())


def test_type_and_place_are_chosen_by_key_and_a_place_typed_once_is_offered(
    show: Show, qtbot: QtBot
) -> None:
    page = show()
    press("F3")
    QTest.keyClicks(page.entry.type, "f")
    press("Return", "F4")
    QTest.keyClicks(page.entry.place, "B1 car park")
    press("Return")
    QTest.keyClicks(page.entry.text, "Water in the lift pit.")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: page.lines.rowCount() == 1)
    line = page.lines.line_at(0)
    assert (line.type_text, line.place, line.by) == ("Lift", "B1 car park", "R.M.")
    assert line.written == NIGHT
    press("F4")
    QTest.keyClicks(page.entry.place, "b1")
    assert page.entry.place.popup_open()


def test_lines_written_before_are_counted(show: Show, qtbot: QtBot, found: Trouble) -> None:
    raw = {"type": "patrol", "text": "Earlier."}
    for _line in range(2):
        sealed.write(found.spooling, raw, entries.new_id())
    page = show()
    qtbot.waitUntil(lambda: bool(page.before.words.text()))
    assert page.before.words.text() == "2 lines written before wait sealed."


def test_without_any_key_the_page_says_so_and_takes_nothing(show: Show, office: Office) -> None:
    mirror = office.book.mirror
    assert mirror is not None
    for path in (*office.folder.glob("slots.json*"), *mirror.glob("slots.json")):
        path.unlink()
    (office.folder / "spool" / "known.json").unlink(missing_ok=True)
    forget(office.folder)
    page = show(what=trouble.meet(office.folder, FAULT, "R. Malik"))
    assert not page.entry.isEnabled()
    assert "Write on paper" in page.about.text()


def test_two_lines_in_a_row_are_both_kept_and_a_time_that_is_none_is_said(
    show: Show, qtbot: QtBot, found: Trouble
) -> None:
    page = show()
    for text in ("First.", "Second."):
        page.entry.type.take("patrol")
        QTest.keyClicks(page.entry.text, text)
        page.poster.submit()
    qtbot.waitUntil(lambda: page.lines.rowCount() == 2)
    page.entry.happened.setText("half past")
    QTest.keyClicks(page.entry.text, "Third.")
    page.poster.submit()
    assert page.entry.note.text()
    assert sealed.waiting(found.spooling) == 2


def test_a_line_no_disk_takes_comes_back_or_can_be_taken_back(
    show: Show, qtbot: QtBot, found: Trouble, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DESKINC_SPARE", str(tmp_path / "spare"))
    page = show()
    no_spool(found.spooling)
    page.entry.type.take("patrol")
    QTest.keyClicks(page.entry.text, "Nowhere to go.")
    page.poster.submit()
    qtbot.waitUntil(lambda: page.entry.text.words() == "Nowhere to go.")
    qtbot.waitUntil(lambda: bool(page.banners.shown()))
    page.poster.submit()
    QTest.keyClicks(page.entry.text, "Typed on.")
    qtbot.waitUntil(lambda: any("Nowhere" in b.accessibleName() for b in page.banners.shown()))
    assert page.entry.text.words() == "Typed on."
    assert not page.close()


def test_f2_keeps_the_time_beside_a_book_that_does_not_open(show: Show) -> None:
    page = show()
    page.setFocus()
    press("F2")
    assert page.entry.raw()["stamped"] == NIGHT
    assert page.entry.text.hasFocus()
