"""D18 through the window: a relief officer on a Friday night; D22: a licence that ended."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.reports.tools import text_of
from tests.ui.conftest import (
    NAME,
    PASSPHRASE,
    Clock,
    LockedScreen,
    Makes,
    NewOffice,
    Robot,
    assert_named,
    let_close,
)
from tests.ui.relief import OTHER, RELIEF, office_of_two

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import exports
from deskinc.desk.people import licences, people
from deskinc.desk.people.enrolment import Enrolment
from deskinc.desk.people.licences import Papers
from deskinc.desk.shift import handover, relief, shifts
from deskinc.desk.shift.handover import Done
from deskinc.ui import tasks
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.prefs import Prefs
from deskinc.ui.session import Session
from deskinc.ui.shift.page import PAGE, ShiftPage
from deskinc.ui.shift.relief import ReliefDialog
from deskinc.ui.shift.task import SIGN

PHRASE, NIGHT = "copper violin harvest moon", "T. Okafor"


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """Two people; the second is a plain officer."""
    made = prepared(office_of_two).opened(tmp_path, clock)
    yield made
    tasks.drain()
    made.close()


def on_shift(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> ShiftPage:
    """The page, read."""
    page = make_window(PAGE).page("shift")
    assert isinstance(page, ShiftPage)
    qtbot.waitUntil(lambda: page.state is not None)
    return page


def test_d18_whoever_is_on_duty_enrols_a_relief_officer_by_keyboard(
    qtbot: QtBot, office: Office, make_window: Callable[..., MainWindow]
) -> None:
    office.become(office.open_person(RELIEF, OTHER))
    raw = {"kit": True, "instructions": True, "sound": True}
    shifts.sign_on(office, raw, entries.new_id()).result()
    page = on_shift(qtbot, make_window)
    window = page.window()
    assert isinstance(window, MainWindow)
    robot = Robot(qtbot, window)
    page.on_duty.relief.setFocus()
    robot.keys("Return")
    (dialog,) = window.findChildren(ReliefDialog)
    assert_named(dialog)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.name)
    robot.type("T. Okafor")
    assert dialog.initials.text() == "T.O."
    for words in ("", "1015440011112222", "", "Brightwatch", PHRASE):
        robot.keys("Tab")
        robot.type(words)
    robot.keys("Return")
    assert "document" in dialog.rows["identity"].fault.text()
    robot.type("Passport")
    dialog.phrase.again.setFocus()
    robot.type(PHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: len(people.officers(office)) == 3)
    robot.hears("24 hours")
    person = office.open_person(NIGHT, PHRASE).officer
    assert (person.roles, person.provisional) == (frozenset({"relief"}), True)
    assert [o.name for o in handover.candidates(office)] == [NAME, NIGHT]


def with_relief(below: Path, clock: Clock) -> Office:
    """An officer on duty, and a relief officer whom he has enrolled."""
    made = office_of_two(below, clock)
    made.become(made.open_person(RELIEF, OTHER))
    shifts.sign_on(made, {}, entries.new_id()).result()
    who = Enrolment(NIGHT, "T.O.", "1015440011112222", identity="Passport")
    relief.enrol(made, who, PHRASE, kdf=FLOOR)
    return made


def hand_over(robot: Robot, page: ShiftPage, to: str, phrases: tuple[str, str]) -> Done:
    """The whole handover by keyboard, from the page on screen; what both have signed."""
    robot.qtbot.waitUntil(lambda: page.state is not None and page.state.handover is not None)
    robot.qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)
    robot.keys("Ctrl+H", "Ctrl+Return")
    assert page.task is not None
    assert robot.focus() is page.task.exchange.who
    robot.type(to[0])
    assert page.task.exchange.who.currentText().startswith(to)
    robot.keys("Ctrl+Return")
    for _kind in page.task.exchange.counts.rows:
        robot.type("4")
        robot.keys("Return")
    robot.keys("Return")
    assert page.task.steps.currentIndex() == SIGN, page.task.foot.words()
    robot.type(phrases[0])
    robot.keys("Return")
    robot.type(phrases[1])
    robot.keys("Ctrl+Return")
    robot.qtbot.waitUntil(lambda: page.finished.done is not None, timeout=60_000)
    assert isinstance(page.finished.done, Done)
    return page.finished.done


def test_d18_a_relief_officer_takes_the_handover_and_gives_it_in_the_morning(
    qtbot: QtBot, tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> None:
    office = prepared(with_relief).opened(tmp_path, clock)
    session = Session(office, Prefs(tmp_path))
    window = MainWindow(session, [BOOK, PAGE], LockedScreen)
    qtbot.addWidget(window, before_close_func=let_close)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    robot, page = Robot(qtbot, window), window.page("shift")
    assert isinstance(page, ShiftPage)
    robot.keys("Ctrl+PgDown")
    taken = hand_over(robot, page, NIGHT, (OTHER, PHRASE))
    assert office.officer.name == NIGHT
    assert f"{NIGHT} (provisional)" in text_of(taken.signed.pdf)
    robot.keys("Ctrl+Return")
    robot.post("p", "All doors secure.")
    assert entries.newest(office)[-1].by == "T.O."
    robot.keys("Ctrl+PgDown")
    given = hand_over(robot, page, NAME, (PHRASE, PASSPHRASE))
    assert office.officer.name == NAME
    assert [one.officer for one in shifts.on_duty(office)] == [office.officer.thread]
    for paper in (taken, given):
        assert exports.problems(office, paper.signed.n) == ()
    session.close()
    tasks.drain()
    office.close()


def test_a_relief_officer_is_not_asked_to_enrol_another(
    qtbot: QtBot, office: Office, make_window: Callable[..., MainWindow]
) -> None:
    shifts.sign_on(office, {}, entries.new_id()).result()
    page = on_shift(qtbot, make_window)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)
    assert page.on_duty.relief.isVisible()


def test_d22_with_a_licence_that_ended_the_lead_signs_at_sign_on(
    qtbot: QtBot, office: Office, make_window: Callable[..., MainWindow]
) -> None:
    second = people.officers(office)[1]
    licences.renew(office, second.thread, Papers("1", date(2026, 11, 1))).result()
    office.become(office.open_person(RELIEF, OTHER))
    page = on_shift(qtbot, make_window)
    on = page.sign_on
    qtbot.waitUntil(on.isVisible)
    assert "ended on 2026-11-01" in on.ended.text()
    on.sign_on()
    assert on.why["licence_reason"].fault.text()
    on.reason.setText("Renewal seen today.")
    on.lead.setText(NAME)
    on.lead_pass.setText("nothing like it at all")
    on.sign_on()
    qtbot.waitUntil(lambda: bool(on.why["lead_pass"].fault.text()))
    assert shifts.on_duty(office) == []
    office.waits.clear()  # the time went by
    on.lead_pass.setText(PASSPHRASE)
    on.sign_on()
    qtbot.waitUntil(lambda: len(shifts.on_duty(office)) == 1)
    assert_named(on)


def test_with_a_good_licence_nothing_more_is_asked(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    page = on_shift(qtbot, make_window)
    qtbot.waitUntil(page.sign_on.isVisible)
    assert not page.sign_on.ended.isVisible()
    assert not page.sign_on.reason.isVisible()
