"""What is due, as a list for other programs."""

import json
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, Ticking
from tests.desk.routine.hands import CALL, PATROL, add, at, first, tick

from deskinc.desk.papers import lists
from deskinc.desk.papers.lists import Asked
from deskinc.desk.shift import due_table
from deskinc.errors import NotAllowed


@pytest.fixture
def night(desk: Desk, clock: Ticking) -> Desk:
    """Half past two: the patrol of midnight was ticked, that of two is late, a call is due."""
    add(desk, CALL, PATROL)
    clock.moment = at(0, 5)
    tick(desk, first(desk))
    clock.moment = at(2, 35)
    return desk


def test_it_leaves_as_the_page_shows_it(night: Desk, tmp_path: Path) -> None:
    made = due_table.table(night.office)
    asked = Asked("json", tmp_path / "due.json")
    left = lists.export(night.office, made, asked, PHRASES[BOSS])
    assert left is not None
    rows = json.loads(left.path.read_text("utf-8"))
    assert [(row["state"], row["due"][:16], row["what"], row["place"]) for row in rows] == [
        ("late", "2026-11-22 02:00", "Patrol of the ground floor", "Lobby"),
        ("due", "2026-11-22 02:30", "Check call to control", ""),
        ("comes next", "2026-11-22 04:00", "Patrol of the ground floor", "Lobby"),
    ]
    assert rows[1]["until"].startswith("2026-11-22 02:45")
    assert rows[1]["if_missed"] == CALL["procedure"]
    assert made.asked.startswith("as of 2026-11-22 02:35")
    assert night.office.read.record(left.n).values["asked"] == made.asked


def test_an_officer_may_not_take_it(night: Desk) -> None:
    night.sit(OFFICER)
    with pytest.raises(NotAllowed):
        due_table.table(night.office)
