"""What is asked on the page of an incident: of a step, a call, whom to send, what to read out."""

from PySide6.QtWidgets import QApplication
from tests.screens.studio import Studio

from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incidents import follow_up
from deskinc.desk.lines.entries import new_id
from deskinc.forms.body import FRONT
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.pictures import settle


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


ASKED = {
    "exhibit": "Make an exhibit", "statement": "Take a statement",
    "signed-page": "Signed page came back", "missing-papers": "Missing papers",
    "lessons-review": "Write the review of the incident", "action": "Add a corrective action",
    "problem": "Open a problem", "lessons": "Actions and problems", "void": "Void the incident…",
}  # fmt: skip
"""By picture: the act of the palette whose dialog it shows."""


def acts(studio: Studio, window: MainWindow) -> None:
    """What is asked of the incident that is on screen, found by its name; nothing is written."""
    for name, words in ASKED.items():
        studio.robot.find(words)
        settle()
        dialog = QApplication.activeModalWidget()
        assert dialog is not None, words
        studio.shoot(dialog, name)
        studio.robot.keys("Escape")
        settle()
    studio.robot.keys("Ctrl+P")
    studio.robot.wait_for("Page 1 of")
    studio.shoot(window, "incident-report")


def _beside(studio: Studio, name: str) -> None:
    studio.beside(name)
    studio.robot.keys("Escape")


PEOPLE = 40
WOUNDS = {
    "001": {"name": "B. Lindqvist", "part": "Knee", "side": "left", "wound": "Graze, 3 cm",
            "point": {"plan": FRONT, "x": 262, "y": 640}},
    "002": {"name": "B. Lindqvist", "part": "Chest", "wound": "Bruise",
            "point": {"plan": FRONT, "x": 230, "y": 250}},
}  # fmt: skip
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
    acts(studio, window)
    wounded(studio, window, page)


def wounded(studio: Studio, window: MainWindow, page: IncidentsPage) -> None:
    """Two wounds on the drawing of the body."""
    session, thread = window.session, page.detail.thread_shown()
    raw = {"injuries": True, "injured": {"001": {"name": "B. Lindqvist"}}, "wounds": WOUNDS}
    follow_up(session.office, thread, raw, new_id()).result()
    session.go("incidents", thread=thread)
    settle()
    cell = page.detail.body.views["people"].cell("wounds")
    assert cell is not None
    page.detail.body.parts.ensureWidgetVisible(cell, 0, 40)
    settle()
    studio.shoot(window, "body-map")
