"""Pins set by mouse and by keyboard, moved, left, and where they stand in plan units."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import assert_named, grab
from tests.ui.plan.conftest import SHIFTED, Desk, bring_in, near, open_incident, sample

from deskinc.desk import plans
from deskinc.ui import theme


@pytest.mark.parametrize(
    "parts",
    [("png", "wrld_wph.PNG"), ("svg", "mit_hobbyshop_n51.svg"),
     ("pdf", "mit_hobbyshop_n51 Floor Plan.pdf")],
)  # fmt: skip
def test_a_real_plan_is_pinned_by_mouse_where_it_was_clicked(
    desk: Callable[..., Desk], parts: tuple[str, str], light: QApplication
) -> None:
    path = sample(*parts)
    made = desk()
    thread = open_incident(made.office)
    made.import_file(path, "Ground")
    made.ready(pins=0)
    plan = plans.listed(made.office)[0]
    x, y = (plan.min_x + plan.width * 0.3) / 1000, (plan.min_y + plan.height * 0.7) / 1000
    made.window.session.go("plan", pin=thread)
    made.aiming()
    made.click(made.at(x, y))
    [pin] = made.pins(1)
    assert near(pin, x, y, 1 / made.page.view.scale_now())
    assert (pin.plan, pin.thread, pin.precision) == (plan.thread, thread, "exact")
    made.ready(pins=1)
    grab(made.window, f"plan-{parts[0]}")
    theme.apply(light, "dark")
    made.window.session.looks_changed.emit()
    made.ready()
    grab(made.window, f"plan-{parts[0]}-dark")


def test_a_shifted_view_box_keeps_its_own_units(desk: Callable[..., Desk], tmp_path: Path) -> None:
    drawing = tmp_path / "shifted.svg"
    drawing.write_text(SHIFTED, encoding="utf-8")
    made = desk()
    plan = bring_in(made.office, drawing, "1")
    assert (plan.min_x, plan.min_y, plan.width, plan.height) == (-100_000, 50_000, 400_000, 300_000)
    thread = open_incident(made.office)
    made.ready(pins=0)
    made.window.session.go("plan", pin=thread)
    made.aiming()
    made.click(made.at(-60, 300))
    [pin] = made.pins(1)
    assert near(pin, -60, 300, 1 / made.page.view.scale_now())
    assert pin.x < 0


def test_the_keyboard_alone_sets_a_pin(desk: Callable[..., Desk]) -> None:
    made = desk()
    plan = bring_in(made.office)
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
    made.keys("Right", "Right", "Down", "Shift+Left", "2", "PgUp", "Return")
    [pin] = made.pins(1)
    assert near(pin, start.x() + 31 / scale, start.y() + 16 / scale, 0.002)
    assert pin.precision == "about"
    assert pin.radius == pytest.approx(plan.width * 0.05 * 1.25, abs=1)
    assert made.page.pinning.incident is None
    assert made.page.view.hasFocus()
    assert made.page.pins.chosen_thread() == thread


def test_escape_leaves_without_a_pin(desk: Callable[..., Desk]) -> None:
    made = desk()
    bring_in(made.office)
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
    plan = bring_in(made.office)
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
    bring_in(made.office)
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
    bring_in(made.office)
    made.ready(pins=0)
    made.page.view.setFocus()
    made.keys("Return")
    assert made.says() == ["No incident is open. Raise it first, then pin it."]
