"""Pins set by mouse and by keyboard, moved, left, and where they stand in plan units."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF
from tests.ui.conftest import assert_named, grab
from tests.ui.plan.conftest import DEMO, Desk, bring_in, floor_of, near, open_incident

from deskinc.desk.incidents import plans
from deskinc.desk.office import Office


@pytest.fixture
def office(planned: Office) -> Office:
    """An office with the third floor and no pin."""
    return planned


def test_the_keyboard_alone_sets_a_pin(desk: Callable[..., Desk]) -> None:
    made = desk()
    plan = floor_of(made.office, "Floor 3")
    open_incident(made.office, "low", "Door insecure")
    thread = open_incident(made.office)
    made.ready(pins=0)
    made.qtbot.waitUntil(lambda: len(made.page._read.incidents) == 2)
    made.page.view.setFocus()
    made.keys("Return")
    assert made.page.choosing.isVisible()
    assert made.page.choosing.list.hasFocus()
    assert_named(made.page)
    grab(made.window, "plan-choose")
    made.keys("Return")
    assert made.page.pinning.incident is not None
    assert made.page.pinning.incident.thread == thread
    scale = made.page.view.scale_now()
    middle = made.page.scene.paper().center()
    start = made.page.scene.aim.pos()
    assert abs(start.x() - middle.x()) < 2 / scale
    made.keys("Right", "Right", "Down", "Shift+Left", "2", "PgUp")
    assert made.page.bar._radius.text() == "6 % of the plan’s width"
    made.keys("Return")
    [pin] = made.pins(1)
    assert near(pin, start.x() + 31 / scale, start.y() + 16 / scale, 0.002)
    assert pin.precision == "about"
    assert pin.radius == pytest.approx(plan.width * 0.05 * 1.25, abs=1)
    assert made.page.pinning.incident is None
    assert made.page.view.hasFocus()
    assert made.page.pins.chosen_thread() == thread


def test_escape_leaves_without_a_pin(desk: Callable[..., Desk]) -> None:
    made = desk()
    thread = open_incident(made.office)
    made.ready(pins=0)
    made.window.session.go("plan", pin=thread)
    made.aiming()
    assert made.page.bar.isVisible()
    made.keys("Right", "Escape")
    assert not made.page.bar.isVisible()
    assert not made.page.scene.aim.isVisible()
    assert plans.pins(made.office) == []


def test_pinning_again_moves_the_pin_from_where_it_was(desk: Callable[..., Desk]) -> None:
    made = desk()
    plan = floor_of(made.office, "Floor 3")
    thread = open_incident(made.office)
    plans.pin(made.office, thread, plan.thread, 200_000, 300_000, "area", 50_000).result()
    made.ready(pins=1)
    made.window.session.go("plan", pin=thread)
    made.aiming()
    assert made.page.scene.aim.pos() == QPointF(200, 300)
    assert made.page.scene.aim.precision == "area"
    scale = made.page.view.scale_now()
    made.keys("1", "Shift+Right", "Return")
    made.qtbot.waitUntil(lambda: plans.pins(made.office)[0].precision == "exact")
    [pin] = made.pins(1)
    assert near(pin, 200 + 1 / scale, 300, 0.002)
    gone = [row for row in made.office.read.pins() if row.gone is not None]
    assert len(gone) == 1, "the earlier pin stays in the book"


def test_an_unknown_place_stands_in_the_list_only(desk: Callable[..., Desk]) -> None:
    made = desk()
    thread = open_incident(made.office)
    made.ready(pins=0)
    made.window.session.go("plan", pin=thread)
    made.aiming()
    made.keys("4", "Return")
    [pin] = made.pins(1)
    assert pin.precision == "unknown"
    assert made.page.scene.marks() == []
    row = made.page.pins.model.row_at(made.page.pins.model.index(0, 0))
    assert row is not None
    assert row.note.endswith("place not known")


def test_without_an_open_incident_there_is_nothing_to_pin(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.ready(pins=0)
    made.page.view.setFocus()
    made.keys("Return")
    assert made.says() == ["No incident is open. Raise it first, then pin it."]


def test_pins_in_the_very_same_spot_are_chosen_in_turn(desk: Callable[..., Desk]) -> None:
    made = desk()
    plan = floor_of(made.office, "Floor 3")
    threads = {open_incident(made.office, "low", title) for title in ("One", "Two", "Three")}
    for thread in threads:
        plans.pin(made.office, thread, plan.thread, 600_000, 450_000).result()
    made.ready(pins=3)
    seen = set()
    for _turn in threads:
        made.click(made.at(600, 450))
        seen.add(made.page.scene.chosen)
    assert seen == threads


def test_an_incident_pinned_on_another_floor_is_shown_there(desk: Callable[..., Desk]) -> None:
    made = desk()
    ground, third = bring_in(made.office, DEMO, "Ground"), floor_of(made.office, "Floor 3")
    thread, other = open_incident(made.office), open_incident(made.office, "low", "Door insecure")
    plans.pin(made.office, thread, third.thread, 600_000, 400_000).result()
    plans.pin(made.office, other, ground.thread, 600_000, 400_000).result()
    made.ready(pins=1)
    made.window.session.go("plan", thread=thread)
    made.qtbot.waitUntil(lambda: made.page.scene.chosen == thread)
    assert made.page.pins.chosen_thread() == thread
    assert made.page.pins.list.hasFocus()
    made.window.session.go("plan", thread=other)
    made.qtbot.waitUntil(lambda: made.page.scene.chosen == other)
    assert made.page.view.accessibleName() == "Floor plan, Ground"
