"""What other programs are known to get wrong, tried in the window."""

from functools import partial

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, Robot
from tests.ui.incidents.hands import COMPLETE, begin, dialog, follow, opened, read, showing

from deskinc.desk.incidents import closing, incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.delegates import ROW
from deskinc.ui.incidents.ending import EndDialog
from deskinc.ui.incidents.finishing import FinishDialog
from deskinc.ui.incidents.page import IncidentsPage


def wanted(page: IncidentsPage) -> set[str]:
    """What the side column says is missing."""
    model = page.detail.body.missing.view.model()
    return {model.index(at, 0).data(ROW).title for at in range(model.rowCount())}


def test_a_crime_reference_is_asked_for_only_when_police_were_told(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office, category="theft.premises", title="Laptop gone", place="Reception")
    follow(office, thread, **COMPLETE)
    showing(qtbot, page, thread)
    qtbot.waitUntil(lambda: wanted(page) == set())
    begin(page, "police_told")
    robot.keys("Return", "Space", "Ctrl+S")
    qtbot.waitUntil(lambda: read(office, thread).values.get("police_told") is True)
    qtbot.waitUntil(lambda: not page.detail.answers.changed_fields())
    assert wanted(page) == {"Crime reference"}
    page.detail.head.finish.click()
    robot.hears("Something is missing before it can be finished.")
    assert not page.findChildren(FinishDialog)
    begin(page, "police_told")
    robot.keys("Return", "Right", "Ctrl+S")
    qtbot.waitUntil(lambda: read(office, thread).values.get("police_told") is False)
    qtbot.waitUntil(lambda: not page.detail.answers.changed_fields())
    assert wanted(page) == set()
    page.detail.head.finish.click()
    dialog(qtbot, page, FinishDialog)


def test_what_is_opened_again_stays_open(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    """Another program closed a reopened incident again with the next change, and said nothing."""
    thread = opened(office, severity="medium", **COMPLETE)
    closing.on_the_spot(office, thread, "Reset.", PASSPHRASE, entries.new_id())
    showing(qtbot, page, thread)
    head = page.detail.head
    qtbot.waitUntil(lambda: not head.again.isHidden())
    head.again.click()
    dialog(qtbot, page, EndDialog)
    robot.type("It stopped again.")
    robot.keys("Tab")
    robot.type(PASSPHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: head.state.text() not in {"Dealt with on the spot", "Closed"})
    robot.window.activateWindow()
    qtbot.waitUntil(robot.window.isActiveWindow)
    page.detail.body.focus_field("spot")
    robot.type("Floor 3")
    robot.keys("Ctrl+S")
    qtbot.waitUntil(lambda: read(office, thread).values.get("spot") == "Floor 3")
    follow(office, thread, next_step="Engineer at noon")
    assert read(office, thread).incident.state == "open"
    assert [one.thread for one in incidents.active(office)] == [thread]
    assert {"closed", "reviewed"} & set(read(office, thread).values) == set()
    page.session.go("incidents", thread=opened(office, title="Another"))
    showing(qtbot, page, thread)
    assert head.again.isHidden()
    assert not head.finish.isHidden()


def test_the_severity_on_every_screen_is_the_severity_that_is_stored(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    """Another program’s list went on showing the severity from before it was saved."""
    thread = opened(office, severity="low")
    showing(qtbot, page, thread)
    for downs, code, word in ((2, "high", "High"), (1, "critical", "Critical")):
        begin(page, "severity")
        robot.keys("Return", *["Down"] * downs, "Ctrl+S")
        qtbot.waitUntil(partial(shows, page, office, thread, code, word))
        assert [one.severity for one in incidents.active(office)] == [code]


def listed(page: IncidentsPage) -> str:
    """What the list says of its first incident."""
    first = page.list.view.model().index(0, 0)
    return str(first.data(Qt.ItemDataRole.AccessibleTextRole))


def shows(page: IncidentsPage, office: Office, thread: str, code: str, word: str) -> bool:
    """Whether it is stored so, and head and list say so."""
    said = read(office, thread).values["severity"]
    assert isinstance(said, dict)
    return said["code"] == code and page.detail.head.severity.text() == word in listed(page)
