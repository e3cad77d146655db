"""Sizes, names, order of Tab, roles, strange text."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, Clock, Robot, assert_named, grab
from tests.ui.incidents.hands import COMPLETE, opened, plain, read, showing

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.people import people, suspension
from deskinc.ui.actions import types_a_character
from deskinc.ui.incidents.page import PAGE, IncidentsPage
from deskinc.ui.incidents.parts import ASIDE, KEYS, PARTS
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.offering import offered


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
    alone = size != (1280, 800)
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


def test_every_part_is_headed_by_the_word_of_its_anchor(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    showing(qtbot, page, opened(office, **COMPLETE))
    body = page.detail.body
    for part in PARTS:
        place = body.checklist if part.key in ASIDE else body._places[part.key]
        first = next(words for words in place.findChildren(QLabel) if words.text())
        assert first.text() == part.word
        assert not part.anchor or body.tabs.tabs[part.key].text().startswith(part.word)


def test_an_anchor_and_its_key_put_the_keyboard_on_the_first_thing_of_its_part(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office, **COMPLETE))
    body = page.detail.body
    wanted = {
        "what": body.views["what"].stops()[0], "timeline": body.timeline,
        "checklist": body.checklist.view, "account": body.views["account"].stops()[0],
        "evidence": body.photos.add, "claims": body.claims.receive,
    }  # fmt: skip
    for key, stop in wanted.items():
        page.detail.note.words.setFocus()
        robot.keys(KEYS[key])
        assert robot.focus() is stop, key
        page.detail.note.words.setFocus()
        body.tabs.tabs[key].setFocus()
        robot.keys("Return")
        assert robot.focus() is stop, key


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (853, 533)])
def test_the_fields_of_all_parts_stand_in_the_same_columns(
    qtbot: QtBot, office: Office, make_window: Callable[..., MainWindow], size: tuple[int, int]
) -> None:
    thread = opened(office, **COMPLETE)
    page = make_window(PAGE, size=size).page("incidents")
    assert isinstance(page, IncidentsPage)
    showing(qtbot, page, thread)
    body = page.detail.body

    def left(part: str, name: str) -> int:
        cell = body.views[part].cell(name)
        assert cell is not None
        return cell.mapTo(body, QPoint(0, 0)).x()

    assert left("people", "injuries") == left("what", "occurred")
    assert abs(left("people", "force") - left("what", "reported_by")) <= 1
    if size[0] == 1920:
        free = body.side_scroll.x() - body.where.mapTo(body, QPoint(body.where.width(), 0)).x()
        assert free < 64


def test_an_officer_who_may_issue_no_report_is_not_offered_one(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    showing(qtbot, page, opened(office))
    assert page.detail.head.report.isVisible()
    who = people.Enrolment("D. Novak", "D.N.", "", frozenset({"officer"}), "Passport")
    people.enrol(office, who, PASSPHRASE, kdf=_floor())
    office.become(office.open_person("D. Novak", PASSPHRASE))
    page.session.unlocked.emit()
    assert page.detail.head.report.isHidden()
    there = offered(office.officer, page.actions_offered())
    assert "incident_report" not in [action.key for action in there]


def test_nothing_due_is_none_and_not_something_that_waits(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    showing(qtbot, page, opened(office))
    assert plain(page, "due") == "none"
    assert plain(page, "arrived") == "not yet"


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
    robot.hears("role does not allow")
    assert read(office, thread).incident.severity == "high"
    assert page.detail.answers.changed_fields()


def _floor() -> Any:
    from deskinc.book.keys.kdf import FLOOR

    return FLOOR


def test_strange_text_is_shown_as_written(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    title = "<suspect> & “ש” \u202e x"
    thread = opened(office, title=title)
    showing(qtbot, page, thread)
    assert page.detail.head.title.text() == title.replace("\u202e", "[U+202E]")
    assert page.detail.head.title.textFormat() == Qt.TextFormat.PlainText
    assert plain(page, "title") == title


def test_a_long_note_grows_to_six_lines_and_no_more(page: IncidentsPage, qtbot: QtBot) -> None:
    words: QPlainTextEdit = page.detail.note.words
    one = words.height()
    words.setPlainText("\n".join("line" for _n in range(4)))
    four = words.height()
    words.setPlainText("\n".join("line" for _n in range(40)))
    assert one == 44 < four < words.height() < 240


def test_an_owner_who_is_no_longer_here_is_told_until_another_has_it(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    who = people.Enrolment("D. Novak", "D.N.", "", frozenset({"officer"}), "Passport")
    novak = people.enrol(office, who, PASSPHRASE, kdf=_floor())
    thread = opened(office, owner={"id": novak.thread, "text": novak.name})
    suspension.suspend(office, novak.thread, PASSPHRASE)
    showing(qtbot, page, thread)
    left = page.detail.body.beside.left
    qtbot.waitUntil(left.isVisible)
    assert left.words.text() == "Owner D. Novak is no longer here. Give it to somebody else."
    grab(page.window(), "incident-owner-left")
    said = {"owner": {"id": "", "text": "Harbour Lifts"}}
    incidents.follow_up(office, thread, said, entries.new_id()).result()
    page.detail.reload()
    qtbot.waitUntil(left.isHidden)
