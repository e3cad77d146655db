"""What is said beside the line while it is written: it moves, takes, keeps and changes nothing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, late_of
from tests.ui.settings_hands import find, save

from deskinc.desk import settings
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.book.misspelt import marked
from deskinc.ui.book.page import PAGE, BookPage
from deskinc.ui.book.words import WordsPart
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings.page import PAGE as SETTINGS
from deskinc.ui.settings.page import SettingsPage
from deskinc.ui.settings.writing import WritingSection

SAID = "Driver seemed nervous, PIR rang."


def words(page: BookPage) -> WordsPart:
    """The part of the page that reads along."""
    return next(part for part in page.parts if isinstance(part, WordsPart))


def write(robot: Robot, page: BookPage, typed: str) -> None:
    """Type, and pause."""
    robot.type(typed)
    robot.qtbot.waitUntil(lambda: words(page)._knows)
    words(page)._pause.stop()
    words(page).read_along()


def standing(page: BookPage) -> tuple[QRect, QRect, object]:
    return page.entry.geometry(), page.view.geometry(), QApplication.focusWidget()


def test_a_remark_comes_in_a_pause_and_its_key_sends_it_away(robot: Robot, book: BookPage) -> None:
    robot.type(SAID)
    robot.qtbot.waitUntil(lambda: bool(words(book).beside.words()))
    assert words(book).beside.words().startswith("1 of 2: “seemed”: An opinion.")
    assert words(book).beside.accessibleName() == words(book).beside.words()
    robot.keys("Ctrl+Shift+M")
    assert words(book).beside.words().startswith("“PIR”: What do the letters stand for?")
    robot.keys("Ctrl+Shift+M")
    assert words(book).beside.words() == ""
    write(robot, book, " He seemed calm.")
    assert words(book).beside.words() == ""
    assert book.entry.text.words() == SAID + " He seemed calm."


def test_a_row_of_remarks_says_how_many_there_are_and_names_of_firms_are_none(
    robot: Robot, book: BookPage
) -> None:
    write(robot, book, "ABC Ltd van. Typical driver, probably liable, left earlier.")
    assert words(book).beside.words().startswith("1 of 4: “Typical”: An opinion.")
    robot.keys("Ctrl+Shift+M")
    assert words(book).beside.words().startswith("1 of 3: “probably”")
    book.entry.text.clear()
    write(robot, book, "Typical frost. Earlier patrol found ABC Ltd there, liable to return.")
    assert words(book).beside.words() == ""


def test_a_remark_sent_away_comes_again_with_the_next_line(
    robot: Robot, book: BookPage, office: Office
) -> None:
    book.entry.type.take("patrol")
    write(robot, book, "He seemed tired.")
    robot.keys("Ctrl+Shift+M", "Ctrl+Return")
    robot.wait_serial(2)
    assert entries.newest(office, 1)[0].text == "He seemed tired."
    write(robot, book, "She seemed tired.")
    assert words(book).beside.words().startswith("“seemed”")


def test_d32_a_nudge_takes_no_focus_and_moves_no_line(robot: Robot, book: BookPage) -> None:
    for number in (1, 2):
        robot.post("f", f"Stands still, call {number}.", "Lift 2")
    robot.keys("F3")
    robot.type("f")
    robot.keys("Return", "F4")
    robot.type("Lift 2")
    robot.keys("Return")
    robot.type("Man trapped.")
    for size in ((1280, 800), (853, 533), (640, 400)):
        robot.window.resize(*size)
        QApplication.processEvents()
        words(book).fall_silent()
        before = standing(book)
        words(book).read_along()
        robot.qtbot.waitUntil(lambda: "2 lines here in 60 days" in words(book).beside.words())
        assert standing(book) == before
        assert book.rect().contains(words(book).beside.geometry())
    robot.keys("Ctrl+Shift+M")
    assert words(book).beside.words() == ""
    assert standing(book) == before
    assert book.entry.text.words() == "Man trapped."


def test_d32_an_open_incident_at_the_place_is_named(
    robot: Robot, book: BookPage, office: Office
) -> None:
    raw = {"title": "Man trapped", "category": "building.lift_entrapment", "severity": "high",
           "place": "Lift 2"}  # fmt: skip
    saved = incidents.open_new(office, raw, entries.new_id()).result()
    robot.keys("F4")
    robot.type("Lift 2")
    robot.keys("Return")
    robot.qtbot.waitUntil(lambda: bool(words(book).beside.words()))
    number = next(record.number for record in saved.records if record.number)
    assert words(book).beside.words() == f"{number} is open here: Man trapped"
    robot.type("He looked drunk.")
    words(book).read_along()
    assert words(book).beside.words().startswith("“looked drunk”")


def test_d17_a_misspelt_word_is_underlined_and_stays(
    robot: Robot, book: BookPage, office: Office
) -> None:
    book.entry.type.take("patrol")
    book.entry.text.insertPlainText("Vistor 🚧 ")
    write(robot, book, "Malik at the barier barier, LK21 OVR")
    assert marked(book.entry.text) == ["Vistor", "barier", "barier"]
    robot.type(" gone")
    assert marked(book.entry.text) == ["Vistor", "barier", "barier"]
    robot.keys("Ctrl+Return")
    robot.wait_serial(2)
    assert (
        entries.newest(office, 1)[0].text == "Vistor 🚧 Malik at the barier barier, LK21 OVR gone"
    )
    assert marked(book.entry.text) == []


def test_d17_names_in_the_book_are_known_and_a_late_line_is_asked_about_first(
    robot: Robot, book: BookPage, office: Office
) -> None:
    raw = {"type": "keys", "text": "Keys returned.", "reported_by": "Ada Okafor"}
    entries.post(office, raw, entries.new_id()).result()
    book.entry.type.take("patrol")
    book.entry.happened.setText("-30m")
    write(robot, book, "Okafor seemed late. Vistor gone.")
    robot.qtbot.waitUntil(lambda: marked(book.entry.text) == ["Vistor"])
    assert words(book).beside.words()
    robot.keys("Ctrl+Return")
    robot.wait_serial(3)
    robot.qtbot.waitUntil(lambda: late_of(book).isVisible())
    write(robot, book, "He seemed tired.")
    assert words(book).beside.words() == ""


def test_marking_words_keeps_no_draft_and_posts_nothing(
    robot: Robot, book: BookPage, office: Office
) -> None:
    write(robot, book, "Vistor seemed lost.")
    robot.qtbot.waitUntil(lambda: bool(office.kept()))
    robot.qtbot.waitUntil(lambda: bool(book.entry.kept.text()))
    said = book.entry.kept.geometry().translated(book.entry.pos())
    assert not words(book).beside.geometry().intersects(said)
    kept, last, touched = dict(office.kept()), office.read.last_n(), []
    book.entry.edited.connect(lambda: touched.append(1))
    book.entry.text.textChanged.connect(lambda: touched.append(2))
    for _again in range(3):
        words(book).read_along()
    assert touched == []
    assert not book.poster.keeper._later.isActive()
    assert (office.kept(), office.read.last_n()) == (kept, last)


def test_d09_lint_is_computed_never_stored_exported_or_counted(
    robot: Robot, book: BookPage, office: Office, tmp_path: Path
) -> None:
    book.entry.type.take("patrol")
    write(robot, book, "Vistor seemed lost.")
    assert words(book).beside.words()
    robot.keys("Ctrl+Return")
    robot.wait_serial(2)
    record = office.read.record(office.read.last_n())
    assert set(record.values) == {"type", "text", "happened"} & set(record.values)
    office.book.settle()
    said = (b"An opinion", b"opinion", b"seemed\xe2\x80\x9d", b"misspelt")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        held = path.read_bytes()
        assert not any(word in held for word in said), path


def test_what_is_at_fault_comes_first_and_a_locked_desk_says_nothing(
    robot: Robot, book: BookPage
) -> None:
    write(robot, book, "Vistor seemed lost.")
    book.entry.say("happened", "This is no time.")
    assert words(book).beside.words() == ""
    words(book).read_along()
    assert words(book).beside.words() == ""
    robot.type(" ")
    words(book).read_along()
    assert words(book).beside.words()
    robot.window.session.lock()
    assert (words(book).beside.words(), marked(book.entry.text)) == ("", [])


def test_d09_the_site_switches_lint_and_spelling_off_and_has_words_of_its_own(
    make_window: Callable[..., MainWindow], qtbot: QtBot, office: Office
) -> None:
    window = make_window(PAGE, SETTINGS)
    page, site = window.page("book"), window.page("settings")
    assert isinstance(page, BookPage)
    assert isinstance(site, SettingsPage)
    robot = Robot(qtbot, window)
    window.show_page("settings")
    own = find(site, WritingSection)
    assert isinstance(own, WritingSection)
    for word in ("Tannoi", "PIR"):
        own.add.click()
        robot.type(word)
    save(qtbot, site, office)
    window.show_page("book")
    write(robot, page, "Tannoi and PIR tested. Vistor seemed content.")
    assert marked(page.entry.text) == ["Vistor"]
    assert words(page).beside.words().startswith("“seemed”")
    window.show_page("settings")
    for name in ("lint", "spelling"):
        editor = own.switches.editors[name]
        assert isinstance(editor, QComboBox)
        assert editor.currentData() == "yes"
        editor.setFocus()
        robot.keys("Down")
    save(qtbot, site, office)
    assert (office.site.lint, office.site.spelling) == (False, False)
    window.show_page("book")
    write(robot, page, " ")
    assert (marked(page.entry.text), words(page).beside.words()) == ([], "")


def test_another_language_of_the_site_is_left_alone(
    robot: Robot, book: BookPage, office: Office
) -> None:
    settings.change(office, {"language": "de-DE"}).result()
    office.book.settle()
    write(robot, book, "Besucher seemed ruhig.")
    assert (marked(book.entry.text), words(book).beside.words()) == ([], "")
