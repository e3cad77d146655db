"""Raising an incident from lines of the book or from none; the list."""

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, Clock, Robot, assert_named, grab
from tests.ui.incidents.hands import COMPLETE, dialog, line, opened, read, showing

from deskinc.desk import settings
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.incidents.raising import RaiseDialog
from deskinc.ui.mainwindow import MainWindow


def test_the_empty_page_says_what_goes_there_and_enter_raises_the_first(
    qtbot: QtBot, page: IncidentsPage, robot: Robot
) -> None:
    qtbot.waitUntil(lambda: page.whole.currentWidget() is page.empty)
    robot.window.show_page("incidents")
    assert page.raise_button.hasFocus()
    robot.keys("Return")
    asked = dialog(qtbot, page, RaiseDialog)
    assert asked.height() - asked.layer.sizeHint().height() < 40, "no empty room below the fields"
    robot.type("slip")
    robot.keys("Return", "Tab", "Tab")
    robot.type("Slip in the lobby")
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.detail.thread_shown() != "")
    robot.window.activateWindow()
    qtbot.waitUntil(page.detail.note.words.hasFocus)
    assert page.list.finder.text() == ""


def test_raising_stands_over_the_list_and_asks_only_what_it_needs(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office))
    assert page.list.add.isVisible()
    assert "Ctrl+Shift+I" in page.list.add.toolTip()
    robot.keys("Alt+A")
    asked = dialog(qtbot, page, RaiseDialog)
    marked = [name for name in asked.view.names() if asked.view.cell(name).mark.text()]
    assert marked == ["category", "severity", "title"]
    robot.keys("Escape")


def test_one_key_opens_an_incident_where_the_type_of_the_line_suggests_a_category(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    n = line(office)
    page.session.go("incidents", raise_from=[n])
    asked = dialog(qtbot, page, RaiseDialog)
    assert asked.go.hasFocus()
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.detail.thread_shown() != "")
    shown = read(office, page.detail.thread_shown())
    assert shown.incident.number == "INC-2026-0001"
    assert shown.incident.category == "building.lift_entrapment"
    assert (shown.incident.severity, shown.incident.place) == ("high", "Lift 2")
    assert shown.incident.title == "Lift 2 stopped"
    assert [row.text for row in shown.timeline] == ["Lift 2 stopped. Two inside."]
    assert page.detail.head.number.text() == "INC-2026-0001"


def test_the_place_of_the_line_stays_the_place_of_the_site(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    page.session.go("incidents", **{"raise": [line(office)]})
    dialog(qtbot, page, RaiseDialog)
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.detail.thread_shown() != "")
    assert read(office, page.detail.thread_shown()).values["place"] == office.site.place("Lift 2")


def test_raised_from_no_line_the_severity_follows_the_category_until_it_is_set(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    page.session.go("incidents", raise_from=[])
    asked = dialog(qtbot, page, RaiseDialog)
    robot.type("slip")
    robot.keys("Return", "Tab")
    assert asked.answers.values()["severity"]["code"] == "medium"
    robot.keys("Down")
    assert asked.answers.values()["severity"]["code"] == "high"
    robot.keys("Tab")
    robot.type("Slip at the sink")
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.detail.thread_shown() != "")
    shown = read(office, page.detail.thread_shown())
    assert (shown.incident.title, shown.incident.severity) == ("Slip at the sink", "high")
    assert [row.text for row in shown.timeline] == ["Slip at the sink"]


def test_d30_below_the_category_stands_its_card_and_nothing_moves(
    qtbot: QtBot, page: IncidentsPage, robot: Robot
) -> None:
    page.session.go("incidents", raise_from=[])
    asked = dialog(qtbot, page, RaiseDialog)
    title = asked.view.cell("title")
    assert asked.card.words.text() == "The category says here what makes it an incident."
    before = title.mapTo(asked, QPoint()).y(), asked.height()
    robot.type("tailgating")
    robot.keys("Return")
    assert asked.card.words.text().startswith("Raise an incident if: Somebody came through")
    QApplication.processEvents()
    assert (title.mapTo(asked, QPoint()).y(), asked.height()) == before
    top = asked.view.cell("category").mapTo(asked, QPoint()).y()
    assert top < asked.card.mapTo(asked, QPoint()).y() < before[0]
    robot.keys("Escape")


def test_without_a_category_nothing_opens_and_the_field_says_so(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    page.session.go("incidents", raise_from=[line(office, "information", "A notice.")])
    asked = dialog(qtbot, page, RaiseDialog)
    robot.keys("Return")
    cell = asked.view.cell("category")
    assert "needed" in cell.below.fault()
    assert cell.editor.inner().hasFocus()
    assert incidents.listed(office) == []


def test_esc_leaves_the_question_and_its_draft(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    page.session.go("incidents", raise_from=[])
    dialog(qtbot, page, RaiseDialog)
    robot.type("fire")
    robot.keys("Escape", "Escape")
    qtbot.waitUntil(lambda: not page.findChildren(RaiseDialog))
    qtbot.waitUntil(lambda: "raise" not in office.kept())


def test_a_lock_keeps_what_was_typed_into_the_question(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    page.session.go("incidents", raise_from=[])
    dialog(qtbot, page, RaiseDialog)
    robot.keys("Tab", "Tab")
    robot.type("Smoke")
    page.session.lock()
    qtbot.waitUntil(lambda: "raise" in office.kept())
    qtbot.waitUntil(lambda: not page.findChildren(RaiseDialog))
    page.session.unlock()
    qtbot.waitUntil(lambda: bool(page.findChildren(RaiseDialog)))
    asked = page.findChildren(RaiseDialog)[-1]
    qtbot.waitUntil(lambda: asked.answers.values().get("title") == "Smoke")


def test_the_list_is_found_narrowed_and_walked_by_keyboard(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    first, second = opened(office), opened(office, title="Glass broken", category="damage.graffiti")
    done = opened(office, title="Pass lost", **COMPLETE)
    incidents.finish(office, done, PASSPHRASE, entries.new_id())
    qtbot.waitUntil(lambda: page.list.tabs.tabs["all"].text() == "All 3")
    assert page.list.tabs.tabs["open"].text() == "Open 2"
    assert page.list.tabs.tabs["finished"].text() == "In review 1"
    showing(qtbot, page, second)
    robot.keys("Ctrl+F", "Down")
    assert page.list.view.hasFocus()
    robot.keys("Down")
    qtbot.waitUntil(lambda: page.detail.thread_shown() == first)
    robot.keys("Ctrl+F")
    robot.type("glass")
    qtbot.waitUntil(lambda: page.list.rows() == [second])
    robot.keys("Escape")
    qtbot.waitUntil(lambda: page.list.rows() == [second, first])
    page.list.tabs.tabs["open"].setFocus()
    robot.keys("Right")
    qtbot.waitUntil(lambda: page.list.rows() == [done])
    robot.keys("Ctrl+F")
    robot.type("no such thing")
    qtbot.waitUntil(lambda: page.list.none.text() == "Nothing found.")
    assert not page.list.rows()


def test_a_row_says_severity_number_title_place_and_age(
    qtbot: QtBot, office: Office, page: IncidentsPage, clock: Clock
) -> None:
    opened(office)
    clock.go_on(minutes=14)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    page.list.show_time(office.now())
    spoken = page.list.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "High, INC-2026-0001, Lift entrapment, Lift 2, 00:14"


def test_the_list_turns_to_an_incident_that_was_asked_for_before_it_was_read(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    opened(office)
    done = opened(office, title="Pass lost", **COMPLETE)
    incidents.finish(office, done, PASSPHRASE, entries.new_id())
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    window.session.go("incidents", thread=done)
    qtbot.waitUntil(lambda: page.detail.thread_shown() == done)
    qtbot.waitUntil(lambda: page.list.tabs.current() == "finished")
    qtbot.waitUntil(lambda: page.list.rows() == [done])


def test_an_age_runs_on_by_an_exact_hour_too(
    qtbot: QtBot, office: Office, page: IncidentsPage, clock: Clock
) -> None:
    opened(office)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    now = office.now()
    page.list.show_time(now)
    page.list.show_time(now + timedelta(hours=1))
    spoken = page.list.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("01:00")


def pick(qtbot: QtBot, asked: RaiseDialog, robot: Robot, words: str) -> None:
    asked.alarm.line.setFocus()
    asked.alarm.line.selectAll()
    robot.type(words)
    robot.keys("Return")
    qtbot.waitUntil(asked.go.hasFocus)


def from_alarm(qtbot: QtBot, page: IncidentsPage, robot: Robot) -> RaiseDialog:
    """The dialog with the cursor on the alarm points of the site."""
    points = {
        "001": {"device": "Smoke 12", "panel": "Fire panel", "zone": "Zone 3", "place": "Canteen",
                "category": "fire.alarm_genuine"},
        "002": {"device": "Door 4", "panel": "Intruder panel", "category": "Fire alarm, genuine"},
    }  # fmt: skip
    settings.change(page.session.office, {"points": points}).result()
    robot.keys("Ctrl+K")
    robot.type("Raise an incident from an alarm")
    robot.keys("Return")
    asked: RaiseDialog = dialog(qtbot, page, RaiseDialog)
    assert asked.alarm.line.hasFocus()
    assert_named(asked)
    return asked


def test_from_an_alarm_point_fills_panel_zone_device_place_and_category(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    asked = from_alarm(qtbot, page, robot)
    pick(qtbot, asked, robot, "smoke")
    grab(asked, "raise-from-alarm")
    assert not asked.alarm.left.isVisible()
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.detail.thread_shown() != "")
    values = read(office, page.detail.thread_shown()).values
    assert [values[name] for name in ("panel", "zone", "device")] == [
        "Fire panel", "Zone 3", "Smoke 12"
    ]  # fmt: skip
    assert values["title"] == "Alarm: Smoke 12, Canteen"
    assert plain(values["how"]) == "alarm"
    assert plain(values["place"]) == "Canteen"
    assert plain(values["category"]) == "fire.alarm_genuine"


def test_an_alarm_point_leaves_what_somebody_said_and_the_next_takes_back_the_first(
    qtbot: QtBot, page: IncidentsPage, robot: Robot
) -> None:
    asked = from_alarm(qtbot, page, robot)
    pick(qtbot, asked, robot, "smoke")
    asked.answers.put("title", "Smoke in the canteen")
    pick(qtbot, asked, robot, "door")
    assert asked.alarm.left.text() == "Left as it was: Summary."
    values = asked.answers.values()
    assert values["title"] == "Smoke in the canteen"
    assert values["panel"] == "Intruder panel"
    for name in ("zone", "place", "category"):
        assert values.get(name) is None, name
