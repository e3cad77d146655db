"""Calls, units and words read out beside the incident: by key, in the strip, behind the lock."""

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Robot, assert_named
from tests.ui.incidents.hands import dialog, follow, opened, read, records, showing

from deskinc.desk.incidents.response.reading import said, told, units
from deskinc.desk.office import Office
from deskinc.ui.duelist import DueList
from deskinc.ui.incidents.calls.calling import CallDialog
from deskinc.ui.incidents.calls.reading_out import ReadOutDialog
from deskinc.ui.incidents.calls.running import Running
from deskinc.ui.incidents.calls.units import MoveDialog, SendDialog
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.strip import ActiveStrip, StripItem


def running(page: IncidentsPage) -> Running:
    return page.detail.body.running


def rights(page: IncidentsPage) -> dict[str, str]:
    """By who is to be called: what stands at the right."""
    model = running(page).calls.model
    found = [model.row_at(model.index(at, 0)) for at in range(model.rowCount())]
    return {row.title: row.right for row in found if row is not None}


def wait(qtbot: QtBot, page: IncidentsPage, count: str) -> None:
    qtbot.waitUntil(lambda: running(page).calls.count.text() == count)


def due(page: IncidentsPage) -> str:
    """What the strip says is next, and the colour of the time left."""
    strip = page.window().findChild(ActiveStrip)
    assert isinstance(strip, ActiveStrip)
    item = next(one for one in strip.findChildren(StripItem) if one.isVisible())
    return f"{item.active.due_words} {item._pieces()[-1].role}"


def test_each_outcome_is_one_key_and_no_answer_chooses_who_is_next(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, clock: Clock
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    wait(qtbot, page, "0 of 3")
    assert rights(page) == {
        "Lift firm": "4:59",
        "Shift lead": "14:59",
        "Facilities manager": "59:59",
    }
    qtbot.waitUntil(lambda: due(page) == "call Lift firm pending")
    robot.keys("Ctrl+Shift+T")
    assert robot.focus() is running(page).calls.view
    assert_named(running(page))
    robot.keys("2")
    qtbot.waitUntil(lambda: due(page) == "call Shift lead pending")
    qtbot.waitUntil(lambda: running(page).calls.chosen() == 1)
    assert rights(page)["Shift lead"].startswith("4:")
    robot.keys("1")
    wait(qtbot, page, "1 of 3")
    assert [(one.who, one.outcome) for one in told(read(office, thread).values)] == [
        ("Lift firm", "no_answer"), ("Shift lead", "reached"),
    ]  # fmt: skip
    clock.go_on(minutes=6)
    page.session.ticked.emit(office.now())
    assert rights(page)["Lift firm"].endswith("over")
    words = [event.words for event in page.detail.body.timeline.events() if event.kind == "over"]
    assert words == [f"Call Lift firm, {rights(page)['Lift firm']}"]
    robot.keys("6")
    asked = dialog(qtbot, page, CallDialog)
    robot.keys("Return")
    assert asked.reply.fault.text() == "Say why the call is not needed."
    robot.type("The doors opened.")
    robot.keys("Return")
    wait(qtbot, page, "2 of 3")
    assert page.detail.body.tabs.tabs["changes"].text().startswith("Changes")


def test_d25_a_call_is_written_with_reply_reference_time_and_caller(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    wait(qtbot, page, "0 of 3")
    robot.keys("Ctrl+Shift+T", "Return")
    asked = dialog(qtbot, page, CallDialog)
    labels = [one.text() for one in asked.findChildren(QLabel)]
    assert any("No number is known" in words for words in labels)
    assert_named(asked)
    robot.type("There in 40 minutes")
    asked.reference.field.setFocus()
    robot.type("L-77")
    asked.when.field.setFocus()
    robot.type("+20m")
    robot.keys("Return")
    assert "lies ahead" in asked.when.fault.text()
    asked.when.field.selectAll()
    robot.type("-10m")
    robot.keys("Return")
    wait(qtbot, page, "1 of 3")
    one = told(read(office, thread).values)[0]
    assert (one.reply, one.reference, one.by) == ("There in 40 minutes", "L-77", "R. Malik")
    event = next(e for e in page.detail.body.timeline.events() if e.words.startswith("Lift firm"))
    assert event.words == "Lift firm called: reached. There in 40 minutes. L-77"
    assert (event.time, event.written, event.by) == ("23:03", "written 23:13", "R.M.")
    assert "acknowledged" in read(office, thread).values


def test_d25_somebody_is_sent_arrives_and_is_clear_by_one_key_each(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    robot.keys("Ctrl+Shift+G")
    asked = dialog(qtbot, page, SendDialog)
    robot.keys("Return")
    assert asked.who.fault.text() == "Say who is sent."
    robot.type("D. Novak")
    asked.when.field.setFocus()
    robot.type("-5m")
    robot.keys("Return")
    panel = running(page).units
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    qtbot.waitUntil(lambda: not page.findChildren(SendDialog))
    with qtbot.waitActive(page.window()):
        page.window().activateWindow()
    panel.enter()
    robot.keys("Space")
    qtbot.waitUntil(lambda: panel.count.text() == "1 there")
    robot.keys("Return")
    dialog(qtbot, page, MoveDialog)
    robot.keys("Return")
    qtbot.waitUntil(lambda: panel.count.text() == "")
    page_ = read(office, thread)
    one = units(page_.values)[0]
    assert (one.who, one.next) == ("D. Novak", "")
    assert {"responded", "arrived"} <= page_.values.keys()


def test_words_are_read_out_and_kept_with_who_released_them(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    robot.keys("Ctrl+Shift+W")
    asked = dialog(qtbot, page, ReadOutDialog)
    assert_named(asked)
    robot.keys("Down", "Space")
    qtbot.waitUntil(lambda: bool(said(read(office, thread).values)))
    one = said(read(office, thread).values)[0]
    assert one.by == "R. Malik"
    assert one.words.startswith("A service of the building")


def test_d33_two_write_a_call_of_the_same_contact_and_both_stand(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    wait(qtbot, page, "0 of 3")
    follow(office, thread, told={"001-aaaaaa": {"who": "Lift firm", "outcome": "engaged"}})
    robot.keys("Ctrl+Shift+T", "1")
    wait(qtbot, page, "1 of 3")
    assert [one.outcome for one in told(read(office, thread).values)] == ["engaged", "reached"]
    assert records(office, thread) == 3


def test_d23_a_call_that_is_due_stands_behind_the_lock_without_name_or_place(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    opened(office)
    shown = DueList(page.session)
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: bool(shown.due))
    QApplication.processEvents()
    words = shown.due[0].words()
    assert words.startswith("INC-2026-0001 call due in 4 min")
    assert not any(name in words for name in ("Lift", "firm"))


def test_d16_a_call_sounds_once_when_its_time_has_come(
    qtbot: QtBot, office: Office, page: IncidentsPage, clock: Clock
) -> None:
    opened(office)
    qtbot.waitUntil(lambda: bool(page.session.calls))
    one = page.session.calls[0]
    heard: list[str] = []
    page.session.alarm.play = lambda: heard.append("alarm") or ""  # type: ignore[func-returns-value,method-assign]
    clock.go_on(seconds=(one.at - office.now()).total_seconds() + 1)
    for _each in range(3):
        page.session.ticked.emit(office.now())
        clock.go_on(minutes=1)
    qtbot.waitUntil(lambda: heard == ["alarm"])
