"""Where somebody is hurt is marked on a drawing of the body: by keys, a click, or its parts."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot, assert_named
from tests.ui.incidents.hands import opened, read, showing

from deskinc.desk.office import Office
from deskinc.desk.papers.drawn import drawn
from deskinc.forms import body
from deskinc.forms.body import BACK, FRONT, PARTS
from deskinc.forms.catalogue import current
from deskinc.forms.form import rows
from deskinc.forms.showing import show
from deskinc.ui.forms.bodymap import BodyEditor
from deskinc.ui.forms.cell import FieldCell
from deskinc.ui.forms.figures import Spot
from deskinc.ui.forms.table import TableEditor
from deskinc.ui.incidents.page import IncidentsPage


def wounds(page: IncidentsPage) -> FieldCell:
    """The table of wounds on the page."""
    found = page.detail.body.views["people"].cell("wounds")
    assert found is not None
    return found


def drawing(page: IncidentsPage, row: int) -> BodyEditor:
    """The drawing of the open table, in its row (from 0)."""
    editor = wounds(page).editor
    assert isinstance(editor, TableEditor)
    made = editor.cell(editor.rows()[row], "point")
    assert isinstance(made, BodyEditor)
    return made


def test_wounds_are_marked_by_keys_by_click_and_from_the_list_and_stand_numbered_on_the_page(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    thread = opened(office, category="injury.slip", injuries=True)
    showing(qtbot, page, thread)
    page.detail.body.focus_field("wounds")
    first = drawing(page, 0)
    assert_named(first)
    first.figures.move_to(Spot(FRONT, 262, 640))
    first.figures.setFocus()
    assert first.figures.accessibleDescription() == "Front: Knee, left"
    robot.keys("Down", "Down", "Return")
    assert first.answer() == {"plan": FRONT, "x": 262, "y": 660}
    assert first.list.currentIndex().data() == "Front: Knee, left"

    editor = wounds(page).editor
    assert isinstance(editor, TableEditor)
    editor.add_row()
    second = drawing(page, 1)
    heel = next(part for part in PARTS if (part.word, part.side) == ("Heel", "right"))
    at = second.figures.place_of(Spot(BACK, heel.x, heel.y)).toPoint()
    QTest.mouseClick(second.figures, Qt.MouseButton.LeftButton, pos=at)
    assert [spot.number for spot in second.figures.spots] == [1, 2]

    editor.add_row()
    third = drawing(page, 2)
    third.list.setFocus()
    robot.keys("Home", "Down", "Return")
    robot.keys("Ctrl+S")
    assert_kept(qtbot, office, thread)
    page.detail.body.close_editors()
    drawn = wounds(page).drawing
    assert drawn is not None
    qtbot.waitUntil(drawn.isVisible)
    assert [spot.number for spot in drawn.figures.spots] == [1, 2, 3]


def assert_kept(qtbot: QtBot, office: Office, thread: str) -> None:
    """Part and side stand beside each mark."""
    qtbot.waitUntil(lambda: len(rows(read(office, thread).values, "wounds")) == 3)
    cells = [cells for _row, cells in rows(read(office, thread).values, "wounds")]
    said = [(one["part"], one["side"]["code"]) for one in cells]  # type: ignore[index]
    assert said == [("Knee", "left"), ("Heel", "right"), ("Eye", "right")]
    field = current("incident").field("wounds/001/point")
    assert show(field, cells[1]["point"], office.locale) == "Back: Heel, right"


def test_each_part_is_found_again_where_it_is_drawn_and_lies_on_its_drawing() -> None:
    for part in PARTS:
        assert body.at(part.point) == part
    for point in ({"x": -1, "y": 40}, {"x": 40, "y": 99_000}, {"x": "40", "y": 40}):
        outside = {"plan": body.FRONT, **point}
        assert body.at(outside) is None
        assert drawn(current("incident").field("wounds"), {"wounds/001/point": outside}) is None
    left = {(one.view, one.word) for one in PARTS if one.side == "left"}
    assert left == {(one.view, one.word) for one in PARTS if one.side == "right"}
