"""A restricted value as it is kept: every byte as it must be, and only where it belongs."""

from dataclasses import replace

import pytest
from tests.proof.format_vectors import CLOSED

from deskinc.proof import restricted
from deskinc.proof.canonical import CanonicalError
from deskinc.proof.disclosure import NotADisclosure, digest, disclose
from deskinc.proof.restricted import Closed, is_closed, kept, parse

ONE = Closed("people/01/injury", bytes(32), bytes(40), bytes(80), bytes(80))
OPEN = disclose("text", "Door open.").raw


def test_it_is_read_back_as_it_was_packed() -> None:
    assert parse(ONE.pack()) == ONE
    assert parse(replace(ONE, author=None).pack()).author is None
    assert parse(CLOSED.encode()).pack() == CLOSED.encode()


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ONE, name=""), replace(ONE, digest=bytes(31)), replace(ONE, role=bytes(79)),
        replace(ONE, author=bytes(81)), replace(ONE, box=bytes(27)),
    ],
)  # fmt: skip
def test_another_size_or_no_name_is_none(wrong: Closed) -> None:
    with pytest.raises(NotADisclosure):
        parse(wrong.pack())


@pytest.mark.parametrize(
    "raw",
    [b"{}", ONE.pack()[:-1], ONE.pack().replace(b'"name"', b'"nome"'), b" " + ONE.pack(), OPEN],
    ids=["nothing", "cut short", "another member", "another spelling", "an open one"],
)
def test_other_members_and_other_spellings_are_none(raw: bytes) -> None:
    with pytest.raises((NotADisclosure, CanonicalError)):
        parse(raw)


def test_a_restricted_record_keeps_only_closed_values_and_no_other_record_any() -> None:
    (found,) = kept(b"restricted", [ONE.pack()])
    assert found[:2] == (ONE.name, None)
    (found,) = kept(b"occurrence", [OPEN])
    assert found[:2] == ("text", "Door open.")
    for form, raw in ((b"restricted", OPEN), (b"erase", ONE.pack())):
        with pytest.raises(NotADisclosure):
            kept(form, [raw])
        assert restricted.wrongly_kept(form.decode(), [raw])


def test_its_digest_is_the_one_it_names_and_an_open_ones_that_of_its_bytes() -> None:
    assert is_closed(ONE.pack())
    assert restricted.digested(ONE.pack()) == ONE.digest
    assert restricted.digested(OPEN) == digest(OPEN)
    assert restricted.name_of(OPEN) == "text"


def test_what_only_begins_like_one_is_held_by_no_record() -> None:
    assert restricted.digested(b'{"digest":1}') == digest(b'{"digest":1}')
