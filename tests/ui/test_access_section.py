"""The access log in the settings: filtered by person, kind and day; printed; for who may read."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Robot, assert_named, grab
from tests.ui.settings_hands import find, retype

from deskinc.desk import settings
from deskinc.desk.office import Office, note_access
from deskinc.ui.dialogs import Question
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings import access
from deskinc.ui.settings.access import AccessSection
from deskinc.ui.settings.page import PAGE, SettingsPage


@pytest.fixture
def section(
    qtbot: QtBot, office: Office, clock: Clock, make_window: Callable[..., MainWindow]
) -> AccessSection:
    """The section, with a few things in the log, read."""
    note_access(office, "locked").result()
    clock.go_on(days=2)
    note_access(office, "sign_in_failed", "while locked").result()
    settings.change(office, {"post": "Gate"}).result()
    page = make_window(PAGE).page("settings")
    assert isinstance(page, SettingsPage)
    made = find(page, AccessSection)
    assert isinstance(made, AccessSection)
    qtbot.waitUntil(lambda: bool(made.shown))
    return made


def whats(section: AccessSection) -> list[str]:
    """What is listed."""
    return [one.what for one in section.shown]


def test_what_was_done_is_listed_newest_first_and_filtered(
    qtbot: QtBot, section: AccessSection
) -> None:
    assert_named(section)
    assert whats(section)[:3] == ["Settings changed", "Sign-in failed", "Locked"]
    assert section.model.rowCount() == len(section.shown)
    section.kind.setCurrentIndex(section.kind.findData("failed"))
    qtbot.waitUntil(lambda: whats(section) == ["Sign-in failed"])
    section.kind.setCurrentIndex(0)
    retype(qtbot, section.day, "2026-11-22")
    Robot(qtbot, section.window()).keys("Return")  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: whats(section)[:1] == ["Locked"])
    retype(qtbot, section.day, "last week")
    section.load()
    assert "no day" in section.day_row.fault.text()


def test_enter_on_an_entry_shows_all_it_says(qtbot: QtBot, section: AccessSection) -> None:
    words = "Slip INC-2026-0001 for Northgate Lifts. " + "What is asked: mend the lock. " * 8
    note_access(section.session.office, "printed", words).result()
    section.load()
    qtbot.waitUntil(lambda: whats(section)[0] == "Printed")
    section.table.setFocus()
    section.table.setCurrentIndex(section.model.index(0, 0))
    Robot(qtbot, section.window()).keys("Return")  # type: ignore[arg-type]
    (told,) = section.window().findChildren(Question)
    assert any(words.strip() in one.text() for one in told.findChildren(QLabel))
    grab(told, "access-entry")
    told.reject()


def test_the_list_is_printed_and_that_is_noted(
    qtbot: QtBot, section: AccessSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets: list[str] = []
    monkeypatch.setattr(access, "print_text", sheets.append)
    section.print.click()
    qtbot.waitUntil(lambda: bool(sheets))
    assert "Sign-in failed: at the desk of R. Malik. while locked" in sheets[0]
    section.session.office.book.settle()
    section.load()
    qtbot.waitUntil(lambda: whats(section)[0] == "Printed")
