"""Plans come in through the page: file, name, floor; refusals; nothing in plain on the disk."""

from collections.abc import Callable
from pathlib import Path

from tests.ui.conftest import grab
from tests.ui.plan.conftest import DEMO, Desk, bring_in

from deskinc.desk import plans
from deskinc.ui.plan.floors import with_keys


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
    made.qtbot.waitUntil(lambda: bool(made.says()), timeout=20_000)
    assert "minutes.svg" in made.says()[0]
    assert plans.listed(made.office) == []
    assert made.page.first.isVisible()


def test_floors_are_tabs_with_digits_of_their_own(desk: Callable[..., Desk]) -> None:
    assert with_keys(["B1", "Ground", "1", "10", "Floor 3"]) == [
        "B1", "Ground", "&1", "1&0", "Floor &3",
    ]  # fmt: skip
    made = desk()
    for floor in ("Floor 3", "B1", "Ground"):
        bring_in(made.office, DEMO, floor)
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


def test_tiles_are_kept_within_bounds(desk: Callable[..., Desk]) -> None:
    made = desk()
    bring_in(made.office)
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
