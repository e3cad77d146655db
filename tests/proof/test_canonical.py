"""Canonical JSON: one spelling for every value, and no other is read."""

import json
from unicodedata import normalize

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from deskinc.proof.canonical import (
    MAX_INT,
    CanonicalError,
    Json,
    b64,
    dumps,
    loads,
    loads_all,
    unb64,
)


def _nfc(text: str) -> str:
    return normalize("NFC", text)


TEXT = st.text(st.characters(exclude_categories=["Cs"])).map(_nfc)
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INT, MAX_INT) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_is_read_back(value: Json) -> None:
    raw = dumps(value)
    assert loads(raw) == value
    assert raw == rfc8785.dumps(value)


@given(st.lists(VALUES, max_size=4))
def test_several_texts_are_read_as_one_by_one(values: list[Json]) -> None:
    assert loads_all([dumps(v) for v in values]) == values


@given(VALUES, st.data())
def test_no_other_bytes_give_the_same_value(value: Json, data: st.DataObject) -> None:
    raw = dumps(value)
    place = data.draw(st.integers(0, len(raw) - 1))
    bent = bytearray(raw)
    bent[place] ^= data.draw(st.integers(1, 255))
    try:
        read = loads(bytes(bent))
    except CanonicalError:
        return
    assert dumps(read) == bytes(bent) != raw


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        0.0,
        float("nan"),
        [float("inf")],
        {"a": {"b": 2.0}},
        MAX_INT + 1,
        -MAX_INT - 1,
        "\ud800",
        {"\udfff": 1},
        "e\u0301",
        {"e\u0301": 1},
        ["\ne\u0301"],
        {1: "key"},
        (1, 2),
        b"bytes",
        {1, 2},
    ],
    ids=repr,
)
def test_what_has_no_canonical_form_is_not_written(value: Json) -> None:
    with pytest.raises(CanonicalError):
        dumps(value)


def test_a_mark_after_an_escape_is_not_taken_for_a_composition() -> None:
    value: Json = ["\n\u0303", {"k": "\t\u0301"}]
    assert loads(dumps(value)) == value


def test_keys_are_ordered_by_utf_16_also_beyond_the_basic_plane() -> None:
    raw = dumps({"\uff21": 1, "\U0001f600": 2})
    assert raw == '{"\U0001f600":2,"\uff21":1}'.encode()
    assert loads(raw) == {"\uff21": 1, "\U0001f600": 2}
    with pytest.raises(CanonicalError):
        loads('{"\uff21":1,"\U0001f600":2}'.encode())


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" 1",
        b"1 ",
        b"1 1",
        b"1.0",
        b"1e2",
        b"-0",
        b"01",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"9" * 5000,
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\xff"',
        b'"\x01"',
        b"\xef\xbb\xbf1",
        '"e\u0301"'.encode(),
        b"[" * 100_000,
        b"[" * 900 + b"]" * 900 + b"]",
        b"nul",
    ],
    ids=lambda raw: repr(raw[:20]),
)
def test_another_spelling_is_not_read(raw: bytes) -> None:
    with pytest.raises(CanonicalError):
        loads(raw)


def test_texts_cannot_lean_on_each_other() -> None:
    for raws in ([b"[1", b"2]"], [b"[1,[2]", b"[3],4]"], [b"1,2"], [b"", b"1"]):
        with pytest.raises(CanonicalError):
            loads_all(raws)


def test_escapes_are_those_of_the_standard() -> None:
    text = "".join(map(chr, range(0x20))) + '"\\\x7f\u2028'
    assert loads(dumps(text)) == text
    assert dumps(text) == json.dumps(text, ensure_ascii=False).encode()


@given(st.binary(max_size=70))
def test_base64url_has_one_spelling(raw: bytes) -> None:
    text = b64(raw)
    assert unb64(text) == unb64(text, len(raw)) == raw
    with pytest.raises(CanonicalError):
        unb64(text, len(raw) + 1)
    for other in (text + "=", text + "\n", " " + text, text + "A" * (4 - len(text) % 4 + 1)):
        with pytest.raises(CanonicalError):
            unb64(other)


@pytest.mark.parametrize("text", ["A", "AB", "AAB", "A+A/", "AA==", "é", "AAAA\n", "AAAAA"])
def test_a_false_base64url_is_refused(text: str) -> None:
    with pytest.raises(CanonicalError):
        unb64(text)
