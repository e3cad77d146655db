"""D27: the first key prints the pack; the times come back from the wardens' sheets."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Robot
from tests.ui.locking import locked_and_back

from deskinc.desk import settings
from deskinc.desk.office import Office
from deskinc.ui.evacuation.floors import FloorsDialog
from deskinc.ui.evacuation.pack import PackDialog
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.windows import page_specs


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer of this machine: what it takes lies in the file."""
    paper, tools = tmp_path / "printed.pdf", tmp_path / "tools"
    tools.mkdir()
    take = f"cat > {paper}.part && mv {paper}.part {paper}"
    for name, script in (
        ("lpstat", "echo office"),
        ("lp", take),
    ):
        (tools / name).write_text(f"#!/bin/sh\nPATH=/bin:/usr/bin\n{script}\n")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    return paper


@pytest.fixture
def window(make_window: Callable[..., MainWindow], office: Office) -> MainWindow:
    """The window with every page; the site has floors and somebody who needs help."""
    place = {"name": "Canteen", "floor": "1"}
    peep = {"name": "A. Osei", "place": "Floor 1, desk 14", "help": "two people and the chair"}
    places = {"p1": place, "p2": {"name": "Archive", "floor": "-1"}}
    settings.change(office, {"places": places, "peeps": {"001": peep}}).result()
    return make_window(*page_specs())


def open_dialog(qtbot: QtBot, kind: type) -> object:
    """The dialog on screen, with the keyboard."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    return found


def copied(robot: Robot) -> None:
    """Two lines of a sheet are typed, the time of the second will not do."""
    for words in ("K. Ali", "-20m", ""):
        robot.type(words)
        robot.keys("Tab")
    robot.keys("Tab")
    robot.type("M. Roth")
    robot.keys("Tab")
    robot.type("noon-ish")


def locked(qtbot: QtBot, window: MainWindow, asked: FloorsDialog) -> FloorsDialog:
    """The desk is locked and opened again: what was typed into the same dialog stands there."""
    before = asked.typed()
    locked_and_back(qtbot, window)
    assert open_dialog(qtbot, FloorsDialog) is asked
    assert asked.typed() == before
    return asked


def test_d27_what_is_copied_from_the_sheets_outlives_a_lock(
    qtbot: QtBot, window: MainWindow, office: Office, robot: Robot, printer: Path, clock: Clock
) -> None:
    robot.keys("Shift+F9")
    qtbot.waitUntil(printer.exists)
    clock.go_on(minutes=30)
    qtbot.waitUntil(
        lambda: window.current_key() == "incidents" and bool(QApplication.focusWidget())
    )
    robot.keys("Ctrl+F9")
    asked = open_dialog(qtbot, FloorsDialog)
    assert isinstance(asked, FloorsDialog)
    assert len(asked.rows) == 4
    copied(robot)
    asked = locked(qtbot, window, asked)
    asked.rows[1][2].setText("-19m")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    qtbot.waitUntil(lambda: office.kept_under() == frozenset())


def test_d27_without_a_printer_the_pack_stands_on_screen(
    qtbot: QtBot, window: MainWindow, robot: Robot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    window.evacuations.drill()
    asked = open_dialog(qtbot, PackDialog)
    assert isinstance(asked, PackDialog)
    assert asked.leaving.save.isEnabled()
    robot.keys("Escape")
