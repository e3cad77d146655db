"""What the computer slept through is told; while a shift is open, sleep is held off (D16)."""

import os
import signal
import sys
from pathlib import Path

import pytest
from tests.desk.offices import Desk, Ticking

from deskinc.book.clock import slept
from deskinc.desk.lines import blind
from deskinc.desk.lines.blind import LEAST, HoldOff, Sleep

CHILD = [sys.executable, "-c", "import sys; sys.stdin.read()"]


def test_d16_after_a_suspend_the_desk_writes_from_when_to_when_it_was_blind(
    desk: Desk, clock: Ticking
) -> None:
    clock.on(hours=7, minutes=40)
    record = blind.note(desk.office, 90 * 60).result().records[0]
    line = desk.line(record.n)
    assert record.author == "desk"
    assert line.automatic
    assert line.text.startswith("Blind 02:10–03:40: ")
    assert desk.verifies()


def test_d16_over_midnight_the_days_are_named(desk: Desk, clock: Ticking) -> None:
    clock.on(hours=5)
    record = blind.note(desk.office, 2 * 3600).result().records[0]
    assert desk.line(record.n).text.startswith("Blind 2026-11-21 23:00–2026-11-22 01:00: ")


def test_sleep_is_noticed_once_and_a_nap_is_not() -> None:
    total = [10.0]
    sleep = Sleep(lambda: total[0])
    assert sleep.look() == 0
    for span, told in ((LEAST - 1, 0.0), (5400.0, 5400.0), (0.0, 0.0)):
        total[0] += span
        assert sleep.look() == told


def test_where_it_cannot_be_told_nothing_is_noticed() -> None:
    assert Sleep(lambda: None).look() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the two clocks are Linux’s")
def test_this_machine_tells_how_long_it_slept() -> None:
    found = slept()
    assert found is not None
    assert found > -1


def test_d16_sleep_is_held_off_while_wanted() -> None:
    hold = HoldOff(CHILD)
    assert not hold.held()
    hold.hold(wanted=True)
    hold.hold(wanted=True)
    assert hold.held()
    hold.hold(wanted=False)
    assert not hold.held()
    hold.hold(wanted=True)
    assert hold.held()
    hold.stop()
    hold.hold(wanted=True)
    assert not hold.held(), "after the end nothing is begun any more"


def test_a_system_that_does_not_hold_sleep_off_is_not_said_to(tmp_path: Path) -> None:
    for command in ([str(tmp_path / "none")], [sys.executable, "-c", "raise SystemExit(1)"]):
        hold = HoldOff(command)
        hold.hold(wanted=True)
        child = hold._child
        if child is not None:
            child.wait()
        assert not hold.held()
        hold.stop()


def test_a_child_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blind, "PATIENCE", 0.1)
    hold = HoldOff([sys.executable, "-c", "import signal; signal.pause()"])
    hold.hold(wanted=True)
    child = hold._child
    assert child is not None
    hold.stop()
    assert child.returncode == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)
