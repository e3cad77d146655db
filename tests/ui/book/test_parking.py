"""Half lines laid aside: several side by side, each with its own stamp, none of them lost (D13)."""

from collections.abc import Callable
from threading import Event

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Robot, grab
from tests.ui.relief import OTHER, RELIEF, enrol_relief, take_over

from deskinc.desk.lines import entries, stamps
from deskinc.desk.office import Office
from deskinc.ui import tasks, theme
from deskinc.ui.book.page import PAGE, BookPage
from deskinc.ui.book.parked import KEYS
from deskinc.ui.book.stubs import StubList, StubPart
from deskinc.ui.mainwindow import MainWindow


def parked(book: BookPage) -> list[str]:
    return [line["text"] for line in book.poster.parked.lines]


def kept(office: Office) -> set[str]:
    texts = office.kept()
    return {str(text["text"]) for key, text in texts.items() if key.startswith(KEYS)}


def park(robot: Robot, *texts: str) -> None:
    for text in texts:
        robot.type(text)
        robot.keys("F6")


def test_d13_f6_parks_text_and_stamp_and_gives_an_empty_line(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    robot.keys("F2")
    qtbot.waitUntil(lambda: len(stamps.open_stamps(office)) == 1)
    (stub,) = stamps.open_stamps(office)
    robot.keys("F3")
    robot.type("v")
    robot.keys("Return", "F4")
    robot.type("Rec")
    robot.keys("Down", "Return")
    park(robot, "Visitor at")
    assert book.entry.is_bare()
    assert (book.entry.type.id(), book.entry.place.text()) == ("", "")
    assert robot.focus() is book.entry.text
    robot.post("p", "All secure.")
    robot.keys("Shift+F6")
    assert book.entry.text.words() == "Visitor at"
    assert (book.entry.type.id(), book.entry.place.text()) == ("visitor", "Reception")
    assert book.entry.stamp == stub
    robot.type(" the door.")
    robot.keys("Ctrl+Return")
    robot.wait_serial(3)
    assert entries.newest(office, 1)[0].stamped == stub.at
    assert parked(book) == []


def test_d13_shift_f6_brings_them_back_in_turn(robot: Robot, book: BookPage) -> None:
    park(robot, "one", "two", "three")
    assert parked(book) == ["one", "two", "three"]
    seen = []
    for _no in range(4):
        robot.keys("Shift+F6")
        seen.append(book.entry.text.words())
    assert seen == ["one", "two", "three", "one"]
    assert parked(book) == ["two", "three"]
    robot.keys("F6", "F6")
    assert parked(book) == ["two", "three", "one"]


def test_d13_parked_lines_survive_another_officer_and_a_kill(
    robot: Robot, book: BookPage, office: Office, window: MainWindow, qtbot: QtBot
) -> None:
    enrol_relief(office)
    park(robot, "one", "two")
    take_over(office, RELIEF, OTHER)
    qtbot.waitUntil(lambda: parked(book) == [])
    park(robot, "hers")
    take_over(office, NAME, PASSPHRASE)
    qtbot.waitUntil(lambda: parked(book) == ["one", "two"])
    qtbot.waitUntil(lambda: kept(office) == {"one", "two"})
    again = PAGE.make(window.session)
    qtbot.addWidget(again)
    assert isinstance(again, BookPage)
    qtbot.waitUntil(lambda: parked(again) == ["one", "two"])


def test_d13_each_parked_line_posts_once(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    book.entry.type.take("patrol")
    park(robot, "one")
    book.entry.type.take("patrol")
    park(robot, "two")
    ids = [line["id"] for line in book.poster.parked.lines]
    assert len(set(ids)) == 2
    for serial in (2, 3):
        robot.keys("Shift+F6", "Ctrl+Return", "Ctrl+Return")
        robot.wait_serial(serial)
    assert [line.text for line in entries.newest(office, 9)] == ["one", "two"]
    qtbot.waitUntil(lambda: not kept(office) and "entry" not in office.kept())


def test_d13_what_was_kept_is_read_late_and_neither_doubles_nor_forgets_a_line_parked_meanwhile(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    def park_while_reading(text: str) -> None:
        """It is parked and kept before what was kept is read, and that comes home afterwards."""
        held = Event()
        tasks.run(book, held.wait, lambda _set: None, lane="look")
        book.poster.parked.read()
        park(robot, text)
        qtbot.waitUntil(lambda: text in kept(office))
        held.set()
        tasks.drain()

    park_while_reading("one")
    tasks.bring_home()
    office.book.settle()
    assert (parked(book), kept(office)) == (["one"], {"one"})
    robot.keys("Shift+F6")
    qtbot.waitUntil(lambda: not kept(office))
    robot.keys("Ctrl+A", "Delete")
    park_while_reading("two")
    robot.keys("Shift+F6")
    tasks.bring_home()
    assert (parked(book), book.entry.text.words()) == ([], "two")


def test_d13_a_parked_line_that_stands_in_the_book_is_not_found_again(
    robot: Robot, book: BookPage, office: Office, window: MainWindow, qtbot: QtBot
) -> None:
    park(robot, "one")
    id_ = book.poster.parked.lines[0]["id"]
    qtbot.waitUntil(lambda: kept(office) == {"one"})
    entries.post(office, {"type": "patrol", "text": "one"}, id_).result()
    again = PAGE.make(window.session)
    qtbot.addWidget(again)
    assert isinstance(again, BookPage)
    qtbot.waitUntil(lambda: kept(office) == set())
    assert parked(again) == []


def test_what_was_begun_before_a_correction_is_not_lost_by_parking_it(
    robot: Robot, book: BookPage
) -> None:
    robot.post("p", "All secure.")
    robot.type("Half a line")
    robot.keys("Ctrl+E")
    robot.type(" At 3.")
    robot.keys("F6")
    assert book.entry.text.words() == "Half a line"
    robot.keys("Shift+F6")
    assert book.entry.is_correcting()
    assert book.entry.text.words() == "All secure. At 3."
    assert parked(book) == ["Half a line"]


def test_a_press_on_the_stamp_of_a_parked_line_brings_the_line_back(
    robot: Robot, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    robot.keys("F2")
    park(robot, "Alarm")
    qtbot.waitUntil(lambda: len(stamps.open_stamps(office)) == 1)
    (chips,) = book.findChildren(StubList)
    (said,) = chips.words()
    assert "its line is parked, Shift+F2 brings it back" in said
    robot.keys("Shift+F2")
    assert book.entry.text.words() == "Alarm"
    assert book.entry.stamp is not None
    assert "parked" not in chips.words()[0]
    robot.keys("F6")
    (part,) = (part for part in book.parts if isinstance(part, StubPart))
    part.take(stamps.open_stamps(office)[0])
    assert book.entry.text.words() == "Alarm"


@pytest.mark.parametrize("size", [(1280, 800), (853, 533), (640, 400)])
def test_parked_lines_and_stamps_have_room_side_by_side(
    make_window: Callable[..., MainWindow], size: tuple[int, int], qtbot: QtBot, light: object
) -> None:
    window = make_window(PAGE, size=size)
    page = window.page("book")
    assert isinstance(page, BookPage)
    robot = Robot(qtbot, window)
    robot.keys("F2", "F2", "F2")
    park(robot, "one", "two")
    entry = page.entry
    qtbot.waitUntil(lambda: len(stamps.open_stamps(window.session.office)) == 3)
    (stubs,) = page.findChildren(StubList)
    qtbot.waitUntil(lambda: stubs.isVisible() and bool(stubs.words()))
    qtbot.waitUntil(lambda: entry.beside.width() == entry.beside.sizeHint().width())
    assert entry.rect().contains(entry.beside.geometry())
    others = (entry.who, entry.doing, entry.place, entry.time)
    shown = [part for part in others if part.isVisible()]
    assert not any(part.geometry().intersects(entry.beside.geometry()) for part in shown)
    for scheme in ("light", "dark"):
        theme.apply(light, scheme)  # type: ignore[arg-type]
        grab(window, f"parked-{size[0]}-{scheme}")
