"""The Incidents page by keyboard on a real book: raising, following up, finishing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, Clock, Robot, assert_named, grab

from deskinc.desk import entries, incidents, people, plans
from deskinc.desk.incidents import IncidentPage
from deskinc.desk.office import Office
from deskinc.forms.catalogue import current
from deskinc.forms.form import missing
from deskinc.paths import resources
from deskinc.proof.canonical import unb64
from deskinc.ui.actions import types_a_character
from deskinc.ui.dialogs import Question
from deskinc.ui.incidents.finishing import FinishDialog
from deskinc.ui.incidents.page import PAGE, IncidentsPage
from deskinc.ui.incidents.photodialogs import CaptionDialog, PhotoDialog
from deskinc.ui.incidents.raising import RaiseDialog
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.session import Session

LATE = 20_000
"""Milliseconds a child process may take at the most."""


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with the Incidents page."""
    return make_window(PAGE)


@pytest.fixture
def page(window: MainWindow) -> IncidentsPage:
    """The Incidents page on screen."""
    found = window.page("incidents")
    assert isinstance(found, IncidentsPage)
    return found


def line(office: Office, kind: str = "lift", text: str = "Lift 2 stopped. Two inside.") -> int:
    raw = {"type": kind, "place": "Lift 2", "text": text}
    return entries.post(office, raw, entries.new_id()).result().records[0].n


def opened(office: Office, **more: Any) -> str:
    """An open incident; returns its thread."""
    thread = entries.new_id()
    raw = {
        "category": "building.lift_entrapment", "severity": "high", "title": "Lift entrapment",
        "place": "Lift 2", "occurred": office.now(), **more,
    }  # fmt: skip
    incidents.open_new(office, raw, thread).result()
    return thread


COMPLETE: dict[str, Any] = {
    "reported_by": "Car intercom", "how": "alarm", "narrative": "Lift 2 stopped.",
    "injuries": False, "force": False, "immediate": "Engineer called.",
}  # fmt: skip


def follow(office: Office, thread: str, **raw: Any) -> None:
    incidents.follow_up(office, thread, raw, entries.new_id()).result()


def read(office: Office, thread: str) -> IncidentPage:
    return incidents.page(office, thread)


def records(office: Office, thread: str) -> int:
    return len([r for r in office.read.thread(unb64(thread)) if r.form == "incident"])


def showing(qtbot: QtBot, page: IncidentsPage, thread: str) -> None:
    """Go to an incident and wait until it is on screen."""
    page.session.go("incidents", thread=thread)
    qtbot.waitUntil(lambda: page.detail.thread_shown() == thread)
    QApplication.processEvents()


def dialog(qtbot: QtBot, page: IncidentsPage, kind: type[Question]) -> Any:
    """The question on screen, with the keyboard."""
    qtbot.waitUntil(lambda: bool(page.findChildren(kind)))
    asked = page.findChildren(kind)[-1]
    qtbot.waitUntil(asked.isActiveWindow)
    return asked


def plain(page: IncidentsPage, name: str) -> str:
    for view in page.detail.body.all_views():
        cell = view.cell(name)
        if cell is not None:
            return cell.plain.text()
    raise AssertionError(name)


def begin(page: IncidentsPage, name: str) -> None:
    """Put the focus on a plain value."""
    for view in page.detail.body.all_views():
        cell = view.cell(name)
        if cell is not None:
            cell.plain.setFocus()
            return


# raising


def test_the_empty_page_says_what_goes_there_and_enter_raises_the_first(
    qtbot: QtBot, page: IncidentsPage, robot: Robot
) -> None:
    qtbot.waitUntil(lambda: page.whole.currentWidget() is page.empty)
    robot.window.show_page("incidents")
    assert page.raise_button.hasFocus()
    robot.keys("Space")
    dialog(qtbot, page, RaiseDialog)


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


# the list


def test_the_list_is_found_narrowed_and_walked_by_keyboard(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    first, second = opened(office), opened(office, title="Glass broken", category="damage.graffiti")
    done = opened(office, title="Pass lost", **COMPLETE)
    incidents.finish(office, done, PASSPHRASE, entries.new_id())
    qtbot.waitUntil(lambda: page.list.tabs.tabs["all"].text() == "All 3")
    assert page.list.tabs.tabs["open"].text() == "Open 2"
    assert page.list.tabs.tabs["finished"].text() == "Finished 1"
    showing(qtbot, page, second)
    robot.keys("Ctrl+F", "Down")
    assert page.list.view.hasFocus()
    robot.keys("Down")
    qtbot.waitUntil(lambda: page.detail.thread_shown() == first)
    robot.keys("Ctrl+F")
    robot.type("glass")
    assert page.list.rows() == [second]
    robot.keys("Escape")
    assert page.list.rows() == [second, first]
    page.list.tabs.tabs["open"].setFocus()
    robot.keys("Right")
    assert page.list.rows() == [done]
    robot.keys("Ctrl+F")
    robot.type("no such thing")
    assert page.list.none.text() == "Nothing found."


def test_a_row_says_severity_number_title_place_and_age(
    qtbot: QtBot, office: Office, page: IncidentsPage, clock: Clock
) -> None:
    opened(office)
    clock.go_on(minutes=14)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    page.list.show_time(office.now())
    spoken = page.list.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "High, INC-2026-0001, Lift entrapment, Lift 2, 00:14"


# following up


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
    page.session.office.unlisten(page.session._listener)
    follow(office, thread, spot="At floor 4")
    robot.keys("Ctrl+S")
    qtbot.waitUntil(lambda: any("changed this meanwhile" in said for said in robot.says()))
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


# nothing typed is lost


def test_unsent_changes_and_note_come_back_after_a_crash(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, session: Session
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.body.focus_field("spot")
    robot.type("Between 3")
    page.detail.note.words.setFocus()
    robot.type("Voice contact")
    qtbot.waitUntil(lambda: len(office.kept().get(f"incident:{thread}", {})) == 3, timeout=LATE)
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
    spoken = [
        page.list.model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in (0, 1)
    ]
    assert [words.endswith("not saved") for words in spoken] == [False, True]
    showing(qtbot, page, first)
    assert plain(page, "spot") == "Floor 3"


# the line at the foot


def test_a_note_goes_into_the_timeline_and_the_book_once(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.note.words.setFocus()
    robot.type("Names asked: P. Nair, T. Aldous.")
    serial = entries.next_serial(office)
    robot.keys("Ctrl+Return", "Ctrl+Return")
    qtbot.waitUntil(lambda: len(read(office, thread).timeline) == 2)
    qtbot.waitUntil(lambda: page.detail.note.text() == "")
    assert entries.next_serial(office) == serial + 1
    qtbot.waitUntil(lambda: page.detail.body.tabs.tabs["timeline"].text() == "Timeline 2")
    words = [event.words for event in page.detail.body.timeline.events()]
    assert words == ["Lift entrapment", "Names asked: P. Nair, T. Aldous.", "now"]


def test_a_note_may_tell_of_earlier_and_then_says_when_it_was_written(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.note.happened.setFocus()
    robot.type("-4m")
    robot.keys("Tab")
    robot.type("Voice contact, both well.")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: len(page.detail.body.timeline.events()) == 3)
    first = page.detail.body.timeline.events()[0]
    assert (first.time, first.words) == ("23:09", "Voice contact, both well.")
    assert first.written.startswith("written 23:1")


def test_a_note_at_no_time_is_not_posted(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.note.happened.setFocus()
    robot.type("25:99")
    print("A", page.detail.note.happened.text(), robot.focus())
    robot.keys("Tab")
    print("B", page.detail.note.happened.text(), robot.focus())
    robot.type("Something")
    print("C", page.detail.note.happened.text(), repr(page.detail.note.text()), robot.focus())
    robot.keys("Ctrl+Return")
    print("D", page.detail.note.happened.text(), repr(page.detail.note.text()), robot.focus(), robot.says())
    assert "no time" in page.detail.note.note.text()
    assert page.detail.note.happened.hasFocus()
    assert len(read(office, thread).timeline) == 1


def test_enter_on_the_timeline_goes_to_the_line_in_the_book(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.body.timeline.setFocus()
    page.detail.body.timeline.setCurrentIndex(page.detail.body.timeline.model().index(0, 0))
    with qtbot.waitSignal(page.session.wanted) as went:
        robot.keys("Return")
    assert went.args == ["book", {"line": read(office, thread).timeline[0].line}]


def test_what_is_due_stands_below_now_and_says_when_it_is_over(
    qtbot: QtBot, office: Office, page: IncidentsPage, clock: Clock
) -> None:
    thread = opened(office)
    due = office.now().replace(hour=23, minute=35)
    follow(office, thread, next_step="Engineer due", due=due)
    showing(qtbot, page, thread)
    last = page.detail.body.timeline.events()[-1]
    assert (last.kind, last.time) == ("due", "23:35")
    assert last.words.startswith("Engineer due, in 21:")
    clock.go_on(minutes=30)
    page.detail.body.show_time()
    last = page.detail.body.timeline.events()[-1]
    assert last.kind == "over"
    assert "over" in last.words


def test_one_button_is_filled_whatever_waits(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office, **COMPLETE))
    detail = page.detail
    buttons = (detail.note.post, detail.bar.save, detail.head.finish)

    def filled() -> list[bool]:
        return [button.property("kind") == "primary" for button in buttons]

    assert filled() == [False, False, True]
    detail.body.focus_field("spot")
    robot.type("Floor 3")
    assert filled() == [False, True, False]
    detail.note.words.setFocus()
    robot.type("Voice contact")
    assert filled() == [True, False, False]


# finishing


def test_rows_of_what_is_missing_jump_to_their_field(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    wanted = [f.name for f in missing(current("incident"), read(office, thread).values)]
    assert page.detail.body.missing.names() == wanted
    page.detail.body.missing.view.setFocus()
    robot.keys("Home", "Return")
    assert isinstance(robot.focus(), QWidget)
    assert robot.focus().accessibleName() == "Reported by"
    robot.type("Car intercom")
    robot.keys("F3")
    assert "reported_by" not in page.detail.body.missing.names()
    assert page.detail.body.views["what"].cell("how").is_open()  # type: ignore[union-attr]


def test_finish_says_what_is_missing_first(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office))
    page.detail.ask_finish()
    assert any("missing" in said for said in robot.says())
    assert not page.findChildren(FinishDialog)


def test_finish_waits_for_changes_to_be_saved(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office, **COMPLETE))
    page.detail.body.focus_field("spot")
    robot.type("Floor 3")
    page.detail.ask_finish()
    assert any("not saved" in said for said in robot.says())


def test_finish_asks_the_passphrase_again_and_says_what_it_means(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office, **COMPLETE)
    showing(qtbot, page, thread)
    robot.keys("Alt+F")
    asked = dialog(qtbot, page, FinishDialog)
    assert asked.passphrase.hasFocus()
    robot.keys("Return")
    assert asked.line.fault.text() == "Type your passphrase."
    robot.type("not this one at all")
    robot.keys("Return")
    said = {"", "Type your passphrase."}
    qtbot.waitUntil(lambda: asked.line.fault.text() not in said, timeout=LATE)
    assert read(office, thread).incident.state == "open"
    robot.type(PASSPHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: read(office, thread).incident.state == "finished", timeout=LATE)
    qtbot.waitUntil(lambda: page.detail.head.state.text() == "Finished by R. Malik, 23:13")
    assert page.detail.head.finish.isHidden()
    assert any("INC-2026-0001 is finished." in said for said in robot.says())


def test_report_goes_to_the_reports_page(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    with qtbot.waitSignal(page.session.wanted) as went:
        page.detail.head.report.click()
    assert went.args is not None
    assert went.args[0] == "reports"
    assert went.args[1] == {"thread": thread}


# where and evidence


def test_without_a_plan_the_page_says_so(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    showing(qtbot, page, opened(office))
    qtbot.waitUntil(lambda: not page.detail.body.where.none.isHidden())
    assert page.detail.body.where.pin.isHidden()


def test_the_way_to_the_plan_and_the_piece_of_it_around_the_pin(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    saved = plans.import_plan(office, resources() / "demo" / "plan-3.svg", "Court", "Floor 3")
    saved.result()
    (plan,) = plans.listed(office)
    thread = opened(office)
    showing(qtbot, page, thread)
    where = page.detail.body.where
    qtbot.waitUntil(lambda: not where.pin.isHidden())
    with qtbot.waitSignal(page.session.wanted) as went:
        where.pin.click()
    assert went.args == ["plan", {"pin": thread}]
    x, y = plan.min_x + plan.width // 2, plan.min_y + plan.height // 2
    plans.pin(office, thread, plan.thread, x, y, "about", 4000).result()
    qtbot.waitUntil(lambda: not where.piece.isHidden())
    assert where.words.text() == "Floor 3, about here"
    assert where.piece.accessibleName() == "Open the plan: High, Floor 3, About here"
    with qtbot.waitSignal(page.session.wanted) as went:
        where.piece.click()
    assert went.args == ["plan", {"thread": thread}]


def test_a_photo_gets_its_caption_and_stands_in_the_incident(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, samples: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.body.photos.take([samples / "photos" / "orientation" / "Landscape_6.jpg"])
    dialog(qtbot, page, CaptionDialog)
    robot.type("The hills")
    robot.keys("Return")
    qtbot.waitUntil(lambda: len(read(office, thread).photos) == 1, timeout=LATE)
    photos = page.detail.body.photos
    qtbot.waitUntil(lambda: len(photos.list.thumbs) == 1)
    (thumb,) = photos.list.thumbs.values()
    assert thumb.width() > thumb.height()
    assert page.detail.body.tabs.tabs["evidence"].text() == "Evidence 1"
    robot.window.activateWindow()
    qtbot.waitUntil(robot.window.isActiveWindow)
    photos.list.setFocus()
    photos.list.setCurrentIndex(photos.list.rows.index(0, 0))
    robot.keys("Return")
    seen = dialog(qtbot, page, PhotoDialog)
    qtbot.waitUntil(lambda: not seen.picture.pixmap().isNull())
    robot.keys("Escape")


def test_a_file_that_is_no_photo_is_refused_with_a_sentence(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, tmp_path: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    bad = tmp_path / "note.jpg"
    bad.write_bytes(b"this is no picture at all")
    page.detail.body.photos.take([bad, tmp_path / "gone.jpg"])
    for _file in range(2):
        dialog(qtbot, page, CaptionDialog)
        robot.keys("Return")
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: len(robot.says()) == 2, timeout=LATE)
    assert any("gone.jpg cannot be read" in said for said in robot.says())
    assert read(office, thread).photos == ()


def test_a_pasted_picture_and_a_dropped_file_are_taken(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, tmp_path: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QApplication.clipboard().setImage(image)
    page.list.view.setFocus()
    robot.keys("Ctrl+V")
    dialog(qtbot, page, CaptionDialog)
    robot.keys("Return")
    qtbot.waitUntil(lambda: not page.findChildren(CaptionDialog))
    qtbot.waitUntil(lambda: len(read(office, thread).photos) == 1, timeout=LATE)
    image.save(str(tmp_path / "dropped.png"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "dropped.png"))])
    held = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page.detail.body.photos, QDragEnterEvent(QPoint(5, 5), *held))
    QApplication.sendEvent(page.detail.body.photos, QDropEvent(QPointF(5, 5), *held))
    dialog(qtbot, page, CaptionDialog)
    robot.keys("Return")
    qtbot.waitUntil(lambda: len(read(office, thread).photos) == 2, timeout=LATE)


# manners


def test_no_key_of_the_page_types_a_character(page: IncidentsPage) -> None:
    for action in page.actions_offered():
        assert not types_a_character(action.shortcut)
        assert action.words
        assert action.icon


def test_every_control_has_a_name(qtbot: QtBot, office: Office, page: IncidentsPage) -> None:
    showing(qtbot, page, opened(office, **COMPLETE))
    for view in page.detail.body.all_views():
        for name in view.names():
            cell = view.cell(name)
            assert cell is not None
            cell.open(focus=False)
    assert_named(page)


def test_tab_visits_list_head_parts_and_line_in_that_order(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office, **COMPLETE))
    page.list.finder.setFocus()
    visited: list[QWidget] = []
    for _step in range(120):
        robot.keys("Tab")
        if robot.focus() in visited:
            break
        visited.append(robot.focus())
    detail = page.detail
    wanted = [
        page.list.view, detail.head.report, detail.head.finish, detail.body.tabs.tabs["what"],
        detail.body.views["what"].cell("occurred").plain,  # type: ignore[union-attr]
        detail.body.timeline, detail.body.photos.add, detail.note.happened, detail.note.words,
    ]  # fmt: skip
    at = [visited.index(stop) for stop in wanted]
    assert at == sorted(at)


def test_anchors_bring_their_part_to_the_top_and_follow_the_scrolling(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office, **COMPLETE))
    tabs = page.detail.body.tabs
    tabs.tabs["what"].setFocus()
    robot.keys("Right", "Right", "Right")
    assert tabs.current() == "account"
    bar = page.detail.body.parts.verticalScrollBar()
    assert bar.value() > 0
    bar.setValue(0)
    assert tabs.current() == "what"


@pytest.mark.parametrize("size", [(1280, 800), (853, 533), (640, 400)])
def test_the_page_fits_every_size_and_goes_back_to_the_list_where_there_is_no_room(
    qtbot: QtBot, office: Office, make_window: Callable[..., MainWindow], size: tuple[int, int]
) -> None:
    thread = opened(office, **COMPLETE)
    window = make_window(PAGE, size=size)
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    showing(qtbot, page, thread)
    body = page.detail.body.parts
    assert body.horizontalScrollBar().maximum() == 0
    alone = size == (640, 400)
    assert page.list.isVisible() is not alone
    assert page.detail.isVisible()
    if alone:
        page.detail.head.back.click()
        assert page.list.isVisible()
        assert not page.detail.isVisible()
        QTest.keyClick(page.list.view, Qt.Key.Key_Down)
        QTest.keyClick(page.list.view, Qt.Key.Key_Return)
        assert page.detail.isVisible()
    grab(window, f"incidents-{size[0]}x{size[1]}")


def test_the_clock_of_an_open_incident_runs(
    qtbot: QtBot, office: Office, page: IncidentsPage, clock: Clock
) -> None:
    showing(qtbot, page, opened(office))
    clock.go_on(minutes=14, seconds=21)
    page.detail._tick(None)
    assert page.detail.head.clock.text().startswith("00:14:2")


def test_an_officer_may_not_lower_the_severity_and_is_told(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    who = people.Enrolment("D. Novak", "D.N.", "", frozenset({"officer"}), "Passport")
    people.enrol(office, who, PASSPHRASE, kdf=_floor())
    office.become(office.open_person("D. Novak", PASSPHRASE))
    showing(qtbot, page, thread)
    page.detail.answers.put("severity", {"code": "low"})
    robot.window.show_page("incidents")
    page.detail.saver.save()
    qtbot.waitUntil(lambda: any("role does not allow" in said for said in robot.says()))
    assert read(office, thread).incident.severity == "high"
    assert page.detail.answers.changed_fields()


def _floor() -> Any:
    from deskinc.book.kdf import FLOOR

    return FLOOR


def test_strange_text_is_shown_as_written(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    title = "<suspect> & “ש” \u202e x"
    thread = opened(office, title=title)
    showing(qtbot, page, thread)
    assert page.detail.head.title.text() == title
    assert page.detail.head.title.textFormat() == Qt.TextFormat.PlainText
    assert plain(page, "title") == title


def test_a_long_note_grows_to_six_lines_and_no_more(page: IncidentsPage, qtbot: QtBot) -> None:
    words: QPlainTextEdit = page.detail.note.words
    one = words.height()
    words.setPlainText("\n".join("line" for _n in range(4)))
    four = words.height()
    words.setPlainText("\n".join("line" for _n in range(40)))
    assert one == 44 < four < words.height() < 240
