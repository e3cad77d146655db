"""What is typed into a dialog is there after the lock, after Esc and after a power cut."""

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Robot
from tests.ui.incidents.hands import dialog, opened, showing

from deskinc.desk.learning import lessons
from deskinc.desk.office import Office
from deskinc.desk.signing_on.seeing import CHANGES
from deskinc.ui import tasks
from deskinc.ui.formdialog import FormDialog
from deskinc.ui.incidents.calls.calling import CallDialog
from deskinc.ui.incidents.claims.dialog import ClaimDialog
from deskinc.ui.incidents.evidence.asking import AskDialog
from deskinc.ui.incidents.learning.dialogs import LessonDialog
from deskinc.ui.incidents.page import IncidentsPage

D = TypeVar("D", bound=QDialog)


def locked(qtbot: QtBot, page: IncidentsPage, kind: type[D]) -> D:
    """Lock the desk and let the same officer in again; the dialog is there again."""
    page.session.lock()
    assert QApplication.activeModalWidget() is None
    assert not any(one.isVisible() for one in page.findChildren(kind))
    page.window().activateWindow()  # as the desktop does once a dialog is gone
    qtbot.waitUntil(page.window().isActiveWindow)
    session = page.session
    session.let_in(session.office.open_person(NAME, PASSPHRASE), by_pin=False)
    found = dialog(qtbot, page, kind)
    assert isinstance(found, kind)
    assert found.isVisible()
    return found


def text(made: FormDialog, name: str) -> object:
    return made.answers.values().get(name)


def test_a_review_outlives_the_lock_and_esc_and_is_written_with_one_key(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    part = page.detail.body.learning
    part.write.click()
    made = dialog(qtbot, page, LessonDialog)
    made.view.focus_field("worked")
    robot.type("Out in ten minutes.")
    assert text(locked(qtbot, page, LessonDialog), "worked") == "Out in ten minutes."
    robot.keys("Escape")
    qtbot.waitUntil(lambda: not page.findChildren(LessonDialog))
    tasks.drain()
    part.write.click()
    again = dialog(qtbot, page, LessonDialog)
    qtbot.waitUntil(again.afresh.isVisible)
    assert text(again, "worked") == "Out in ten minutes."
    again.answers.put("not_worked", "No torch in the car.")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: len(lessons.about(office, thread)) == 1)
    qtbot.waitUntil(lambda: office.kept_under() == frozenset())


def test_a_claim_outlives_the_lock(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.body.claims.receive.click()
    dialog(qtbot, page, ClaimDialog)
    robot.type("Ms P. Nair")
    made = locked(qtbot, page, ClaimDialog)
    assert text(made, "claimant") == "Ms P. Nair"
    made.begin_anew()
    assert text(made, "claimant") is None
    qtbot.waitUntil(lambda: office.kept_under() == frozenset())


def test_a_statement_begins_with_the_words_which_outlive_the_lock_sealed(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.body.evidence.take.click()
    made = dialog(qtbot, page, AskDialog)
    shown = [cell.field.name for cell in made.view.made() if cell.isVisible()]
    assert shown[:4] == ["witness", "contact", "role", "account"]
    assert "read_back" not in shown
    made.view.focus_field("account")
    robot.type("He put it under his coat.")
    made = locked(qtbot, page, AskDialog)
    qtbot.waitUntil(lambda: office.kept_under() == {f"statement:{thread}"})
    (raw,) = office.book.unsent().values()
    assert b"coat" not in raw
    assert CHANGES in office.kept()[f"statement:{thread}"]
    shown = [cell.field.name for cell in made.view.made() if cell.isVisible()]
    assert shown[-1] == "read_back"
    robot.keys("Ctrl+Return")
    asked = made.view.cell("young")
    assert asked is not None
    qtbot.waitUntil(lambda: asked.below.fault() == "This is needed.")
    made.answers.put("young", True)
    assert text(made, "account") is None
    assert text(made, "young_account") == "He put it under his coat."


def test_a_call_outlives_the_lock_and_esc(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office))
    panel = page.detail.body.running.calls
    qtbot.waitUntil(lambda: bool(panel.found))
    panel.asked(0)
    dialog(qtbot, page, CallDialog)
    robot.type("There in 40 minutes")
    made = locked(qtbot, page, CallDialog)
    assert made.reply.text() == "There in 40 minutes"
    robot.keys("Escape")
    qtbot.waitUntil(lambda: not page.findChildren(CallDialog))
    panel.asked(0)
    again = dialog(qtbot, page, CallDialog)
    qtbot.waitUntil(lambda: again.reply.text() == "There in 40 minutes")
    robot.keys("Return")
    qtbot.waitUntil(lambda: panel.count.text().startswith("1 "))
    qtbot.waitUntil(lambda: office.kept_under() == frozenset())
