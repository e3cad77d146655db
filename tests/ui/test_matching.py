"""What matches comes in the order one expects."""

from hypothesis import given
from hypothesis import strategies as st

from deskinc.ui.book.completion import Choice, ranked
from deskinc.ui.matching import match_at, rank

PLACES = ["Loading bay", "Upper lobby", "Floors 5–8", "Lobby, Harbour Street"]


def test_beginnings_come_first_then_beginnings_of_words() -> None:
    assert rank("lo", PLACES, str) == ["Loading bay", "Lobby, Harbour Street", "Upper lobby"]


def test_from_three_letters_on_the_inside_of_words_matches_too() -> None:
    assert rank("oor", PLACES, str) == ["Floors 5–8"]


def test_nothing_typed_matches_everything_as_it_stands() -> None:
    assert rank("", PLACES, str) == PLACES


def test_a_type_is_picked_by_its_letter_before_its_word() -> None:
    types = [Choice("delivery", "Delivery", "d"), Choice("door", "Door", "o")]
    assert [c.code for c in ranked("o", types)] == ["door"]
    assert [c.code for c in ranked("d", types)] == ["delivery", "door"]


@given(st.text(max_size=8), st.lists(st.text(max_size=20), max_size=8))
def test_ranking_loses_no_match_that_begins_with_the_words(wanted: str, words: list[str]) -> None:
    found = rank(wanted, words, str)
    for word in words:
        if match_at(wanted, word) == 0:
            assert word in found
