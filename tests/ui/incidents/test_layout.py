"""The first picture of an incident is the one that stays: nothing cut, nothing over another."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.incidents.hands import COMPLETE, opened, read, showing

from deskinc.desk.incidents import incidents, plans
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.paths import resources
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.incidents.page import PAGE, IncidentsPage
from deskinc.ui.mainwindow import MainWindow

LONG = "Lift 2 stopped between floors 3 and 4 with two people inside, both calm, one deaf"
"""Words that wrap in every column."""


@pytest.fixture
def thread(office: Office) -> str:
    """An incident with wrapped words, a timeline, and a pin."""
    saved = plans.import_plan(office, resources() / "demo" / "plan-3.svg", "Court", "Floor 3")
    saved.result()
    (plan,) = plans.listed(office)
    made = opened(office, **{**COMPLETE, "title": LONG, "narrative": LONG * 5})
    x, y = plan.min_x + plan.width // 2, plan.min_y + plan.height // 2
    plans.pin(office, made, plan.thread, x, y).result()
    for words in ("Engineer called.", LONG, LONG * 3):
        incidents.note(office, made, words, entries.new_id()).result()
    return made


def places(page: IncidentsPage) -> list[tuple[str, QPoint, tuple[int, int]]]:
    """Where every visible part of the page stands, and how large."""
    return [
        (type(part).__name__, part.mapTo(page, QPoint(0, 0)), (part.width(), part.height()))
        for part in page.findChildren(QWidget)
        if part.isVisibleTo(page)
    ]


def settled(page: IncidentsPage) -> list[tuple[str, QPoint, tuple[int, int]]]:
    """The same once there is nothing left to lay out."""
    for _round in range(30):
        QApplication.processEvents()
    return places(page)


@pytest.mark.parametrize("size", [(1280, 800), (853, 533)])
def test_an_incident_stands_right_as_soon_as_it_arrives(
    qtbot: QtBot, office: Office, make_window: Callable[..., MainWindow], thread: str,
    size: tuple[int, int],
) -> None:  # fmt: skip
    other = opened(office, title="Glass broken")
    window = make_window(PAGE, size=size)
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    showing(qtbot, page, other)
    page._wanted = page.detail._wanted = thread
    page.detail._arrived(read(office, thread))
    at_once = places(page)
    page.detail.body.where.piece.show_nothing()
    assert at_once == settled(page)


def test_the_page_stands_right_when_it_comes_from_behind_another(
    qtbot: QtBot, office: Office, make_window: Callable[..., MainWindow], thread: str
) -> None:
    window = make_window(BOOK, PAGE)
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    qtbot.waitUntil(lambda: page.detail.thread_shown() == thread)
    qtbot.waitUntil(lambda: page.detail.body.where.words.text() != "")
    settled(page)
    window.show_page("incidents")
    assert places(page) == settled(page)


def test_nothing_is_said_of_an_incident_before_it_is_read(
    qtbot: QtBot, office: Office, make_window: Callable[..., MainWindow], thread: str
) -> None:
    window = make_window(PAGE)
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    assert not page.detail.isVisible()
    qtbot.waitUntil(page.detail.isVisible)
    assert page.detail.thread_shown() == thread
    assert page.detail.body.where.none.isHidden()
