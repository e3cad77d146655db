"""The list of incidents at the left: what is found in it, and how it goes on."""

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot
from tests.ui.incidents.hands import opened, showing

from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.cases import STEP
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.incidents.timeline import NEWEST
from deskinc.ui.mainwindow import MainWindow


@pytest.mark.parametrize("said", ["0002", "GRAFFITI", "tür", "tur cafe", "inc-2026-0002 medium"])
def test_an_incident_is_found_by_number_title_place_category_and_severity(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, said: str
) -> None:
    opened(office)
    wanted = opened(
        office, title="Tür broken", category="damage.graffiti", severity="medium", place="Café"
    )
    showing(qtbot, page, wanted)
    robot.keys("Ctrl+F")
    page.list.finder.insert(said)
    qtbot.waitUntil(lambda: page.list.rows() == [wanted])


def test_a_long_list_goes_on_as_it_is_scrolled_and_to_what_is_asked_for(
    qtbot: QtBot, office: Office, page: IncidentsPage, window: MainWindow
) -> None:
    threads = [opened(office, title=f"Pass {at}") for at in range(STEP + 60)][::-1]
    showing(qtbot, page, threads[0])
    qtbot.waitUntil(lambda: page.list.rows() == threads[:STEP])
    bar = page.list.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: page.list.rows() == threads)
    page.list.tabs.tabs["all"].click()
    qtbot.waitUntil(lambda: page.list.rows() == threads[:STEP])
    window.session.go("incidents", thread=threads[-1])
    qtbot.waitUntil(lambda: page.list.view.currentIndex().row() == STEP + 59)
    assert page.list.selected() == threads[-1]


def test_a_long_timeline_shows_the_newest_and_enter_on_its_first_row_the_rest(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office)
    for at in range(NEWEST + 4):
        incidents.note(office, thread, f"Round {at}", entries.new_id()).result()
    showing(qtbot, page, thread)
    timeline = page.detail.body.timeline
    qtbot.waitUntil(lambda: [one.kind for one in timeline.events()].count("past") == NEWEST)
    assert timeline.events()[0].words == "Show 5 earlier"
    assert timeline.events()[1].words == "Round 4"
    timeline.setFocus()
    robot.keys("Home", "Return")
    words = [event.words for event in timeline.events() if event.kind == "past"]
    assert words == ["Lift entrapment", *(f"Round {at}" for at in range(NEWEST + 4))]
