"""Signs that no eye can see are shown as marks."""

import pytest

from deskinc.desk.lines.visible import shown


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("All secure.", "All secure."),
        ("Zoë told me „nein“.", "Zoë told me „nein“."),
        ("ABC\u202egnihton\u202c", "ABC[U+202E]gnihton[U+202C]"),
        ("\u2066x\u2069 soft\u00adhyphen \ufeff", "[U+2066]x[U+2069] soft[U+00AD]hyphen [U+FEFF]"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("👩‍🚒", "👩‍🚒"),
    ],
)
def test_direction_marks_are_seen_and_joiners_stay(text: str, seen: str) -> None:
    assert shown(text) == seen
