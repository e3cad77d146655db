"""What is typed into a dialog is there after the lock, after Esc and after a power cut."""

from typing import TypeVar

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot
from tests.ui.incidents.hands import dialog, opened, showing
from tests.ui.locking import locked_and_back

from deskinc.desk.learning import lessons
from deskinc.desk.office import Office
from deskinc.desk.signing_on.seeing import CHANGES
from deskinc.ui import tasks
from deskinc.ui.formdialog import FormDialog
from deskinc.ui.incidents.calls.calling import CallDialog
from deskinc.ui.incidents.claims.dialog import ClaimDialog
from deskinc.ui.incidents.ending import EndDialog
from deskinc.ui.incidents.evidence.asking import AskDialog
from deskinc.ui.incidents.learning.dialogs import LessonDialog
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.parts import Button

D = TypeVar("D", bound=QDialog)


def locked(qtbot: QtBot, page: IncidentsPage, kind: type[D]) -> D:
    """Lock the desk and let the same officer in again; the dialog is there again."""
    window = page.window()
    assert isinstance(window, MainWindow)
    locked_and_back(qtbot, window)
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
    asked = made.view.cell("young")
    assert asked is not None
    assert asked.visibleRegion().isEmpty()
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: asked.below.fault() == "This is needed.")
    qtbot.waitUntil(lambda: not asked.visibleRegion().isEmpty())
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


def test_of_a_call_left_before_only_the_words_come_back(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    """Neither an outcome nor a time counted from another moment; one press begins anew."""
    showing(qtbot, page, opened(office))
    panel = page.detail.body.running.calls
    qtbot.waitUntil(lambda: bool(panel.found))
    panel.asked(0)
    left = dialog(qtbot, page, CallDialog)
    left.reply.field.setText("There in 40 minutes")
    left.when.field.setText("-10m")
    left.outcome.setCurrentIndex(2)
    robot.keys("Escape")
    qtbot.waitUntil(lambda: not page.findChildren(CallDialog))
    qtbot.waitUntil(lambda: office.kept_under() != frozenset())
    panel.asked(0)
    again = dialog(qtbot, page, CallDialog)
    qtbot.waitUntil(lambda: again.reply.text() == "There in 40 minutes")
    assert (again.when.text(), again.outcome.currentIndex()) == ("", 0)
    anew = next(one for one in again.findChildren(Button) if "anew" in one.text())
    assert anew.isVisible()
    anew.click()
    assert again.reply.text() == ""
    assert not anew.isVisible()
    qtbot.waitUntil(lambda: office.kept_under() == frozenset())
    robot.keys("Escape")
    qtbot.waitUntil(lambda: not page.findChildren(CallDialog))


def test_the_words_that_end_an_incident_outlive_the_lock_and_the_passphrase_does_not(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)

    def void() -> EndDialog:
        next(one for one in page.actions_offered() if one.key == "void_incident").do()
        made = dialog(qtbot, page, EndDialog)
        assert isinstance(made, EndDialog)
        return made

    made = void()
    robot.type("Raised twice.")
    made.hand.field.setText("five words")
    window = page.window()
    assert isinstance(window, MainWindow)
    locked_and_back(qtbot, window)
    qtbot.waitUntil(lambda: not page.findChildren(EndDialog))
    again = void()
    qtbot.waitUntil(lambda: again.words.toPlainText() == "Raised twice.")
    assert again.hand.field.text() == ""
