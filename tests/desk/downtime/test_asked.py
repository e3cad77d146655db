"""Bomb-call and evacuation sheets ask what the form of an incident asks, in its own words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.desk.offices import Desk
from tests.reports.tools import bare, text_of

from deskinc.desk import settings
from deskinc.desk.downtime import sheets
from deskinc.desk.downtime.asked import DURING_CALL, UNTIL_OUT, asked, floors
from deskinc.desk.incidents import plans
from deskinc.desk.incidents.guides import guide_of
from deskinc.forms.catalogue.by_category.evacuation import EVACUATION
from deskinc.forms.catalogue.by_category.threat import BOMB, CALLER
from deskinc.forms.fields import Choice, Rows
from deskinc.forms.form import Section

ITSELF = "evacuated"
"""What a sheet says by being one."""


def labels(section: Section) -> Iterator[str]:
    """Each label of a section, of its rows and of its options."""
    for field in section.fields:
        if field.name == ITSELF:
            continue
        yield field.label
        if isinstance(field, Choice):
            yield from (option.label for option in field.options)
        elif isinstance(field, Rows):
            yield from (cell.label for cell in field.fields)


@pytest.mark.parametrize(
    ("kind", "sections"), [("bomb", (BOMB, CALLER)), ("evacuation", (EVACUATION,))]
)
def test_d07_a_sheet_has_every_label_of_its_sections(
    desk: Desk, kind: str, sections: tuple[Section, ...]
) -> None:
    words = bare(text_of(sheets.print_sheets(desk.office, kind, 1).pdf))
    wanted = [label for section in sections for label in labels(section)]
    assert len(wanted) > 20
    assert not [label for label in wanted if bare(label) not in words]


def test_d07_a_bomb_call_sheet_asks_who_was_told_and_what_the_police_said(desk: Desk) -> None:
    words = text_of(sheets.print_sheets(desk.office, "bomb", 1).pdf)
    for label in ("Who was told", "Police called", "Police: officer, badge", "Crime reference"):
        assert label in words


def test_d07_what_to_do_first_is_how_the_checklist_begins_with_the_number_of_the_site(
    desk: Desk,
) -> None:
    settings.change(desk.office, {"emergency": "8 for 999"}).result()
    desk.office.book.settle()
    for kind, category, count in (
        ("bomb", "threat.bomb", DURING_CALL), ("evacuation", "fire.evacuation", UNTIL_OUT),
    ):  # fmt: skip
        found, guide = asked(desk.office, kind), guide_of(desk.office, category)
        assert found is not None
        assert guide is not None
        assert found.lead == " ".join(guide.steps[:count])
        assert "8 for 999" in found.lead


def test_the_floors_are_those_of_plans_and_places_lowest_first(desk: Desk, tmp_path: Path) -> None:
    assert floors(desk.office) == ()
    drawing = tmp_path / "ground.png"
    Image.new("L", (600, 300), 255).save(drawing)
    plans.import_plan(desk.office, drawing, "Tower House", "Ground").result()
    places = {
        "a": {"name": "Car park", "floor": "B1"}, "b": {"name": "Desk", "floor": "Ground"},
        "c": {"name": "Tea point", "floor": "3"}, "d": {"name": "Yard"},
    }  # fmt: skip
    settings.change(desk.office, {"places": places}).result()
    desk.office.book.settle()
    assert floors(desk.office) == ("B1", "Ground", "Floor 3")


@pytest.mark.parametrize("kind", ["occurrence", "incident"])
def test_sheets_with_lines_for_anything_ask_nothing_of_a_form(desk: Desk, kind: str) -> None:
    assert asked(desk.office, kind) is None
