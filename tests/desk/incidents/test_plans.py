"""Floor plans and pins through the desk."""

import io
from pathlib import Path

import pytest
from PIL import Image
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, fresh

from deskinc.desk.incidents import plans
from deskinc.errors import DeskError, InvalidForm, NotAllowed, Refused


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    """A small drawing."""
    path = tmp_path / "ground.png"
    image = Image.new("L", (600, 300), 255)
    image.paste(0, (100, 100, 300, 104))
    image.save(path)
    return path


@pytest.fixture
def ground(desk: Desk, drawing: Path) -> plans.Plan:
    """The ground floor."""
    plans.import_plan(desk.office, drawing, "Tower House", "Ground").result()
    (plan,) = plans.listed(desk.office)
    return plan


def test_a_plan_is_kept_as_it_came_and_shown_in_tiles(
    desk: Desk, ground: plans.Plan, drawing: Path
) -> None:
    assert (ground.kind, ground.name, ground.floor) == ("png", "Tower House", "Ground")
    assert desk.office.book.read_file(ground.n, "original") == drawing.read_bytes()
    finest = plans.levels(desk.office, ground)[0]
    tile = Image.open(io.BytesIO(plans.tile(desk.office, ground, 0, 0, 0)))
    assert tile.size == (min(512, finest.width), min(512, finest.height))


def test_plans_are_listed_lowest_floor_first(desk: Desk, ground: plans.Plan, drawing: Path) -> None:
    plans.import_plan(desk.office, drawing, "Tower House", "B1").result()
    assert [plan.floor for plan in plans.listed(desk.office)] == ["B1", "Ground"]


@pytest.mark.parametrize(
    "lowest_first",
    [
        ("B2", "B1", "Ground", "1", "Floor 3", "10", "Roof"),
        ("UG 2", "U1", "Ground floor", "1. OG", "Building B floor 2", "Attic"),
        ("-2", "Lower ground", "Mezzanine", "L2", "3rd floor"),
    ],
)
def test_floors_stand_by_their_names(lowest_first: tuple[str, ...]) -> None:
    ranks = [plans.rank_of(floor) for floor in lowest_first]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


def test_a_pin_moves_and_both_stay_in_the_book(desk: Desk, ground: plans.Plan) -> None:
    thread = desk.raise_incident()
    first = plans.pin(desk.office, thread, ground.thread, 1000, 2000).result().records[0]
    second = plans.pin(desk.office, thread, ground.thread, 3000, 4000, "about", 500).result()
    (pin,) = plans.pins(desk.office, ground.thread)
    assert (pin.x, pin.y, pin.precision, pin.radius) == (3000, 4000, "about", 500)
    assert (pin.number, pin.open, pin.place) == ("INC-2026-0001", True, "Lobby")
    assert second.records[0].amends == first.id
    assert [row.gone for row in desk.office.read.pins()] == [second.records[0].n, None]
    assert desk.verifies()


def test_the_same_pin_twice_is_one(desk: Desk, ground: plans.Plan) -> None:
    thread, own = desk.raise_incident(), fresh()
    for _i in range(2):
        plans.pin(desk.office, thread, ground.thread, 10, 20, id=own).result()
    assert len(desk.office.read.pins()) == 1


def test_a_file_that_is_no_plan_is_refused_and_only_noted(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "plan.svg"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    before = desk.office.read.last_n()
    with pytest.raises(Refused) as caught:
        plans.import_plan(desk.office, path, "Tower House", "Ground")
    assert caught.value.todo
    desk.office.book.settle()
    assert desk.office.read.last_n() == before + 1
    assert desk.office.read.record(before + 1).values["detail"] == "plan.svg"
    assert list((desk.folder / "attachments").iterdir()) == []


def test_a_plan_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be read"):
        plans.import_plan(desk.office, tmp_path / "gone.svg", "Tower House", "Ground")


def test_a_plan_too_large_is_refused_unread(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate(plans.LARGEST + 1)
    with pytest.raises(Refused, match="larger than 128 MB"):
        plans.import_plan(desk.office, path, "Tower House", "Ground")


def test_a_name_that_will_not_do_leaves_no_file(desk: Desk, drawing: Path) -> None:
    with pytest.raises(InvalidForm):
        plans.import_plan(desk.office, drawing, "Tower\x07House", "Ground")
    assert list((desk.folder / "attachments").iterdir()) == []


def test_an_officer_pins_but_imports_no_plan(desk: Desk, ground: plans.Plan, drawing: Path) -> None:
    thread = desk.raise_incident()
    desk.sit(OFFICER)
    plans.pin(desk.office, thread, ground.thread, 10, 20).result()
    with pytest.raises(NotAllowed):
        plans.import_plan(desk.office, drawing, "Tower House", "Roof")


def test_a_pin_outlives_closing(desk: Desk, ground: plans.Plan) -> None:
    thread = desk.raise_incident()
    plans.pin(desk.office, thread, ground.thread, 7, 8).result()
    office = desk.reopen()
    office.check(PHRASES[BOSS])
    assert [(pin.x, pin.y) for pin in plans.pins(office)] == [(7, 8)]
