"""The demonstration office's own plans."""

from pathlib import Path

import pytest

from deskinc import paths
from deskinc.intake import svg

FOLDER = paths.resources() / "demo"


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("plan-ground.svg", ["Reception", "Loading bay", "Lift 1", "Lift 2", "West stair"]),
        ("plan-3.svg", ["Tea point", "Kitchen 3.12", "Boardroom", "Lift 2", "East stair"]),
    ],
)
def test_a_demonstration_plan_is_fit_and_names_its_rooms(name: str, labels: list[str]) -> None:
    path = Path(FOLDER / name)
    drawing = svg.read(path.read_bytes())
    assert (drawing.unit, drawing.width, drawing.height) == ("viewbox", 1200, 900)
    texts = {"".join(element.itertext()) for element in drawing.root.iter(f"{svg.NAMESPACE}text")}
    assert set(labels) <= texts
