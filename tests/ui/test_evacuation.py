"""D27: the first key prints the pack; the times come back from the wardens' sheets."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.reports.tools import bare, text_of
from tests.ui.conftest import Clock, Robot
from tests.ui.incidents.hands import closed
from tests.ui.locking import locked_and_back

from deskinc.desk import settings
from deskinc.desk.evacuation import score, start
from deskinc.desk.incidents import guides, incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.forms.form import rows
from deskinc.ui.evacuation.floors import FloorsDialog
from deskinc.ui.evacuation.pack import PackDialog
from deskinc.ui.evacuation.score import ScoreDialog
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


def assert_pack(printer: Path) -> None:
    """What is taken out of the building stands on the paper."""
    text = bare(text_of(printer.read_bytes()))
    for words in ("Evacuation pack INC-2026-0002", "A. Osei", "two people and the chair",
                  "Evacuation sheet 1", "Floor 1", "assembly point"):  # fmt: skip
        assert bare(words) in text, words


def assert_cleared(office: Office, thread: str) -> None:
    """What the wardens wrote stands in the incident, with the line of the sheet."""
    values = incidents.page(office, thread).values
    floors = [cells for _row, cells in rows(values, "floors")]
    assert [one["warden"] for one in floors] == ["K. Ali", "M. Roth"]
    assert [one["source"] for one in floors] == ["sheet 1, line 1", "sheet 1, line 2"]
    assert values["staff_counted"] == 41
    assert "evac_clear" in values


def test_d27_a_fire_alarm_is_an_evacuation_by_one_key_and_its_times_come_back_from_paper(
    qtbot: QtBot, window: MainWindow, office: Office, robot: Robot, printer: Path, clock: Clock
) -> None:
    raw = {
        "category": "fire.alarm_genuine",
        "severity": "critical",
        "title": "Smoke in the canteen",
    }
    incidents.open_new(office, raw, entries.new_id()).result()
    robot.keys("Shift+F9")
    qtbot.waitUntil(lambda: len(incidents.active(office)) == 2)
    qtbot.waitUntil(printer.exists)
    assert_pack(printer)
    (evacuation,) = [one for one in incidents.active(office) if one.category == "fire.evacuation"]
    values = incidents.page(office, evacuation.thread).values
    assert values["evac_trigger"] == "INC-2026-0001 Smoke in the canteen"
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
    asked.building.setText("-18m")
    asked.counts[0].setText("41")
    robot.keys("Ctrl+Return")
    assert asked.fault.text()
    asked.rows[1][2].setText("-19m")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert_cleared(office, evacuation.thread)
    qtbot.waitUntil(lambda: office.kept_under() == frozenset())
    closed(office, evacuation.thread)


def drilled(office: Office, thread: str, clock: Clock) -> int:
    """Three steps are ticked, one of them late; the building is clear. How many steps there are."""
    steps = guides.steps(office, incidents.page(office, thread).values)
    for step in (steps[0], steps[2], steps[1]):
        clock.go_on(seconds=20)
        how = guides.How(at=office.now())
        guides.tick(office, thread, step, entries.new_id(), how).result()
    clock.go_on(minutes=5)
    raw = {"evac_clear": office.now()}
    incidents.follow_up(office, thread, raw, entries.new_id()).result()
    return len(steps)


def test_d27_without_a_printer_the_pack_stands_on_screen_and_a_drill_is_scored(
    qtbot: QtBot, window: MainWindow, office: Office, robot: Robot, clock: Clock,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("PATH", str(tmp_path))
    window.evacuations.drill()
    asked = open_dialog(qtbot, PackDialog)
    assert isinstance(asked, PackDialog)
    assert asked.leaving.save.isEnabled()
    robot.keys("Escape")
    (drill,) = incidents.listed(office, "exercises")
    assert drill.number == "XINC-2026-0001"
    assert incidents.listed(office) == []
    paper = bare(text_of(start.pack(office, drill.thread).pdf))
    assert paper.count(bare("Tell the monitoring centre and the fire brigade beforehand")) == 2
    assert bare("Call 999") not in paper, "nobody is called in a drill"
    steps = drilled(office, drill.thread, clock)
    closed(office, drill.thread)
    qtbot.waitUntil(lambda: any("how it went" in one.text() for one in window.findChildren(QLabel)))
    window.evacuations.ask_score()
    shown = open_dialog(qtbot, ScoreDialog)
    assert isinstance(shown, ScoreDialog)
    words = " ".join(one.text() for one in shown.findChildren(QLabel))
    assert "EXERCISE XINC-2026-0001" in words
    assert f"2 of {steps} in order, 1 out of order, {steps - 3} missed" in words
    found = score.newest(office)
    assert found is not None
    assert score.length(found.spans[0][1]).startswith("6:0")
    pdf, _pages, name, _title = score.printed(office, found)
    assert name == "exercise-XINC-2026-0001.pdf"
    text = bare(text_of(pdf))
    assert bare("EXERCISE XINC-2026-0001: Evacuation drill") in text
    assert bare("done, out of order") in text
