"""The recovery sheet: what was miscopied is named, so far as words can tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from deskinc.book.keys.recovery import COUNT, WORDS, entropy, new_words
from deskinc.errors import WrongPassphrase

SHEET = tuple(Mnemonic("english").to_mnemonic(bytes(range(32))).split())


def test_an_unknown_word_is_named_with_its_place_and_the_nearest() -> None:
    with pytest.raises(WrongPassphrase) as found:
        entropy([*SHEET[:3], "abandn", *SHEET[4:]])
    assert "Word 4, “abandn”" in found.value.what
    assert "“abandon”" in found.value.todo


def test_even_a_word_like_no_other_has_a_nearest() -> None:
    with pytest.raises(WrongPassphrase, match="“żółć”"):
        entropy([*SHEET[:23], "żółć"])


@pytest.mark.parametrize("count", [0, 12, 23])
def test_too_few_or_too_many_words_are_counted(count: int) -> None:
    with pytest.raises(WrongPassphrase, match=f"24 words; {count} were"):
        entropy(SHEET[:count])
    with pytest.raises(WrongPassphrase, match="25 were"):
        entropy([*SHEET, "abandon"])


def test_a_known_word_in_the_wrong_place_is_one_of_the_words() -> None:
    wrong = next(word for word in WORDS if not fits([*SHEET[:5], word, *SHEET[6:]]))
    with pytest.raises(WrongPassphrase, match=r"One of the words is wrong\."):
        entropy([*SHEET[:5], wrong, *SHEET[6:]])


def fits(words: list[str]) -> bool:
    return bool(Mnemonic("english").check(" ".join(words)))


@given(st.binary(min_size=32, max_size=32))
def test_any_32_bytes_come_back(raw: bytes) -> None:
    assert entropy(Mnemonic("english").to_mnemonic(raw)) == raw


def test_case_and_spacing_of_the_typed_words_do_not_matter() -> None:
    assert entropy("  " + "\n ".join(SHEET).upper()) == bytes(range(32))


def test_fresh_words_are_24_from_the_list_and_never_the_same() -> None:
    words = new_words()
    assert len(words) == COUNT
    assert set(words) <= set(WORDS)
    assert len(entropy(words)) == 32
    assert words != new_words()
