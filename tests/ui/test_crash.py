"""When the program itself is wrong: the report, and the dialog that says where it lies."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import assert_named

from deskinc.ui import crash
from deskinc.ui.mainwindow import MainWindow


def fail(hook: crash.Hook) -> None:
    """Something goes wrong over what somebody typed."""
    try:
        raise ValueError("Mrs Jones, room 3.07")
    except ValueError as error:
        hook(type(error), error, error.__traceback__)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> crash.Hook:
    """The program's exception hook, for one test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return crash.install(tmp_path / "reports")


def test_a_crash_report_holds_no_value_and_the_dialog_says_where_it_lies(
    window: MainWindow, hook: crash.Hook, tmp_path: Path
) -> None:
    fail(hook)
    (report,) = (tmp_path / "reports").iterdir()
    said = report.read_text(encoding="utf-8")
    assert "ValueError" in said
    assert "test_crash.py" in said
    assert "Jones" not in said
    (dialog,) = window.findChildren(QDialog)
    (where,) = dialog.findChildren(QLineEdit)
    assert where.text() == str(report), "whole, on a line of its own"
    verbs = [button.text() for button in dialog.findChildren(QPushButton)]
    assert verbs == ["Show the folder", "Go on"]
    assert_named(dialog)
    dialog.reject()


def test_the_report_lies_in_the_spare_folder_where_the_other_takes_none(
    window: MainWindow, hook: crash.Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKINC_SPARE", str(tmp_path / "spare"))
    (tmp_path / "reports").touch()
    fail(hook)
    (report,) = (tmp_path / "spare").iterdir()
    (dialog,) = window.findChildren(QDialog)
    assert [line.text() for line in dialog.findChildren(QLineEdit)] == [str(report)]
    dialog.reject()


def test_where_no_disk_takes_the_report_the_dialog_comes_all_the_same_and_says_so(
    window: MainWindow, hook: crash.Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reports").touch()
    monkeypatch.setenv("DESKINC_SPARE", str(tmp_path / "reports" / "spare"))
    fail(hook)
    (dialog,) = window.findChildren(QDialog)
    assert not dialog.findChildren(QLineEdit)
    assert [button.text() for button in dialog.findChildren(QPushButton)] == ["Go on"]
    said = " ".join(shown.text() for shown in dialog.findChildren(QLabel))
    assert "No disk took the report" in said
    dialog.reject()


def test_the_dialog_comes_though_another_program_has_the_focus(
    qtbot: QtBot, window: MainWindow, hook: crash.Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = QWidget()
    qtbot.addWidget(away)
    monkeypatch.setattr(QApplication, "activeWindow", staticmethod(lambda: None))
    fail(hook)
    (dialog,) = window.findChildren(QDialog)
    assert dialog.isVisible()
    dialog.reject()
