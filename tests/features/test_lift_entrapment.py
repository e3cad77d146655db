"""A lift entrapment over half an hour, through the window: called, sent, let out, finished."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, Clock, Robot
from tests.ui.incidents.hands import COMPLETE, dialog, follow, opened, read, showing

from deskinc.desk import settings
from deskinc.desk.incidents import incidents
from deskinc.desk.office import Office
from deskinc.ui.incidents.calls.reading_out import ReadOutDialog
from deskinc.ui.incidents.calls.units import SendDialog
from deskinc.ui.incidents.finishing import FinishDialog
from deskinc.ui.incidents.page import PAGE, IncidentsPage
from deskinc.ui.mainwindow import MainWindow


def told(qtbot: QtBot, page: IncidentsPage, words: str) -> None:
    """Wait until the timeline says so."""
    events = page.detail.body.timeline.events
    qtbot.waitUntil(lambda: any(event.words.startswith(words) for event in events()))


def back(qtbot: QtBot, window: MainWindow, kind: type) -> None:
    """Wait until a question is gone, and go on in the window."""
    qtbot.waitUntil(lambda: not window.findChildren(kind))
    with qtbot.waitActive(window):
        window.activateWindow()


def begin(qtbot: QtBot, page: IncidentsPage, robot: Robot, window: MainWindow) -> None:
    """Those inside are spoken to, and somebody goes there."""
    robot.keys("Ctrl+Shift+W")
    dialog(qtbot, page, ReadOutDialog)
    robot.keys("Space")
    told(qtbot, page, "Read out: “We can hear you")
    back(qtbot, window, ReadOutDialog)
    page.detail.note.words.setFocus()
    robot.keys("Ctrl+Shift+G")
    dialog(qtbot, page, SendDialog)
    robot.type("D. Novak")
    robot.keys("Return")
    told(qtbot, page, "D. Novak sent")
    back(qtbot, window, SendDialog)


def call(qtbot: QtBot, page: IncidentsPage, robot: Robot, clock: Clock) -> None:
    """The lift firm does not answer, the shift lead does, then the lift firm; Novak arrives."""
    running = page.detail.body.running
    robot.keys("Ctrl+Shift+T", "2")
    told(qtbot, page, "Lift firm called: no answer")
    qtbot.waitUntil(lambda: running.calls.chosen() == 1)
    robot.keys("1")
    told(qtbot, page, "Shift lead called: reached")
    qtbot.waitUntil(lambda: running.calls.chosen() == 0)
    clock.go_on(minutes=3)
    robot.keys("1")
    told(qtbot, page, "Lift firm called: reached")
    running.units.enter()
    robot.keys("Space")
    told(qtbot, page, "D. Novak arrived")


def grow_graver(qtbot: QtBot, page: IncidentsPage, robot: Robot) -> None:
    """After half an hour it is critical, and others are due; then they are let out."""
    running = page.detail.body.running
    robot.keys("F6")
    qtbot.waitUntil(lambda: running.calls.count.text() == "1 of 5")
    robot.keys("Ctrl+Shift+T", "1")
    told(qtbot, page, "Emergency services called: reached")
    running.units.enter()
    robot.keys("Space")
    told(qtbot, page, "D. Novak clear")


def test_two_people_are_shut_in_a_lift_for_half_an_hour(
    qtbot: QtBot, office: Office, make_window: Callable[..., MainWindow], clock: Clock
) -> None:
    row = {"name": "Lift firm", "number": "0800 555"}
    settings.change(office, {"contacts": {"001": row}}).result()
    window = make_window(PAGE)
    robot, page = Robot(qtbot, window), window.page("incidents")
    assert isinstance(page, IncidentsPage)
    thread = opened(office)
    showing(qtbot, page, thread)
    begin(qtbot, page, robot, window)
    call(qtbot, page, robot, clock)
    clock.go_on(minutes=28)
    page.session.ticked.emit(office.now())
    grow_graver(qtbot, page, robot)
    out = office.now()
    follow(office, thread, released=out, **{**COMPLETE, "resolved": out})
    qtbot.waitUntil(lambda: not page.detail.body.missing.names())
    page.detail.ends.ask_finish()
    dialog(qtbot, page, FinishDialog)
    robot.type(PASSPHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: read(office, thread).incident.state == "finished")
    found = read(office, thread)
    filled = {"acknowledged", "responded", "arrived", "contractor_called", "released"}
    assert filled <= found.values.keys()
    assert found.values["severity_reason"] == "Somebody has been shut in for more than 30 minutes."
    assert found.incident.severity == "critical"
    assert incidents.active(office) == []
