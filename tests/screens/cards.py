"""Cards on the page of an incident: adding from one, one card, and who looks known."""

from tests.screens.studio import Studio

from deskinc.desk.cards import cards
from deskinc.desk.incidents import incidents
from deskinc.desk.lines.entries import new_id
from deskinc.ui.incidents.cards.finder import CardsDialog
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow

PEOPLE = (
    {"name": "Marek Kowalski", "born": "1991", "employer": "Northgate Lifts",
     "contact": "07700 900123"},
    {"name": "Ellen Tran", "address": "12 Harbour Street"},
)  # fmt: skip


def pages(studio: Studio, window: MainWindow, thread: str) -> None:
    """The list, one card, and a match beside the page."""
    office, page = window.session.office, window.page("incidents")
    assert isinstance(page, IncidentsPage)
    for said in PEOPLE:
        cards.keep(office, cards.PARTY, "", said, new_id()).result()
    rows = {"900": {"name": "Kowalski, M.", "role": "contractor"}}
    incidents.follow_up(office, thread, {"people": rows}, new_id()).result()
    window.session.go("incidents", thread=thread)
    studio.robot.wait_for("Looks known")
    body = page.detail.body
    body.side_scroll.ensureWidgetVisible(body.known)
    studio.shoot(window, "known")
    body.known.ask(cards.PARTY)
    studio.robot.wait_for("Ellen Tran")
    studio.beside("cards")
    studio.robot.keys("Alt+O")
    studio.beside("card")
    studio.robot.keys("Escape")
    for asked in window.findChildren(CardsDialog):
        asked.reject()  # off-screen no window manager gives it the focus again
