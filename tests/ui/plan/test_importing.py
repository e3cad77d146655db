"""Plans come in through the page: file, name, floor; refusals; nothing in plain on the disk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import grab
from tests.ui.plan.conftest import DEMO, SHIFTED, Desk, bring_in, near, open_incident, sample

from deskinc.desk.incidents import plans
from deskinc.ui import theme


def test_without_a_plan_the_page_offers_the_first_step(desk: Callable[..., Desk]) -> None:
    made = desk()
    assert made.page.first.isVisible()
    made.qtbot.waitUntil(made.page.first.hasFocus)
    grab(made.window, "plan-empty")


def test_a_plan_comes_in_through_the_page(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.import_file(DEMO, "Floor 3")
    made.ready(pins=0)
    assert [plan.floor for plan in plans.listed(made.office)] == ["Floor 3"]
    assert plans.listed(made.office)[0].order == 3
    assert made.page.head.floors.count() == 1
    assert made.page.view.accessibleName() == "Floor plan, Floor 3"


def test_a_file_that_is_no_plan_is_refused_with_a_sentence(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    made = desk()
    bad = tmp_path / "minutes.svg"
    bad.write_text("<svg><script>alert(1)</script></svg>", encoding="utf-8")
    made.import_file(bad, "3")
    made.qtbot.waitUntil(lambda: bool(made.says()))
    assert "minutes.svg" in made.says()[0]
    assert plans.listed(made.office) == []
    assert made.page.first.isVisible()


def test_no_tile_lies_in_plain_on_the_disk(desk: Callable[..., Desk], tmp_path: Path) -> None:
    made = desk()
    made.import_file(DEMO, "Floor 3")
    made.ready(pins=0)
    for _turn in range(8):
        made.page.view.zoom(1.25)
    made.ready()
    marks = (b"\x89PNG\r\n\x1a\n", b"IHDR", b"DKPY", b"<svg", b"Harbour Court, floor 3")
    seen = 0
    for path in sorted(tmp_path.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            seen += 1
            assert not any(mark in data for mark in marks), path.name
    assert seen > 4


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
