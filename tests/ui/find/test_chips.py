"""Narrowing a search by keyboard: each choice is a chip, and hits stand marked in their place."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.book.test_page import settle, write
from tests.ui.conftest import Robot, assert_named, grab

from deskinc.desk.lines import entries, finding, views
from deskinc.desk.office import Office
from deskinc.ui.book.columns import columns
from deskinc.ui.book.laying import lay
from deskinc.ui.book.meta import Marks
from deskinc.ui.book.page import BookPage
from deskinc.ui.dialogs import Question
from deskinc.ui.find.days import DaysDialog


def said(book: BookPage) -> list[str]:
    return [chip.text() for chip in book.finder.chips.chips]


def back_to(window: QWidget, qtbot: QtBot) -> None:
    """Closing a menu or a dialog leaves no window active where there is no window manager."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def pick(robot: Robot, book: BookPage, *words: str) -> None:
    """Open the menu by its key and choose in it and its submenus by their words."""
    robot.keys("Ctrl+Shift+F")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    top = menu
    for word in words:
        action = next(one for one in menu.actions() if one.text().replace("&", "") == word)
        inside = action.menu()
        if isinstance(inside, QMenu):
            menu = inside
        else:
            action.trigger()
    top.close()
    back_to(QApplication.activeModalWidget() or book.window(), robot.qtbot)


@pytest.fixture
def roof(book: BookPage, office: Office, qtbot: QtBot) -> dict[str, int]:
    """Lines that speak of the roof, one of them struck."""
    found = {
        "patrol": write(office, "Roof door closed.", place="Lobby, Harbour Street"),
        "delivery": write(office, "Roof tiles delivered.", "delivery"),
        "wrong": write(office, "Roof open."),
    }
    entries.strike(office, found["wrong"], "Not so.", entries.new_id()).result()
    settle(book, qtbot, 4)
    return found


def test_a_search_is_narrowed_by_what_is_chosen(
    robot: Robot, book: BookPage, roof: dict[str, int], qtbot: QtBot
) -> None:
    def shows(name: str) -> None:
        qtbot.waitUntil(lambda: book.view.chosen_row() == book.log.row_of(roof[name]))

    robot.keys("Ctrl+F")
    robot.type("roof")
    robot.keys("Return")
    shows("wrong")
    pick(robot, book, "Type", "Delivery")
    assert said(book) == ["Delivery"]
    shows("delivery")
    pick(robot, book, "Type", "Patrol")
    pick(robot, book, "Place", "Lobby, Harbour Street")
    assert said(book) == ["Patrol", "at Lobby, Harbour Street"]
    shows("patrol")
    pick(robot, book, "All lines again")
    pick(robot, book, "Struck")
    shows("wrong")
    pick(robot, book, "Written by", "R. Malik")
    assert said(book) == ["by R. Malik", "struck"]
    assert_named(book)
    grab(book.window(), "find-chips")


def test_the_hits_stand_in_a_list_with_the_words_around_them(
    robot: Robot, book: BookPage, roof: dict[str, int], office: Office, qtbot: QtBot
) -> None:
    far = write(office, f"{'All quiet on this floor. ' * 8}Then the roof door banged.")
    settle(book, qtbot, 5)
    robot.keys("Ctrl+F")
    robot.type("roof")
    hits = book.finder.hits
    qtbot.waitUntil(lambda: hits.isVisible() and hits.model.rowCount() == 4)
    first = hits.model.row_at(hits.model.index(0, 0))
    assert first is not None
    assert first.key == far
    assert first.title == "…All quiet on this floor. Then the roof door banged."
    assert book.view.chosen_row() == book.log.row_of(far)
    robot.keys("Down")
    assert book.view.chosen_row() == book.log.row_of(roof["wrong"])
    wrong = hits.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert wrong.endswith("Roof open., struck")
    robot.keys("Up", "Up")
    assert hits.view.currentIndex().row() == 3
    assert robot.focus() is book.finder.field
    spot = hits.view.visualRect(hits.model.index(1, 0)).center()
    QTest.mouseClick(hits.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert book.view.chosen_row() == book.log.row_of(roof["wrong"])
    grab(book.window(), "find-hits")
    robot.keys("Ctrl+A")
    robot.type("banged")
    qtbot.waitUntil(lambda: not hits.isVisible())


def test_an_addition_is_no_line_of_that_type_but_leads_to_its_line_by_what_it_adds(
    robot: Robot, book: BookPage, roof: dict[str, int], office: Office, qtbot: QtBot
) -> None:
    entries.give_late_reason(office, roof["patrol"], "patrol").result()
    entries.give_late_reason(office, roof["delivery"], "system").result()
    settle(book, qtbot, 6)
    added = office.read.newest(1)[0]
    hits = book.finder.hits
    robot.keys("Ctrl+F")
    robot.type("roof")
    qtbot.waitUntil(lambda: hits.isVisible() and hits.model.rowCount() == 5)
    pick(robot, book, "Type", "Delivery")
    assert said(book) == ["Delivery"]
    qtbot.waitUntil(lambda: book.view.chosen_row() == book.log.row_of(roof["delivery"]))
    wanted = entries.Wanted("roof", type="delivery")
    assert [line.n for line in entries.find(office, wanted)] == [roof["delivery"]]
    ns = finding.numbers(office, wanted)
    assert [line.n for (line,) in finding.read(office, wanted, ns)] == [roof["delivery"]]
    robot.keys("Ctrl+A")
    robot.type("system")
    qtbot.waitUntil(lambda: book.view.chosen_row() == book.log.row_of(added))


def test_at_150_percent_hits_stand_in_a_list_in_place_of_the_heading_and_buttons_keep_words(
    robot: Robot, book: BookPage, roof: dict[str, int], qtbot: QtBot
) -> None:
    window, hits = book.window(), book.finder.hits
    window.resize(853, 533)
    robot.keys("Ctrl+F")
    robot.type("roof")
    qtbot.waitUntil(lambda: hits.isVisible() and hits.model.rowCount() == len(roof))
    qtbot.waitUntil(lambda: not book.heads.isVisible())
    last = hits.model.index(len(roof) - 1, 0)
    assert hits.view.viewport().rect().contains(hits.view.visualRect(last)), "three at once"
    narrow = book.finder.narrow
    assert narrow.width() > narrow.fontMetrics().horizontalAdvance("Narrow…"), "word and icon"
    assert book.finder.field.width() >= 160
    assert book.view.height() > 3 * 28, "the hit is seen among its neighbours"
    robot.keys("Down")
    assert book.view.chosen_row() == book.log.row_of(roof["delivery"])
    assert not book.view.visualRect(book.view.currentIndex()).isNull()
    grab(window, "find-hits-low")
    robot.keys("Escape")
    assert book.heads.isVisible()
    robot.keys("Ctrl+F")
    assert not book.heads.isVisible(), "the hits are still there"
    window.resize(1280, 800)
    qtbot.waitUntil(book.heads.isVisible)
    assert hits.isVisible()


def test_a_chip_is_taken_away_by_pressing_it(
    robot: Robot, book: BookPage, roof: dict[str, int]
) -> None:
    robot.keys("Ctrl+F")
    pick(robot, book, "Type", "Patrol")
    pick(robot, book, "Days", "Today")
    pick(robot, book, "Days", "Last 7 days")
    assert said(book) == ["Patrol", "from 16 November 2026", "to 22 November 2026"]
    pick(robot, book, "Days", "Today")
    pick(robot, book, "Struck")
    assert said(book) == ["Patrol", "on 22 November 2026", "struck"]
    book.finder.chips.chips[1].setFocus()
    robot.keys("Return")
    assert said(book) == ["Patrol", "struck"]
    assert robot.focus() is book.finder.chips.chips[1]
    robot.keys("Space", "Space")
    assert said(book) == []
    assert not book.finder.chips.isVisible()


def test_a_view_is_kept_found_by_ctrl_k_and_forgotten(
    robot: Robot, book: BookPage, roof: dict[str, int], qtbot: QtBot
) -> None:
    robot.keys("Ctrl+F")
    robot.type("roof")
    pick(robot, book, "Struck")
    pick(robot, book, "Keep this view…")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Question))
    robot.type("Roof, struck")
    robot.keys("Return")
    robot.hears("Roof, struck")
    back_to(book.window(), qtbot)
    pick(robot, book, "All lines again")
    robot.keys("Ctrl+A", "Delete", "Escape", "Ctrl+K")
    robot.type("roof, str")
    qtbot.waitUntil(lambda: robot.window.palette_box.model.rowCount() == 1)
    robot.keys("Return")
    assert (book.finder.field.text(), said(book)) == ("roof", ["struck"])
    qtbot.waitUntil(lambda: book.view.chosen_row() == book.log.row_of(roof["wrong"]))
    pick(robot, book, "Forget a view", "Roof, struck")
    qtbot.waitUntil(lambda: not views.listed(book.session.office))


def test_days_are_typed_and_what_is_no_day_is_said(
    robot: Robot, book: BookPage, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+F")
    book.finder.chips.ask_days()
    (dialog,) = book.window().findChildren(DaysDialog)
    qtbot.waitUntil(dialog.since.hasFocus)
    robot.type("yesterdax")
    robot.keys("Return")
    fault = "“yesterdax” is no day. Write it as 2026-11-21, 21 Nov, 21.11., Saturday, yesterday"
    assert dialog.rows[0].fault.text().startswith(fault)
    assert robot.focus() is dialog.since
    robot.keys("Ctrl+A")
    robot.type("2026-11-20")
    robot.keys("Tab")
    robot.type("2026-11-19")
    robot.keys("Return")
    assert "before the first" in dialog.rows[1].fault.text()
    robot.keys("Ctrl+A", "Delete", "Return")
    assert said(book) == ["from 20 November 2026"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("today", 22), ("Yesterday", 21), ("21 Nov", 21), ("21.11.", 21), ("2026-11-20", 20),
     ("-7d", 15), ("-1w", 15), ("Friday", 20)],
)  # fmt: skip
def test_days_are_understood_as_people_say_them(
    robot: Robot, book: BookPage, typed: str, meant: int, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+F")
    book.finder.chips.ask_days()
    (dialog,) = book.window().findChildren(DaysDialog)
    qtbot.waitUntil(dialog.since.hasFocus)
    robot.type(typed)
    assert f" {meant} November 2026" in dialog.rows[0].hint()
    if typed == "-7d":
        grab(dialog, "find-days")
    robot.keys("Return")
    assert said(book) == [f"from {meant} November 2026"]


def test_quiet_figures_say_how_many_of_the_hits_are_late_or_struck(
    robot: Robot, book: BookPage, roof: dict[str, int], office: Office, qtbot: QtBot
) -> None:
    raw = {"type": "patrol", "text": "Roof, said late.",
           "happened": office.now() - timedelta(hours=1)}  # fmt: skip
    entries.post(office, raw, entries.new_id()).result()
    robot.keys("Ctrl+F")
    robot.type("roof")
    figures = book.finder.hits.figures
    qtbot.waitUntil(lambda: figures.text() == "4 lines, 1 late, 1 struck")
    assert figures.isVisible()
    assert book.finder._count.accessibleName() == "1 of 4, 4 lines, 1 late, 1 struck"
    assert robot.focus() is book.finder.field
    grab(book.window(), "find-figures")


def test_hits_are_marked_as_search_finds_them_beyond_umlauts_and_pictures(
    book: BookPage, office: Office, qtbot: QtBot
) -> None:
    write(office, "\U0001f600 Straße, Señor at the roof door; rooftop shut.")
    settle(book, qtbot, 1)
    line = book.log.line_at(0)
    laid = lay(line, columns(narrow=False, low=False), 900, Marks(found='senor "roof do" roo'))
    text, bold = laid.layout.text(), QFont.Weight.Bold
    raw = text.encode("utf-16-le")
    found = [
        raw[one.start * 2 : (one.start + one.length) * 2].decode("utf-16-le")
        for one in laid.layout.formats()
        if one.format.fontWeight() == bold
    ]
    assert found == ["Señor", "roof", "rooftop"]


def test_a_chip_row_wraps_in_a_small_window(
    robot: Robot, book: BookPage, office: Office, roof: dict[str, int]
) -> None:
    book.window().resize(640, 400)
    robot.keys("Ctrl+F")
    thread = office.officer.thread
    today = book.session.now().date()
    book.finder.chips.ask(
        type="patrol", place="Lobby, Harbour Street", officer=thread, since=today, until=today,
        late=True, struck=True, linked=True,
    )  # fmt: skip
    chips = book.finder.chips
    robot.qtbot.waitUntil(lambda: book.finder.rect().contains(chips.geometry()))
    assert all(chips.rect().contains(chip.geometry()) for chip in chips.chips)
    assert chips.height() > chips.chips[0].height()
    assert book.width() <= 640
    grab(book.window(), "find-chips-200")


def test_the_first_fifty_hits_are_shown_and_the_others_follow(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    raw = {"type": "patrol", "place": "Lobby", "text": "Roof seen."}
    office.write(*(office.draft("occurrence", raw) for _line in range(60))).result()
    settle(book, qtbot, 60)
    counts: list[int] = []
    book.finder.hits.model.modelReset.connect(
        lambda: counts.append(book.finder.hits.model.rowCount())
    )
    robot.keys("Ctrl+F")
    robot.type("roof")
    robot.keys("Return")
    qtbot.waitUntil(lambda: bool(counts))
    robot.keys("Return")
    qtbot.waitUntil(lambda: counts == [50, 60])
    assert book.finder._count.text() == "2 of 60"
    assert book.view.chosen_row() == 58
    assert book.finder.hits.view.currentIndex().row() == 1
