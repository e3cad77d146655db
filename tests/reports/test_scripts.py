"""Right to left: joining, levels, order."""

from deskinc.reports import scripts


def test_letters_take_the_form_their_neighbours_ask_for() -> None:
    assert [shown for _, shown in scripts.join("بيت")] == ["\ufe91", "\ufef4", "\ufe96"]


def test_a_letter_that_does_not_join_on_breaks_the_word() -> None:
    assert [shown for _, shown in scripts.join("دار")] == ["\ufea9", "\ufe8d", "\ufead"]


def test_vowel_signs_do_not_break_joining() -> None:
    assert [shown for _, shown in scripts.join("بِت")] == ["\ufe91", "\u0650", "\ufe96"]


def test_lam_and_alef_become_one() -> None:
    assert scripts.join("لا") == [("لا", "\ufefb")]


def test_a_non_joiner_parts_letters() -> None:
    assert [shown for _, shown in scripts.join("می\u200cخ")][1] == "\ufbfd"


def test_every_form_knows_its_letters() -> None:
    assert scripts.letters_of()["\ufefb"] == "لا"
    assert scripts.letters_of()["\ufe91"] == "ب"


def test_order_turns_only_what_runs_backwards() -> None:
    assert scripts.visual([0, 0, 1, 1, 2, 2, 1, 0]) == [0, 1, 6, 4, 5, 3, 2, 7]
    assert scripts.visual([]) == []


def test_the_first_strong_character_sets_the_direction() -> None:
    assert scripts.levels(list("שלום abc"))[0] == 1
    assert scripts.levels(list("abc שלום"))[0] == 0


def test_controls_have_no_say_in_the_order() -> None:
    base, order = scripts.levels(["\u202e", "a", "ש"])
    assert (base, len(order)) == (0, 3)
