"""Alt and a letter: each letter presses one thing on a page, never also a page of the rail."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, late_of

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.shift import shifts
from deskinc.desk.trust.trust import Fault, Line, Verdict
from deskinc.ui import oneline, parts, style, theme
from deskinc.ui.book.page import BookPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.reports.page import ReportsPage
from deskinc.ui.settings.page import SettingsPage
from deskinc.ui.settings.people import PeopleSection
from deskinc.ui.settings.trust import TrustSection
from deskinc.ui.shift.page import ShiftPage
from deskinc.ui.shift.task import HandoverTask
from deskinc.ui.windows import page_specs


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with every page of the program."""
    return make_window(*page_specs())


def letters(root: QWidget) -> dict[str, list[str]]:
    """Letter to the words that bear it, of what is to be seen in ``root``."""
    found: dict[str, list[str]] = defaultdict(list)
    for part in root.findChildren(QWidget):
        if not part.isVisible() or not part.isEnabled():
            continue
        borne: list[str] = []
        if isinstance(part, QAbstractButton) or (isinstance(part, QLabel) and part.buddy()):
            borne = [part.text()]
        elif isinstance(part, QTabBar):
            borne = [part.tabText(at) for at in range(part.count())]
        for words in borne:
            key = QKeySequence.mnemonic(words).toString()
            if key:
                found[key].append(words)
    return found


def clashes(root: QWidget) -> dict[str, list[str]]:
    """The letters that more than one thing bears."""
    return {key: words for key, words in letters(root).items() if len(words) > 1}


def on_page(window: MainWindow, key: str) -> QWidget:
    """The page of that key on screen."""
    window.show_page(key)
    QApplication.processEvents()
    return window.page(key)


def test_the_rail_has_a_letter_for_every_page(window: MainWindow) -> None:
    keys = [window.rail.item(key).shortcut().toString() for key in window.specs]
    assert all(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    "key", ["book", "incidents", "plan", "shift", "review", "reports", "settings"]
)
def test_no_page_as_it_opens_shares_a_letter(window: MainWindow, qtbot: QtBot, key: str) -> None:
    page = on_page(window, key)
    if isinstance(page, ShiftPage):
        qtbot.waitUntil(lambda: page.state is not None)
    assert clashes(window) == {}


def test_the_book_with_everything_open_shares_no_letter(window: MainWindow) -> None:
    page = on_page(window, "book")
    assert isinstance(page, BookPage)
    page.finder.open()
    late_of(page).offer(1, 1, 24)
    page.entry.set_correcting("correcting 1")
    assert clashes(window) == {}


def test_no_section_of_the_settings_shares_a_letter(window: MainWindow) -> None:
    page = on_page(window, "settings")
    assert isinstance(page, SettingsPage)
    for section in page.sections:
        page.show_section(section.key)
        if isinstance(section, PeopleSection):
            section.open_form()
        QApplication.processEvents()
        assert clashes(window) == {}, section.key


def test_an_outcome_with_faults_shares_no_letter(window: MainWindow) -> None:
    page = on_page(window, "settings")
    assert isinstance(page, SettingsPage)
    page.show_section(TrustSection.key)
    (section,) = (one for one in page.sections if isinstance(one, TrustSection))
    fault = Fault("altered", 1, "A value is gone.", "Line 1", "Restore the book.", "values")
    line = Line("values", "Values", "1 fault", False, 1, 0, 1, 0.1)
    section.panel.show_verdict(
        Verdict(
            True,
            False,
            datetime(2026, 11, 22, tzinfo=UTC),
            1,
            1,
            1,
            0.1,
            "",
            None,
            (line,),
            (fault,),
        )
    )
    QApplication.processEvents()
    assert section.panel.mend.isVisible()
    assert clashes(window) == {}


def test_no_kind_of_report_shares_a_letter(window: MainWindow) -> None:
    page = on_page(window, "reports")
    assert isinstance(page, ReportsPage)
    for at in range(page.model.rowCount()):
        page.list.setCurrentIndex(page.model.index(at, 0))
        for button in page.findChildren(QAbstractButton):
            button.setEnabled(True)
        assert clashes(window) == {}, at


def test_no_part_of_a_shift_shares_a_letter(window: MainWindow, qtbot: QtBot) -> None:
    page = on_page(window, "shift")
    assert isinstance(page, ShiftPage)
    raw = {"kit": True, "instructions": True, "sound": True}
    shifts.sign_on(window.session.office, raw, entries.new_id()).result()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)
    assert clashes(window) == {}
    page.hand_over()
    task = page.stack.currentWidget()
    assert isinstance(task, HandoverTask)
    for at in range(task.steps.count()):
        task.steps.setCurrentIndex(at)
        assert clashes(window) == {}, at
    page.stack.setCurrentWidget(page.finished)
    for button in page.finished.findChildren(QAbstractButton):
        button.setEnabled(True)
    assert clashes(window) == {}
    page.sign_off()
    (dialog,) = window.findChildren(QDialog)
    assert clashes(dialog) == {}
    dialog.reject()


def test_an_incident_shares_no_letter(window: MainWindow, qtbot: QtBot) -> None:
    office = window.session.office
    raw = incidents.start(office, []) | {
        "category": "building.lift_entrapment", "severity": "high", "title": "Lift stuck",
        "place": "Lift 2", "narrative": "Two people inside.", "reported_by": "R. Malik",
    }  # fmt: skip
    saved = incidents.open_new(office, raw, entries.new_id()).result()
    assert saved.records
    (row,) = incidents.active(office)
    window.session.go("incidents", thread=row.thread)
    qtbot.waitUntil(lambda: "Alt+F" in letters(window))
    assert clashes(window) == {}


def test_a_question_shares_no_letter(window: MainWindow, robot: Robot) -> None:
    page = on_page(window, "book")
    assert isinstance(page, BookPage)
    robot.post("p", "All secure.")
    page.poster.ask_strike(page.log.line_at(0))
    (dialog,) = window.findChildren(QDialog)
    assert clashes(dialog) == {}
    dialog.reject()
    menu = page.line_menu(page.log.line_at(0))
    keys = [QKeySequence.mnemonic(action.text()).toString() for action in menu.actions()]
    assert len(set(keys)) == len(keys)


def test_alt_and_its_letter_open_each_page_before_the_next_key(window: MainWindow) -> None:
    for key in reversed(window.specs):
        letter = window.rail.item(key).shortcut()[0]  # type: ignore[index]
        focus = QApplication.focusWidget() or window
        QTest.keyClick(focus, letter.key(), Qt.KeyboardModifier.AltModifier)
        assert window.current_key() == key


def keys_of(owner: QObject) -> list[str]:
    """Every key that a page or the window answers to: of its actions and its shortcuts."""
    of = [key.key().toString() for key in owner.findChildren(QShortcut) if key.isEnabled()]
    if isinstance(owner, QWidget):
        of += [a.shortcut().toString() for a in owner.actions() if not a.shortcut().isEmpty()]
    return of


def test_no_two_keys_of_a_page_are_the_same(window: MainWindow) -> None:
    window.all_actions()
    for key in window.specs:
        keys = keys_of(window.page(key)) + keys_of(window.rail) + [
            action.shortcut().toString() for action in window.shell.actions()
            if not action.shortcut().isEmpty()
        ]  # fmt: skip
        assert sorted(keys) == sorted(set(keys)), key


def picture(widget: QWidget) -> QImage:
    """The pixels of a widget."""
    return widget.grab().toImage()


def test_a_letter_is_underlined_only_while_alt_is_down(qtbot: QtBot, light: QApplication) -> None:
    tick, field = QCheckBox("&Keys received"), QWidget()
    both = QWidget()
    both.setLayout(parts.column(tick, oneline.caption("&Passphrase", field), parts.Button("&Seal")))
    plain = QWidget()
    plain.setLayout(
        parts.column(
            QCheckBox("Keys received"), oneline.caption("Passphrase", field), parts.Button("Seal")
        )
    )
    for shown in (both, plain):
        qtbot.addWidget(shown)
        shown.resize(300, 160)
        shown.show()
    alt = style.AltKey(light)
    for kind, same in ((QEvent.Type.KeyPress, False), (QEvent.Type.KeyRelease, True)):
        event = QKeyEvent(kind, Qt.Key.Key_Alt, Qt.KeyboardModifier.NoModifier)
        alt.eventFilter(both, event)
        assert (picture(both) == picture(plain)) is same


def test_another_window_begins_with_alt_up(light: QApplication) -> None:
    alt = style.AltKey(light)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    alt.eventFilter(light, event)
    assert style.alt_is_down()
    alt.watch(None)
    assert not style.alt_is_down()


def test_a_tick_with_the_focus_has_no_box_inside(qtbot: QtBot, light: QApplication) -> None:
    first, tick = QCheckBox("Keys received"), QCheckBox("Sound tested")
    both = QWidget()
    both.setLayout(parts.column(first, tick))
    qtbot.addWidget(both)
    with qtbot.waitActive(both):
        both.show()
        both.activateWindow()
    before = picture(tick)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert tick.hasFocus()
    assert picture(tick) == before


def test_the_colours_of_the_system_are_followed_only_where_they_are_chosen(
    light: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[theme.Scheme] = ["light"]
    wanted: list[str] = []
    monkeypatch.setattr(theme, "apply", lambda _app, scheme: wanted.append(scheme))
    theme.follow_system(light, lambda: chosen[0])
    hints = QApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert wanted == []
    chosen[0] = "system"
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert wanted == ["system"]
    chosen[0] = "light"
