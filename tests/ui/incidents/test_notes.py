"""The line at the foot, and finishing."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, Clock, Robot, grab
from tests.ui.incidents.hands import COMPLETE, dialog, follow, opened, read, showing
from tests.ui.settings_hands import says

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.forms.catalogue import current
from deskinc.forms.form import missing
from deskinc.ui import theme
from deskinc.ui.forms.unknown import MaybeUnknown
from deskinc.ui.incidents import timeline
from deskinc.ui.incidents.finishing import FinishDialog
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.incidents.timeline import Event


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
    assert words[:3] == ["Lift entrapment", "Names asked: P. Nair, T. Aldous.", "now"]


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
    qtbot.waitUntil(
        lambda: sum(one.kind == "past" for one in page.detail.body.timeline.events()) == 2
    )
    first = page.detail.body.timeline.events()[0]
    assert (first.time, first.words) == ("23:09", "Voice contact, both well.")
    assert first.written.startswith("written 23:1")


def test_rule02_in_the_doubled_hour_the_note_says_which_time_is_meant(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, clock: Clock
) -> None:
    clock.at = datetime(2027, 10, 31, 1, 40, tzinfo=UTC)
    thread = opened(office)
    showing(qtbot, page, thread)
    note = page.detail.note
    page.session.ticked.emit(office.now())
    note.happened.setFocus()
    robot.type("0130")
    assert note.which.isVisible()
    assert note.which.text().startswith("01:30 (UTC+0) is meant, the second of the two. Up")
    robot.keys("Up")
    assert note.happened.text() == "01:30 first"
    robot.keys("Tab")
    robot.type("Voice contact.")
    grab(page.window(), "note-doubled")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: len(read(office, thread).timeline) == 2)
    first = read(office, thread).timeline[0]
    assert first.happened.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    qtbot.waitUntil(lambda: not note.which.isVisible())


def test_a_note_at_no_time_is_not_posted(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.note.happened.setFocus()
    robot.type("25:99")
    robot.keys("Tab")
    robot.type("Something")
    robot.keys("Ctrl+Return")
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

    def engineer() -> Event:
        there = page.detail.body.timeline.events()
        return next(one for one in there if one.words.startswith("Engineer due"))

    assert (engineer().kind, engineer().time) == ("due", "23:35")
    assert engineer().words.startswith("Engineer due, in 21:")
    clock.go_on(minutes=30)
    page.detail.body.telling.show_time()
    assert engineer().kind == "over"
    assert "over" in engineer().words


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


def test_rows_of_what_is_missing_jump_to_their_field(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    wanted = [f.name for f in missing(current("incident"), read(office, thread).values)]
    assert page.detail.body.missing.names() == [*wanted, "resolved"]
    page.detail.body.missing.view.setFocus()
    robot.keys("Home", "Return")
    assert isinstance(robot.focus(), QWidget)
    assert robot.focus().accessibleName() == "Reported by"
    robot.type("Car intercom")
    robot.keys("F3")
    assert "reported_by" not in page.detail.body.missing.names()
    assert page.detail.body.views["what"].cell("how").is_open()  # type: ignore[union-attr]


def test_while_it_is_not_resolved_finish_is_plain_and_says_so(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    running = {name: value for name, value in COMPLETE.items() if name != "resolved"}
    thread = opened(office, **running)
    showing(qtbot, page, thread)
    detail = page.detail
    assert detail.body.missing.names() == ["resolved"]
    assert detail.head.finish.property("kind") == "plain"
    detail.ends.ask_finish()
    assert not page.findChildren(FinishDialog)
    assert robot.focus().accessibleName() == "Resolved"
    cell = detail.body.views["what"].cell("resolved")
    assert cell is not None
    assert isinstance(cell.editor, MaybeUnknown)
    cell.editor.turn.click()
    robot.type("Lift still out of use")
    robot.keys("Ctrl+S")
    qtbot.waitUntil(lambda: "resolved" in read(office, thread).values)
    assert read(office, thread).values["resolved"] == {"unknown": "Lift still out of use"}
    qtbot.waitUntil(lambda: detail.head.finish.property("kind") == "primary")
    assert detail.body.missing.names() == []


def test_the_line_at_the_foot_says_now_and_whose_it_is_in_every_size(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    showing(qtbot, page, opened(office))
    note = page.detail.note
    assert note.happened.placeholderText() == "now"
    assert not note.happened.font().bold()
    assert note.who.text() == "R. Malik"
    page.window().resize(853, 533)
    qtbot.waitUntil(lambda: note.who.text() == "R.M.")
    assert note.who.isVisible()


def test_finish_says_what_is_missing_first(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office))
    page.detail.ends.ask_finish()
    robot.hears("missing")
    assert not page.findChildren(FinishDialog)


def test_finish_waits_for_changes_to_be_saved(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office, **COMPLETE))
    page.detail.body.focus_field("spot")
    robot.type("Floor 3")
    page.detail.ends.ask_finish()
    robot.hears("not saved")


def test_finish_asks_the_passphrase_again_and_says_what_it_means(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office, **COMPLETE)
    showing(qtbot, page, thread)
    robot.keys("Alt+F")
    asked = dialog(qtbot, page, FinishDialog)
    assert asked.passphrase.hasFocus()
    robot.keys("Return")
    assert asked.hand.row.fault.text() == "Type the passphrase."
    robot.type("not this one at all")
    robot.keys("Return")
    said = {"", "Type the passphrase."}
    qtbot.waitUntil(lambda: asked.hand.row.fault.text() not in said)
    assert read(office, thread).incident.state == "open"
    assert "declare that this is what I saw" in says(asked)
    office.waits.clear()  # the time went by
    robot.type(PASSPHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: read(office, thread).incident.state == "finished")
    qtbot.waitUntil(lambda: page.detail.head.state.text() == "In review: R. Malik, 23:13")
    assert page.detail.head.finish.isHidden()
    told = "INC-2026-0001 is finished."
    robot.hears(told)
    lines = [line.text for line in entries.newest(office) if line.incident_thread == thread]
    assert told in lines
    past = [event.words for event in page.detail.body.timeline.events() if event.kind == "past"]
    assert past[-1] == told
    qtbot.waitUntil(lambda: page.list.tabs.current() == "finished")
    qtbot.waitUntil(lambda: page.list.rows() == [thread])


def test_words_with_a_hyphen_stand_in_the_timeline_as_everywhere(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    showing(qtbot, page, opened(office, title="Door-open pressed"))
    [event] = [each for each in page.detail.body.timeline.events() if each.kind == "past"]
    assert timeline._font(event) == theme.font_for("-")


def test_report_goes_to_the_reports_page(qtbot: QtBot, office: Office, page: IncidentsPage) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    with qtbot.waitSignal(page.session.wanted) as went:
        page.detail.head.report.click()
    assert went.args is not None
    assert went.args[0] == "reports"
    assert went.args[1] == {"thread": thread, "paper": "insurance"}
