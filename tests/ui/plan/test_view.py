"""Zoom and pan, and every control named in every size of window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.conftest import assert_named, grab
from tests.ui.plan.conftest import SPOTS, Desk

from deskinc.desk.incidents import plans
from deskinc.desk.office import Office
from deskinc.ui import theme
from deskinc.ui.plan.floors import with_keys
from deskinc.ui.session import Session


@pytest.fixture
def office(pinned: Office) -> Office:
    """An office to look at."""
    return pinned


def wheel(view: QWidget, where: QPoint, notches: int) -> None:
    at = QPointF(where)
    event = QWheelEvent(
        at, QPointF(view.mapToGlobal(where)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_at_the_mouse_and_the_whole_floor_comes_back(
    desk: Callable[..., Desk],
) -> None:
    made = desk()
    made.ready()
    view = made.page.view
    fitted = view.scale_now()
    where = QPoint(300, 200)
    before = view.mapToScene(where)
    wheel(view.viewport(), where, 4)
    after = view.mapToScene(where)
    assert view.scale_now() == pytest.approx(fitted * 1.25**4)
    assert (after - before).manhattanLength() * view.scale_now() < 4
    wheel(view.viewport(), where, -40)
    assert view.scale_now() == pytest.approx(fitted)
    view.setFocus()
    made.keys("+", "+", "-")
    assert view.scale_now() == pytest.approx(fitted * 1.25)
    made.keys("Ctrl+0")
    assert view.scale_now() == pytest.approx(fitted)
    for _turn in range(40):
        view.zoom(1.25)
    assert not view.can_zoom_in()
    made.ready()


def test_the_paper_is_pulled_by_mouse_and_moved_by_arrows(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.ready()
    view = made.page.view
    for _turn in range(6):
        view.zoom(1.25)
    view.setFocus()
    here = view.middle()
    made.keys("Right", "Down")
    assert view.middle().x() > here.x()
    assert view.middle().y() > here.y()
    here, port = view.mapToScene(QPoint(300, 200)), view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    for x in (320, 360, 400):
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(x, 220), QPointF(port.mapToGlobal(QPoint(x, 220))),
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(port, move)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(400, 220))
    there = view.mapToScene(QPoint(400, 220))
    assert (there - here).manhattanLength() * view.scale_now() < 4
    assert made.page.scene.chosen == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (853, 533), (760, 1000), (640, 400), (1920, 1080)])
def test_every_control_has_a_name_in_every_size(
    desk: Callable[..., Desk], light: QApplication, session: Session, scheme: theme.Scheme,
    size: tuple[int, int],
) -> None:  # fmt: skip
    theme.apply(light, scheme)
    made = desk(size)
    made.ready(pins=len(SPOTS))
    threads = {pin.title: pin.thread for pin in plans.pins(made.office)}
    made.window.session.go("plan", thread=threads["Lift entrapment"])
    made.qtbot.waitUntil(lambda: made.page.scene.chosen == threads["Lift entrapment"])
    made.ready()
    assert_named(made.page)
    picture = f"plan-{scheme}-{size[0]}"
    grab(made.window, picture)
    made.window.session.go("plan", pin=threads["Purse missing"])
    made.aiming()
    assert_named(made.page)
    assert made.page.bar.width() <= made.page.width()
    made.ready()
    grab(made.window, f"{picture}-pinning")


def test_tab_reaches_the_plan(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.ready()
    made.page.pins.list.setFocus()
    seen = []
    for _step in range(40):
        made.keys("Tab")
        seen.append(QApplication.focusWidget())
    assert made.page.view in seen
    assert made.page.view.viewport() not in seen


def test_tiles_are_kept_within_bounds(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.ready()
    tiles, view = made.page.tiles, made.page.view
    tiles._room = 4
    for _turn in range(10):
        view.zoom(1.25)
        made.ready()
    assert len(tiles._kept) <= tiles._room
    sheet = made.page.scene.sheet
    assert sheet is not None
    for key in sheet.keys(made.page.scene.paper(), 1e9):
        assert tiles.find(key) is not None, "a coarser picture always stands in"


def test_floors_are_tabs_with_digits_of_their_own(desk: Callable[..., Desk]) -> None:
    assert with_keys(["B1", "Ground", "1", "10", "Floor 3"]) == [
        "B1", "Ground", "&1", "1&0", "Floor &3",
    ]  # fmt: skip
    made = desk()
    made.qtbot.waitUntil(lambda: made.page.head.floors.count() == 3)
    made.ready()
    floors = made.page.head.floors
    assert [floors.tabText(at).replace("&", "") for at in range(3)] == ["B1", "Ground", "Floor 3"]
    floors.setFocus()
    made.keys("Home", "Right", "Right")
    made.ready()
    assert made.page.view.accessibleName() == "Floor plan, Floor 3"
    made.page.view.setFocus()
    made.keys("PgDown")
    assert made.page.view.accessibleName() == "Floor plan, Ground"
    made.keys("Alt+3")
    assert made.page.view.accessibleName() == "Floor plan, Floor 3"
