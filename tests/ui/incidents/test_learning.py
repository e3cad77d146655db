"""In the window: a repeat becomes a problem, actions are done, a critical one is closed."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from tests.desk.sheets import words_of
from tests.reports.tools import text_of
from tests.ui.conftest import PASSPHRASE, Robot, assert_named, grab
from tests.ui.incidents.hands import COMPLETE, dialog, opened, read, showing
from tests.ui.test_roles import held

from deskinc.desk import access_log
from deskinc.desk.incidents import closing
from deskinc.desk.learning import lessons, slips
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.errors import DeskError
from deskinc.forms import roles
from deskinc.ui.dialogs import Question
from deskinc.ui.incidents.ending import EndDialog
from deskinc.ui.incidents.learning.dialogs import LessonDialog
from deskinc.ui.incidents.learning.register import LessonsDialog
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.incidents.raising import RaiseDialog
from deskinc.ui.incidents.slip import SlipDialog


def asked(qtbot: QtBot, page: IncidentsPage) -> LessonDialog:
    """The newest dialog of what is learned, on screen."""
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(LessonDialog)))
    return [d for d in page.findChildren(LessonDialog) if d.isVisible()][-1]


def there(qtbot: QtBot, page: IncidentsPage, form: str, count: int = 1) -> list[str]:
    """The rows of a list of the part, once there are so many."""
    rows = page.detail.body.learning.lists[form].rows
    qtbot.waitUntil(lambda: rows.rowCount() == count)
    return [row.title for i in range(count) if (row := rows.row_at(rows.index(i)))]


def showed(page: IncidentsPage, one: lessons.Lesson) -> LessonDialog:
    """The dialog of an action that stands in the book."""
    made = LessonDialog(page, page.session, "measure", lesson=one)
    made.open()
    return made


def save(qtbot: QtBot, made: LessonDialog, **answers: object) -> None:
    for name, answer in answers.items():
        made.answers.put(name, answer)
    made.go.click()
    qtbot.waitUntil(lambda: not isValid(made) or not made.isVisible())


def test_a_third_within_thirty_days_opens_an_action_and_becomes_a_problem(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    first, *_more = [opened(office) for _no in range(3)]
    robot.hears("An action was opened: Lift entrapment, Lift 2: 3 within 30 days.")
    showing(qtbot, page, first)
    part = page.detail.body.learning
    part.open.click()
    made = asked(qtbot, page)
    save(qtbot, made, cause="Worn door lock.")
    assert there(qtbot, page, "problem") == ["Lift entrapment"]
    (problem,) = lessons.listed(office, "problem")
    assert problem.number == "INC-2026-0001, INC-2026-0002, INC-2026-0003"


def test_an_action_is_done_by_its_owner_and_is_not_his_to_check(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    first = opened(office)
    showing(qtbot, page, first)
    part = page.detail.body.learning
    part.add.click()
    made = asked(qtbot, page)
    made.go.click()
    assert made.isVisible()
    me = {"id": office.officer.thread, "text": office.officer.name}
    save(qtbot, made, what="Exchange the lock.", kind="repair", owner=me,
         due=office.now() - timedelta(days=1))  # fmt: skip
    assert there(qtbot, page, "measure") == ["Exchange the lock."]
    (late,) = lessons.overdue(office)
    part.show_all()
    (lists,) = page.findChildren(LessonsDialog)
    qtbot.waitUntil(lambda: lists.model.rowCount() == 1)
    row = lists.model.row_at(lists.model.index(0))
    assert row is not None
    assert row.note == "Overdue · R. Malik · INC-2026-0001"
    lists.reject()
    shown = showed(page, late)
    shown.done_button.click()
    dialog(qtbot, page, Question)
    robot.type("Invoice 4711.")
    robot.keys("Return")
    qtbot.waitUntil(lambda: lessons.about(office, first)[0].state == "done")
    (again,) = lessons.about(office, first)
    shown = showed(page, again)
    shown.check_button.click()
    (yes,) = (b for b in shown.findChildren(QPushButton) if b.text() == "&Yes")
    yes.click()
    robot.hears("This is your own action.")


def test_d28_a_critical_one_is_closed_after_its_review_alone(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office, **COMPLETE, severity="critical")
    closing.finish(office, thread, PASSPHRASE, entries.new_id())
    showing(qtbot, page, thread)

    def close() -> EndDialog:
        page.detail.head.review.click()
        made: EndDialog = dialog(qtbot, page, EndDialog)
        robot.keys("Tab")
        robot.type(PASSPHRASE)
        robot.keys("Return")
        return made

    refused = close()
    qtbot.waitUntil(lambda: "after its post-incident review" in refused.fault.text())
    refused.reject()
    page.detail.body.learning.write.click()
    made = asked(qtbot, page)
    save(qtbot, made, worked="Out in ten minutes.", not_worked="No torch in the car.")
    assert there(qtbot, page, "debrief") == ["Gone through together"]
    close()
    qtbot.waitUntil(lambda: read(office, thread).incident.state == "closed")


def test_an_officer_reads_what_was_learned_and_writes_none_of_it(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    thread = opened(office)
    named = {"id": thread, "text": "INC-2026-0001"}
    said = {"about": named, "held": office.now(), "worked": "All.", "not_worked": "Nothing."}
    lessons.write(office, "debrief", said, entries.new_id()).result()
    held(office, roles.OFFICER)
    page.session.officer_changed.emit()
    showing(qtbot, page, thread)
    there(qtbot, page, "debrief")
    part = page.detail.body.learning
    assert all(way.isHidden() for way in (part.write, part.add, part.open))
    view = part.lists["debrief"].view
    view.activated.emit(view.model().index(0, 0))
    made = asked(qtbot, page)
    assert made.go.isHidden()
    assert made.answers.closed


def test_while_one_is_raised_it_is_said_that_it_happened_there_before(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    for _no in range(2):
        opened(office)
    page.new()
    made: RaiseDialog = dialog(qtbot, page, RaiseDialog)
    assert made.more.text() == "Everything else can be filled in afterwards."
    made.answers.put("category", {"code": "building.lift_entrapment"})
    made.answers.put("place", office.site.place("Lift 2"))
    assert "Lift 2: 2 within 30 days (INC-2026-0001, INC-2026-0002)" in made.more.text()


def test_what_was_learned_is_printed_for_the_house(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, printer: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    part = page.detail.body.learning
    assert part.print.isHidden()
    named = {"id": thread, "text": read(office, thread).incident.number}
    raw = {"about": named, "held": office.now(), "worked": "The radios.", "not_worked": "The keys."}
    lessons.write(office, "debrief", raw, entries.new_id()).result()
    qtbot.waitUntil(lambda: not part.print.isHidden())
    grab(robot.window, "lessons")
    part.print.click()
    robot.hears("Printed: Post-incident review of INC-2026-0001.")
    (sheet,) = printer.glob("*.pdf")
    assert "The radios." in words_of(sheet.read_bytes())


def test_an_owner_without_a_key_gets_a_slip_with_no_more_than_was_looked_at(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, printer: Path
) -> None:
    people = {"01": {"name": "Ms P. Nair", "role": "injured"}}
    thread = opened(office, owner={"id": "", "text": "Northgate Lifts"}, people=people,
                    title="Ms Nair stuck", next_step="Set the door lock.",
                    due=office.now() + timedelta(hours=9))  # fmt: skip
    showing(qtbot, page, thread)
    robot.keys("Ctrl+K")
    robot.type("Print a slip for the owner")
    robot.keys("Return")
    asked = dialog(qtbot, page, SlipDialog)
    assert_named(asked)
    grab(asked, "slip")
    asked.fields["asked"].clear()
    robot.keys("Return")
    assert asked.rows["asked"].fault.text() == "Say what is asked."
    robot.type("Set the lock of car 2.")
    robot.keys("Alt+C", "Ctrl+A")
    robot.type("some days ago")
    robot.keys("Return")
    robot.hears("Printed: Slip INC-2026-0001.")
    pdf = next(printer.iterdir()).read_bytes()
    words = " ".join(text_of(pdf).split())
    for said in ("Slip INC-2026-0001", "Northgate Lifts", "Lift entrapment", "Lift 2",
                 "Set the lock of car 2."):  # fmt: skip
        assert said in words, words
    assert "Nair" not in words
    (told,) = [one for one in access_log.entries(office) if "Northgate" in one.detail]
    said = "Slip INC-2026-0001 for Northgate Lifts. What is asked: Set the lock of car 2.; What: "
    assert told.detail.startswith(said)
    assert "Since: some days ago" in told.detail


def test_an_action_under_privilege_gets_no_slip(office: Office, page: IncidentsPage) -> None:
    about = {"id": opened(office), "text": "INC-2026-0001"}
    raw = {"about": about, "what": "Fit a new lock.", "due": office.now(),
           "owner": {"id": "", "text": "Northgate Lifts"}}  # fmt: skip
    plain, closed = entries.new_id(), entries.new_id()
    lessons.write(office, "measure", raw, plain).result()
    lessons.write(office, "measure", {**raw, "privilege": True}, closed).result()
    lessons.write(office, "measure", {"privilege": False}, entries.new_id(), closed).result()
    said = slips.of_action(office, plain)
    assert (said.who, said.asked, said.where) == ("Northgate Lifts", "Fit a new lock.", "Lift 2")
    with pytest.raises(DeskError, match="privilege"):
        slips.of_action(office, closed)
