"""Reading values for a register: odd ones are simply not there."""

import pytest

from deskinc.book.registers import values as read
from deskinc.proof.canonical import b64


@pytest.mark.parametrize("odd", [None, 5, True, "x", {}, {"unknown": "dark"}, {"id": "?"}])
def test_what_has_another_shape_is_not_there(odd: object) -> None:
    said = {"f": odd}
    assert read.code(said, "f") is None
    assert read.moment(said, "f") is None
    assert read.ident(said, "f") is None
    assert read.number(said, "f", "x") is None
    assert read.text(said, "f") == (odd if isinstance(odd, str) else None)
    assert read.whole(said, "f") == (5 if odd == 5 else None)


def test_what_is_there_is_read() -> None:
    said = {
        "t": {"t": "2026-11-21T21:00:00+01:00", "p": "min"},
        "bad": {"t": "2026-13-21T21:00:00+01:00", "p": "min"},
        "id": {"id": b64(b"i" * 16), "text": "I"},
        "c": {"code": "a", "text": "A"},
    }
    assert read.moment(said, "t") == 1_795_291_200_000
    assert read.moment(said, "bad") is None
    assert read.ident(said, "id") == b"i" * 16
    assert read.code(said, "c") == "a"


def test_every_word_but_the_text_itself_is_searched() -> None:
    said = {
        "text": "no", "b": "b", "a": {"code": "x", "text": "a"}, "u": {"unknown": "dark"},
        "f": {"sha256": "", "size": 1, "mime": "", "name": "n.jpg"}, "n": 5, "p": {"x": 1},
    }  # fmt: skip
    assert list(read.words(said)) == ["a", "b", "n.jpg", "dark"]


def test_what_was_typed_by_hand_has_no_id() -> None:
    said = {"typed": {"id": "", "text": "Bin store"}, "listed": {"id": "x", "text": "X"}}
    assert read.known(said, "typed") is None
    assert read.known(said, "listed") == "x"
    assert read.known(said, "none") is None
