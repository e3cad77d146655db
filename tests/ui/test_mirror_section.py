"""Moving the mirror from the window (D24): by keyboard, an amber remark read first."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import assert_named, grab

from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings.mirror import MirrorSection
from deskinc.ui.settings.page import PAGE, SettingsPage


def test_d24_the_mirror_moves_to_another_folder_once_the_remark_was_read(
    qtbot: QtBot, make_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    window = make_window(PAGE)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_section("mirror")
    section = page.section
    assert isinstance(section, MirrorSection)
    assert str(tmp_path / "mirror") in section.now.words()
    assert_named(section)
    section.path.field.setFocus()
    QTest.keyClicks(section.path.field, str(tmp_path / "stick"))
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(section.amber.isVisible)
    assert "same disk" in section.amber.text()
    qtbot.waitUntil(section.go.hasFocus)
    grab(window, "mirror")
    QTest.keyClick(section.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: str(tmp_path / "stick") in section.now.words())
    assert not section.amber.isVisible()
    section.path.set_path(tmp_path / "stick")
    section.move_there()
    qtbot.waitUntil(lambda: "lies there already" in section.fault.text())
