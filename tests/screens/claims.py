"""What a claim brings to the page of an incident: its part, its dialog, and who must keep it."""

from datetime import timedelta

from tests.screens.studio import Studio

from deskinc.desk.claims import claims
from deskinc.desk.lines.entries import new_id
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.pictures import settle

CLAIM: dict[str, object] = {
    "claimant": "Hollis & Byrne LLP, for Ms E. Tran", "reference": "HB/4711/26",
    "adjuster": "K. Lenz, Example Mutual, 020 7946 0123", "state": "open",
    "asked": {
        "001": {"question": "Photos of the floor, inspection log of that day",
                "answer": "Sent with the report."},
    },
}  # fmt: skip


def pages(studio: Studio, window: MainWindow, thread: str) -> None:
    """The dialog, nothing written; then the part of a claim that came in two hours ago."""
    session, page = window.session, window.page("incidents")
    assert isinstance(page, IncidentsPage)
    session.go("incidents", thread=thread)
    studio.robot.wait_for("A claim was received…")
    body = page.detail.body
    body.scroll_to("claims")
    body.claims.ask_claim()
    studio.beside("claim")
    studio.robot.keys("Escape")
    raw = {**CLAIM, "received": session.now() - timedelta(hours=3)}
    claims.receive(session.office, thread, raw, None, new_id()).result()
    studio.robot.wait_for("HB/4711/26")
    body.meter.more.click()
    settle()
    body.scroll_to("claims")
    body.side_scroll.ensureWidgetVisible(body.meter, 0, 400)
    studio.shoot(window, "claims")
