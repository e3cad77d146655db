"""A document has one spelling, fixed members, and a leaf that binds its signature."""

import re
from dataclasses import fields, replace
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from tests.proof.chains import book, seed

from deskinc.proof.canonical import b64, dumps, loads
from deskinc.proof.document import (
    DESK,
    MEMBERS,
    Altered,
    Clock,
    Document,
    UnknownFormat,
    decode,
    encode,
    leaf,
    read_head,
)

DOCUMENT = book().records[3].document
RAW = encode(DOCUMENT)

IDS = st.binary(min_size=16, max_size=16)
HASHES = st.binary(min_size=32, max_size=32)
COUNTS = st.integers(1, 10**15 - 1)
NAMES = st.from_regex(r"[A-Za-z]{1,8}", fullmatch=True)
NOS = st.dictionaries(NAMES, COUNTS | st.from_regex(r"[0-9/-]{1,24}", fullmatch=True), max_size=3)
DOCUMENTS = st.builds(
    Document,
    book=IDS,
    epoch=COUNTS,
    n=COUNTS,
    prev=HASHES,
    id=IDS,
    form=st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True),
    form_v=COUNTS,
    nos=NOS,
    at=st.datetimes()
    .filter(lambda d: 1000 <= d.year < 3000)
    .map(lambda d: d.isoformat(timespec="milliseconds") + "Z"),
    offset=st.integers(-1439, 1439),
    clock=st.none() | st.builds(Clock, IDS, st.integers(0, 10**15 - 1)),
    station=IDS,
    author=st.just(DESK) | IDS.map(b64),
    key=IDS,
    lang=st.sampled_from(["en", "en-GB", "de-CH-1996", "sr-Latn"]),
    thread=IDS,
    amends=st.none() | IDS,
    batch=st.none() | IDS,
    values=st.lists(HASHES, unique=True, max_size=5).map(lambda v: tuple(sorted(v, key=b64))),
    app=st.from_regex(r"[ !#-\[\]-~]{1,100}", fullmatch=True),
)


@given(DOCUMENTS)
def test_what_is_written_is_read_back(document: Document) -> None:
    raw = encode(document)
    assert decode(raw) == document
    parsed = loads(raw)
    assert isinstance(parsed, dict)
    assert set(parsed) == MEMBERS
    assert dumps(parsed) == raw


@given(DOCUMENTS)
def test_the_bytes_are_those_of_rfc_8785(document: Document) -> None:
    assert encode(document) == rfc8785.dumps(_members(document))


def _members(d: Document) -> dict[str, Any]:
    """The members as a general encoder takes them."""
    members = {field.name: getattr(d, field.name) for field in fields(d)} | {"v": 1}
    named = {name: b64(raw) for name, raw in members.items() if isinstance(raw, bytes)}
    clock = None if d.clock is None else {"boot": b64(d.clock.boot), "ms": d.clock.ms}
    return members | named | {"clock": clock, "values": [b64(one) for one in d.values]}


@pytest.mark.parametrize(
    "change",
    [
        {"app": 'deskinc","at":"x'},
        {"form": 'a","form_v":1,"id":"b'},
        {"lang": "en\ud800"},
        {"lang": "de_CH"},
        {"nos": {"line": True}},
        {"nos": {"line": 1.0}},
        {"nos": {"day": '2026-11-22/1","line":"5'}},
        {"nos": {'line":1,"A': 1}},
        {"n": True},
        {"n": "7"},
        {"epoch": 1.0},
        {"offset": None},
        {"at": "2026-11-22T24:00:00.000Z"},
        {"at": "2026-11-22T23:59:60.000Z"},
        {"at": "2026-02-29T12:00:00.000Z"},
        {"at": "٢026-11-22T12:00:00.000Z"},
    ],
    ids=repr,
)
def test_nothing_else_can_be_written(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        encode(replace(DOCUMENT, **change))


@given(st.integers(0, len(RAW) - 1), st.integers(1, 255))
def test_a_byte_changed_is_refused_or_another_document(place: int, bits: int) -> None:
    bent = bytearray(RAW)
    bent[place] ^= bits
    try:
        read = decode(bytes(bent))
    except (Altered, UnknownFormat):
        return
    assert read != DOCUMENT
    assert encode(read) == bytes(bent)


def test_digests_are_ordered_as_their_text() -> None:
    values = tuple(seed(str(n)) for n in range(20))
    texts = [b64(v) for v in decode(encode(replace(DOCUMENT, values=values))).values]
    assert texts == sorted(texts)


@pytest.mark.parametrize(
    "member",
    [
        {"n": 0},
        {"n": 10**15},
        {"epoch": -1},
        {"prev": bytes(31)},
        {"id": bytes(17)},
        {"book": b""},
        {"form": "Occurrence"},
        {"form": ""},
        {"form_v": 0},
        {"nos": {"line": 0}},
        {"nos": {"line": "one"}},
        {"at": "2026-11-22T10:00:00Z"},
        {"at": "2026-11-22T10:00:00.000+00:00"},
        {"at": "2026-02-30T10:00:00.000Z"},
        {"at": "0999-01-01T10:00:00.000Z"},
        {"offset": 1440},
        {"offset": -1440},
        {"clock": Clock(bytes(15), 1)},
        {"clock": Clock(bytes(16), -1)},
        {"author": "kim"},
        {"lang": "en_GB"},
        {"app": ""},
        {"app": 'a"b'},
        {"app": "é"},
        {"values": (bytes(32), bytes(32))},
        {"values": (bytes(31),)},
    ],
    ids=repr,
)
def test_a_member_that_is_not_as_it_must_be_is_not_written(member: dict[str, Any]) -> None:
    with pytest.raises(Altered):
        encode(replace(DOCUMENT, **member))


def changed(**members: Any) -> bytes:
    parsed = loads(RAW)
    assert isinstance(parsed, dict)
    return dumps({k: v for k, v in (parsed | members).items() if v != "gone"})


@pytest.mark.parametrize(
    "raw", [changed(v=2), changed(v="1"), changed(w=1), changed(lang="gone"), b"{}"]
)
def test_another_version_or_member_is_an_unknown_format(raw: bytes) -> None:
    for read in (decode, read_head):
        with pytest.raises(UnknownFormat):
            read(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"1",
        RAW + b"\n",
        b" " + RAW,
        RAW.replace(b",", b", ", 1),
        RAW.replace(b'"n":4', b'"n":4.0'),
        RAW.replace(b'"n":4', b'"n":04'),
        RAW.replace(b'"n":4', b'"n":"4"'),
        changed(clock={"boot": b64(bytes(16))}),
        changed(clock={"boot": b64(bytes(16)), "ms": 1, "up": 2}),
        changed(nos=[]),
        changed(nos={"line": None}),
        changed(values=["A" * 43, "A" * 43]),
        changed(values=["E" * 43, "A" * 43]),
        changed(values="A" * 43),
    ],
)
def test_bytes_no_program_wrote_are_altered(raw: bytes) -> None:
    with pytest.raises(Altered):
        decode(raw)


def test_numbers_out_of_order_are_altered() -> None:
    raw = re.sub(rb'"nos":\{("day":"[^"]*"),("line":1)\}', rb'"nos":{\2,\1}', RAW)
    assert raw != RAW
    with pytest.raises(Altered):
        decode(raw)


def test_the_leaf_binds_length_document_and_signature() -> None:
    doc, sig = RAW, seed("a") + seed("b")
    length = len(doc).to_bytes(8, "big")
    assert leaf(doc, sig) == sha256(b"\0" + length + doc + sig).digest()
    assert leaf(doc, sig) != leaf(doc + sig[:1], sig[1:] + b"\0")
    with pytest.raises(ValueError, match="64"):
        leaf(doc, sig[:63])
