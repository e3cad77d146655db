"""What matches comes in the order one expects."""

from hypothesis import given
from hypothesis import strategies as st

from deskinc.ui.completing import Offer, ranked
from deskinc.ui.matching import match_at, rank
from deskinc.ui.palette import Found, matches

PLACES = ["Loading bay", "Upper lobby", "Floors 5–8", "Lobby, Harbour Street"]


def test_beginnings_come_first_then_beginnings_of_words() -> None:
    assert rank("lo", PLACES, str) == ["Loading bay", "Lobby, Harbour Street", "Upper lobby"]


def test_from_three_letters_on_the_inside_of_words_matches_too() -> None:
    assert rank("oor", PLACES, str) == ["Floors 5–8"]


def test_nothing_typed_matches_everything_as_it_stands() -> None:
    assert rank("", PLACES, str) == PLACES


def test_a_type_is_picked_by_its_letter_before_its_word() -> None:
    types = [Offer("delivery", "Delivery", letter="d"), Offer("door", "Door", letter="o")]
    assert [o.id for o in ranked("o", types)] == ["door"]
    assert [o.id for o in ranked("d", types)] == ["delivery", "door"]


def found(words: str, number: str = "", *, now: bool = False) -> Found:
    return Found(words, "", lambda: None, number, now)


def test_an_open_incident_comes_before_the_places_that_its_title_names() -> None:
    things = [
        found("Lift 1"), found("Lift entrapment, Lift 2", "INC-2026-0003", now=True),
        found("Goods lift stuck", "INC-2026-0001", now=True),
        found("Lift alarm", "INC-2026-0002"), found("Lock"),
    ]  # fmt: skip
    assert [f.said() for f in matches("lift", things)] == [
        "INC-2026-0003 Lift entrapment, Lift 2", "INC-2026-0001 Goods lift stuck", "Lift 1",
        "INC-2026-0002 Lift alarm",
    ]  # fmt: skip
    assert [f.number for f in matches("0001", things)] == ["INC-2026-0001"]
    assert matches("", things) == things


@given(st.text(max_size=8), st.lists(st.text(max_size=20), max_size=8))
def test_ranking_loses_no_match_that_begins_with_the_words(wanted: str, words: list[str]) -> None:
    found = rank(wanted, words, str)
    for word in words:
        if match_at(wanted, word) == 0:
            assert word in found
