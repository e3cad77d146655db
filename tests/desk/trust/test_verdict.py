"""The outcome of a check in words, and as the access log keeps it."""

from datetime import UTC, datetime

import pytest

from deskinc.book.checking.check import ROOM
from deskinc.book.checking.checked import Checked, Part
from deskinc.desk.trust.finding_words import said
from deskinc.desk.trust.verdict import detail_of, line_of, lines_of, read_detail
from deskinc.proof.findings import Why
from deskinc.proof.tally import CHECKS, Sealed

AT = datetime(2026, 11, 23, 3, 31, tzinfo=UTC)


def checked(**more: object) -> Checked:
    found = {"full": True, "first": 1, "last": 1_048_211, "root": b"r" * 32, "seconds": 211.25}
    parts = tuple(Part(name, 1_048_211, 0, 0, 12.3) for name in CHECKS)
    seal = Sealed(1_048_200, 1_048_199, b"s" * 32, 998_000)
    return Checked(**{**found, "parts": parts, "seal": seal, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("why", list(Why))
def test_whatever_a_check_finds_has_officers_words(why: Why) -> None:
    what, todo = said(str(why))
    assert what != why
    assert what.endswith(".")
    assert todo.endswith(".")


def test_a_reason_of_another_version_is_said_as_it_is() -> None:
    what, todo = said("Something new.")
    assert what == "Something new."
    assert "Keep the folder" in todo


@pytest.mark.parametrize("by_night", [True, False])
@pytest.mark.parametrize("seal", [None, Sealed(9, 8, b"s" * 32, 3)])
@pytest.mark.parametrize("full", [True, False])
def test_what_the_access_log_keeps_is_read_back(
    *, by_night: bool, seal: Sealed | None, full: bool
) -> None:
    parts = (
        Part("bytes", 9, 0, 0, 0.1), Part("attachments", 4, 1, 2, 0.1),
        Part("registers", 0, 0, 0, 0.0, (), ROOM),
    )  # fmt: skip
    one = checked(full=full, seal=seal, parts=parts)
    read = read_detail(detail_of(one, by_night=by_night), AT)
    assert read is not None
    assert (read.full, read.by_night, read.found, read.records) == (full, by_night, 2, 1_048_211)
    assert read.ended == AT
    assert read.lines == lines_of(parts)
    assert (read.seal is None) == (seal is None)
    assert [line.ok for line in read.lines] == [True, False, None]
    assert not read.ok


def test_the_longest_outcome_finds_room_in_the_access_log() -> None:
    assert len(detail_of(checked(), by_night=True)) <= 1000


@pytest.mark.parametrize("text", ["", "full", "since the last seal", "full; records x", "1"])
def test_other_words_of_the_access_log_are_no_outcome(text: str) -> None:
    assert read_detail(text, AT) is None


def test_each_check_is_one_line_a_manager_can_read() -> None:
    line = line_of("signatures", 48_211, 0, 0, "", 8.0)
    assert f"{line.name}: {line.words}" == "Signatures: 48,211 of 48,211 hold"
    assert line_of("attachments", 12, 1, 1, "", 0.1).words == "11 of 12 are there and whole"
    assert line_of("attachments", 0, 0, 0, "", 0.1).words == "none in the book yet"
    left = line_of("registers", 0, 0, 0, ROOM, 0.0)
    assert "no room" in left.words
    assert left.ok is None


def test_what_was_left_out_is_not_said_to_hold() -> None:
    parts = (Part("bytes", 9, 0, 0, 0.1), Part("search", 0, 0, 0, 0.0, (), ROOM))
    read = read_detail(detail_of(checked(parts=parts), by_night=False), AT)
    assert read is not None
    assert "not: Search" in read.sentence()
    assert "nothing is missing" not in read.sentence()
