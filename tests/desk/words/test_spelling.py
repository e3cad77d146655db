"""Spelling: a word that no list knows is found; names, plates and numbers are left alone (D17)."""

from pathlib import Path

import pytest

from deskinc.desk.words.spelling import Words, misspelt, words_of
from deskinc.paths import resources

LISTS = ("en", "en-GB", "en-US", "desk")


@pytest.fixture(scope="module")
def words() -> Words:
    found = words_of("en-GB")
    assert found is not None
    return found


def marked(text: str, words: Words, *known: str, cursor: int = -1) -> list[str]:
    return [text[a:b] for a, b in misspelt(text, words, known, cursor=cursor)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vistor signed in at the barier.", ["Vistor", "barier"]),
        ("All doors secure, lights of the organisation switched off.", []),
        ("The organization’s colour is grey; the car isn’t.", []),
        ("Doesnt matter, don’t touch the O’Hara’s o'clock.", ["Doesnt"]),
        ("Grey Golf LK21 OVR, tag LP-0061, INC-2026-0042, 10x, B1.", []),
        ("Signed in with Mrs Kowalczyk, Mr. Iyer and T. Okafor.", []),
        ("Okafor relieved.", ["Okafor"]),
        ("Zone 7. Okafor relieved. Then Okafor left.", ["Okafor"]),
        ("see www.harbourcourt.example or a.b@harbourcourt.example and C:\\fils", []),
        ("PIR and FSM. ALARMM RAISED.", ["ALARMM"]),
        ("well-known key-settt and/orr", ["settt", "orr"]),
        ("Café closed; cafe\u0301 open; naïve.", []),
        ("Пожар на складе, 火災", []),
        ("“teh” ‘teh’ (teh) teh's teh’s", ["teh", "teh", "teh", "teh's", "teh’s"]),
        ("", []),
    ],
)
def test_d17_what_no_list_knows_is_found(text: str, found: list[str], words: Words) -> None:
    assert marked(text, words) == found


def test_d17_site_words_and_names_are_known(words: Words) -> None:
    text = "Okafor rang the tannoi. Okafor’s turn."
    assert marked(text, words) == ["Okafor", "tannoi", "Okafor’s"]
    assert marked(text, words, "okafor", "tannoi") == []


def test_the_word_being_written_is_not_marked(words: Words) -> None:
    text = "All dors secu"
    assert marked(text, words, cursor=len(text)) == ["dors"]
    assert marked(text, words, cursor=8) == ["secu"]


def test_each_word_of_the_lists_is_found_and_its_neighbours_are_not(words: Words) -> None:
    for name in ("en", "en-GB", "desk"):
        lines = (resources() / "words" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        for word in (*lines[:3], *lines[:: len(lines) // 300 + 1], *lines[-3:]):
            assert words.has(word)
            assert not words.has(word + "\u0259")
    assert not words.has("")
    assert not words.has("\x00")


def test_the_lists_are_sorted_once_and_their_licence_lies_beside_them() -> None:
    folder = resources() / "words"
    for name in LISTS:
        lines = (folder / f"{name}.txt").read_bytes().split(b"\n")
        assert lines.pop() == b""
        assert lines == sorted(set(lines))
    said = Path(folder / "LICENSE").read_text(encoding="utf-8")
    for holder in ("Kevin Atkinson", "Princeton University", "J Ross Beresford", "Geoff Kuenning"):
        assert holder in said


def test_american_sites_write_color_and_others_colour(words: Words) -> None:
    american = words_of("en-US")
    assert american is not None
    assert marked("color colour", words) == ["color"]
    assert marked("color colour", american) == ["colour"]
    assert words_of("en-IE") is not None
    assert words_of("de-DE") is None


def test_a_week_of_lines_is_hardly_marked(words: Words) -> None:
    week = (resources() / "demo" / "week.txt").read_text(encoding="utf-8")
    lines = [line.split(" | ")[5] for line in week.splitlines() if line.count(" | ") > 4]
    assert sum(len(misspelt(line, words)) for line in lines) <= 3
