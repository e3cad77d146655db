"""Cleaning and showing single answers."""

import json
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.forms.answers import NOW, fitting, junk

from deskinc.forms.fields import (
    KINDS,
    Choice,
    Field,
    FieldError,
    File,
    Flag,
    Moment,
    Money,
    Number,
    Option,
    Person,
    Place,
    Point,
    Ref,
    Rows,
    Text,
    Value,
    clean,
    show,
)
from deskinc.forms.kinds import SAFE_INT
from deskinc.i18n import Locale
from deskinc.proof.disclosure import is_value

LOCALE = Locale(zone="Europe/London")
OPTIONS = (Option("low", "Low"), Option("high", "High"))
EACH: tuple[Field, ...] = (
    Text("f", "F", unknown=True),
    Text("f", "F", multiline=True),
    Text("f", "F", multiline=True, exact=True),
    Choice("f", "F", options=OPTIONS, unknown=True),
    Moment("f", "F", precision="day", unknown=True),
    Moment("f", "F"),
    Moment("f", "F", precision="s"),
    Place("f", "F"),
    Person("f", "F"),
    Person("f", "F", typed=True),
    Flag("f", "F"),
    Number("f", "F", low=-5, high=5, unit="days"),
    Money("f", "F"),
    Point("f", "F"),
    File("f", "F"),
    Ref("f", "F"),
)
DIGEST = "A" * 43


def refused(field: Field, raw: Any) -> str:
    with pytest.raises(FieldError) as error:
        clean(field, raw)
    return error.value.what


def test_there_are_fewer_than_twenty_kinds_of_field() -> None:
    assert len(KINDS) < 20
    assert {type(field) for field in EACH} | {Rows} == set(KINDS)


def outcome(field: Field, raw: Any) -> tuple[Value, str]:
    """What is stored, or the sentence of refusal."""
    try:
        return clean(field, raw), ""
    except FieldError as error:
        return None, error.what


@given(st.data())
def test_a_field_takes_what_it_stored_and_the_record_can_hold_it(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(EACH))
    stored = clean(field, data.draw(fitting(field)))
    assert stored is not None
    assert is_value(stored)
    assert clean(field, stored) == stored
    assert show(field, stored, LOCALE)


@given(field=st.sampled_from((*EACH, Rows("f", "F", fields=EACH))), raw=junk)
@example(EACH[5], datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=3, seconds=7))))
@example(EACH[0], "\ud800")
def test_anything_else_is_refused_with_a_sentence(field: Field, raw: Any) -> None:
    stored, sentence = outcome(field, raw)
    assert not sentence or (sentence.endswith(".") and stored is None)
    assert is_value(stored)
    assert clean(field, stored) == stored


@given(field=st.sampled_from(EACH), value=junk)
@example(EACH[5], {"t": "0001-01-01T00:00:00+10:00", "p": "min"})
@example(EACH[5], {"t": "no time", "p": "min"})
@example(EACH[5], {"t": "2026-11-22T21:31:00", "p": "min"})
@example(EACH[12], {"minor": "1", "cur": 7})
@example(EACH[13], {"plan": "p", "x": None})
@example(EACH[14], {"sha256": "", "size": None})
def test_showing_never_fails(field: Field, value: Any) -> None:
    assert isinstance(show(field, value, LOCALE), str)


@pytest.mark.parametrize("blank", [None, "", "  ", "\n\t "])
@pytest.mark.parametrize("field", EACH)
def test_a_blank_is_no_answer(field: Field, blank: str | None) -> None:
    assert clean(field, blank) is None


def test_text_is_cut_composed_and_measured() -> None:
    text = Text("f", "F", limit=4)
    assert clean(text, "  Ele\u0301 ") == "El\u00e9"
    assert clean(text, "\u00a0abcd\u00a0") == "abcd"
    assert "5" in refused(text, "abcde")
    assert "4" in refused(text, "abcde")
    assert refused(text, 4) == "Write this in words."


def test_lines_are_kept_where_they_may_be_and_always_end_alike() -> None:
    text = Text("f", "F", multiline=True)
    assert clean(text, "one\r\ntwo\rthree\n\tfour") == "one\ntwo\nthree\n\tfour"
    assert refused(Text("f", "F"), "one\ntwo").startswith("Character 4 (U+000A)")


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\x85", "\x9f", "\ud800"])
def test_control_characters_are_refused_where_they_stand(sign: str) -> None:
    for field in (Text("f", "F"), Text("f", "F", multiline=True)):
        assert refused(field, f"  ab{sign}c").startswith(f"Character 5 (U+{ord(sign):04X})")
    assert refused(Choice("f", "F", options=OPTIONS), {"code": "low", "text": sign + "x"})


def test_a_signed_note_keeps_its_last_line_end() -> None:
    note = "deskinc/x/0\n7\nAAAA\n\n\u2014 site AAAA\n"
    assert clean(Text("f", "F", multiline=True, exact=True), note) == note


def test_naughty_strings_are_kept_or_refused_whole(samples: Path) -> None:
    strings = json.loads((samples / "bad" / "strings" / "blns.json").read_text("utf-8"))
    assert len(strings) > 400
    for naughty in strings:
        kept, sentence = outcome(Text("f", "F", multiline=True), naughty)
        if sentence:
            assert "control character" in sentence
            assert any(unicodedata.category(sign) == "Cc" for sign in naughty)
        else:
            assert kept == (unicodedata.normalize("NFC", naughty).strip() or None)
            assert show(EACH[0], kept, LOCALE) == (kept or "")


def test_a_choice_keeps_the_word_that_was_shown() -> None:
    choice = Choice("f", "F", options=OPTIONS)
    assert clean(choice, "low") == {"code": "low", "text": "Low"}
    assert clean(choice, {"code": "low", "text": "Gering"}) == {"code": "low", "text": "Gering"}
    assert clean(choice, {"code": "low"}) == {"code": "low", "text": "Low"}
    assert show(choice, {"code": "low", "text": "Gering"}, LOCALE) == "Gering"
    assert refused(choice, "grave") == "Choose one of the answers."
    assert refused(choice, {"code": ["low"]}) == "Choose one of the answers."


def test_unknown_wants_its_reason() -> None:
    moment = Moment("f", "F", unknown=True)
    stored = clean(moment, {"unknown": " nobody saw it "})
    assert stored == {"unknown": "nobody saw it"}
    assert show(moment, stored, LOCALE) == "unknown, because nobody saw it"
    assert refused(moment, {"unknown": " "}) == "Say why it is unknown."
    assert refused(moment, {"unknown": "x", "t": "y"}) == "Say why it is unknown."
    assert refused(Flag("f", "F"), {"unknown": "x"}) == "This cannot be left unknown."


def test_a_moment_is_cut_to_what_is_known_and_shown_in_site_time() -> None:
    at = datetime(2026, 7, 1, 20, 31, 9, 500, tzinfo=UTC)
    assert clean(Moment("f", "F"), at) == {"t": "2026-07-01T20:31:00+00:00", "p": "min"}
    seconds = clean(Moment("f", "F", precision="s"), at)
    assert seconds == {"t": "2026-07-01T20:31:09+00:00", "p": "s"}
    field = Moment("f", "F")
    assert show(field, seconds, LOCALE) == "Wednesday 1 July 2026, 21:31:09 (UTC+1)"
    assert clean(field, seconds) == {"t": "2026-07-01T20:31:00+00:00", "p": "min"}


def test_a_day_stays_the_day_wherever_it_is_read() -> None:
    day = Moment("f", "F", precision="day")
    stored = clean(day, date(2027, 1, 31))
    assert stored == {"t": "2027-01-31T00:00:00+00:00", "p": "day"}
    assert show(day, stored, Locale(zone="America/New_York")) == "Sunday 31 January 2027"
    assert clean(Moment("f", "F"), date(2027, 1, 31)) == stored
    assert clean(day, "2027-01-31T19:00:00+09:00") == {
        "t": "2027-01-31T00:00:00+09:00", "p": "day",
    }  # fmt: skip


def test_a_time_without_zone_or_of_old_local_mean_time_is_no_riddle() -> None:
    moment, day = Moment("f", "F"), Moment("f", "F", precision="day")
    assert refused(moment, datetime(2026, 1, 1)) == "This time has no time zone."  # noqa: DTZ001
    odd = datetime(1880, 1, 1, 12, tzinfo=timezone(timedelta(minutes=-1, seconds=-15)))
    assert clean(moment, odd) == {"t": "1880-01-01T12:01:00+00:00", "p": "min"}
    assert clean(day, odd) == {"t": "1880-01-01T00:00:00+00:00", "p": "day"}
    first = datetime(1, 1, 1, tzinfo=timezone(timedelta(seconds=1)))
    assert refused(moment, first) == "This time is too far away."


def test_places_and_people_come_from_a_list_or_by_hand() -> None:
    assert clean(Place("f", "F"), " B1 car park ") == {"id": "", "text": "B1 car park"}
    assert clean(Place("f", "F"), {"id": "p1", "text": "B1"}) == {"id": "p1", "text": "B1"}
    assert clean(Person("f", "F", typed=True), "An electrician") == {
        "id": "", "text": "An electrician",
    }  # fmt: skip
    assert refused(Person("f", "F"), "R. Malik") == "Choose from the list."
    assert refused(Ref("f", "F"), {"id": "", "text": "INC-2026-0042"}) == "Choose from the list."
    assert refused(Place("f", "F"), {"id": "p/1", "text": "B1"}) == "Choose from the list."
    assert refused(Place("f", "F"), 7) == "Write this in words."
    assert refused(Place("f", "F"), {"id": 7, "text": "B1"}) == "This name cannot be kept."


def test_flags_and_numbers_are_not_guessed() -> None:
    assert clean(Flag("f", "F"), False) is False
    assert show(Flag("f", "F"), True, LOCALE) == "Yes"
    assert show(Flag("f", "F"), False, LOCALE) == "No"
    assert refused(Flag("f", "F"), 1) == "Answer yes or no."
    days = Number("f", "F", low=0, high=30, unit="days")
    assert clean(days, " 12 ") == 12
    assert show(days, 12, LOCALE) == "12 days"
    assert show(Number("f", "F"), 12, LOCALE) == "12"
    assert refused(days, True) == "Write a whole number."
    assert refused(days, "1.5") == "Write a whole number."
    assert refused(days, 31) == "Write a number from 0 to 30."
    assert refused(Number("f", "F"), SAFE_INT + 1).startswith("Write a number from -")


def test_points_and_files_have_all_their_members() -> None:
    point = {"plan": "p1", "x": 12_345, "y": -6_789}
    assert clean(Point("f", "F"), point) == point
    assert refused(Point("f", "F"), {"plan": "p1", "x": 1.5, "y": 0})
    assert refused(Point("f", "F"), "p1")
    knee = {"plan": "body-front", "x": 264, "y": 660}
    assert clean(Point("f", "F", body=True), knee) == knee
    for wrong in ({"plan": "p1"}, {"x": 401}, {"y": -1}):
        assert refused(Point("f", "F", body=True), knee | wrong)
    file = {"sha256": DIGEST, "size": 1025, "mime": "image/jpeg", "name": "a.jpg"}
    assert clean(File("f", "F"), {**file, "more": 1}) == file
    assert show(File("f", "F"), file, LOCALE) == "a.jpg (2 KB)"
    assert show(File("f", "F"), {**file, "size": 3}, LOCALE) == "a.jpg (3 bytes)"
    assert show(File("f", "F"), {**file, "size": 3 << 20}, LOCALE) == "a.jpg (3.0 MB)"
    for member in file:
        assert refused(File("f", "F"), {**file, member: None})
    assert refused(File("f", "F"), DIGEST)


def test_what_older_versions_wrote_still_reads() -> None:
    assert show(Flag("f", "F"), "perhaps", LOCALE) == "perhaps"
    assert show(Text("f", "F"), {"code": "x", "text": "X"}, LOCALE) == "X"
    assert show(Text("f", "F"), {"some": 1, "other": "y"}, LOCALE) == "some 1, other y"
    assert show(Moment("f", "F"), {"t": "last week", "p": "min"}, LOCALE) == "last week"


def test_a_table_is_not_cleaned_as_one_value() -> None:
    assert refused(Rows("f", "F", fields=()), [NOW]) == "This is answered cell by cell."
