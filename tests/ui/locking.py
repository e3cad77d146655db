"""Locking the desk and letting the same officer in again, by the passphrase."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE

from deskinc.ui.mainwindow import MainWindow


def locked_and_back(qtbot: QtBot, window: MainWindow) -> None:
    """While the desk is locked no dialog is seen."""
    session = window.session
    session.lock()
    assert QApplication.activeModalWidget() is None
    window.activateWindow()  # as the desktop does once a dialog is gone
    qtbot.waitUntil(window.isActiveWindow)
    session.let_in(session.office.open_person(NAME, PASSPHRASE), by_pin=False)
