"""What the book holds already of a place: said in a sentence, of what is seldom only (D32)."""

from tests.desk.offices import Desk, Ticking

from deskinc.desk.incidents.nudges import near
from deskinc.desk.lines import entries


def words(desk: Desk, place: str, kind: str) -> list[str]:
    return [nudge.words for nudge in near(desk.office, place, kind)]


def test_d32_an_open_incident_at_the_place_is_named(desk: Desk) -> None:
    desk.raise_incident(place="Lift 2")
    assert words(desk, "lift 2", "patrol") == ["INC-2026-0001 is open here: Slip on wet floor"]
    assert words(desk, "Lift 1", "patrol") == words(desk, "", "patrol") == []


def test_d32_the_third_of_its_kind_at_a_place_within_60_days_is_told(
    desk: Desk, clock: Ticking
) -> None:
    desk.post("Stands still.", type="lift", place="Lift 2")
    assert words(desk, "Lift 2", "lift") == []
    desk.post("Stands still again.", type="lift", place="Lift 2")
    (said,) = words(desk, "LIFT 2", "lift")
    assert said.startswith("Lift: 2 lines here in 60 days, the last on ")
    assert words(desk, "Lift 2", "defect") == words(desk, "Lobby", "lift") == []
    clock.on(days=61)
    assert words(desk, "Lift 2", "lift") == []


def test_what_is_routine_is_no_news(desk: Desk) -> None:
    for _n in range(3):
        desk.post("All doors secure.", type="patrol", place="Lobby")
    assert words(desk, "Lobby", "patrol") == []


def test_struck_and_corrected_lines_are_not_counted(desk: Desk) -> None:
    first = desk.post("Stands still.", type="lift", place="Lift 2")
    second = desk.post("Stands still again.", type="lift", place="Lift 2")
    entries.strike(desk.office, first.n, "Lift 1 it was.", entries.new_id()).result()
    assert words(desk, "Lift 2", "lift") == []
    raw = {"type": "lift", "place": "Lift 2", "text": "Stood still again."}
    entries.correct(desk.office, second.n, raw, "Past.", entries.new_id()).result()
    assert words(desk, "Lift 2", "lift") == []
