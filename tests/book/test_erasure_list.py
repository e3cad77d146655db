"""The erasure list beside the mirror and the backups."""

from pathlib import Path

import pytest

from deskinc.book import erasure_list
from deskinc.book.erasure_list import Erased, Erasures
from deskinc.errors import BookFault

BOOK = bytes(range(16))
TEXT, NAME = Erased(b"r" * 16, "text"), Erased(b"r" * 16, "people/1/name")


def test_a_list_reads_back_as_it_was_written(tmp_path: Path) -> None:
    written = Erasures(BOOK, frozenset({TEXT, NAME}))
    erasure_list.write(tmp_path, BOOK, written)
    assert erasure_list.read(tmp_path) == written
    assert written.of(b"r" * 16) == {"text", "people/1/name"}
    assert written.of(b"s" * 16) == frozenset()


def test_where_no_list_lies_nothing_was_erased(tmp_path: Path) -> None:
    assert erasure_list.read(tmp_path) == Erasures()


def test_lists_are_taken_together_but_never_those_of_two_books() -> None:
    one, other = Erasures(BOOK, frozenset({TEXT})), Erasures(BOOK, frozenset({NAME}))
    assert erasure_list.union(one, Erasures(), other) == Erasures(BOOK, frozenset({TEXT, NAME}))
    assert erasure_list.union() == Erasures()
    with pytest.raises(ValueError, match="different books"):
        erasure_list.union(one, Erasures(bytes(16)))
    with pytest.raises(ValueError, match="another book"):
        erasure_list.write(Path(), bytes(16), one)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b'{"book":"AAECAwQFBgcICQoLDA0ODw","erased":[],"v":2}',
        b'{"book":"AAECAwQFBgcICQoLDA0ODw","erased":{},"v":1}',
        b'{"book":"AAEC","erased":[],"v":1}',
        b'{"book":"AAECAwQFBgcICQoLDA0ODw","erased":[{"field":"text"}],"v":1}',
        b'{"book":"AAECAwQFBgcICQoLDA0ODw","erased":[{"field":1,"record":"AAEC"}],"v":1}',
        b'{"book":"AAECAwQFBgcICQoLDA0ODw", "erased":[],"v":1}',
    ],
)
def test_a_damaged_list_is_never_taken_for_an_empty_one(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / erasure_list.NAME).write_bytes(raw)
    with pytest.raises(BookFault, match="damaged"):
        erasure_list.read(tmp_path)
