"""The words that were looked for, marked where they stand."""

import pytest

from deskinc.desk.lines.marking import ranges


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in ranges(text, query)]


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("Door secure, doors locked.", "door", ["Door", "doors"]),
        ("Door secure, doors locked.", "door ", ["Door"]),
        ("Door secure, doors locked.", "secur* door ", ["Door", "secure"]),
        ("The alarm panel; panel alarm.", '"alarm panel"', ["alarm panel"]),
        ("The alarm panel; panel alarm.", '"alarm pan"*', ["alarm panel"]),
        ("Straße gesperrt, Gate zu.", "gate", ["Gate"]),
        ("İstanbul van at gate", "gate", ["gate"]),
        ("Señor Mu\u0308ller signed in", "senor muller", ["Señor", "Mu\u0308ller"]),
        ("Fish ﬁsh", "fish", ["Fish"]),
        ("NO NOT AND OR", '" * ( -', []),
        ("", "gate", []),
        ("Gate", "", []),
    ],
)
def test_what_search_finds_is_marked_where_it_stands(
    text: str, query: str, words: list[str]
) -> None:
    assert marked(text, query) == words


def test_a_long_text_is_marked_to_its_end() -> None:
    text = "ß" * 20_000 + " gate"
    assert ranges(text, "gate") == ((20_001, 20_005),)
