"""The window offers what the table of roles allows: pages, sections, actions, verbs of a line."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, let_close

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, Officer
from deskinc.forms import roles
from deskinc.ui import tasks
from deskinc.ui.actions import Action
from deskinc.ui.book.page import BookPage
from deskinc.ui.forms.formview import FormView
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.session import Session
from deskinc.ui.settings.access import AccessSection
from deskinc.ui.settings.page import SECTIONS, SettingsPage
from deskinc.ui.windows import lock_page, page_specs

ROLES = [role.code for role in roles.ROLES]
PAGES = {
    "book": "read_book", "incidents": "read_incidents", "plan": "read_incidents", "shift": "",
    "reports": "read_book", "settings": "",
}  # fmt: skip


def held(office: Office, *given: str) -> Officer:
    """Whoever is signed in, with other roles."""
    officer = replace(office.officer, roles=frozenset(given))
    office.become(replace(office.person, officer=officer))
    return officer


@pytest.fixture
def every(qtbot: QtBot, session: Session) -> Iterator[list[Action]]:
    """Every action of the program, as somebody with all roles has it."""
    held(session.office, *ROLES)
    window = MainWindow(session, page_specs(), lock_page)
    qtbot.addWidget(window, before_close_func=let_close)
    yield window.all_actions()
    tasks.drain()


def denied(office: Office) -> list[object]:
    """What the desk noted as denied."""
    office.book.settle()
    found = office.read.records(range(1, 999)).values()
    said = [r.values for r in found if r.form == "access"]
    return [v["detail"] for v in said if isinstance(w := v["what"], dict) and w["code"] == "denied"]


@pytest.mark.parametrize("role", ROLES)
def test_the_window_offers_each_role_what_the_table_allows(
    qtbot: QtBot, session: Session, every: list[Action], role: str
) -> None:
    officer = held(session.office, role)
    window = MainWindow(session, page_specs(), lock_page)
    qtbot.addWidget(window, before_close_func=let_close)
    window.show()
    shown = {key for key in PAGES if window.rail.item(key).isVisible()}
    assert shown == {key for key, act in PAGES.items() if not act or officer.may(act)}
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    sections = [kind for kind in SECTIONS if not kind.needs or any(map(officer.may, kind.needs))]
    assert [section.key for section in settings.sections] == [kind.key for kind in sections]
    offered = {action.key for action in window.all_actions()}
    hidden = {f"settings_{kind.key}" for kind in SECTIONS if kind not in sections}
    hidden |= set() if AccessSection in sections else {"export_access"}  # it is of that section
    pages = {action.group for action in every if action.key.startswith("go_")}
    assert pages == {"Everywhere"}
    for action in every:
        allowed = (not action.act or officer.may(action.act)) and action.key not in hidden
        if allowed and action.key not in offered:
            assert _page_of(action) not in shown, action.key
        elif not allowed:
            assert action.key not in offered, action.key
    for key in shown:
        window.show_page(key)
        QApplication.processEvents()
        tasks.drain()
        QApplication.processEvents()
    assert denied(session.office) == [], "nothing the window does by itself is refused"


def _page_of(action: Action) -> str:
    """The key of the page an action belongs to, by the heading of the key sheet."""
    heads = {"Book": "book", "A late line": "book", "Incidents": "incidents", "Plan": "plan",
             "Shift": "shift", "Reports": "reports", "Settings": "settings"}  # fmt: skip
    return heads.get(action.group, "")


@pytest.mark.parametrize("role", ROLES)
def test_every_action_names_an_act_that_the_table_knows(every: list[Action], role: str) -> None:
    assert {action.act for action in every if action.act} <= set(roles.ACTS)
    assert any(action.act for action in every if roles.may([role], action.act or "verify"))


def test_who_may_only_read_has_no_entry_line_and_opens_no_field(
    make_window: Callable[..., MainWindow], session: Session, qtbot: QtBot
) -> None:
    window = make_window(*page_specs())
    Robot(qtbot, window).post("p", "All secure.")
    raw = {"category": "injury.slip", "severity": "low", "title": "Slip", "narrative": "Fell."}
    thread = entries.new_id()
    incidents.open_new(session.office, incidents.start(session.office, []) | raw, thread).result()
    held(session.office, roles.MANAGER)
    session.officer_changed.emit()
    book = window.page("book")
    assert isinstance(book, BookPage)
    assert not book.entry.isVisible()
    assert book.first_focus() is book.view
    assert [a.text() for a in menu_of(book).actions()] == ["&Print this day…"]
    session.go("incidents", thread=thread)
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    qtbot.waitUntil(lambda: page.detail.thread_shown() == thread)
    assert not page.detail.note.isVisible()
    assert not page.detail.head.finish.isVisible()
    assert not page.list.add.isVisible()
    assert page.detail.head.report.isVisible()
    for view in page.detail.body.all_views():
        assert not view.focus_field(view.names()[0]) or not _open(view)


def _open(view: FormView) -> bool:
    """Whether a field of the view is open."""
    cells = map(view.cell, view.names())
    return any(cell is not None and cell.is_open() for cell in cells)


def menu_of(book: BookPage) -> QMenu:
    """The menu of the first line."""
    return book.line_menu(book.log.line_at(0))


def test_whoever_takes_the_desk_over_is_offered_what_he_may(
    make_window: Callable[..., MainWindow], session: Session
) -> None:
    window = make_window(*page_specs())
    window.show_page("book")
    every = {action.key for action in window.all_actions()}
    held(session.office, roles.ADMIN)
    session.officer_changed.emit()
    assert window.current_key() == "shift"
    assert not window.rail.item("book").isVisible()
    assert "post" in every
    assert "post" not in {action.key for action in window.all_actions()}
    keys = {a.objectName(): a.isEnabled() for a in window.page("shift").actions()}
    assert keys["hand_over"] is False
    held(session.office, *ROLES)
    session.officer_changed.emit()
    assert window.rail.item("book").isVisible()
    assert "post" in {action.key for action in window.all_actions()}
