"""The checklist beside an incident: ticked by key, from the line at the foot, and by the box."""

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, assert_named
from tests.ui.incidents.hands import dialog, follow, opened, read, records, showing
from tests.ui.test_roles import held

from deskinc.desk.incidents import guides
from deskinc.desk.incidents.guides import Step
from deskinc.desk.office import Office
from deskinc.forms import roles
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.incidents.ticking import TickDialog


def steps(office: Office, thread: str) -> tuple[Step, ...]:
    return guides.steps(office, read(office, thread).values)


def results(office: Office, thread: str) -> list[str]:
    return [step.tick.result if step.tick else "" for step in steps(office, thread)]


def wait(qtbot: QtBot, page: IncidentsPage, said: str) -> None:
    """Wait until the count beside the checklist says so."""
    qtbot.waitUntil(lambda: page.detail.body.checklist.count.text() == said)


def to_list(page: IncidentsPage, robot: Robot) -> None:
    page.detail.body.tabs.tabs["checklist"].click()
    assert robot.focus() is page.detail.body.checklist.view


def test_d25_a_step_is_ticked_from_the_line_without_leaving_it(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    wait(qtbot, page, "0 of 9")
    note = page.detail.note
    assert robot.focus() is note.words
    robot.type("Both are ca")
    robot.keys("Ctrl+3")
    wait(qtbot, page, "1 of 9")
    assert robot.focus() is note.words
    robot.type("lm.")
    assert note.text() == "Both are calm."
    third = steps(office, thread)[2]
    assert third.tick is not None
    assert third.tick.by == "R. Malik"
    assert page.detail.body.tabs.tabs["checklist"].text() == "Checklist 1/9"
    events = [event.words for event in page.detail.body.timeline.events()]
    assert f"Done: {third.words}" in events
    row = page.detail.body.checklist.view.row(3)
    assert row is not None
    assert row.right == "23:13 R.M."
    robot.keys("Ctrl+3")
    robot.hears("Step 3 is ticked already: 23:13 R.M.")
    assert records(office, thread) == 2


def test_the_step_that_is_next_is_read_whole_without_leaving_the_line(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office))
    wait(qtbot, page, "0 of 9")
    view = page.detail.body.checklist.view

    def tall() -> list[int]:
        heights = [view.visualRect(view.model().index(at, 0)).height() for at in range(9)]
        return [at for at, high in enumerate(heights, 1) if high > min(heights)]

    qtbot.waitUntil(lambda: tall() == [1])
    robot.keys("Ctrl+1")
    qtbot.waitUntil(lambda: tall() == [2])
    assert robot.focus() is page.detail.note.words


def test_d25_the_time_typed_in_the_line_is_that_of_the_tick(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    note = page.detail.note
    qtbot.waitUntil(lambda: note.words.placeholderText().endswith("done. Ctrl+1 ticks step 1"))
    note.happened.setFocus()
    robot.type("+10m")
    robot.keys("Ctrl+1")
    assert "lies ahead" in note.note.text()
    assert results(office, thread)[0] == ""
    note.happened.clear()
    robot.type("-10m")
    robot.keys("Ctrl+1")
    wait(qtbot, page, "1 of 9")
    assert note.happened.text() == ""
    tick = steps(office, thread)[0].tick
    assert tick is not None
    assert tick.at is not None
    assert office.now() - tick.at > timedelta(minutes=9)
    event = next(e for e in page.detail.body.timeline.events() if e.words.startswith("Done"))
    assert (event.time, event.written, event.by) == ("23:03", "written 23:13", "R.M.")


def test_d11_a_digit_and_one_typed_with_altgr_tick_nothing(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    robot.type("123")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(robot.focus(), Qt.Key.Key_2, both)
    assert page.detail.note.text().startswith("123")
    assert records(office, thread) == 1


def test_d25_space_ticks_and_goes_on_and_not_applicable_asks_why(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    to_list(page, robot)
    robot.keys("Space")
    wait(qtbot, page, "1 of 9")
    robot.keys("Down", "-")
    asked = dialog(qtbot, page, TickDialog)
    robot.keys("Return")
    assert asked.reason.fault.text() == "Say why it is not applicable."
    robot.type("Nobody is inside.")
    robot.keys("Return")
    wait(qtbot, page, "2 of 9")
    assert results(office, thread)[:3] == ["done", "na", ""]
    events = [event.words for event in page.detail.body.timeline.events()]
    assert any(words.startswith("Not applicable: ") for words in events)
    assert page.detail.body.tabs.tabs["changes"].text() == "Changes"


def test_d25_another_time_and_another_hand_are_asked(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    to_list(page, robot)
    robot.keys("F5")
    asked = dialog(qtbot, page, TickDialog)
    assert_named(asked)
    robot.type("soon")
    robot.keys("Return")
    assert asked.when.fault.text()
    asked.when.field.clear()
    robot.type("2300")
    robot.keys("Tab")
    robot.focus().selectAll()  # type: ignore[attr-defined]
    robot.type("D. Novak")
    robot.keys("Return")
    wait(qtbot, page, "1 of 9")
    tick = steps(office, thread)[0].tick
    assert tick is not None
    assert (f"{tick.at:%H:%M}", tick.by) == ("23:00", "D. Novak")
    row = page.detail.body.checklist.view.row(1)
    assert row is not None
    assert row.right == "23:00 D.N."


def test_d3_a_tick_is_changed_and_taken_out_and_stands_under_changes(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    to_list(page, robot)
    robot.keys("Return")
    wait(qtbot, page, "1 of 9")
    robot.keys("Return")
    asked = dialog(qtbot, page, TickDialog)
    robot.focus().selectAll()  # type: ignore[attr-defined]
    robot.type("-5m")
    robot.keys("Return")
    qtbot.waitUntil(lambda: not asked.isVisible())
    qtbot.waitUntil(lambda: records(office, thread) == 3)
    qtbot.waitUntil(lambda: page.detail.body.tabs.tabs["changes"].text() == "Changes 1")
    robot.window.activateWindow()
    qtbot.waitUntil(robot.window.isActiveWindow)
    robot.keys("Delete")
    wait(qtbot, page, "0 of 9")
    assert results(office, thread)[0] == ""


def test_a_click_on_the_box_ticks_and_one_on_the_words_does_not(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    view = page.detail.body.checklist.view
    place = view.visualRect(view.model().index(3, 0))
    left, middle = Qt.MouseButton.LeftButton, QPoint(place.left() + 120, place.top() + 12)
    QTest.mouseClick(view.viewport(), left, pos=middle)
    assert view.current() == 4
    assert results(office, thread) == [""] * 9
    QTest.mouseClick(view.viewport(), left, pos=QPoint(place.left() + 36, place.top() + 12))
    wait(qtbot, page, "1 of 9")
    assert results(office, thread)[3] == "done"


def test_the_steps_follow_the_category_and_what_was_ticked_stays(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    robot.keys("Ctrl+2")
    wait(qtbot, page, "1 of 9")
    words = steps(office, thread)[1].words
    follow(office, thread, category="building.gas")
    count = len(steps(office, thread))
    wait(qtbot, page, f"1 of {count}")
    row = page.detail.body.checklist.view.row(count)
    assert row is not None
    assert row.title == words


def test_a_screen_reader_hears_each_step_and_an_auditor_ticks_none(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    robot.keys("Ctrl+1")
    wait(qtbot, page, "1 of 9")
    view = page.detail.body.checklist.view
    found = QAccessible.queryAccessibleInterface(view)
    assert found.text(QAccessible.Text.Name) == "Checklist"
    first, second = (view.row(number) for number in (1, 2))
    assert first is not None
    assert second is not None
    assert first.spoken.endswith("done 23:13 R.M.")
    assert second.spoken.endswith("not ticked")
    held(office, roles.AUDITOR)
    page.session.officer_changed.emit()
    QApplication.processEvents()
    view.setFocus()
    robot.keys("Down", "Space", "-", "F5")
    assert not robot.window.findChildren(TickDialog)
    assert records(office, thread) == 2
