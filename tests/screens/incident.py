"""What is asked on the page of an incident: of a step, a call, whom to send, what to read out."""

from tests.screens.studio import Studio

from deskinc.desk.incidents import incidents
from deskinc.desk.lines.entries import new_id
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


PEOPLE = 40
_SEEN = "Came down by the east stairs after the voice alarm and saw no smoke."
_NAMES = ("A. Varga", "B. Lindqvist", "C. Oyelaran", "D. Castellano", "E. Thornbury", "F. Nakamura",
          "G. O’Rourke", "H. Petrov")  # fmt: skip


def crowded(studio: Studio, window: MainWindow) -> None:
    """Forty people of one incident: their part, read down."""
    session, thread = window.session, new_id()
    people = {
        f"{no:03d}": {
            "name": f"{_NAMES[no % len(_NAMES)]} {no}", "role": "tenant" if no % 4 else "visitor",
            "account": "" if no % 9 else _SEEN,
            "contact": f"07700 9001{no:02d}",
        }
        for no in range(1, PEOPLE + 1)
    }  # fmt: skip
    raw = {
        "category": "fire.alarm_false", "severity": "medium", "title": "Alarm, floor 2 cleared",
        "place": "Reception", "occurred": session.office.now(), "people": people,
    }  # fmt: skip
    incidents.open_new(session.office, raw, thread).result()
    session.go("incidents", thread=thread)
    studio.robot.wait_for("Alarm, floor 2 cleared")
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    page.detail.body.enter("people")
    studio.shoot(window, "forty-people")
