"""The desk passes on: what one officer had begun on an incident is not the next one's (D1)."""

from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Robot
from tests.ui.incidents.hands import opened, showing
from tests.ui.relief import OTHER, RELIEF, enrol_relief, take_over

from deskinc.desk.office import Office
from deskinc.ui.incidents.page import IncidentsPage


def test_d1_what_is_unsaved_waits_for_the_officer_who_typed_it(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    enrol_relief(office)
    thread = opened(office)
    showing(qtbot, page, thread)
    detail = page.detail
    detail.answers.put("title", "Changed by the first")
    detail.note.words.setFocus()
    robot.type("Half a note by the first")
    qtbot.waitUntil(lambda: "note" in office.kept().get(f"incident:{thread}", {}))
    take_over(office, RELIEF, OTHER)
    qtbot.waitUntil(lambda: detail.note.text() == "" and not detail.answers.changed_fields())
    assert detail.bar.isHidden()
    take_over(office, NAME, PASSPHRASE)
    qtbot.waitUntil(lambda: detail.note.text() == "Half a note by the first")
    assert [field.name for field in detail.answers.changed_fields()] == ["title"]
