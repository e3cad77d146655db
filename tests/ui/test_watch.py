"""The clock that was set (D6): amber, never a stop, and answered by what a watch shows."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Robot, assert_named, grab, let_close

from deskinc.book.clock import Clocks
from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.ui import tasks
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.prefs import Prefs
from deskinc.ui.session import Session
from deskinc.ui.watch import WatchDialog

START = datetime.fromisoformat("2026-11-21T21:00:00+00:00")


class Machine:
    """Both clocks of a machine in a test's hand."""

    def __init__(self) -> None:
        self.at, self.ms = START, 60_000

    def clocks(self) -> Clocks:
        """What the office is opened with."""
        return Clocks(lambda: self.at, lambda: (b"this boot", self.ms))

    def go_on(self, **span: float) -> None:
        """Let real time pass."""
        passed = timedelta(**span)
        self.at += passed
        self.ms += round(passed.total_seconds() * 1000)


Open = Callable[[], tuple[MainWindow, Robot]]


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def opened(tmp_path: Path, machine: Machine, qtbot: QtBot, qapp: QApplication) -> Iterator[Open]:
    """An office with a line in it, closed; opens its window."""
    answers = setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PASSPHRASE,
        mirror=tmp_path / "mirror",
    )  # fmt: skip
    words = setup.recovery_words()
    office = setup.set_up(tmp_path / "data", answers, words, kdf=FLOOR, clock=machine.clocks())
    entries.post(office, {"type": "patrol", "text": "Before."}, entries.new_id()).result()
    office.close()
    made: list[tuple[Session, Office]] = []

    def show() -> tuple[MainWindow, Robot]:
        opened = sign_in(tmp_path / "data", NAME, PASSPHRASE, clock=machine.clocks())
        session = Session(opened, Prefs(tmp_path))
        made.append((session, opened))
        window = MainWindow(session, [BOOK], lambda _session: WatchDialog(window, session))
        qtbot.addWidget(window, before_close_func=let_close)
        window.resize(1280, 800)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window, Robot(qtbot, window)

    yield show
    for session, one in made:
        session.close()
        tasks.drain()
        one.close()


def lines_of(window: MainWindow) -> list[entries.Line]:
    """Every line of the book, as it is read."""
    office = window.session.office
    office.book.settle()
    return entries.lines(office, entries.ids(office))


@pytest.mark.parametrize(("hours", "says"), [(-3, "set 3 h back"), (48, "set 2 d ahead")])
def test_d6_a_clock_set_while_the_desk_was_closed_stops_nobody(
    opened: Open, machine: Machine, qtbot: QtBot, hours: int, says: str
) -> None:
    machine.go_on(minutes=20)
    machine.at += timedelta(hours=hours)
    window, robot = opened()
    qtbot.waitUntil(window.clock.isVisible)
    assert says in window.clock.words.text()
    robot.post("pa", "He writes at once.")
    texts = [line.text for line in lines_of(window)]
    assert len(texts) == 3
    assert says in texts[1]
    assert texts[2] == "He writes at once."
    assert [line.automatic for line in lines_of(window)] == [False, True, False]
    grab(window, f"clock-{hours}")
    assert_named(window.clock)


def test_d6_what_a_watch_shows_is_a_line_by_the_officer_and_ends_the_amber(
    opened: Open, machine: Machine, qtbot: QtBot
) -> None:
    machine.go_on(minutes=20)
    machine.at += timedelta(days=2)
    window, robot = opened()
    qtbot.waitUntil(window.clock.isVisible)
    dialog = WatchDialog(window, window.session)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    robot.keys("Return")
    assert dialog.asked.fault.text() == "Write what the watch shows."
    robot.type("half past")
    robot.keys("Return")
    assert "is no time" in dialog.asked.fault.text()
    dialog.shown.clear()
    robot.type("21:21")
    robot.keys("Return")
    assert dialog.asked.fault.text().startswith("Write the date too")
    grab(dialog, "watch")
    assert_named(dialog)
    robot.type(" 2026-11-21")
    robot.keys("Return")
    qtbot.waitUntil(window.clock.isHidden)
    line = lines_of(window)[-1]
    assert line.by_name == NAME
    assert "the computer is 1 d 23 h ahead" in line.text
    record = window.session.office.read.record(line.n)
    assert record.values["offset"] == 172_740
    assert record.values["stepped"] == 172_800
    found = entries.find(window.session.office, "watch shows")
    assert [one.n for one in found] == [line.n]


def test_a_step_at_the_running_desk_is_seen_at_the_next_tick(
    opened: Open, machine: Machine, qtbot: QtBot
) -> None:
    window, _robot = opened()
    assert window.clock.isHidden()
    machine.go_on(hours=9)  # the machine slept, and its own clock with it went on
    window.session._tick()
    machine.at += timedelta(minutes=-10)
    window.session._tick()
    qtbot.waitUntil(window.clock.isVisible)
    assert [line.form for line in lines_of(window)] == ["occurrence", "clock"]
