"""What makes an incident graver, in its window: a banner, or an amber line and one key."""

from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Robot, assert_named
from tests.ui.incidents.hands import follow, opened, read, records, showing
from tests.ui.test_roles import held

from deskinc.desk.office import Office
from deskinc.forms import roles
from deskinc.ui.incidents.page import IncidentsPage


def test_an_answer_that_raises_the_severity_is_told_in_a_banner(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office, category="access.trespass", severity="low")
    showing(qtbot, page, thread)
    follow(office, thread, force=True)
    robot.hears("Severity raised to High.")
    robot.hears("Force was used.")
    qtbot.waitUntil(lambda: page.detail.head.severity.text() == "High")
    assert page.detail.graver.isHidden()


def test_after_half_an_hour_in_the_lift_one_key_raises_it(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, clock: Clock
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    line = page.detail.graver
    assert line.isHidden()
    robot.keys("F6")
    assert records(office, thread) == 1
    clock.go_on(minutes=31)
    page.session.ticked.emit(page.session.now())
    assert line.isVisible()
    assert line.words.text() == "Somebody has been shut in for more than 30 minutes."
    assert line.go.text() == "Raise to Critical"
    assert_named(line)
    robot.type("Still")
    robot.keys("F6", "F6")
    robot.hears("Severity raised to Critical.")
    qtbot.waitUntil(line.isHidden)
    assert records(office, thread) == 2
    said = read(office, thread)
    assert said.incident.severity == "critical"
    why = "Somebody has been shut in for more than 30 minutes."
    assert said.values["severity_reason"] == why
    assert page.detail.note.text() == "Still"


def test_an_auditor_is_asked_nothing(
    qtbot: QtBot, office: Office, page: IncidentsPage, clock: Clock
) -> None:
    thread = opened(office)
    clock.go_on(minutes=31)
    held(office, roles.AUDITOR)
    page.session.officer_changed.emit()
    showing(qtbot, page, thread)
    assert page.detail.graver.isHidden()
