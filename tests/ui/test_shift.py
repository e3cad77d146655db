"""A shift from signing on to the handover book that both have signed, by keyboard only."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog
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
    grab,
)
from tests.ui.relief import OTHER, RELIEF, office_of_two

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import exports
from deskinc.desk.people import writers
from deskinc.desk.shift import shifts
from deskinc.desk.shift.handover import Done
from deskinc.reports.signing import check
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.session import Session
from deskinc.ui.shift.page import PAGE, ShiftPage
from deskinc.ui.shift.signoff import SignOff
from deskinc.ui.shift.task import EXCHANGE, PREPARE, SIGN, HandoverTask

KIT = (("Key sets", 42), ("Radios", 6), ("Torches", 2))


def with_kit(below: Path, clock: Clock) -> Office:
    """An office with kit to be counted and a second officer."""
    return office_of_two(below, clock, kit=KIT, licence="1015440087654321")


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """An office with kit to be counted and a second officer."""
    made = prepared(with_kit).opened(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Shift."""
    return make_window(BOOK, PAGE)


@pytest.fixture
def page(window: MainWindow, robot: Robot, qtbot: QtBot) -> ShiftPage:
    """The Shift page on screen, as it is after it has read who is on duty."""
    robot.keys("Ctrl+PgDown")
    made = window.page("shift")
    assert isinstance(made, ShiftPage)
    qtbot.waitUntil(lambda: made.state is not None)
    return made


@pytest.fixture
def task(page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot) -> HandoverTask:
    """A handover just begun in a shift with a week's worth of a night in it."""
    on_duty(page, robot, qtbot)
    night(office)
    qtbot.waitUntil(lambda: page.on_duty.model.rowCount() == 2)
    robot.keys("Ctrl+H")
    assert page.task is not None
    return page.task


def on_duty(page: ShiftPage, robot: Robot, qtbot: QtBot) -> None:
    """Sign on by keyboard."""
    robot.type("T. Okafor")
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)


def night(office: Office) -> None:
    """Lines and two open incidents."""
    for kind, place, text in (
        ("patrol", "B1 car park", "All doors secure. Barrier lowered."),
        ("delivery", "Loading bay", "Parcel for Caldwell & Reid, floor 5."),
    ):
        raw = {"type": kind, "place": place, "text": text}
        entries.post(office, raw, entries.new_id()).result()
    part = office.now() + timedelta(minutes=21)
    for title, category, severity, more in (
        ("Lift 2 out of use", "building.lift_entrapment", "high",
         {"owner": {"id": "", "text": "E. Marsh"}, "next_step": "Northgate fits the part",
          "due": part}),
        ("Bag left in the lobby", "threat.suspicious_item", "low", {}),
    ):  # fmt: skip
        raw_incident: dict[str, object] = {
            "title": title, "category": category, "severity": severity, "place": "Lift 2",
            "occurred": office.now(), "how": "patrol", "reported_by": NAME, "injuries": False,
            "force": False, **more,
        }  # fmt: skip
        incidents.open_new(office, raw_incident, entries.new_id()).result()


def wait_for_dialog(robot: Robot, qtbot: QtBot) -> None:
    """Wait until a dialog has taken the focus."""
    qtbot.waitUntil(lambda: isinstance(robot.focus().window(), QDialog))


def to_exchange(task: HandoverTask, robot: Robot) -> None:
    """Go on from Prepare."""
    robot.keys("Ctrl+Return")
    assert task.steps.currentIndex() == EXCHANGE


def test_enter_signs_on_with_what_is_ticked(
    page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    assert page.sign_on.there.text() == "Nobody is on duty."
    robot.type("T. Okafor")
    robot.keys("Tab")
    assert isinstance(robot.focus(), QCheckBox)
    robot.type(" ")
    robot.keys("Tab", "Tab")
    robot.type(" ")
    assert_named(page)
    grab(page.window(), "shift-sign-on")
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)
    line = entries.newest(office)[-1]
    assert line.text == (
        "R. Malik on duty, Night 19:00–07:00. Relieved T. Okafor. Keys and kit checked. "
        "Sound tested."
    )
    shift = shifts.current(office)
    assert shift is not None
    assert shift.post == "Front desk"


def test_an_empty_post_is_said_beside_the_field(page: ShiftPage, robot: Robot) -> None:
    robot.keys("Shift+Tab", "Shift+Tab", "Ctrl+A", "Delete", "Return")
    row = page.sign_on.rows["post"]
    assert row.fault.text()
    assert row.field.hasFocus()


def test_the_page_shows_the_shift_and_what_is_open(
    page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    on_duty(page, robot, qtbot)
    assert page.on_duty.empty.isVisible()
    night(office)
    qtbot.waitUntil(lambda: page.on_duty.model.rowCount() == 2)
    assert "Night 19:00–07:00" in page.on_duty.facts.words()
    assert "1 High, 1 Low" in page.on_duty.numbers.words()
    said = "23:34 Northgate fits the part, in 20 min · INC-2026-0001 · E. Marsh"
    qtbot.waitUntil(lambda: page.on_duty.steps.words() == said)
    assert page.on_duty.kit.text() == "Key sets, Radios, Torches"
    assert "42" not in page.on_duty.kit.text()
    assert_named(page)
    grab(page.window(), "shift-on-duty")


def test_signing_off_asks_and_writes_a_line(
    page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    on_duty(page, robot, qtbot)
    page.on_duty.off.setFocus()
    robot.keys("Return")
    wait_for_dialog(robot, qtbot)
    robot.type("D. Novak")
    robot.keys("Tab")
    robot.type("Fire brigade at 10:00.")
    assert_named(page.window())
    grab(robot.focus().window(), "shift-sign-off")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: shifts.current(office) is None)
    assert entries.newest(office)[-1].text == (
        "R. Malik off duty. Relieved by D. Novak. Outstanding: Fire brigade at 10:00. "
        "Keys and kit: not recorded."
    )
    window = page.window()
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: isinstance(window.layers.currentWidget(), LockedScreen))
    assert writers.is_locked(office)
    window.session.let_in(office.open_person(NAME, PASSPHRASE), by_pin=False)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.sign_on)


def test_d23_the_end_of_the_shift_drops_the_keys_under_a_pin(
    page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    """One of two who signs off leaves the other’s; the last one leaves none."""
    relief = office.open_person(RELIEF, OTHER)
    for person, pin in ((office.person, "274019"), (relief, "881203")):
        office.signed_on.hold(person, pin)
    on_duty(page, robot, qtbot)
    mine = office.person
    office.become(relief)
    shifts.sign_on(office, {}, entries.new_id()).result()
    office.become(mine)
    for at, person in enumerate((mine, relief)):
        office.become(person)
        page.sign_off()
        (dialog,) = page.window().findChildren(SignOff)
        dialog.sign_off()
        qtbot.waitUntil(lambda: page.session.is_locked)
        had = [False, not at]
        qtbot.waitUntil(
            lambda had=had: [office.signed_on.has(p.officer.thread) for p in (mine, relief)] == had  # type: ignore[misc]
        )
        page.session.unlock()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def prepare_all(task: HandoverTask, page: ShiftPage, robot: Robot) -> None:
    """The outgoing officer adds an item, notes and the clock."""
    grab(page.window(), "shift-prepare-begun")
    robot.keys("Ctrl+I")
    for words in ("Fire brigade inspection, 10:00", "E. Marsh", "Plan and keys are in the red box"):
        robot.type(words)
        robot.keys("Return")
    task.prepare.notes.setFocus()
    robot.type("Quiet but for the lift.")
    robot.keys("Tab")
    robot.type("+1")
    assert_named(page)
    grab(page.window(), "shift-prepare")


def exchange_all(task: HandoverTask, page: ShiftPage, robot: Robot) -> None:
    """The incoming officer reads three items and counts three things blind."""
    assert robot.focus() is task.exchange.list
    assert "Left to do: 3 items, 3 counts." in task.foot.words()
    robot.keys("Return")
    grab(page.window(), "shift-exchange-begun")
    robot.keys("Return", "Return")
    robot.type("41")
    assert not task.exchange.counts.rows[0].book.text()
    robot.keys("Return")
    assert task.exchange.counts.rows[0].book.text() == "42"
    assert_named(page)
    grab(page.window(), "shift-exchange")
    for count in ("6", "2"):
        robot.type(count)
        robot.keys("Return")
    robot.type("0")
    robot.keys("Tab")
    robot.type("Set 14 is with the cleaners.")


def test_a_whole_handover_by_keyboard_ends_in_a_book_both_have_signed(
    task: HandoverTask, page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    prepare_all(task, page, robot)
    to_exchange(task, robot)
    exchange_all(task, page, robot)
    robot.keys("Ctrl+Return")
    assert task.steps.currentIndex() == SIGN
    robot.type(PASSPHRASE)
    robot.keys("Return")
    robot.type(OTHER)
    assert_named(page)
    grab(page.window(), "shift-sign")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: page.finished.done is not None, timeout=60_000)
    done = page.finished.done
    assert isinstance(done, Done)
    qtbot.waitUntil(page.finished.paper.sheets.drawn)
    grab(page.window(), "shift-signed")
    assert_named(page)
    assert_paper(office, done)
    assert office.officer.name == RELIEF
    qtbot.waitUntil(lambda: page.window().top.officer.text() == RELIEF)  # type: ignore[attr-defined]
    assert "handover" not in office.kept()
    robot.keys("Ctrl+Return")
    assert page.finished.done is None


def assert_paper(office: Office, done: Done) -> None:
    """The paper says who, what, how many, and both signatures hold."""
    words = text_of(done.signed.pdf)
    last = entries.next_serial(office) - 2
    for said in (
        NAME, RELIEF, "1015440087654321", "1015440012345678", f"covers lines 1–{last}",
        "INC-2026-0001", "Lift 2 out of use", "Northgate fits the part",
        "Fire brigade inspection, 10:00", "Plan and keys are in the red box",
        "All doors secure. Barrier lowered.", "Quiet but for the lift.",
        "Set 14 is with the cleaners.", "Key sets", "41", "42", "Shift handed over",
        "Shift taken over", "+1 s against a watch",
    ):  # fmt: skip
        assert said in words, said
    verdict = check(done.signed.pdf, [office.book.founding.ca], ["outgoing", "incoming"],
                    at=office.now())  # fmt: skip
    assert verdict.problems == ()
    assert [report.signer for report in verdict.signatures] == [NAME, RELIEF]
    issued = exports.issued(office)[0]
    assert (issued.kind, issued.n) == ("handover", done.signed.n)


def test_a_quiet_night_takes_forty_keys_besides_the_passphrases(
    page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    on_duty(page, robot, qtbot)
    qtbot.waitUntil(lambda: page.state is not None and page.state.handover is not None)
    pressed = 0

    def keys(*chords: str) -> None:
        nonlocal pressed
        pressed += len(chords)
        robot.keys(*chords)

    keys("Ctrl+H", "Ctrl+Return")
    for count in ("42", "6", "2"):
        pressed += len(count)
        robot.type(count)
        keys("Return")
    keys("Return")
    robot.type(PASSPHRASE)
    keys("Return")
    robot.type(OTHER)
    keys("Return")
    qtbot.waitUntil(lambda: page.finished.done is not None, timeout=60_000)
    assert pressed <= 40
    assert office.officer.name == RELIEF


def test_what_is_prepared_is_found_again(
    task: HandoverTask, page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    robot.keys("Ctrl+I")
    robot.type("Camera 9 dark")
    robot.keys("Return")
    robot.keys("Escape")
    qtbot.waitUntil(lambda: page.task is None and "handover" in office.kept())
    qtbot.waitUntil(lambda: page.on_duty.over.text() == "Go on with the handover")
    robot.keys("Ctrl+H")
    assert page.task is not None
    items = page.task.work.handover.items
    assert [item.what for item in items][-1] == "Camera 9 dark"
    assert page.task.steps.currentIndex() == PREPARE


def test_an_incident_opened_meanwhile_is_carried_unread(
    task: HandoverTask, page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    to_exchange(task, robot)
    robot.keys("Return", "Return")
    assert task.work.left() == (0, 3)
    night(office)
    qtbot.waitUntil(lambda: task.work.left() == (2, 3))
    assert sum(item.read for item in task.work.handover.items) == 2


def test_nothing_left_undone_can_be_signed(
    task: HandoverTask, page: ShiftPage, robot: Robot
) -> None:
    to_exchange(task, robot)
    robot.keys("Ctrl+Return")
    assert task.steps.currentIndex() == EXCHANGE
    assert not task.forward.isEnabled()
    assert robot.focus() is task.exchange.list


def test_counting_again_is_said_in_the_notes(
    task: HandoverTask, page: ShiftPage, robot: Robot
) -> None:
    to_exchange(task, robot)
    robot.keys("Return", "Return")
    robot.type("forty")
    robot.keys("Return")
    assert task.exchange.counts._fault.text() == "A count is a number, such as 41."
    robot.keys("Ctrl+A")
    robot.type("41")
    robot.keys("Return")
    row = task.exchange.counts.rows[0]
    assert row.apart.text() == "1 short of the book"
    row.anew.setFocus()
    robot.keys("Return")
    assert not row.book.text()
    robot.type("42")
    robot.keys("Return")
    assert row.apart.text() == ""
    assert task.work.handover.notes == "Key sets counted again; first count 41."


def test_a_remark_is_kept_with_its_item(
    task: HandoverTask, page: ShiftPage, robot: Robot, qtbot: QtBot
) -> None:
    to_exchange(task, robot)
    robot.keys("Ctrl+M")
    wait_for_dialog(robot, qtbot)
    robot.type("Which engineer?")
    robot.keys("Return")
    assert task.work.handover.items[0].remark == "Which engineer?"
    assert not task.work.handover.items[0].read


def test_a_refusal_is_a_line_of_the_book(
    task: HandoverTask, page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    to_exchange(task, robot)
    task.refuse.setFocus()
    robot.keys("Return")
    wait_for_dialog(robot, qtbot)
    robot.type("The keys are not complete.")
    robot.keys("Return")
    qtbot.waitUntil(lambda: task.steps.currentIndex() == PREPARE)
    assert entries.newest(office)[-1].text == (
        "D. Novak does not take over: The keys are not complete."
    )
    assert office.officer.name == NAME


def test_a_wrong_passphrase_is_said_at_its_field_and_nothing_is_written(
    task: HandoverTask, page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    to_exchange(task, robot)
    robot.keys("Return", "Return")
    for count in ("42", "6", "2"):
        robot.type(count)
        robot.keys("Return")
    robot.keys("Return")
    before = entries.next_serial(office)
    robot.type(PASSPHRASE)
    robot.keys("Return")
    robot.type("not his passphrase at all")
    robot.keys("Return")
    qtbot.waitUntil(lambda: bool(task.sign.incoming.row.fault.text()))
    assert not task.sign.outgoing.row.fault.text()
    assert robot.focus() is task.sign.incoming.passphrase
    assert entries.next_serial(office) == before
    assert not exports.issued(office)
    assert office.officer.name == NAME


def test_a_locked_desk_keeps_the_handover(
    task: HandoverTask, page: ShiftPage, office: Office, session: Session, robot: Robot,
    qtbot: QtBot,
) -> None:  # fmt: skip
    robot.keys("Ctrl+I")
    robot.type("Badge 9 is out")
    robot.keys("Ctrl+L")
    qtbot.waitUntil(lambda: "Badge 9 is out" in str(office.kept().get("handover")))
    items = office.kept()["handover"]["items"]
    assert isinstance(items, list)
    assert "Badge 9 is out" in str(items[-1])
    session.unlock()
    assert page.task is task


def test_until_both_have_signed_the_lines_are_said_to_be_the_outgoing_officers(
    task: HandoverTask, robot: Robot
) -> None:
    to_exchange(task, robot)
    words = task.foot.words()
    assert f"lines are {NAME}’s until both have signed" in words
    assert f"{RELIEF}’s." not in words
    robot.keys("Escape")
    assert task.steps.currentIndex() == PREPARE
    assert RELIEF not in task.foot.words()


def test_nothing_is_kept_free_for_marks_of_reading_where_nobody_reads(
    page: ShiftPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    on_duty(page, robot, qtbot)
    night(office)
    qtbot.waitUntil(lambda: page.on_duty.model.rowCount() == 2)
    listed = page.on_duty.list
    before = listed.words_width()
    page.on_duty.model.reader = "D.N."
    assert listed.words_width() < before


def test_the_verbs_and_facts_of_a_handover_stand_close_below_its_list(
    task: HandoverTask, page: ShiftPage, robot: Robot, qtbot: QtBot
) -> None:
    to_exchange(task, robot)
    step = task.exchange
    qtbot.waitUntil(lambda: step.say.y() > 0)
    below = step.list.mapTo(step, step.list.rect().bottomLeft()).y()
    assert step.list.contentsSize().height() <= step.list.height() + 1
    assert 0 <= step.say.mapTo(step, step.say.rect().topLeft()).y() - below < 20
    assert step.night.mapTo(step, step.night.rect().bottomLeft()).y() < step.height()
    assert step.split._area.verticalScrollBar().maximum() == 0
    page.window().resize(853, 533)
    qtbot.waitUntil(lambda: step.split._area.isAncestorOf(step.night))
    page.window().resize(1280, 800)
    qtbot.waitUntil(lambda: not step.split._area.isAncestorOf(step.night))
