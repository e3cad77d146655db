"""The recovery sheet in the settings: tried by its words, and made anew, by keyboard."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, Clock, Makes, NewOffice, assert_named, grab
from tests.ui.relief import OTHER, RELIEF, office_of_two

from deskinc.desk.office import Office
from deskinc.ui import tasks
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings.page import PAGE, SettingsPage
from deskinc.ui.settings.sheet import SheetSection
from deskinc.ui.settings.sheet_dialogs import NewSheetDialog, TryDialog
from deskinc.ui.signing import Hand, Second

Shown = TypeVar("Shown", bound=QDialog)


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """An office of two whose sheet nobody has tried for a hundred days."""
    made = prepared(office_of_two).opened(tmp_path, clock)
    clock.go_on(days=100)
    yield made
    tasks.drain()
    made.close()


@pytest.fixture
def section(make_window: Callable[..., MainWindow]) -> SheetSection:
    """The section, on screen."""
    page = make_window(PAGE).page("settings")
    assert isinstance(page, SettingsPage)
    page.show_section("sheet")
    found = page.section
    assert isinstance(found, SheetSection)
    return found


def shown(qtbot: QtBot, kind: type[Shown]) -> Shown:
    """The dialog of that kind, once it is there."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    made = QApplication.activeModalWidget()
    assert isinstance(made, kind)
    return made


def _told(hand: Hand) -> bool:
    """Whether something is said at a passphrase."""
    return bool(hand.row.fault.text())


def words_shown(qtbot: QtBot, made: NewSheetDialog) -> tuple[str, ...]:
    """Give the passphrases, wrong at first, and read the words."""
    own, second = made.signers.hands
    assert isinstance(second, Second)
    QTest.keyClicks(own.field, "not the right one at all")
    made.go.click()
    assert second.name_row.fault.text()
    QTest.keyClicks(second.name_field, RELIEF)
    QTest.keyClicks(second.field, "not the right one either")
    for hand, words in ((own, PASSPHRASE), (second, OTHER)):
        made.go.click()
        qtbot.waitUntil(partial(_told, hand))
        made.session.office.waits.clear()  # the time went by
        QTest.keyClicks(hand.field, words)
    assert_named(made)
    grab(made, "sheet-signers")
    made.go.click()
    qtbot.waitUntil(lambda: made.pages.currentIndex() == 1)
    grab(made, "sheet-words")
    return made._draft.words


def test_d24_a_new_sheet_is_copied_three_words_asked_back_and_then_tried(
    qtbot: QtBot, section: SheetSection
) -> None:
    assert "100 days ago" in section.tried.words()
    assert_named(section)
    grab(section.window(), "sheet-section")
    section.new.click()
    made = shown(qtbot, NewSheetDialog)
    words = words_shown(qtbot, made)
    made.go.click()
    assert made.step.pages.currentIndex() == 1
    assert made.leave.text() == "Back"
    assert_named(made)
    QTest.keyClick(made, Qt.Key.Key_Escape)
    assert made.step.pages.currentIndex() == 0, "Esc shows the words again"
    assert made.leave.text() == "Cancel"
    made.go.click()
    for at, field in zip(made.step._asked, made.step.fields, strict=True):
        QTest.keyClicks(field, words[at])
    draft = made._draft
    made.go.click()
    qtbot.waitUntil(lambda: not draft.words)
    assert "0 days ago" in section.tried.words()
    section.attempt.click()
    tried = shown(qtbot, TryDialog)
    tried.words.fields[0].setText(" ".join(words))
    grab(tried, "sheet-try")
    office = section.session.office
    tried.go.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert office.read.accesses(1, whats=("sheet_tried",))
    assert office.book.verify(full=True) == []


def test_the_dialog_goes_when_the_desk_is_locked(qtbot: QtBot, section: SheetSection) -> None:
    section.attempt.click()
    shown(qtbot, TryDialog)
    section.session.locked.emit()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
