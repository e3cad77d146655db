"""A slip in the lobby, and the insurer's letter three weeks later, through the window (D29)."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Robot
from tests.ui.incidents.hands import dialog, follow, opened, showing
from tests.ui.test_roles import held

from deskinc.desk.claims import claims
from deskinc.desk.erasure import erasure_search, holds
from deskinc.desk.office import Office
from deskinc.forms import roles
from deskinc.ui.dialogs import Question
from deskinc.ui.incidents.claims.dialog import ClaimDialog
from deskinc.ui.incidents.page import IncidentsPage

SLIP = {
    "category": "injury.slip", "severity": "medium", "title": "Slip in the lobby",
    "place": "Lobby, Harbour Street", "injuries": True,
}  # fmt: skip


def words(page: IncidentsPage) -> str:
    """What the part of the claims and the changes say."""
    body = page.detail.body
    parts = (body.claims, body.changes)
    return "\n".join(each.text() for part in parts for each in part.findChildren(QLabel))


def go_to(page: IncidentsPage, row: int) -> None:
    """Choose a row of the meter."""
    view = page.detail.body.meter.view
    view.activated.emit(view.model().index(row, 0, QModelIndex()))


def received(
    qtbot: QtBot, office: Office, clock: Clock, page: IncidentsPage, robot: Robot, letter: Path
) -> str:
    """Three weeks after the slip the letter comes, and is kept by keys; returns the thread."""
    thread = opened(office, **SLIP)
    follow(office, thread, footage={"001": {"camera": "Camera 2"}},
           witnesses={"001": {"name": "M. Ode"}})  # fmt: skip
    showing(qtbot, page, thread)
    body = page.detail.body
    assert "No claim was received." in words(page)
    clock.go_on(days=21)
    letter.write_bytes(b"%PDF-1.4")
    body.claims.receive.click()
    asked = dialog(qtbot, page, ClaimDialog)
    robot.type("Ms P. Nair")
    asked.view.focus_field("received")
    robot.type("-10m")
    asked.view.focus_field("reference")
    robot.type("4711/26")
    asked.path.set_path(letter)
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: len(body.claims.shown.claims) == 1)
    robot.hears("The claim is kept; the hold stands.")
    assert "4711/26 · Ms P. Nair" in words(page)
    assert "nothing of it can be erased" in words(page)
    got = [body.claims.view.model().index(i, 0).data(0x0100).title for i in range(2)]
    assert got == ["Footage not exported: Camera 2", "No signed statement: M. Ode"]
    assert "Added after" not in words(page)
    return thread


def test_d29_a_slip_and_the_letter_three_weeks_later(
    qtbot: QtBot, office: Office, clock: Clock, page: IncidentsPage, robot: Robot, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.pdf"
    thread = received(qtbot, office, clock, page, robot, letter)
    body = page.detail.body
    clock.go_on(days=2)
    follow(office, thread, footage={"001": {"exported": "LOB-1.mp4"}})
    qtbot.waitUntil(lambda: "Added after the claim was received" in words(page))
    assert "Before it was received" in words(page)
    assert body.claims.view.model().rowCount() == 1
    found = erasure_search.find(office, "Slip in the lobby")
    assert found
    assert all("is held" in one.held for one in found)
    body.claims.release.click()
    dialog(qtbot, page, Question)
    robot.type("Settled 3 March.")
    robot.keys("Return")
    qtbot.waitUntil(lambda: not holds.on(office, thread))
    qtbot.waitUntil(body.claims.hold.isHidden)
    (claim,) = claims.of(office, thread).claims
    assert claims.letter(office, claim.letter[0]) == letter.read_bytes()


def test_who_keeps_no_claims_sees_that_there_is_one_and_no_more(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    thread = opened(office, **SLIP)
    raw = {"claimant": "Ms P. Nair", "received": office.now()}
    claims.receive(office, thread, raw, None, "A" * 22).result()
    held(office, roles.OFFICER)
    page.session.officer_changed.emit()
    showing(qtbot, page, thread)
    part = page.detail.body.claims
    qtbot.waitUntil(lambda: "Received 22 Nov 2026" in words(page))
    assert "Nair" not in words(page)
    assert part.receive.isHidden()
    assert part.release.isHidden()
    part.ask_claim()
    assert not page.findChildren(ClaimDialog)


def test_d30_claim_ready_says_what_to_ask_while_they_are_here(
    qtbot: QtBot, office: Office, clock: Clock, page: IncidentsPage
) -> None:
    thread = opened(office, **SLIP)
    showing(qtbot, page, thread)
    meter = page.detail.body.meter
    before = len(meter.ready.left)
    assert meter.now.isVisibleTo(meter)
    assert meter.names()
    at = next(i for i, one in enumerate(meter.ready.now) if one.fields[0] == "floor_state")
    go_to(page, at)
    cell = page.detail.body.views["account"].cell("floor_state")
    assert cell is not None
    qtbot.waitUntil(cell.is_open)
    follow(office, thread, floor_state={"unknown": "Mopped before we came."})
    qtbot.waitUntil(lambda: len(meter.ready.left) == before - 1)
    clock.go_on(hours=13)
    follow(office, thread, narrative="She slid.")
    qtbot.waitUntil(lambda: not meter.names())
    meter.more.click()
    assert len(meter.names()) == len(meter.ready.left)


def test_d30_what_may_be_reportable_stands_with_its_deadline(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    thread = opened(office, **SLIP, occurred=office.now() - timedelta(hours=1))
    hurt = {"name": "P. Nair", "status": "visitor", "taken": True}
    follow(office, thread, injured={"001": hurt})
    showing(qtbot, page, thread)
    meter = page.detail.body.meter
    qtbot.waitUntil(lambda: meter.duty.text().startswith("RIDDOR, check: not at work there"))
    assert "Until 2 Dec, in 10 days." in meter.duty.text()
