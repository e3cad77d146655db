"""Work away from the GUI thread comes home to it, or nowhere."""

import gc
import sys
import weakref
from concurrent.futures import Future
from threading import Event, get_ident
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from deskinc.errors import DeskError
from deskinc.ui import sweeping, tasks


class Witness:
    """Notes on which thread it goes; in a cycle with itself if so wanted."""

    def __init__(self, gone: list[int], *, cycle: bool = False) -> None:
        self._gone = gone
        self._self = self if cycle else None

    def __del__(self) -> None:
        self._gone.append(get_ident())


def test_work_runs_elsewhere_and_its_result_comes_home(qtbot: QtBot) -> None:
    owner, here, came = QObject(), get_ident(), list[tuple[int, int]]()
    tasks.run(owner, get_ident, lambda there: came.append((there, get_ident())))
    qtbot.waitUntil(lambda: bool(came))
    there, home = came[0]
    assert there != here
    assert home == here


def test_a_result_whose_owner_is_gone_is_dropped(qtbot: QtBot) -> None:
    owner, other, came = QObject(), QObject(), list[str]()
    gate = Event()
    tasks.run(owner, lambda: gate.wait(30), lambda _: came.append("owner"))
    delete(owner)
    gate.set()
    tasks.run(other, lambda: None, lambda _: came.append("other"))
    qtbot.waitUntil(lambda: "other" in came)
    assert came == ["other"]


def test_an_error_goes_to_failed(qtbot: QtBot) -> None:
    owner, came = QObject(), list[Exception]()

    def work() -> None:
        raise DeskError("The disk is full.")

    tasks.run(owner, work, lambda _: None, came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert str(came[0]) == "The disk is full."


def test_an_error_nobody_takes_is_a_bug(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, came = QObject(), list[Any]()
    monkeypatch.setattr(sys, "excepthook", lambda *error: came.append(error))
    tasks.run(owner, lambda: 1 // 0, lambda _: None)
    qtbot.waitUntil(lambda: bool(came))
    assert came[0][0] is ZeroDivisionError


def test_quick_reads_do_not_wait_behind_work(qtbot: QtBot) -> None:
    owner, gate, came = QObject(), Event(), list[str]()
    tasks.run(owner, lambda: gate.wait(30), lambda _: came.append("work"))
    tasks.look(owner, lambda: None, lambda _: came.append("look"))
    qtbot.waitUntil(lambda: came == ["look"])
    gate.set()
    qtbot.waitUntil(lambda: came == ["look", "work"])


def test_a_long_task_tells_how_far_it_is_and_stops_when_asked(qtbot: QtBot) -> None:
    owner, told, came = QObject(), list[tuple[float, str]](), list[str]()
    task = tasks.Task(owner)

    def progressed(fraction: float, words: str) -> None:
        told.append((fraction, words))
        task.cancel()

    def work(report: tasks.Report, cancelled: Any) -> str:
        report(0.5, "half")
        stop = Event()
        while not cancelled():
            stop.wait(0.001)
        return "stopped"

    task.progressed.connect(progressed)
    task.start(work, came.append)
    qtbot.waitUntil(lambda: came == ["stopped"])
    assert told == [(0.5, "half")]


def test_a_cancelled_future_comes_home_as_nothing(qtbot: QtBot) -> None:
    owner, came = QObject(), list[str]()
    future: Future[str] = Future()
    tasks.watch(owner, future, came.append, lambda _: came.append("failed"))
    future.cancel()
    tasks.look(owner, lambda: "after", came.append)
    qtbot.waitUntil(lambda: came == ["after"])


def test_what_the_work_held_goes_on_the_gui_thread(qtbot: QtBot) -> None:
    owner, gone = QObject(), list[int]()

    def ask() -> None:
        held = Witness(gone)
        tasks.run(owner, lambda: id(held), lambda _number: id(held))

    for _ in range(200):
        ask()
    qtbot.waitUntil(lambda: len(gone) == 200)
    assert set(gone) == {get_ident()}


def test_a_cycle_goes_on_the_gui_thread_while_a_worker_allocates(
    qapp: QApplication, qtbot: QtBot
) -> None:
    owner, gone, came = QObject(), list[int](), list[list[list[int]]]()
    sweeping.start(qapp)
    for _ in range(50):
        Witness(gone, cycle=True)
    tasks.run(owner, lambda: [[n] for n in range(200_000)], came.append)
    qtbot.waitUntil(lambda: len(gone) == 50 and bool(came))
    assert set(gone) == {get_ident()}


def test_the_sweeper_collects_what_is_due_and_no_more(qapp: QApplication) -> None:
    sweeper = qapp.findChild(sweeping.Sweeper)
    assert sweeper is not None
    assert not gc.isenabled()
    kept = [[n] for n in range(2 * gc.get_threshold()[0])]
    assert sweeper.sweep() is not None
    assert sweeper.sweep() is None
    assert all(kept)


def test_a_listener_that_was_stopped_hears_nothing_and_holds_nobody(qtbot: QtBot) -> None:
    owner, heard = QObject(), list[object]()

    class Ears:
        def hear(self, said: object) -> None:
            heard.append(said)

    ears = Ears()
    held, listener = weakref.ref(ears), tasks.Listener(owner, ears.hear)
    tasks.look(owner, lambda: listener("first"), lambda _none: None)
    qtbot.waitUntil(lambda: heard == ["first"])
    listener("on its way")
    listener.stop()
    del ears
    assert held() is None
    tasks.look(owner, lambda: listener("later"), lambda _none: heard.append("end"))
    qtbot.waitUntil(lambda: heard == ["first", "end"])


def test_what_was_passed_over_is_let_go_of_when_no_window_is_shown(qapp: QApplication) -> None:
    gone = list[int]()
    Witness(gone, cycle=True)
    sweeping.spare()
    gc.collect()
    assert gone == []
    sweeping.release()
    assert gone == [get_ident()]


def test_what_can_stop_is_stopped_before_closing(qtbot: QtBot) -> None:
    owner, begun, came = QObject(), Event(), list[str]()

    def work(_report: tasks.Report, cancelled: Any) -> str:
        begun.set()
        stop = Event()
        while not cancelled():
            stop.wait(0.001)
        return "stopped"

    tasks.Task(owner).start(work, came.append)
    assert begun.wait(30)
    tasks.drain()
    qtbot.waitUntil(lambda: came == ["stopped"])
