"""Words on paper: nothing is markup, nothing is lost, nothing leaves its column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskinc.reports.text import Line, legible, lines, measure


def true(set_lines: tuple[Line, ...]) -> str:
    return "".join(
        span.actual if span.actual is not None else span.shown
        for line in set_lines
        for span in line.spans
    )


def shown(text: str, width: float = 400) -> list[str]:
    return [
        "".join(span.shown for span in line.spans) for line in lines(text, "regular", 9.5, width)
    ]


def test_angle_brackets_print_as_written() -> None:
    assert shown("the <suspect> & <b>his</b> car") == ["the <suspect> & <b>his</b> car"]


def test_a_character_without_a_face_prints_its_code_and_keeps_its_true_self() -> None:
    (line,) = lines("seen 😀 here", "regular", 9.5, 400)
    assert [(s.shown, s.actual) for s in line.spans] == [
        ("seen ", None), ("[U+1F600]", "😀"), (" here", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u200b", "\ufeff", "\x07", "\u00ad", "\ufe0f", "\ue000"]
)
def test_what_no_eye_can_see_is_made_visible(hidden: str) -> None:
    assert shown(f"a{hidden}b") == [f"a[U+{ord(hidden):04X}]b"]


def test_lone_surrogates_are_shown() -> None:
    assert shown("a\ud800b") == ["a[U+D800]b"]


def test_lines_break_at_spaces_and_take_one_along() -> None:
    assert shown("one two three", measure("one two", "regular", 9.5) + 0.1) == ["one two ", "three"]


def test_line_feeds_are_kept() -> None:
    assert shown("one\n\ntwo") == ["one", "", "two"]


def test_a_word_longer_than_the_line_is_broken() -> None:
    parts = shown("W" * 300, 100)
    assert "".join(parts) == "W" * 300
    assert all(measure(part, "regular", 9.5) <= 100 for part in parts)


def test_a_long_word_breaks_after_a_sign_where_it_has_one() -> None:
    assert shown("MZXW6-YTBOI-QGS4D-ENFXG-K3TUM", 90) == ["MZXW6-YTBOI-", "QGS4D-ENFXG-", "K3TUM"]


def test_a_mark_wider_than_its_column_is_broken_too() -> None:
    set_lines = lines("😀", "regular", 9.5, 20)
    assert len(set_lines) > 1
    assert true(set_lines) == "😀"


def test_a_combining_mark_stays_with_its_letter() -> None:
    assert not any(part.startswith("\u0301") for part in shown("e\u0301" * 60, 60))


def test_hebrew_starts_at_the_right_and_reads_in_order() -> None:
    (line,) = lines("שלום עולם", "regular", 9.5, 200)
    places = [span.x for span in line.spans]
    assert places == sorted(places, reverse=True)
    assert line.right == 200


def test_arabic_letters_are_joined() -> None:
    (line,) = lines("سلام", "regular", 9.5, 200)
    assert [span.shown for span in line.spans] == ["\ufeb3", "\ufefc", "\ufee1"]


def test_brackets_are_mirrored_but_copied_as_written() -> None:
    (line,) = lines("שלום (עולם)", "regular", 9.5, 200)
    assert ("(", ")") in [(span.actual, span.shown) for span in line.spans]


def test_a_number_inside_hebrew_runs_from_left_to_right() -> None:
    (line,) = lines("בשעה 21:02 בלילה", "regular", 9.5, 200)
    assert "21:02" in [span.shown for span in line.spans]


def test_metadata_never_holds_what_xml_forbids() -> None:
    assert legible("a\x00b\ud800\ufffe") == "a[U+0000]b[U+D800][U+FFFE]"


@given(st.text(max_size=80), st.floats(8, 300))
def test_no_character_is_ever_lost(text: str, width: float) -> None:
    kept = true(lines(text, "regular", 9.5, width))
    assert "".join(kept.split()) == "".join(letters(text).split())


@given(st.text(max_size=80), st.floats(12, 300))
def test_no_line_is_wider_than_its_column(text: str, width: float) -> None:
    for line in lines(text, "strong", 9.5, width):
        wide = line.right - line.left
        assert wide <= width + 0.01 or sum(len(s.shown) for s in line.spans) <= 2


def letters(text: str) -> str:
    """Ligatures and joined forms are drawn for these; the file maps them back."""
    return "".join(
        form
        for part in lines(text.replace("\n", " "), "regular", 9.5, 1e9)
        for form in _forms(part)
    )


def _forms(line: Line) -> list[str]:
    return [span.actual if span.actual is not None else span.shown for span in line.spans]
