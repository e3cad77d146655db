"""The band over an exercise, and the key by which what is real begins."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot
from tests.ui.incidents.hands import dialog, opened, showing

from deskinc.desk.incidents import incidents
from deskinc.desk.office import Office
from deskinc.ui.dialogs import Question
from deskinc.ui.incidents.page import IncidentsPage


def test_this_is_real_opens_the_incident_and_goes_there_by_two_keys(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    real = opened(office)
    showing(qtbot, page, real)
    band = page.detail.drill
    assert band.isHidden()
    robot.keys("Ctrl+F6")
    assert not page.findChildren(Question), "what is real is not asked"
    drill = opened(office, exercise=True, narrative="One inside, calm.")
    showing(qtbot, page, drill)
    assert band.isVisible()
    assert band.words.text().startswith("EXERCISE.")
    assert page.detail.head.spot.isHidden()
    robot.keys("Ctrl+F6")
    asked = dialog(qtbot, page, Question)
    robot.keys("Escape")
    qtbot.waitUntil(lambda: not asked.isVisible())
    page.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert len(incidents.listed(office, exercises=True)) == 2
    robot.keys("Ctrl+F6")
    dialog(qtbot, page, Question)
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.detail.thread_shown() not in {real, drill})
    QApplication.processEvents()
    shown = incidents.page(office, page.detail.thread_shown())
    assert shown.incident.number == "INC-2026-0002"
    assert shown.values["narrative"] == "One inside, calm."
    assert band.isHidden()
