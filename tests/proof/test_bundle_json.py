"""The JSON of a bundle, and that every byte of it counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.proof.bundles import (
    parts,
    text,
    whys,
)

from deskinc.proof import extract
from deskinc.proof.bundle import judge, pack
from deskinc.proof.canonical import b64, dumps
from deskinc.proof.findings import Kind, Why
from deskinc.proof.reasons import Reason

BASE = parts(ns=[1, 2], files=[])
JSONS: list[tuple[bytes, Kind, Reason | Why]] = [
    (b"", Kind.INCOMPLETE, Reason.EMPTY),
    (b"deskinc", Kind.UNKNOWN_FORMAT, Reason.STRANGE),
    (b"%PDF-1.7", Kind.UNKNOWN_FORMAT, Reason.STRANGE),
    (b"[]", Kind.UNKNOWN_FORMAT, Reason.STRANGE),
    (BASE.json + b"\n", Kind.ALTERED, Why.BYTES),
    (BASE.json.replace(b'"n":1', b'"n": 1'), Kind.ALTERED, Why.BYTES),
    (BASE.json.replace(b'"n":1', b'"n":1.0'), Kind.ALTERED, Why.BYTES),
    (BASE.json.replace(b'"n":1', b'"n":1e0'), Kind.ALTERED, Why.BYTES),
    (BASE.json.replace(b'"n":1', b'"n":' + b"9" * 40_000), Kind.ALTERED, Why.BYTES),
    (BASE.json.replace(b'"n":1', b'"n":-1'), Kind.ALTERED, Reason.MEMBER),
    (BASE.json.replace(b'"n":1', b'"n":true'), Kind.ALTERED, Reason.MEMBER),
    (BASE.json.replace(b'"n":1', b'"n":"1"'), Kind.ALTERED, Reason.MEMBER),
    (BASE.json.replace(b'"v":1}', b'"v":true}'), Kind.UNKNOWN_FORMAT, Reason.VERSION),
    (BASE.json.replace(b'"v":1}', b'"v":2}'), Kind.UNKNOWN_FORMAT, Reason.VERSION),
    (BASE.json.replace(b'"v":1}', b'"v":1,"w":1}'), Kind.UNKNOWN_FORMAT, Reason.VERSION),
    (BASE.json.replace(b'"n":1', b'"n":1,"o":1'), Kind.UNKNOWN_FORMAT, Reason.VERSION),
    (BASE.json.replace(b'"v":1}', b'"v":1,"v":1}'), Kind.ALTERED, Why.BYTES),
    (BASE.json[:-1], Kind.ALTERED, Why.BYTES),
    (b'{"a":' * 200_000, Kind.ALTERED, Why.BYTES),
    (b"{" + b"\xff" * 9, Kind.ALTERED, Why.BYTES),
    (b'{"a":"\\ud800"}', Kind.ALTERED, Why.BYTES),
    (dumps({**BASE.told, "records": {}}), Kind.ALTERED, Reason.MEMBER),
    (dumps({**BASE.told, "records": [1]}), Kind.ALTERED, Reason.MEMBER),
    (dumps({**BASE.told, "records": []}), Kind.INCOMPLETE, Reason.NO_RECORDS),
    (dumps({**BASE.told, "book": "x"}), Kind.ALTERED, Reason.MEMBER),
    (dumps({**BASE.told, "seal": 1}), Kind.ALTERED, Reason.MEMBER),
    (dumps({**BASE.told, "records": [{**BASE.record(1), "proof": [b64(bytes(32))] * 65}]}),
     Kind.ALTERED, Reason.MEMBER),
    (dumps({**BASE.told, "records": [{**BASE.record(1), "proof": [b64(bytes(31))]}]}),
     Kind.ALTERED, Reason.MEMBER),
    (dumps({**BASE.told, "records": [{**BASE.record(1), "signature": "A"}]}),
     Kind.ALTERED, Reason.MEMBER),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "kind", "reason"), JSONS)
def test_json_that_is_not_a_bundles(raw: bytes, kind: Kind, reason: str) -> None:
    told = judge(raw)
    assert told.kind is kind
    assert reason in {one.why for one in told.all}


def test_more_json_than_any_bundle_has_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "MAX_JSON", 100)
    assert whys(BASE.json) == whys(BASE.packed) == {0: {Reason.TOO_LARGE}}


def test_an_extract_by_itself_carries_no_files() -> None:
    assert judge(BASE.json).kind is Kind.VALID
    bundle = parts()
    assert whys(bundle.json) == {6: {Reason.FILE_MISSING}, 7: {Reason.FILE_MISSING}}
    told = judge(bundle.json, paper=True)
    assert told.kind is Kind.VALID
    assert [file.held for one in told.records for file in one.files] == [False, False]


WHOLE = parts().packed
SMALL = text(parts()).json


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_no_byte_of_a_bundle_can_be_changed(at: int, change: int) -> None:
    data = bytearray(WHOLE)
    data[at] ^= change
    assert judge(bytes(data)).kind is not Kind.VALID


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_no_byte_of_its_json_can_be_changed(at: int, change: int) -> None:
    data = bytearray(SMALL)
    data[at] ^= change
    assert judge(bytes(data)).kind is not Kind.VALID
    assert judge(pack(bytes(data), {})).kind is not Kind.VALID


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, len(WHOLE) - 1))
def test_no_part_of_a_bundle_can_be_left_out(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert judge(WHOLE[:low] + WHOLE[high + 1 :]).kind is not Kind.VALID


@given(st.binary(max_size=400))
def test_anything_at_all_gets_an_answer(data: bytes) -> None:
    for raw in (data, b"PK\3\4" + data, b"{" + data, pack(data, {})):
        assert judge(raw).kind is not Kind.VALID
