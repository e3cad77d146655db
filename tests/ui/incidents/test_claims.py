"""What the page of an incident says of claims, and who is told (D29)."""

from datetime import timedelta

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock
from tests.ui.incidents.hands import follow, opened, showing
from tests.ui.test_roles import held

from deskinc.desk.claims import claims
from deskinc.desk.office import Office
from deskinc.forms import roles
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


def test_d29_a_claim_says_where_no_lines_are_held(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    thread = opened(office, **{**SLIP, "place": "behind the bins"})
    raw = {"claimant": "Ms P. Nair", "received": office.now()}
    claims.receive(office, thread, raw, None, "A" * 22).result()
    showing(qtbot, page, thread)
    qtbot.waitUntil(lambda: "only lines with the same words" in words(page))
