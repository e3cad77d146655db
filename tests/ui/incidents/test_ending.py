"""How an incident ends in the window: on the spot, reviewed, sent back, opened again; by keys."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, Robot
from tests.ui.incidents.hands import COMPLETE, dialog, follow, opened, read, showing
from tests.ui.settings_hands import says
from tests.ui.test_roles import held

from deskinc.desk.incidents import closing
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.forms import roles
from deskinc.ui.incidents.ending import EndDialog
from deskinc.ui.incidents.page import IncidentsPage


def state(office: Office, thread: str) -> str:
    return read(office, thread).incident.state


def finished(office: Office, **more: object) -> str:
    thread = opened(office, **COMPLETE, **more)
    closing.finish(office, thread, PASSPHRASE, entries.new_id())
    return thread


def typed(robot: Robot, words: str) -> None:
    """Words, Tab to the passphrase, Enter."""
    robot.type(words)
    robot.keys("Tab")
    robot.type(PASSPHRASE)
    robot.keys("Return")


def reads(qtbot: QtBot, page: IncidentsPage, word: str) -> None:
    """Wait until the head says so."""
    qtbot.waitUntil(lambda: page.detail.head.state.text() == word)


def test_the_word_beside_the_number_follows_the_times(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    head = page.detail.head
    assert head.state.text() == "Open"
    for name, word in (("responded", "Responding"), ("contained", "Contained"),
                       ("resolved", "Resolved")):  # fmt: skip
        follow(office, thread, **{name: office.now()})
        reads(qtbot, page, word)


def test_d28_a_medium_one_is_dealt_with_on_the_spot_from_the_window(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office, severity="medium")
    showing(qtbot, page, thread)
    page.detail.head.spot.click()
    asked = dialog(qtbot, page, EndDialog)
    assert "nothing is left to do" in says(asked)
    robot.keys("Tab", "Return")
    assert asked.row.fault.text() == "Say what was done."
    asked.words.setFocus()
    typed(robot, "Reset by the key switch.")
    qtbot.waitUntil(lambda: state(office, thread) == "spot")
    robot.hears("INC-2026-0001 is closed.")
    head = page.detail.head
    qtbot.waitUntil(lambda: head.state.text().startswith("Dealt with on the spot: R. Malik"))
    assert head.spot.isHidden()
    assert head.finish.isHidden()
    assert not head.again.isHidden()


def test_d28_a_high_one_offers_no_short_path(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    showing(qtbot, page, opened(office))
    head = page.detail.head
    assert head.spot.isHidden()
    assert not head.finish.isHidden()
    page.detail.ends.ask_spot()
    assert not page.findChildren(EndDialog)


def test_changes_are_saved_before_it_is_closed(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    showing(qtbot, page, opened(office, severity="low"))
    page.detail.body.focus_field("spot")
    robot.type("Floor 3")
    page.detail.head.spot.click()
    robot.hears("There are changes not saved.")
    assert not page.findChildren(EndDialog)


def test_an_officer_is_offered_no_review_and_opens_again_with_a_reason(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    low = opened(office, severity="low")
    closing.on_the_spot(office, low, "Reset.", PASSPHRASE, entries.new_id())
    thread = finished(office)
    held(office, roles.OFFICER)
    page.session.officer_changed.emit()
    showing(qtbot, page, thread)
    head = page.detail.head
    assert head.review.isHidden()
    assert head.again.isHidden()
    page.detail.ends.ask_review()
    assert not page.findChildren(EndDialog)
    showing(qtbot, page, low)
    qtbot.waitUntil(lambda: not head.again.isHidden())
    head.again.click()
    dialog(qtbot, page, EndDialog)
    typed(robot, "It stopped again.")
    qtbot.waitUntil(lambda: state(office, low) == "open")
    assert read(office, low).values["reopened"] == 1
    qtbot.waitUntil(lambda: head.state.text() == "Open")


@pytest.mark.parametrize("close", [True, False])
def test_a_lead_closes_or_sends_back_and_reads_first_what_is_signed(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, *, close: bool
) -> None:
    thread = finished(office)
    showing(qtbot, page, thread)
    head = page.detail.head
    qtbot.waitUntil(lambda: not head.review.isHidden())
    head.review.click()
    asked = dialog(qtbot, page, EndDialog)
    assert "I have read this incident and close it." in says(asked)
    robot.type("Name the witness.")
    robot.keys("Tab")
    robot.type(PASSPHRASE)
    if close:
        robot.keys("Return")
    else:
        back = asked.others[0]
        back.click()
        assert "I send this incident back" in says(asked)
        assert state(office, thread) == "finished"
        back.click()
    there = "closed" if close else "open"
    qtbot.waitUntil(lambda: state(office, thread) == there)
    assert read(office, thread).values["review_note"] == "Name the witness."


def test_a_lead_makes_void_what_was_raised_by_mistake(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread, other = opened(office), finished(office)
    closing.send_back(office, other, "Say more.", PASSPHRASE, entries.new_id())
    showing(qtbot, page, other)
    ask = next(one for one in page.actions_offered() if one.key == "void_incident")
    ask.do()
    robot.hears("An incident that was reviewed or closed is not made void.")
    showing(qtbot, page, thread)
    ask.do()
    asked = dialog(qtbot, page, EndDialog)
    assert "raised by mistake" in says(asked)
    robot.keys("Tab", "Return")
    assert asked.row.fault.text() == "Say why it is void."
    asked.words.setFocus()
    typed(robot, "Wrong button at 03:00.")
    qtbot.waitUntil(lambda: state(office, thread) == "void")
    band = page.detail.void
    qtbot.waitUntil(band.isVisible)
    assert band.words.text().startswith("VOID. R. Malik, ")
    assert band.words.text().endswith(": Wrong button at 03:00.")
    assert page.detail.head.finish.isHidden()
    assert not page.detail.head.again.isHidden()
    page.list.tabs.tabs["void"].click()
    qtbot.waitUntil(lambda: page.list.rows() == [thread])
    spoken = page.list.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "VOID" in spoken
