"""A handover whose paper was never made: said on the Shift page, and made there by keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from tests.reports.tools import text_of
from tests.ui.conftest import PASSPHRASE, Clock, Robot, assert_named, grab
from tests.ui.relief import OTHER, RELIEF, office_of_two
from tests.ui.settings_hands import guessed

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import exports
from deskinc.desk.shift import handover, shifts
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.shift.page import PAGE, ShiftPage
from deskinc.ui.shift.unfinished import MakePaper


@pytest.fixture
def office(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office whose last handover is in the book, but the disk refused its paper."""
    made = office_of_two(tmp_path, clock, kit=(("Key sets", 42),))
    shifts.sign_on(made, {}, entries.new_id()).result()
    given = handover.prepare(made)
    counts = tuple(replace(count, counted=count.book) for count in given.counts)
    with monkeypatch.context() as patch:
        patch.setattr(made.book, "attach", _full)
        with pytest.raises(OSError, match="full"):
            handover.complete(made, replace(given, counts=counts), PASSPHRASE, RELIEF, OTHER)
    yield made
    made.close()


def _full(*_paper: object) -> None:
    raise OSError("the disk is full")


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Shift."""
    return make_window(BOOK, PAGE)


@pytest.fixture
def page(window: MainWindow, robot: Robot, qtbot: QtBot) -> ShiftPage:
    """The Shift page, opened after the handover failed."""
    robot.keys("Ctrl+PgDown")
    made = window.page("shift")
    assert isinstance(made, ShiftPage)
    qtbot.waitUntil(made.unfinished.isVisible)
    return made


def ask(page: ShiftPage, robot: Robot, qtbot: QtBot) -> MakePaper:
    """Go to the button by Tab and press it."""
    for _step in range(20):
        if robot.focus() is page.unfinished.make:
            break
        robot.keys("Shift+Tab")
    robot.keys("Return")
    qtbot.waitUntil(lambda: isinstance(robot.focus().window(), QDialog))
    dialog = robot.focus().window()
    assert isinstance(dialog, MakePaper)
    return dialog


def test_a_handover_without_its_paper_is_said_and_made_by_both_officers(
    page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    assert page.unfinished.words.text() == (
        "The handover of 22 Nov 23:13, lines 1–3, R. Malik to D. Novak, has no signed paper yet."
    )
    assert page.stack.currentWidget() is page.sign_on
    grab(page.window(), "shift-unfinished")
    dialog = ask(page, robot, qtbot)
    assert_named(dialog)
    before = entries.next_serial(office)
    robot.type(PASSPHRASE)
    robot.keys("Return")
    robot.type("not his passphrase at all")
    robot.keys("Return")
    qtbot.waitUntil(lambda: bool(dialog.signers.incoming.row.fault.text()))
    assert not dialog.signers.outgoing.row.fault.text()
    assert robot.focus() is dialog.signers.incoming.passphrase
    assert not exports.issued(office)
    grab(dialog, "shift-unfinished-wrong")
    assert guessed(office) == [f"passphrase of {RELIEF}"]
    office.waits.clear()  # the time went by
    robot.type(OTHER)
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.finished.done is not None, timeout=60_000)
    assert page.finished.done is not None
    words = text_of(page.finished.done.signed.pdf)
    assert "covers lines 1–3" in words
    assert "1–3" in page.finished.facts.words()
    assert page.finished.foot.title.text() == "D. Novak has the desk"
    assert office.officer.name == RELIEF
    assert entries.next_serial(office) == before + 1
    assert page.unfinished.isHidden()
    assert handover.unfinished(office) is None


def test_the_paper_may_be_left_for_later(page: ShiftPage, robot: Robot, qtbot: QtBot) -> None:
    ask(page, robot, qtbot)
    robot.keys("Escape")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert page.unfinished.isVisible()


def test_the_desk_is_worked_while_the_paper_waits(
    page: ShiftPage, robot: Robot, qtbot: QtBot
) -> None:
    page.sign_on.relieved.setFocus()
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)
    assert page.unfinished.isVisible()
    robot.keys("Ctrl+H")
    assert page.unfinished.isHidden()
