"""What is asked on the page of an incident: of a step, a call, whom to send, what to read out."""

from tests.screens.studio import Studio

from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow


def asked(studio: Studio, window: MainWindow) -> None:
    """The questions over the page that is on screen; nothing is written."""
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    page.detail.body.checklist.ask(3, na=True)
    studio.beside("tick")
    studio.robot.keys("Escape")
    running = page.detail.body.running
    running.calls.asked(0)
    _beside(studio, "call")
    running.units.ask_send()
    _beside(studio, "send")
    running.read_out()
    _beside(studio, "read-out")


def _beside(studio: Studio, name: str) -> None:
    studio.beside(name)
    studio.robot.keys("Escape")
