"""Incidents to work on, and hands for their page."""

from typing import Any

from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE

from deskinc.desk.incidents import closing, incidents
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.learning import lessons
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.proof.canonical import unb64
from deskinc.ui.incidents.page import IncidentsPage


def line(office: Office, kind: str = "lift", text: str = "Lift 2 stopped. Two inside.") -> int:
    raw = {"type": kind, "place": "Lift 2", "text": text}
    return entries.post(office, raw, entries.new_id()).result().records[0].n


def opened(office: Office, **more: Any) -> str:
    """An open incident; returns its thread."""
    thread = entries.new_id()
    raw = {
        "category": "building.lift_entrapment", "severity": "high", "title": "Lift entrapment",
        "place": "Lift 2", "occurred": office.now(), **more,
    }  # fmt: skip
    incidents.open_new(office, raw, thread).result()
    return thread


COMPLETE: dict[str, Any] = {
    "reported_by": "Car intercom", "how": "alarm", "narrative": "Lift 2 stopped.",
    "injuries": False, "force": False, "immediate": "Engineer called.",
    "resolved": {"unknown": "The engineer has the report."},
}  # fmt: skip


def follow(office: Office, thread: str, **raw: Any) -> None:
    incidents.follow_up(office, thread, raw, entries.new_id()).result()


def closed(office: Office, thread: str) -> None:
    """The story goes on to its end: filled in, gone through, finished and closed."""
    follow(office, thread, **COMPLETE, place="Reception")
    closing.finish(office, thread, PASSPHRASE, entries.new_id())
    page = incidents.page(office, thread)
    named = {"id": thread, "text": page.incident.number}
    said = {"about": named, "held": office.now(), "worked": "All.", "not_worked": "Nothing."}
    lessons.write(office, "debrief", said, entries.new_id()).result()
    closing.close(office, thread, "Read.", PASSPHRASE, entries.new_id())
    assert incidents.page(office, thread).incident.state == "closed"


def read(office: Office, thread: str) -> IncidentPage:
    return incidents.page(office, thread)


def records(office: Office, thread: str) -> int:
    return len([r for r in office.read.thread(unb64(thread)) if r.form == "incident"])


def showing(qtbot: QtBot, page: IncidentsPage, thread: str) -> None:
    """Go to an incident and wait until it is on screen."""
    page.session.go("incidents", thread=thread)
    qtbot.waitUntil(lambda: page.detail.thread_shown() == thread)
    QApplication.processEvents()


def dialog(qtbot: QtBot, page: IncidentsPage, kind: type[QDialog]) -> Any:
    """The question on screen, with the keyboard."""
    qtbot.waitUntil(lambda: bool(page.findChildren(kind)))
    asked = page.findChildren(kind)[-1]
    qtbot.waitUntil(asked.isActiveWindow)
    return asked


def plain(page: IncidentsPage, name: str) -> str:
    for view in page.detail.body.all_views():
        cell = view.cell(name)
        if cell is not None:
            return cell.plain.text()
    raise AssertionError(name)


def begin(page: IncidentsPage, name: str) -> None:
    """Put the focus on a plain value."""
    for view in page.detail.body.all_views():
        cell = view.cell(name)
        if cell is not None:
            cell.plain.setFocus()
            return
