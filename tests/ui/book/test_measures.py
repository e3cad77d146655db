"""The Book in each measure of its window: nothing cut, everything in its column, all in reach."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.book.test_page import settle, write
from tests.ui.conftest import Clock, Robot, late_of

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.site import PlaceRow
from deskinc.ui import theme
from deskinc.ui.book.columns import NARROW
from deskinc.ui.book.page import PAGE, BookPage
from deskinc.ui.book.side import SideRow
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.parts import Button
from deskinc.ui.suggestions import HIGH, MOST, Suggestions

AT_150, PLAIN, BIG = (853, 533), (1280, 800), (1920, 1080)


@pytest.fixture
def opened(make_window: Callable[..., MainWindow]) -> Callable[[tuple[int, int]], BookPage]:
    """The Book page in a window of a size."""

    def make(size: tuple[int, int]) -> BookPage:
        page = make_window(PAGE, size=size).page("book")
        assert isinstance(page, BookPage)
        return page

    return make


def suggestions(book: BookPage) -> Suggestions:
    (found,) = (s for s in book.window().findChildren(Suggestions) if s.isVisible())
    return found


@pytest.mark.parametrize("size", [AT_150, PLAIN, BIG, (640, 400)])
def test_the_question_why_a_line_was_late_is_shown_whole(
    opened: Callable[[tuple[int, int]], BookPage], size: tuple[int, int], qtbot: QtBot
) -> None:
    late = late_of(opened(size))
    late.offer(5, 4811, 24)
    qtbot.waitUntil(lambda: late.width() > 500)
    parts: list[QWidget] = [*late.findChildren(Button), *late.findChildren(QLabel)]
    assert len(parts) == 6
    for at, part in enumerate(parts):
        assert late.rect().contains(part.geometry())
        assert part.width() >= part.sizeHint().width()
        assert not any(part.geometry().intersects(other.geometry()) for other in parts[:at])


@pytest.mark.parametrize("size", [(640, 400), AT_150, (1024, 768)])
def test_a_correction_beside_a_late_line_and_a_banner_is_seen_whole(
    opened: Callable[[tuple[int, int]], BookPage], size: tuple[int, int], qtbot: QtBot
) -> None:
    book = opened(size)
    window = book.window()
    assert isinstance(window, MainWindow)
    robot = Robot(qtbot, window)
    book.entry.happened.setText("22:31")
    robot.post("v", "Visitor refused at the door.", "Rec")
    late, entry = late_of(book), book.entry
    qtbot.waitUntil(late.isVisible)
    book.session.say("The printer did not take it.", "Look at its paper.", stays=True)
    robot.type("And so on, as long as it takes, until the words need a second row and a third.")
    qtbot.waitUntil(lambda: book.rect().contains(entry.geometry()))
    assert book.rect().contains(late.geometry())
    robot.keys("Ctrl+E")
    robot.type(" More of it, so that the field grows with the words to a second row and a third.")
    robot.keys("Ctrl+Return", "Ctrl+Return")
    assert entry.note.text()
    qtbot.waitUntil(lambda: book.rect().contains(entry.geometry()))
    assert not late.isVisible(), "it waits until the correction is written"
    shown = [entry.happened, entry.type, entry.place, entry.text, entry.post, entry.reason,
             entry.note]  # fmt: skip
    assert all(part.isVisible() and entry.rect().contains(part.geometry()) for part in shown)
    robot.keys("Alt+1", "Escape", "Escape")
    assert late.isVisible()
    assert entries.newest(book.session.office)[0].late_reason == ""


def test_every_type_is_in_reach_of_the_arrows(robot: Robot, book: BookPage) -> None:
    types = entries.types()
    assert len(types) > MOST
    robot.keys("F3")
    shown = suggestions(book)
    assert shown.model.rowCount() == len(types)
    assert shown.list.height() == MOST * HIGH
    assert shown.list.verticalScrollBar().isVisible()
    for _press in types[1:]:
        robot.keys("Down")
    area = shown.list.visualRect(shown.list.currentIndex())
    assert shown.list.viewport().rect().contains(area)
    robot.keys("Return")
    assert book.entry.type.id() == types[-1].code
    robot.keys("F3", "Return")
    assert book.entry.type.id() == types[-1].code, "the list opens at what stands there"


def test_pages_go_through_the_types_and_up_from_the_first_is_the_last(
    robot: Robot, book: BookPage
) -> None:
    types = entries.types()
    robot.keys("F3", "PgDown", "Return")
    assert book.entry.type.id() == types[MOST].code
    robot.keys("F3", "PgUp", "Up", "Tab")
    assert book.entry.type.id() == types[-1].code


def test_more_matches_than_rows_are_all_in_the_list(
    robot: Robot, book: BookPage, office: Office
) -> None:
    names = [f"Floor {at}" for at in range(1, 21)]
    book.entry.set_places(PlaceRow("", name) for name in names)
    robot.keys("F4")
    robot.type("floor")
    assert suggestions(book).model.rowCount() == 20
    robot.keys("Up", "Return")
    assert book.entry.place.text() == "Floor 20"


def test_when_narrow_the_entry_line_keeps_the_columns_of_the_log(
    opened: Callable[[tuple[int, int]], BookPage],
) -> None:
    entry = opened(AT_150).entry
    assert (entry.serial.x(), entry.time.x()) == (NARROW.number, NARROW.written)
    assert entry.happened.x() == NARROW.kind
    assert entry.time.geometry().right() < entry.happened.x()


@pytest.mark.parametrize("name", ["serial", "time", "kept"])
def test_a_running_number_keeps_its_width(book: BookPage, name: str) -> None:
    label = getattr(book.entry, name)
    widths = set()
    for words in ("111", "444", "888"):
        label.setText(words)
        widths.add(label.sizeHint().width())
    assert len(widths) == 1


def test_at_the_newest_line_no_line_is_cut_and_the_bar_stands_at_its_end(
    book: BookPage, office: Office, qtbot: QtBot
) -> None:
    for at in range(40):
        write(office, f"Round {at}. " + "All doors of the floor are secure. " * (at % 3 * 3))
    settle(book, qtbot, 40)
    view = book.view
    bar = view.bar
    for height in range(640, 676, 5):
        book.window().resize(1280, height)
        qtbot.waitUntil(lambda: view.at_end() and bar.value() == bar.maximum())
        first = next(view.shown())
        if first[1] < 0:
            blank = QRect(0, 0, view.width() - 20, first[1] + first[2])
            colours = view.viewport().grab(blank).toImage()
            ground = theme.color("surface").rgb()
            assert all(
                colours.pixel(x, y) == ground
                for x in range(0, colours.width(), 2)
                for y in range(colours.height())
            )
    bar.setValue(bar.maximum() // 2)
    assert not view.at_end()
    bar.setValue(bar.maximum())
    assert view.at_end()


def test_the_side_column_says_day_and_severity_and_a_missed_time_turns_red(
    opened: Callable[[tuple[int, int]], BookPage], office: Office, clock: Clock, qtbot: QtBot
) -> None:
    raw = incidents.start(office, []) | {
        "category": "building.lift_entrapment", "severity": "high", "title": "Lift entrapment",
        "place": "Lift 2", "narrative": "Two people inside.", "reported_by": "R. Malik",
        "next_step": "Call the engineer", "due": office.now() + timedelta(minutes=3),
    }  # fmt: skip
    incidents.open_new(office, raw, entries.new_id()).result()
    book = opened(BIG)
    qtbot.waitUntil(lambda: len(book.side.findChildren(SideRow)) == 2)
    due, still = book.side.findChildren(SideRow)
    assert (due.said.role, due.said.over) == ("pending", "")
    assert due.said.note == "High · INC-2026-0001"
    assert still.said.time == "23:13"
    clock.go_on(minutes=4)
    book.session.ticked.emit(office.now())
    assert due.said.role == "fault"
    assert due.said.over.endswith("over")
    assert due.said.over in due.accessibleName()
    clock.go_on(days=1)
    book.session.ticked.emit(office.now())
    assert still.said.time == "22 Nov, 23:13"


def test_the_search_for_a_person_shows_his_name_and_finds_his_lines(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    n = write(office, "All secure.")
    settle(book, qtbot, 1)
    robot.keys("Ctrl+K")
    robot.type("malik")
    qtbot.waitUntil(lambda: robot.window.palette_box.model.rowCount() == 1)
    robot.keys("Return")
    assert [chip.text() for chip in book.finder.chips.chips] == ["by R. Malik"]
    assert book.finder.field.text() == ""
    qtbot.waitUntil(lambda: book.view.chosen_row() == book.log.row_of(n))


def test_an_empty_book_is_headed_with_today(book: BookPage) -> None:
    assert book.heads.isVisible()
    assert book.heads.accessibleName() == "Sunday 22 November 2026, day page 326, UTC+0"


def test_enter_in_a_field_of_the_list_posts_nothing_and_goes_on(
    robot: Robot, book: BookPage
) -> None:
    robot.keys("F4")
    QTest.keyClick(book.entry.place, Qt.Key.Key_Return)
    assert robot.focus() is book.entry.text
    assert book.entry.place.text() == ""


def test_the_palette_leaves_the_strip_in_sight_and_says_what_enter_does_to_a_place(
    opened: Callable[[tuple[int, int]], BookPage], office: Office, qtbot: QtBot
) -> None:
    raw = incidents.start(office, []) | {
        "category": "building.lift_entrapment", "severity": "high", "title": "Lift entrapment",
        "place": "Lift 2", "narrative": "Two people inside.", "reported_by": "R. Malik",
    }  # fmt: skip
    incidents.open_new(office, raw, entries.new_id()).result()
    window = opened(AT_150).window()
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(window.strip.isVisible)
    robot = Robot(qtbot, window)
    robot.keys("Ctrl+K")
    box = window.palette_box
    rows = box.model.rowCount()
    robot.type("lift")
    qtbot.waitUntil(lambda: box.model.rowCount() not in {0, rows})
    said = [box.model.row_at(box.model.index(at, 0)) for at in range(box.model.rowCount())]
    assert [(row.title, row.right) for row in said if row] == [
        ("INC-2026-0001 Lift entrapment", "open incident"), ("Lift 2", "place · search the book"),
    ]  # fmt: skip
    strip = window.strip
    assert box.y() >= strip.mapTo(window.shell, strip.rect().bottomLeft()).y()
