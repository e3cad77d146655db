"""Pins on the plan and in the list beside it: named, chosen, grouped, found again."""

from collections.abc import Callable
from random import Random

from PySide6.QtCore import QRectF, Qt
from tests.ui.conftest import EVENING
from tests.ui.plan.conftest import DEMO, SPOTS, Desk, bring_in, furnish, open_incident

from deskinc.desk import plans
from deskinc.desk.office import Office
from deskinc.desk.plans import Pin
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.ui.plan.clusters import grouped, standing


def test_the_list_names_every_pin_and_follows_the_plan(desk: Callable[..., Desk]) -> None:
    made = desk()
    furnish(made.office, bring_in(made.office))
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
    made.click(made.at(plans.listed(made.office)[0].width * 0.88 / 1000,
                       plans.listed(made.office)[0].height * 0.84 / 1000))  # fmt: skip
    row = page.pins.model.row_at(page.pins.list.currentIndex())
    assert row is not None
    assert row.title == "Fire, contained"
    with made.qtbot.waitSignal(made.window.session.wanted) as went:
        page.pins.list.setFocus()
        made.keys("Return")
    assert went.args == ["incidents", {"thread": row.key}]


def test_choosing_in_the_list_centres_the_pin(desk: Callable[..., Desk]) -> None:
    made = desk()
    plan = bring_in(made.office)
    furnish(made.office, plan)
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
    furnish(made.office, bring_in(made.office))
    made.ready(pins=len(SPOTS))
    page = made.page
    several = [mark for mark in page.scene.marks() if len(mark.held.pins) > 1]
    assert [len(mark.held.pins) for mark in several] == [3]
    assert several[0].held.worst.severity == "medium"
    made.click(made.at(several[0].held.x, several[0].held.y))
    assert all(len(mark.held.pins) == 1 for mark in page.scene.marks())


def test_pins_in_the_very_same_spot_are_chosen_in_turn(desk: Callable[..., Desk]) -> None:
    made = desk()
    plan = bring_in(made.office)
    threads = {open_incident(made.office, "low", title) for title in ("One", "Two", "Three")}
    for thread in threads:
        plans.pin(made.office, thread, plan.thread, 600_000, 450_000).result()
    made.ready(pins=3)
    seen = set()
    for _turn in threads:
        made.click(made.at(600, 450))
        seen.add(made.page.scene.chosen)
    assert seen == threads


def test_grouping_does_not_depend_on_the_order_of_the_pins(office: Office) -> None:
    furnish(office, bring_in(office))
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


def test_an_incident_pinned_on_another_floor_is_shown_there(desk: Callable[..., Desk]) -> None:
    made = desk()
    ground, third = bring_in(made.office, DEMO, "Ground"), bring_in(made.office, DEMO, "Floor 3")
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
