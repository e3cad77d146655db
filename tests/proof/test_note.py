"""Notes: one spelling, one signature, and a record that may say nothing else."""

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from deskinc.proof import note as notes
from deskinc.proof.canonical import CanonicalError, b64, dumps, loads
from deskinc.proof.document import Clock
from deskinc.proof.enrolment import Enrolment
from deskinc.proof.findings import Why
from deskinc.proof.keys import ED25519, key_id, public_raw
from deskinc.proof.note import NotANote, Note

KIM = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
THREAD = b64(b"kim " * 4)
ENROLLED = Enrolment(THREAD, key_id(ED25519, public_raw(KIM)), public_raw(KIM), 2, 9)
NOTE = Note(
    bytes(range(16)), "occurrence", 1,
    {"type": {"code": "patrol", "text": "Patrol"}, "text": "Water in the lift pit."},
    "2026-11-22T03:12:09.120Z", 0, Clock(bytes(16), 91_000),
)  # fmt: skip

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1),
    st.text('abcdé\n"\\ 0\U0001f525', max_size=20),
    st.fixed_dictionaries({"id": st.just(""), "text": st.text("xyz", max_size=5)}),
)  # fmt: skip
NOTES = st.builds(
    Note,
    st.binary(min_size=16, max_size=16),
    st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True),
    st.integers(1, 10**15 - 1),
    st.dictionaries(st.text("abcde/1", min_size=1, max_size=9), VALUES, max_size=5),
    st.just("2026-11-22T03:12:09.120Z"),
    st.integers(-1439, 1439),
    st.none() | st.builds(Clock, st.binary(min_size=16, max_size=16), st.integers(0, 10**15 - 1)),
    st.none() | st.binary(min_size=16, max_size=16).map(b64),
)


@given(NOTES, st.booleans())
def test_every_note_is_read_back_as_it_was_written(note: Note, signed: bool) -> None:
    made = notes.sign(note, KIM) if signed else note
    assert notes.parse(notes.pack(made)) == made
    assert notes.holds(made, public_raw(KIM)) is signed


@given(st.binary(max_size=200))
def test_bytes_that_are_no_note_are_refused_in_one_way(raw: bytes) -> None:
    with pytest.raises(NotANote):
        notes.parse(raw)


@given(NOTES, st.data())
def test_a_flipped_bit_is_no_note_or_another_and_no_longer_signed(
    note: Note, data: st.DataObject
) -> None:
    raw = bytearray(notes.pack(notes.sign(note, KIM)))
    at = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[at // 8] ^= 1 << at % 8
    try:
        other = notes.parse(bytes(raw))
    except NotANote:
        return
    assert not notes.holds(other, public_raw(KIM))


def changed(**members: Any) -> bytes:
    """The message of the note with other members."""
    said = loads(notes.pack(NOTE))
    assert isinstance(said, dict)
    return dumps({**said, **members})


@pytest.mark.parametrize(
    "members",
    [
        {"id": "AA"}, {"id": None}, {"form": "Occurrence"}, {"form": ""}, {"form": 1},
        {"form_v": 0}, {"form_v": True}, {"form_v": "1"}, {"values": []}, {"values": {"": 1}},
        {"values": {"a": {"b": 1}}}, {"values": {"a": ["b"]}}, {"values": {"spooled": "x"}},
        {"values": {"spooled_at": None}}, {"at": "2026-11-22T03:12:09Z"},
        {"at": "2026-02-30T03:12:09.120Z"}, {"at": None}, {"offset": 1440}, {"offset": 0.5},
        {"clock": {}}, {"clock": {"boot": "AA", "ms": 1}}, {"clock": {"boot": b64(bytes(16)),
        "ms": -1}}, {"author": "desk"}, {"key": b64(bytes(16))}, {"sig": b64(bytes(64))},
        {"key": b64(bytes(16)), "sig": b64(bytes(63))}, {"more": 1},
    ],
)  # fmt: skip
def test_a_member_that_is_not_as_agreed_is_refused(members: dict[str, Any]) -> None:
    try:
        raw = changed(**members)
    except CanonicalError:
        return
    with pytest.raises(NotANote):
        notes.parse(raw)


def test_members_may_not_be_missing() -> None:
    said = loads(notes.pack(NOTE))
    assert isinstance(said, dict)
    for name in said:
        with pytest.raises(NotANote):
            notes.parse(dumps({k: v for k, v in said.items() if k != name}))


def found(key: bytes) -> Enrolment | None:
    """Kim's key is the only one enrolled."""
    return ENROLLED if key == ENROLLED.key else None


def judged(note: Note, **values: Any) -> list[Why]:
    """What is found in the record of that note whose other values are these."""
    said = {**note.values, "spooled": notes.pack(note).decode(), **values}
    return list(notes.judge(b64(NOTE.id), None, said, found))


def test_a_record_that_says_what_its_note_says_is_sound() -> None:
    assert judged(NOTE) == []
    assert judged(notes.sign(NOTE, KIM)) == []
    assert judged(notes.sign(replace(NOTE, author=THREAD), KIM)) == []
    assert list(notes.judge(b64(NOTE.id), None, {"text": "No note."}, found)) == []


def test_what_was_erased_of_the_record_is_not_judged() -> None:
    raw = notes.pack(NOTE).decode()
    assert list(notes.judge(b64(NOTE.id), None, {"spooled": raw}, found)) == []


def test_a_record_that_says_something_else_is_found() -> None:
    assert judged(NOTE, text="Nothing to report.") == [Why.NOTE_VALUES]
    assert judged(NOTE, spooled=" " + notes.pack(NOTE).decode()) == [Why.NOTE]
    assert judged(NOTE, spooled=7) == [Why.NOTE]
    assert judged(replace(NOTE, id=bytes(16))) == [Why.NOTE]


def test_a_record_amends_only_what_its_note_corrects() -> None:
    one, other = b64(bytes(15) + b"1"), b64(bytes(15) + b"2")
    note = replace(NOTE, values={**NOTE.values, "corrects": {"id": one, "text": "12"}})
    for signed, wrong in ((notes.sign(note, KIM), []), (note, [Why.NOTE_VALUES])):
        said = {**note.values, "spooled": notes.pack(signed).decode()}
        told = [list(notes.judge(b64(NOTE.id), a, said, found)) for a in (None, one, other)]
        assert told == [[], wrong, [Why.NOTE_VALUES]]
    plain = {**NOTE.values, "spooled": notes.pack(NOTE).decode()}
    assert list(notes.judge(b64(NOTE.id), one, plain, found)) == [Why.NOTE_VALUES]


def test_a_signature_that_does_not_hold_is_found() -> None:
    signed = notes.sign(NOTE, KIM)
    assert judged(replace(signed, at="2026-11-22T03:13:09.120Z")) == [Why.NOTE_SIGNATURE]
    assert judged(notes.sign(replace(NOTE, author=b64(bytes(16))), KIM)) == [Why.NOTE_SIGNATURE]
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    assert judged(notes.sign(NOTE, other)) == [Why.NOTE_KEY]
