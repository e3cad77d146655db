"""Signs that turn words around unseen stand as marks wherever words of the book are shown."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, grab
from tests.ui.incidents.hands import follow, opened, showing

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.forms.cell import FieldCell
from deskinc.ui.forms.editor import WordsEditor
from deskinc.ui.incidents.page import PAGE as INCIDENTS
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow

TYPED, MARKED = "pass \u202e4711\u2066 seen", "pass [U+202E]4711[U+2066] seen"
SAID = "Unseen signs: U+202E, U+2066"


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Incidents."""
    return make_window(BOOK, INCIDENTS)


def unseen(root: QWidget) -> list[str]:
    """What is said or shown below ``root`` with a sign in it that nobody sees."""
    told = [w.accessibleName() for w in root.findChildren(QWidget)]
    told += [w.toolTip() for w in root.findChildren(QWidget)]
    told += [w.text() for w in root.findChildren(QLabel)]
    return [words for words in told if "\u202e" in words or "\u2066" in words]


def test_an_incident_shows_them_in_list_strip_head_timeline_and_fields(
    robot: Robot, window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    thread = opened(
        office, title=TYPED, narrative=TYPED, place=TYPED, next_step=TYPED, due=office.now()
    )
    incidents.note(office, thread, TYPED, entries.new_id()).result()
    follow(office, thread, narrative=f"{TYPED}, again")
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    showing(qtbot, page, thread)
    qtbot.waitUntil(window.strip.isVisible)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    listed = page.list.model.index(0, 0)
    assert listed.data(Qt.ItemDataRole.DisplayRole) == MARKED
    assert MARKED in listed.data(Qt.ItemDataRole.AccessibleTextRole)
    assert page.detail.head.title.text() == MARKED
    rows = page.detail.body.timeline.model()
    spoken = [rows.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
              for at in range(rows.rowCount())]  # fmt: skip
    assert sum(MARKED in words for words in spoken) >= 2
    cells = [cell for cell in page.findChildren(FieldCell) if cell.field.name == "narrative"]
    assert cells[0].plain.accessibleName() == f"Narrative: {MARKED}, again"
    assert unseen(window) == []
    grab(window, "unseen-incident")


def test_a_long_text_of_an_incident_flags_them_while_one_writes(
    robot: Robot, window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    thread = opened(office, narrative=TYPED)
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    showing(qtbot, page, thread)
    (cell,) = (cell for cell in page.findChildren(FieldCell) if cell.field.name == "narrative")
    cell.open()
    assert isinstance(cell.editor, WordsEditor)
    assert cell.editor.words.toolTip() == SAID
    assert cell.editor.read() == TYPED


def test_find_palette_and_place_show_them_as_they_come_in(
    robot: Robot, window: MainWindow, book: BookPage, office: Office, qtbot: QtBot
) -> None:
    opened(office, title=TYPED)
    QApplication.clipboard().setText(TYPED)

    def flagged(field: QLineEdit) -> str:
        (sign,) = (action for action in field.actions() if action.toolTip().startswith("Unseen"))
        assert sign.isVisible()
        assert field.accessibleDescription() == sign.toolTip()
        return sign.toolTip()

    robot.keys("F4")
    robot.keys("Ctrl+V")
    assert flagged(book.entry.place) == SAID
    grab(window, "unseen-place")
    robot.keys("Ctrl+A", "Delete")
    assert not book.entry.place.accessibleDescription()
    robot.keys("Ctrl+F")
    robot.keys("Ctrl+V")
    assert flagged(book.finder.field) == SAID
    robot.keys("Escape", "Ctrl+K")
    robot.type("pass")
    box = window.palette_box
    qtbot.waitUntil(lambda: box.model.rowCount() == 1)
    assert box.model.index(0, 0).data(Qt.ItemDataRole.DisplayRole) == f"INC-2026-0001 {MARKED}"
    grab(window, "unseen-palette")
    robot.keys("Ctrl+A")
    robot.keys("Ctrl+V")
    assert flagged(box.field) == SAID
    assert QApplication.focusWidget() is box.field
