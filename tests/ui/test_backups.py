"""The section Backups: a folder, one key press, and the list of what was made."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import assert_named
from tests.ui.settings_hands import find, press

from deskinc.desk.office import Office
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings.backups import BackupsSection
from deskinc.ui.settings.page import PAGE, SettingsPage


@pytest.fixture
def section(make_window: Callable[..., MainWindow]) -> BackupsSection:
    """The section in its window."""
    page = make_window(PAGE).page("settings")
    assert isinstance(page, SettingsPage)
    found = find(page, BackupsSection)
    assert isinstance(found, BackupsSection)
    return found


def test_a_backup_is_made_by_keyboard(
    qtbot: QtBot, section: BackupsSection, office: Office, tmp_path: Path
) -> None:
    assert_named(section)
    assert section.first_focus() is section.path.field
    section.back_up()
    assert section.fault.text()
    QTest.keyClicks(section.path.field, str(tmp_path / "stick"))
    qtbot.waitUntil(lambda: "same disk" in section.disk.words())
    section.go.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    says = "Restored and verified"
    qtbot.waitUntil(lambda: section.model.index(0, 3).data() == says, timeout=60_000)
    assert section.model.index(0, 1).data() == str(office.read.last_line() or "-")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is section.go)
    assert not section.bar.isVisible()
    assert not section.table.isHidden()


def test_a_backup_is_stopped(qtbot: QtBot, section: BackupsSection, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    section.path.set_path(place)
    section.back_up()
    assert QApplication.focusWidget() is section.stop
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Stopped" in section.state.text(), timeout=60_000)
    assert not place.exists() or list(place.iterdir()) == []


def test_a_folder_that_will_not_do_is_said_at_the_field(
    qtbot: QtBot, section: BackupsSection, office: Office
) -> None:
    section.path.set_path(office.folder / "inside")
    section.back_up()
    qtbot.waitUntil(lambda: "folder of its own" in section.fault.text(), timeout=60_000)


def test_the_time_of_the_day_is_a_setting_of_the_site(
    qtbot: QtBot, section: BackupsSection, office: Office
) -> None:
    page = section.window().findChild(SettingsPage)
    assert page is not None
    page.show_section("backups")
    assert section.at.text() == "03:00"
    section.at.setFocus()
    section.at.selectAll()
    QTest.keyClicks(section.at, "3 am")
    assert page.raw() == {"backup_at": "3 am"}
    page.save()
    assert "03:00" in section.at_row.fault.text()
    section.at.selectAll()
    QTest.keyClicks(section.at, "22:15")
    page.save()
    qtbot.waitUntil(lambda: office.site.backup_at == "22:15")
    qtbot.waitUntil(lambda: not page.raw())
    section.at.clear()
    QTest.keyClicks(section.at, " ")
    page.save()
    qtbot.waitUntil(lambda: office.site.backup_at == "03:00")


def test_a_backup_goes_before_the_one_the_desk_makes_by_itself(
    qtbot: QtBot, section: BackupsSection, office: Office, tmp_path: Path
) -> None:
    section.path.set_path(tmp_path / "stick")
    with office.turn.of_desk(lambda: False) as stop:
        section.back_up()
        qtbot.waitUntil(stop)
    says = "Restored and verified"
    qtbot.waitUntil(lambda: section.model.index(0, 3).data() == says, timeout=60_000)
