"""Cards are found again by what is left of a name or plate, and merged without losing either."""

import pytest
from tests.desk.offices import BOSS, PHRASES, Desk

from deskinc.desk.cards import cards, similar
from deskinc.desk.incidents import closing, incidents
from deskinc.desk.lines import entries
from deskinc.errors import DeskError, InvalidForm


def kept(desk: Desk, kind: str, **raw: object) -> str:
    thread = entries.new_id()
    cards.keep(desk.office, kind, "", raw, thread).result()
    return thread


def used(desk: Desk, incident: str, card: str, **more: object) -> None:
    row = {"name": "?", "card": {"id": card, "text": "?"}, **more}
    raw = {"people": {"001": row}}
    incidents.follow_up(desk.office, incident, raw, entries.new_id()).result()


def names(desk: Desk, kind: str, words: str) -> list[str]:
    return [one.name for one in cards.found(desk.office, kind, words)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Maria Kowalska", "KOWALSKA, Maria", True),
        ("José Müller", "Jose Muller", True),
        ("Łukasz Nowak", "Lukasz Nowak", True),
        ("Maria Kowalska", "Maria Kowalksa", True),
        ("Maria Kowalska", "M. Kowalska", True),
        ("Kowalska", "Maria Kowalska", True),
        ("Maria Kowalska", "Marta Nowak", False),
        ("Maria Kowalska", "Jan Kowalski Nowak", False),
        ("Al", "Al", False),
        ("Anna Lee", "Anna Li", False),
        ("", "Maria", False),
    ],
)
def test_two_names_may_be_one_person(one: str, other: str, same: bool) -> None:
    assert similar.similar(one, other) is same
    assert similar.similar(other, one) is same


def test_a_piece_of_a_plate_finds_the_vehicle(desk: Desk) -> None:
    kept(desk, "vehicle", plate="LK19 0BX", colour="blue", make="Ford")
    kept(desk, "vehicle", plate="WX71 KTE")
    assert names(desk, "vehicle", "19obx") == ["LK19 0BX"]
    assert names(desk, "vehicle", "k?9") == ["LK19 0BX"]
    assert names(desk, "vehicle", "kt") == ["WX71 KTE"]
    assert names(desk, "vehicle", "q") == []
    assert not cards.known(desk.office, "vehicle", "9o?")
    (known,) = cards.known(desk.office, "vehicle", "LK19 OB?")
    assert known.more == "blue, Ford"


def test_a_card_says_in_which_incidents_it_stands_and_as_what(desk: Desk) -> None:
    card = kept(desk, "party", name="Maria Kowalska", born="1991", contact="07700 900123")
    kept(desk, "party", name="Jan Nowak")
    first, second = desk.raise_incident(), desk.raise_incident(title="Bag taken")
    used(desk, first, card, role={"code": "suspect"})
    used(desk, second, card, role={"code": "victim"})
    assert names(desk, "party", "") == ["Maria Kowalska", "Jan Nowak"]
    (found,) = cards.found(desk.office, "party", "kowal")
    assert (found.more, found.used) == ("1991", "Victim, INC-2026-0002; Suspect, INC-2026-0001")
    row = cards.row_of(desk.office, found)
    assert row == {
        "name": "Maria Kowalska", "contact": "07700 900123",
        "card": {"id": card, "text": "Maria Kowalska"},
    }  # fmt: skip
    raw = {"people": {"001": None}}
    incidents.follow_up(desk.office, second, raw, entries.new_id()).result()
    assert [one.number for one in cards.uses(desk.office, "party", card)] == ["INC-2026-0001"]
    desk.sit(BOSS)
    closing.void(desk.office, first, "By mistake.", PHRASES[BOSS], entries.new_id())
    assert cards.uses(desk.office, "party", card) == [], "nobody is a suspect of a mistake"


def test_merged_cards_keep_both_ids(desk: Desk) -> None:
    one = kept(desk, "party", name="Maria Kowalska")
    other = kept(desk, "party", name="M. Kowalski")
    used(desk, desk.raise_incident(), other)
    same: dict[str, object] = {"same_as": {"id": one, "text": "Maria Kowalska"}}
    cards.keep(desk.office, "party", other, same, entries.new_id()).result()
    (found,) = cards.found(desk.office, "party", "kowalski")
    assert found.thread == one
    assert found.used == "INC-2026-0001"
    assert cards.values(desk.office, other)["name"] == "M. Kowalski"
    back: dict[str, object] = {"same_as": {"id": other, "text": "M. Kowalski"}}
    with pytest.raises(InvalidForm, match="already"):
        cards.keep(desk.office, "party", one, back, entries.new_id())
    with pytest.raises(DeskError, match="Nothing was changed"):
        cards.keep(desk.office, "party", one, {}, entries.new_id())
    apart = {"same_as": None}
    cards.keep(desk.office, "party", other, apart, entries.new_id()).result()
    assert names(desk, "party", "kowalsk") == ["M. Kowalski", "Maria Kowalska"]
