"""Pins on the plan and in the list beside it: named, chosen, grouped, found again."""

from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtCore import QRectF, Qt
from tests.ui.conftest import EVENING
from tests.ui.plan.conftest import SPOTS, Desk, floor_of

from deskinc.desk.incidents import plans
from deskinc.desk.incidents.plans import Pin
from deskinc.desk.office import Office
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.ui.plan.clusters import grouped, standing
from deskinc.ui.plan.marks import WORDS_HIGH, WORDS_WIDE, Mark


@pytest.fixture
def office(pinned: Office) -> Office:
    """An office to look at."""
    return pinned


def test_the_list_names_every_pin_and_follows_the_plan(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.ready(pins=len(SPOTS))
    page = made.page
    spoken = [
        page.pins.model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(len(SPOTS))
    ]
    assert spoken[-1].startswith("High, Lift entrapment, INC-2026-0001, 0001, Lift 2")
    assert spoken[-1].endswith("open")
    assert "closed" in spoken[1]
    page.pins.list.setFocus()
    made.keys("Down", "End")
    assert page.pins.list.currentIndex().row() == len(SPOTS) - 1
    pin = page.scene.pin_of(page.pins.chosen_thread())
    assert pin is not None
    assert (page.scene.chosen, pin.title) == (pin.thread, "Lift entrapment")
    third = floor_of(made.office, "Floor 3")
    made.click(made.at(third.width * 0.88 / 1000, third.height * 0.84 / 1000))
    row = page.pins.model.row_at(page.pins.list.currentIndex())
    assert row is not None
    assert row.title == "Fire, contained"
    with made.qtbot.waitSignal(made.window.session.wanted) as went:
        page.pins.list.setFocus()
        made.keys("Return")
    assert went.args == ["incidents", {"thread": row.key}]


def test_choosing_in_the_list_centres_the_pin(desk: Callable[..., Desk]) -> None:
    made = desk()
    plan = floor_of(made.office, "Floor 3")
    made.ready(pins=len(SPOTS))
    for _turn in range(6):
        made.page.view.zoom(1.25)
    made.page.pins.list.setFocus()
    made.keys("Down", "End")
    x, y = plan.width * 0.51 / 1000, plan.height * 0.42 / 1000
    off = made.at(x, y) - made.page.view.viewport().rect().center()
    assert off.manhattanLength() <= 4


def test_near_pins_become_one_mark_that_opens_up(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.ready(pins=len(SPOTS))
    page = made.page
    several = [mark for mark in page.scene.marks() if len(mark.held.pins) > 1]
    assert [len(mark.held.pins) for mark in several] == [3]
    assert several[0].held.worst.severity == "medium"
    made.click(made.at(several[0].held.x, several[0].held.y))
    assert all(len(mark.held.pins) == 1 for mark in page.scene.marks())


def test_grouping_does_not_depend_on_the_order_of_the_pins(office: Office) -> None:
    pins = plans.pins(office)
    once = {frozenset(p.id for p in group.pins) for group in grouped(standing(pins), 0.6)}
    again = {frozenset(p.id for p in group.pins) for group in grouped(standing(pins[::-1]), 0.6)}
    assert once == again
    assert sum(len(group) for group in once) == len(SPOTS) - 1, "all but the unknown one"


def test_every_pin_stands_in_one_group_near_its_gravest() -> None:
    dice, codes = Random(7), [severity.code for severity in SEVERITIES]
    pins = [
        Pin(str(n), n, str(n), "", dice.choice(codes), "", "", dice.randrange(900_000),
            dice.randrange(600_000), dice.choice(("exact", "about", "unknown")), 0, EVENING, "",
            dice.random() < 0.2)
        for n in range(600)
    ]  # fmt: skip
    on, near = standing(pins), 40_000 / 0.8
    groups = grouped(on, 0.8)
    assert sorted(p.n for g in groups for p in g.pins) == sorted(p.n for p in on.pins)
    apart = [
        ((p.x - g.worst.x) ** 2 + (p.y - g.worst.y) ** 2) ** 0.5 for g in groups for p in g.pins
    ]
    assert max(apart) < near
    place = {pin: at for at, pin in enumerate(on.pins)}
    assert all(place[g.worst] == min(map(place.__getitem__, g.pins)) for g in groups)
    firsts = [g.worst for g in groups]
    assert all(
        (a.x - b.x) ** 2 + (a.y - b.y) ** 2 >= near**2
        for at, a in enumerate(firsts)
        for b in firsts[:at]
    )
    half = grouped(on, 0.8, QRectF(0, 0, 450, 600))
    assert {p.n for g in half for p in g.pins} == {p.n for p in on.pins if p.x <= 450_000}


def test_enter_is_said_of_the_one_thing_it_does(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.ready(pins=len(SPOTS))
    head, pins = made.page.head, made.page.pins
    made.page.view.setFocus()
    assert head.pin._key == "Enter"
    assert not pins._hint.isVisible()
    wide = head.pin.width()
    pins.list.setFocus()
    assert head.pin._key == ""
    assert pins._hint.isVisible()
    assert head.pin.width() == wide, "nothing moves under the mouse"


def test_the_number_of_a_pin_stands_where_it_hides_least_of_the_plan(
    desk: Callable[..., Desk],
) -> None:
    made = desk()
    made.ready(pins=len(SPOTS))
    page, third = made.page, floor_of(made.office, "Floor 3")
    scale = page.view.scale_now()

    def hidden(mark: Mark, down: float) -> int:
        wide, high = WORDS_WIDE / scale, WORDS_HIGH / scale
        area = QRectF(mark.held.x - wide / 2, mark.held.y + down / scale - high / 2, wide, high)
        return page.tiles.drawn(third, area)

    marks = page.scene.marks()
    assert any(hidden(mark, -mark._down) for mark in marks)
    assert all(hidden(mark, mark._down) <= hidden(mark, -mark._down) for mark in marks)
    for mark in marks:
        thread = mark.pin.thread
        assert Mark(mark.held, scale, "", lambda _area: 0)._down > 0
        assert Mark(mark.held, scale, thread, lambda _area: 0)._down < 0, "above when chosen"
