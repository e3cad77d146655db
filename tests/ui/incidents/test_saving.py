"""Following up by keyboard: what is typed, written, kept, and written by others meanwhile."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Robot
from tests.ui.incidents.hands import (
    begin,
    dialog,
    follow,
    opened,
    plain,
    read,
    records,
    showing,
)

from deskinc.desk.office import Office
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.session import Session


def test_d03_ctrl_s_writes_all_changes_of_the_page_as_one_follow_up(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    before = records(office, thread)
    begin(page, "arrived")
    robot.keys("Return")
    robot.type("2305")
    robot.keys("Return")
    begin(page, "title")
    robot.keys("F4")
    robot.type(", Lift 2")
    assert page.detail.bar.words.text() == "2 changes not saved"
    robot.keys("Ctrl+S")
    qtbot.waitUntil(lambda: records(office, thread) == before + 1)
    qtbot.waitUntil(page.detail.bar.isHidden)
    shown = read(office, thread)
    assert shown.incident.title == "Lift entrapment, Lift 2"
    assert [(c.label, c.before) for c in shown.changes if c.field == "title"] == [
        ("Summary", "Lift entrapment")
    ]
    qtbot.waitUntil(lambda: page.detail.body.tabs.tabs["changes"].text() == "Changes 2")
    assert plain(page, "arrived") == "23:05"


def test_the_old_value_never_comes_back_while_the_new_one_is_written(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    seen = []
    page.detail.body.focus_field("spot")
    robot.type("Between 3 and 4")
    page.detail.answers.changed.connect(lambda _name: seen.append(plain(page, "spot")))
    robot.keys("Ctrl+S")
    qtbot.waitUntil(page.detail.bar.isHidden)
    qtbot.waitUntil(lambda: read(office, thread).values.get("spot") == "Between 3 and 4")
    robot.keys("Tab")
    assert set(seen) == {"Between 3 and 4"}


def test_what_is_typed_while_the_save_is_on_its_way_stays(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    answers = page.detail.answers
    answers.put("spot", "Between 3")
    answers.written({"spot": "Between 3"})
    assert answers.changed_fields() == []
    answers.put("spot", "Between 3")
    answers.put("spot", "Between 3 and 4")
    answers.written({"spot": "Between 3"})
    assert [field.name for field in answers.changed_fields()] == ["spot"]
    assert answers.overtaken() == []
    assert answers.to_write() == {"spot": "Between 3 and 4"}


def test_what_cannot_be_read_is_not_written_and_gets_the_cursor(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    begin(page, "arrived")
    robot.keys("Return")
    robot.type("25:10")
    robot.keys("Ctrl+S")
    cell = page.detail.body.views["what"].cell("arrived")
    assert cell is not None
    assert "no time" in cell.below.fault()
    assert cell.editor is not None
    assert cell.editor.inner().hasFocus()
    assert records(office, thread) == 1


def test_times_that_disagree_are_said_beside_the_field(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    begin(page, "contained")
    robot.keys("Return")
    robot.type("-3h")
    robot.keys("Ctrl+S")
    cell = page.detail.body.views["what"].cell("contained")
    assert cell is not None
    assert cell.below.fault() == "It cannot be contained before it occurred."


def test_d03_lowering_the_severity_asks_one_reason(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    begin(page, "severity")
    robot.keys("Return", "Up", "Ctrl+S")
    dialog(qtbot, page, Question)
    robot.type("Nobody was inside")
    robot.keys("Return")
    qtbot.waitUntil(lambda: read(office, thread).incident.severity == "medium")
    assert read(office, thread).values["severity_reason"] == "Nobody was inside"
    qtbot.waitUntil(lambda: page.detail.head.severity.text() == "Medium")


def test_d33_another_s_change_stands_beside_the_field_before_mine_is_written(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    begin(page, "spot")
    page.detail.body.focus_field("spot")
    robot.type("Between 3 and 4")
    follow(office, thread, spot="At floor 3", contained=office.now())
    cell = page.detail.body.views["where"].cell("spot")
    assert cell is not None
    qtbot.waitUntil(lambda: "At floor 3" in cell.below.meanwhile())
    assert cell.below.meanwhile().startswith("R.M. wrote 23:1")
    assert read(office, thread).values["spot"] == "At floor 3"
    robot.keys("Ctrl+S")
    qtbot.waitUntil(lambda: read(office, thread).values["spot"] == "Between 3 and 4")
    assert [c.after for c in read(office, thread).changes if c.field == "spot"] == [
        "At floor 3", "Between 3 and 4",
    ]  # fmt: skip


def test_d33_news_found_only_when_saving_stops_the_saving_once(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    follow(office, thread, spot="At floor 3")
    showing(qtbot, page, thread)
    page.detail.body.focus_field("spot")
    robot.type(", by the doors")
    tasks.drain()  # what the first note had looked up may not find the second
    tasks.bring_home()
    page.session.office.unlisten(page.session._listener)
    follow(office, thread, spot="At floor 4")
    robot.keys("Ctrl+S")
    robot.hears("changed this meanwhile")
    assert read(office, thread).values["spot"] == "At floor 4"
    robot.keys("Ctrl+S")
    qtbot.waitUntil(lambda: read(office, thread).values["spot"] == "At floor 3, by the doors")


def test_changes_are_given_up_only_when_that_is_confirmed(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.body.focus_field("title")
    robot.type(" zzz")
    page.detail.bar.drop.click()
    dialog(qtbot, page, Question)
    robot.keys("Escape")
    qtbot.waitUntil(lambda: not page.findChildren(Question))
    assert page.detail.answers.changed_fields()
    page.detail.bar.drop.click()
    dialog(qtbot, page, Question)
    robot.keys("Shift+Tab", "Space")
    qtbot.waitUntil(lambda: not page.detail.answers.changed_fields())
    assert plain(page, "title") == "Lift entrapment"


def test_unsent_changes_and_note_come_back_after_a_crash(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, session: Session
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.body.focus_field("spot")
    robot.type("Between 3")
    page.detail.note.words.setFocus()
    robot.type("Voice contact")
    qtbot.waitUntil(lambda: len(office.kept().get(f"incident:{thread}", {})) == 3)
    other = IncidentsPage(session)
    qtbot.addWidget(other)
    qtbot.waitUntil(lambda: other.detail.thread_shown() == thread)
    qtbot.waitUntil(lambda: other.detail.note.text() == "Voice contact")
    assert plain(other, "spot") == "Between 3"
    assert other.detail.bar.words.text() == "1 change not saved"


def test_a_lock_keeps_at_once_what_is_typed(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.note.words.setFocus()
    robot.type("Half a sen")
    page.session.lock()
    qtbot.waitUntil(lambda: f"incident:{thread}" in office.kept())
    page.session.unlock()
    assert page.detail.note.text() == "Half a sen"


def test_changes_of_one_incident_wait_while_another_is_shown(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    first, second = opened(office), opened(office, title="Glass broken")
    showing(qtbot, page, first)
    page.detail.body.focus_field("spot")
    robot.type("Floor 3")
    showing(qtbot, page, second)
    assert page.detail.bar.isHidden()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)
    spoken = [
        page.list.model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in (0, 1)
    ]
    assert [words.endswith("not saved") for words in spoken] == [False, True]
    showing(qtbot, page, first)
    assert plain(page, "spot") == "Floor 3"


def test_times_among_the_changes_are_short_as_everywhere_on_screen(
    qtbot: QtBot, office: Office, page: IncidentsPage, clock: Clock
) -> None:
    thread = opened(office)
    follow(office, thread, occurred=clock.at - timedelta(days=4, minutes=3))
    follow(office, thread, arrived=clock.at)
    showing(qtbot, page, thread)
    words = [part.text() for part in page.detail.body.changes.findChildren(QLabel)]
    assert "18 Nov, 23:10" in words
    assert "23:13" in words
    assert not any("UTC" in each for each in words)


def test_a_person_added_is_one_change_however_much_is_known_of_him(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    thread = opened(office)
    people = {
        f"{no:03d}": {"name": f"Person {no}", "role": "tenant", "contact": f"07700 90010{no}"}
        for no in range(4)
    }
    follow(office, thread, people=people)
    showing(qtbot, page, thread)
    body = page.detail.body
    qtbot.waitUntil(lambda: body.tabs.tabs["changes"].text() == "Changes 4")
    said = [words.text() for words in body.changes.findChildren(QLabel)]
    assert "Person 2, Tenant, 07700 900102" in said
    follow(office, thread, people={"002": {"role": "visitor"}})
    page.detail.reload()
    qtbot.waitUntil(lambda: body.tabs.tabs["changes"].text() == "Changes 5")
    said = [words.text() for words in body.changes.findChildren(QLabel)]
    assert {"People involved: Role", "Tenant", "Visitor"} <= set(said)
