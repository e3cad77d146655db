"""D18 through the window: a relief officer on a Friday night; D22: a licence that ended."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Clock, Makes, NewOffice, Robot, assert_named
from tests.ui.relief import OTHER, RELIEF, office_of_two

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.people import licences, people
from deskinc.desk.people.licences import Papers
from deskinc.desk.shift import handover, shifts
from deskinc.ui import tasks
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.shift.page import PAGE, ShiftPage
from deskinc.ui.shift.relief import ReliefDialog

PHRASE = "copper violin harvest moon"


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
    qtbot.waitUntil(lambda: page.state is not None, timeout=10_000)
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
    dialog.again.setFocus()
    robot.type(PHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: len(people.officers(office)) == 3, timeout=30_000)
    qtbot.waitUntil(lambda: any("24 hours" in said for said in robot.says()), timeout=10_000)
    person = office.open_person("T. Okafor", PHRASE).officer
    assert (person.roles, person.provisional) == (frozenset({"relief"}), True)
    assert [o.name for o in handover.candidates(office)] == [NAME, "T. Okafor"]


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
    qtbot.waitUntil(lambda: bool(on.why["lead_pass"].fault.text()), timeout=20_000)
    assert shifts.on_duty(office) == []
    on.lead_pass.setText(PASSPHRASE)
    on.sign_on()
    qtbot.waitUntil(lambda: len(shifts.on_duty(office)) == 1, timeout=20_000)
    assert_named(on)


def test_with_a_good_licence_nothing_more_is_asked(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    page = on_shift(qtbot, make_window)
    qtbot.waitUntil(page.sign_on.isVisible)
    assert not page.sign_on.ended.isVisible()
    assert not page.sign_on.reason.isVisible()
