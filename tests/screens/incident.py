"""What is asked on the page of an incident: why a step of its checklist is not applicable."""

from tests.screens.studio import Studio

from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow


def asked(studio: Studio, window: MainWindow) -> None:
    """The question over the page that is on screen; nothing is written."""
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    page.detail.body.checklist.ask(3, na=True)
    studio.beside("tick")
    studio.robot.keys("Escape")
