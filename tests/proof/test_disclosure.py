"""A disclosure holds one value of an agreed shape, and its digest hides it."""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskinc.proof.canonical import MAX_INT, dumps
from deskinc.proof.disclosure import NotADisclosure, digest, disclose, is_value, parse

SALT = bytes(range(16))
SHA = "A" * 43

GOOD: list[Any] = [
    None,
    True,
    0,
    -MAX_INT,
    "",
    "Gate 4\nopen",
    {"unknown": "nobody saw it"},
    {"code": "patrol", "text": "Patrol"},
    {"id": "x", "text": "North gate"},
    {"t": "2026-11-22T19:05:00+01:00", "p": "min"},
    {"t": "2026-11-22T19:05:07-05:30", "p": "s"},
    {"t": "2026-11-22T00:00:00+00:00", "p": "day"},
    {"minor": -1250, "cur": "GBP"},
    {"plan": "x", "x": 1000, "y": -2500},
    {"sha256": SHA, "size": 0, "mime": "image/jpeg", "name": "gate.jpg"},
]
BAD: list[Any] = [
    1.5,
    MAX_INT + 1,
    [],
    {},
    ["a"],
    b"",
    {"unknown": 1},
    {"unknown": {"unknown": "x"}},
    {"code": "a"},
    {"code": "a", "text": "b", "id": "c"},
    {"t": "2026-11-22T19:05:00Z", "p": "min"},
    {"t": "2026-11-22T19:05+01:00", "p": "min"},
    {"t": "2026-11-22T19:05:00+01:00", "p": "hour"},
    {"t": "2026-11-22T19:05:00+01:00", "p": ["min"]},
    {"t": "2026-11-22T19:05:00+01:00", "p": "day"},
    {"t": 5, "p": "day"},
    {"t": "2026-13-22T19:05:00+01:00", "p": "min"},
    {"t": "2026-02-29T19:05:00+01:00", "p": "min"},
    {"t": "0000-01-01T19:05:00+01:00", "p": "min"},
    {"t": "2026-11-22T24:00:00+01:00", "p": "min"},
    {"t": "2026-11-22T19:05:00+24:00", "p": "min"},
    {"t": "٢٠٢٦-11-22T19:05:00+01:00", "p": "min"},
    {"minor": 12.5, "cur": "GBP"},
    {"minor": True, "cur": "GBP"},
    {"minor": 1, "cur": "pounds"},
    {"plan": "x", "x": 1, "y": None},
    {"sha256": SHA[:-1] + "B", "size": 1, "mime": "a", "name": "b"},
    {"sha256": SHA, "size": -1, "mime": "a", "name": "b"},
    {"sha256": SHA, "size": "1", "mime": "a", "name": "b"},
]


@pytest.mark.parametrize("value", GOOD, ids=repr)
def test_a_value_of_an_agreed_shape_is_sealed_and_read_back(value: Any) -> None:
    sealed = disclose("field", value, SALT)
    assert parse(sealed.raw) == sealed
    assert sealed.raw == dumps(["AAECAwQFBgcICQoLDA0ODw", "field", value])
    assert sealed.digest == sha256(b"deskinc/value/v1\0" + sealed.raw).digest()


@pytest.mark.parametrize("value", BAD, ids=repr)
def test_a_value_of_another_shape_is_refused(value: Any) -> None:
    assert not is_value(value)
    with pytest.raises(NotADisclosure):
        disclose("field", value)


def test_each_value_gets_a_fresh_salt() -> None:
    assert disclose("field", "same").digest != disclose("field", "same").digest


@pytest.mark.parametrize(
    ("name", "value", "salt"), [("", 1, SALT), ("a", 1, b"short"), ("a", "e\u0301", SALT)]
)
def test_no_name_a_short_salt_or_odd_text_is_refused(name: str, value: str, salt: bytes) -> None:
    with pytest.raises(NotADisclosure):
        disclose(name, value, salt)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b'["AAECAwQFBgcICQoLDA0ODw","a"]',
        b'["AAECAwQFBgcICQoLDA0ODw","a",1,1]',
        b'["AAECAwQFBgcICQoLDA0ODx","a",1]',
        b'["AAECAwQFBgcICQoLDA0OD","a",1]',
        b'[1,"a",1]',
        b'["AAECAwQFBgcICQoLDA0ODw","",1]',
        b'["AAECAwQFBgcICQoLDA0ODw",1,1]',
        b'["AAECAwQFBgcICQoLDA0ODw","a",[]]',
        b'["AAECAwQFBgcICQoLDA0ODw","a", 1]',
    ],
)
def test_other_bytes_are_no_disclosure(raw: bytes) -> None:
    with pytest.raises(NotADisclosure):
        parse(raw)


@given(st.sampled_from(GOOD), st.data())
def test_any_byte_changed_changes_the_digest(value: Any, data: st.DataObject) -> None:
    raw = disclose("people/AAECAwQ/phone", value).raw
    bent = bytearray(raw)
    bent[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    assert digest(bytes(bent)) != digest(raw)


def test_neither_text_nor_salt_shows_in_a_repr() -> None:
    shown = repr(disclose("text", "a private matter", SALT))
    assert "private" not in shown
    assert "raw" not in shown
