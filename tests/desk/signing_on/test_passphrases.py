"""What will do as a passphrase: long, and nothing everybody would try."""

import pytest

from deskinc.desk.signing_on.passphrases import passphrase_fault, suggest_passphrase


@pytest.mark.parametrize(
    "phrase",
    [
        "granite kettle orbit seven", "five words for one desk only", "another five words for him",
        "other words for the same desk", "paper lamp seven orchard", "copper violin harvest moon",
        "Mülleimer Käse Fenster 7", "дом кот лампа река стол", "qzx vb 88 lamp, not a word",
        "I saw 3 herons on the weir",
    ],
)  # fmt: skip
def test_a_phrase_of_ones_own_will_do(phrase: str) -> None:
    assert passphrase_fault(phrase, "Tower House", "T. Okafor") == ""


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("short", "Too short"),
        ("Correct Horse Battery Staple", "list"),
        ("correct-horse-battery-staple!", "list"),
        ("c0rrect h0rse battery staple", "list"),
        ("To be, or not to be", "list"),
        ("this is my passphrase", "list"),
        ("keep calm and carry on", "list"),
        ("aaaaaaaaaaaaaaa", "repeats"),
        ("123456789012345", "repeats"),
        ("abcdefghijklmnop", "repeats"),
        ("abc123abc123abc123", "repeats"),
        ("hunter2hunter2hunter2", "repeats"),
        ("qwertyuiopasdfgh", "keyboard"),
        ("1q2w3e4r5t6y7u8i", "keyboard"),
        ("poiuytrewqlkjhgfdsa", "keyboard"),
        ("passwordpassword", "repeats"),
        ("Password Welcome 2026!", "everybody"),
        ("P@ssw0rd Admin 2026", "everybody"),
        ("security summer 2026", "everybody"),
        ("Tower House Okafor", "own or the site"),
        ("okafor tower house okafor", "own or the site"),
        ("TowerHouse 2026 2026", "own or the site"),
        ("tower house security", "everybody"),
    ],
)
def test_what_everybody_would_try_will_not(phrase: str, why: str) -> None:
    found = passphrase_fault(phrase, "Tower House", "T. Okafor")
    assert found
    assert why in found


def test_five_words_from_the_list_always_will() -> None:
    for _try in range(50):
        assert passphrase_fault(suggest_passphrase(), "Tower House", "T. Okafor") == ""
