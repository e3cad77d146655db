"""The repair of asn1crypto: right for every header, and only faster."""

import pytest
from asn1crypto import core

from deskinc.reports.asn1 import indefinite


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"\x30\x80", True), (b"\x30\x82\x08\x80", False), (b"\x30\x81\x80", False),
        (b"\xa0\x82\x08\x84\x30\x80", True), (b"\xa0\x82\x08\x84\x30\x82\x08\x80", False),
        (b"\x1f\x81\x00\x80", True), (b"\x04\x03", False),
    ],
)  # fmt: skip
def test_only_a_bare_0x80_is_an_indefinite_length(header: bytes, expected: bool) -> None:
    assert indefinite(header) is expected


def test_what_was_read_is_written_unchanged() -> None:
    inner = core.OctetString(bytes(0x880 - 4)).dump()
    raw = b"\x30\x82\x08\x80" + inner
    assert core.SequenceOf.load(raw, spec=core.OctetString).dump() == raw


def test_what_was_changed_is_encoded_anew() -> None:
    inner = core.OctetString(bytes(0x880 - 4)).dump()
    value = core.SequenceOf.load(b"\x30\x82\x08\x80" + inner, spec=core.OctetString)
    value.append(core.OctetString(b"more"))
    assert value.dump().endswith(b"\x04\x04more")


def test_indefinite_lengths_are_still_made_definite() -> None:
    assert core.OctetString.load(b"\x24\x80\x04\x01a\x00\x00").dump(force=True) == b"\x04\x01a"
