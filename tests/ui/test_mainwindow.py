"""The window: pages by key, strip, lock, closing in an open shift, narrow and low."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, assert_named

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.errors import NotAllowed
from deskinc.ui import theme
from deskinc.ui.actions import types_a_character
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.menu import choose_scheme
from deskinc.ui.page import Page, PageSpec
from deskinc.ui.palette import Found
from deskinc.ui.prefs import Looks, Prefs
from deskinc.ui.session import Session
from deskinc.ui.windows import page_specs

OTHER = PageSpec("shift", "arrow-left-right", "&Shift", Page, count=lambda _session: 2)


def sign_on(session: Session) -> None:
    raw = {"kit": True, "instructions": True, "sound": True}
    shifts.sign_on(session.office, raw, entries.new_id()).result()


def raise_incident(session: Session, severity: str, title: str) -> None:
    raw = incidents.start(session.office, [])
    raw |= {
        "category": "building.lift_entrapment", "severity": severity, "title": title,
        "place": "Lift 2", "narrative": "Two people inside.", "reported_by": "R. Malik",
    }  # fmt: skip
    incidents.open_new(session.office, raw, entries.new_id()).result()


def test_every_control_has_an_accessible_name(window: MainWindow) -> None:
    assert_named(window)


def test_d11_no_action_hangs_on_a_printing_character_or_altgr(window: MainWindow) -> None:
    for action in window.all_actions():
        assert not types_a_character(action.shortcut), action.key


@pytest.mark.parametrize("key", ["A", "Shift+A", "1", "Ctrl+Alt+E", "?"])
def test_a_printing_key_is_recognised_as_one(key: str) -> None:
    assert types_a_character(key)


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    keys = [action.shortcut for action in window.all_actions() if action.shortcut]
    assert len(keys) == len(set(keys))


def test_pages_are_gone_through_by_key(
    make_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = make_window(BOOK, OTHER)
    Robot(qtbot, window).keys("Ctrl+PgDown")
    assert window.current_key() == "shift"
    Robot(qtbot, window).keys("Ctrl+PgUp")
    assert window.current_key() == "book"


def test_a_page_is_made_when_it_is_first_shown(make_window: Callable[..., MainWindow]) -> None:
    window = make_window(BOOK, OTHER)
    assert "shift" not in window.pages
    window.session.go("shift")
    assert window.current_key() == "shift"


def test_the_rail_says_how_much_waits(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    item = make_window(BOOK, OTHER).rail.item("shift")
    qtbot.waitUntil(lambda: item.accessibleName() == "Shift, 2")


def refused(_session: Session) -> int:
    raise NotAllowed("Your role does not allow this.")


def test_what_the_officer_may_not_see_is_not_counted_and_nothing_is_said(
    make_window: Callable[..., MainWindow], session: Session, qtbot: QtBot
) -> None:
    window = make_window(BOOK, replace(OTHER, count=refused), replace(OTHER, key="more"))
    qtbot.waitUntil(lambda: window.rail.item("more").accessibleName() == "Shift, 2")
    assert window.rail.item("shift").accessibleName() == "Shift"
    assert not window.banners.shown()


class Shows(QObject):
    """Counts what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what is shown."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self.windows += [watched] if watched.isWindow() else []
        return False


def test_no_part_of_a_page_flashes_as_a_window_of_its_own(
    make_window: Callable[..., MainWindow], qapp: QApplication
) -> None:
    shows = Shows()
    qapp.installEventFilter(shows)
    window = make_window(*page_specs())
    for key in window.specs:
        window.show_page(key)
        QApplication.processEvents()
    qapp.removeEventFilter(shows)
    assert shows.windows == [window]


def test_strip_rail_and_shift_are_read_off_the_thread_that_paints(
    window: MainWindow, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[str] = set()
    real = incidents.active

    def noted(office: Office, *, exercises: bool) -> list[incidents.Incident]:
        threads.add(threading.current_thread().name)
        return real(office, exercises=exercises)

    monkeypatch.setattr(incidents, "active", noted)
    raise_incident(session, "high", "Lift entrapment")
    qtbot.waitUntil(lambda: len(window.strip._items) == 1)
    assert threads
    assert threading.main_thread().name not in threads


def test_the_palette_asks_the_book_off_the_thread_that_paints(
    window: MainWindow, session: Session, robot: Robot, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    raise_incident(session, "high", "Lift entrapment")
    threads: set[str] = set()
    real = incidents.listed

    def noted(
        office: Office, which: str = "all", *, exercises: bool = False
    ) -> list[incidents.Incident]:
        threads.add(threading.current_thread().name)
        return real(office, which, exercises=exercises)

    monkeypatch.setattr(incidents, "listed", noted)
    robot.keys("Ctrl+K")
    assert window.palette_box.isVisible()
    assert window.palette_box.model.rowCount()
    robot.type("entrap")
    qtbot.waitUntil(lambda: window.palette_box.model.rowCount() == 1)
    row = window.palette_box.model.row_at(window.palette_box.model.index(0, 0))
    assert row is not None
    assert row.title == "INC-2026-0001 Lift entrapment"
    assert threading.main_thread().name not in threads


def test_what_is_chosen_in_the_palette_stays_chosen_when_the_book_answers(
    window: MainWindow, robot: Robot
) -> None:
    palette = window.palette_box
    robot.keys("Ctrl+K", "Down", "Down")
    before = palette.model.row_at(palette.list.currentIndex())
    palette._read([Found("A place", "place", lambda: None)])
    assert palette.model.row_at(palette.list.currentIndex()) == before


def test_what_arrives_late_on_a_page_takes_no_letters_from_the_palette(
    window: MainWindow, robot: Robot, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+K")
    robot.type("lo")
    window.page(window.current_key()).first_focus().setFocus()
    qtbot.waitUntil(window.palette_box.field.hasFocus)
    robot.type("ck")
    assert window.palette_box.wanted() == "lock"


def test_the_strip_shows_open_incidents_most_severe_first(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    assert window.strip.isHidden()
    raise_incident(session, "low", "Lost umbrella")
    raise_incident(session, "high", "Lift entrapment")
    qtbot.waitUntil(lambda: len(window.strip._items) == 2)
    names = [item.accessibleName() for item in window.strip._items]
    assert names[0].startswith("High INC-2026-0002 Lift entrapment")
    assert names[1].startswith("Low INC-2026-0001 Lost umbrella")
    assert window.strip.isVisible()


def test_in_a_low_window_the_strip_bears_what_only_the_page_on_screen_puts_there(
    make_window: Callable[..., MainWindow], session: Session, qtbot: QtBot
) -> None:
    raise_incident(session, "high", "Lift 2 stands")
    window = make_window(BOOK, OTHER, size=(640, 400))

    def aside() -> list[str]:
        said = [one for one in window.strip.findChildren(QLabel) if one.isVisible()]
        return [one.text() for one in said if one.text().startswith("day page")]

    qtbot.waitUntil(lambda: aside() == ["day page 326, UTC+0"])
    window.show_page("shift")
    assert aside() == []
    window.show_page("book")
    assert aside() == ["day page 326, UTC+0"]


def test_d19_until_a_second_person_is_enrolled_an_amber_line_says_what_waits(
    window: MainWindow,
) -> None:
    assert window.people.isVisible()
    assert "erasing take two" in window.people.accessibleName()
    assert "Role changes" in window.people.accessibleName()


def test_locking_hides_everything_and_keeps_the_half_written_line(
    window: MainWindow, robot: Robot, qtbot: QtBot
) -> None:
    robot.type("Half a li")
    robot.keys("Ctrl+L")
    assert not window.shell.isVisible()
    kept = window.session.office.kept
    qtbot.waitUntil(lambda: kept().get("entry", {}).get("text") == "Half a li")
    window.session.unlock()
    robot.type("ne")
    assert window.page("book").entry.text.words() == "Half a line"  # type: ignore[attr-defined]


def test_closing_in_an_open_shift_asks_and_staying_is_the_safe_answer(
    window: MainWindow, session: Session, robot: Robot, qtbot: QtBot
) -> None:
    sign_on(session)
    window.close()
    (dialog,) = window.findChildren(QDialog)
    assert dialog.windowTitle() == "Close the window in an open shift?"
    qtbot.waitUntil(lambda: isinstance(robot.focus(), QPushButton))
    focus = robot.focus()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Stay"
    robot.keys("Escape")
    assert window.isVisible()


def test_d16_closing_in_an_open_shift_writes_a_line(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    sign_on(session)
    window.close()
    (dialog,) = window.findChildren(QDialog)
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    with qtbot.waitSignal(window.closed):
        buttons["Close and write the line"].click()
    last = entries.newest(session.office, 1)[-1]
    assert last.text == "Window closed 23:13, R. Malik."


def test_with_no_shift_open_the_window_just_closes(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed):
        window.close()


@pytest.mark.parametrize(("size", "rail"), [((1280, 800), 148), ((853, 533), 76), ((640, 400), 52)])
def test_the_rail_is_as_wide_as_the_window_allows(
    make_window: Callable[..., MainWindow], size: tuple[int, int], rail: int
) -> None:
    window = make_window(BOOK, size=size)
    assert window.rail.width() == rail
    assert (window.width(), window.height()) == size


def test_a_theme_is_chosen_and_kept(
    window: MainWindow, session: Session, light: QApplication
) -> None:
    choose_scheme(session, "dark")
    assert theme.is_dark()
    assert Prefs(session.office.folder).looks() == Looks("dark", 100)


def test_looks_that_make_no_sense_are_the_default(tmp_path: Path) -> None:
    (tmp_path / "looks.ini").write_text("[look]\nscheme=mauve\nscale=999\n")
    assert Prefs(tmp_path).looks() == Looks()


def test_a_banner_is_closed_by_esc(window: MainWindow, session: Session, robot: Robot) -> None:
    session.say("Mirror drive not found.", "Plug it in.", tone="pending")
    assert robot.says() == ["Mirror drive not found. Plug it in."]
    robot.keys("Escape")
    assert not window.banners.shown()


def test_a_fault_of_storing_shows_the_red_bar(window: MainWindow, session: Session) -> None:
    session.health = replace(session.health, fault="The disk is full.")
    session.health_changed.emit(session.health)
    assert window.red.isVisible()
    assert window.red.accessibleName() == "The disk is full."


def test_the_key_sheet_lists_every_key(window: MainWindow, robot: Robot) -> None:
    robot.keys("F1")
    assert window.keys_box.isVisible()
    words = {child.text() for child in window.keys_box.findChildren(QLabel)}
    assert {"A late line", "Alt+1", "On patrol", "Alt+5", "Other"} <= words
    shown = {child.text() for child in window.keys_box.findChildren(QPushButton)}
    assert "Close" in shown
    assert_named(window.keys_box)
    robot.keys("F1")
    assert not window.keys_box.isVisible()


def test_the_officers_menu_names_the_keys_that_find_the_rest(window: MainWindow) -> None:
    (menu,) = (m for m in window.findChildren(QMenu) if m.accessibleName() == "Officer")
    words = [action.text().replace("&", "") for action in menu.actions()]
    assert {"Find anything\tCtrl+K", "Show the keys\tF1", "Lock\tCtrl+L"} <= set(words)
    assert "Sign out" in words
    letters = [QKeySequence.mnemonic(a.text()).toString() for a in menu.actions() if a.text()]
    assert len(set(letters)) == len(letters)
    next(a for a in menu.actions() if "F1" in a.text()).trigger()
    assert window.keys_box.isVisible()
