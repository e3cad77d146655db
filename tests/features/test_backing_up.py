"""The real program says that no backup is made yet, until one is; then that its disk is away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.desk.offices import Prepared
from tests.features.faults import mounted
from tests.features.hands import Hands

from deskinc.desk.copies import backups
from deskinc.ui.backing_up import DailyBackup
from deskinc.ui.settings.backups import BackupsSection


def amber(hands: Hands) -> str:
    """The amber line over the page."""
    line = hands.window().doubts
    return line.words.text() if line.isVisible() else ""


def wait_for(hands: Hands, words: str) -> None:
    """Wait until the amber line says it; nothing where ``words`` is empty."""
    hands.qtbot.waitUntil(
        lambda: words in amber(hands) if words else not amber(hands), timeout=60_000
    )


def daily(hands: Hands) -> DailyBackup:
    """What looks every minute; the test does not wait for it."""
    found = hands.window().findChild(DailyBackup)
    assert found is not None
    return found


@pytest.mark.timeout(180)
def test_d24_the_first_backup_is_asked_for_and_a_disk_that_is_away_is_said(
    start: Callable[[Path], Hands], folder: Path, good: Prepared, tmp_path: Path
) -> None:
    point = tmp_path / "stick"
    point.mkdir()
    with mounted(point, "-t", "tmpfs", "-o", "size=8m", "tmpfs"):
        hands = start(folder)
        hands.sign_in()
        wait_for(hands, "No backup of the book is made yet. Choose a folder in Settings, Backups")
        window = hands.window()
        window.session.go("settings", part="backups")
        section = window.findChild(BackupsSection)
        assert section is not None
        hands.type(str(point / "deskinc"))
        section.go.setFocus()
        QTest.keyClick(section.go, Qt.Key.Key_Space)
        where, office = point / "deskinc", window.session.office
        hands.qtbot.waitUntil(lambda: backups.place(office) == where, timeout=60_000)
        daily(hands).look()
        wait_for(hands, "The mirror lies on the same disk as the book")
        where.rename(point / "away")
        daily(hands).look()
        wait_for(hands, f"The folder of the backups, {where}, does not answer")
        assert not where.exists()
        (point / "away").rename(where)
        daily(hands).look()
        wait_for(hands, "The mirror lies on the same disk as the book")
