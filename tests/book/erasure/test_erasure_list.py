"""The erasure list beside the mirror and the backups."""

from collections.abc import Callable
from pathlib import Path

import pytest

from deskinc.book.erasure import erasure_list
from deskinc.book.erasure.erasure_list import Erased, Erasures
from deskinc.errors import BookFault
from deskinc.proof.canonical import Json, b64, dumps, loads

BOOK, KEY = bytes(range(16)), bytes(range(32))
TEXT, NAME = Erased(b"r" * 16, "text"), Erased(b"r" * 16, "people/1/name")


def test_a_list_reads_back_as_it_was_written(tmp_path: Path) -> None:
    written = Erasures(BOOK, frozenset({TEXT, NAME}))
    erasure_list.write(tmp_path, KEY, written)
    assert erasure_list.read(tmp_path, KEY, BOOK) == written
    assert written.of(b"r" * 16) == {"text", "people/1/name"}
    assert written.by_record() == {b"r" * 16: {"text", "people/1/name"}}
    assert written.of(b"s" * 16) == frozenset()


def test_where_no_list_lies_nothing_was_erased(tmp_path: Path) -> None:
    assert erasure_list.read(tmp_path, KEY, BOOK) == Erasures()


def test_lists_are_taken_together_but_never_those_of_two_books() -> None:
    one, other = Erasures(BOOK, frozenset({TEXT})), Erasures(BOOK, frozenset({NAME}))
    assert erasure_list.union(one, Erasures(), other) == Erasures(BOOK, frozenset({TEXT, NAME}))
    assert erasure_list.union() == Erasures()
    with pytest.raises(ValueError, match="different books"):
        erasure_list.union(one, Erasures(bytes(16)))


def _more(said: dict[str, Json]) -> None:
    rows = said["erased"]
    assert isinstance(rows, list)
    rows.append({"field": "text", "record": b64(b"s" * 16)})


HARMS: dict[str, Callable[[dict[str, Json]], object]] = {
    "a row more": _more,
    "no row": lambda said: said.update(erased=[]),
    "another book": lambda said: said.update(book=b64(bytes(16))),
    "another version": lambda said: said.update(v=2),
    "another code": lambda said: said.update(mac=b64(bytes(32))),
    "no code": lambda said: said.pop("mac"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_list_that_was_altered_is_never_gone_by(tmp_path: Path, harm: str) -> None:
    erasure_list.write(tmp_path, KEY, Erasures(BOOK, frozenset({TEXT})))
    path = tmp_path / erasure_list.NAME
    said = loads(path.read_bytes())
    assert isinstance(said, dict)
    HARMS[harm](said)
    path.write_bytes(dumps(said))
    with pytest.raises(BookFault, match="damaged"):
        erasure_list.read(tmp_path, KEY, BOOK)


@pytest.mark.parametrize(("key", "book"), [(bytes(32), BOOK), (KEY, bytes(16))])
def test_a_list_of_another_book_or_key_is_none(tmp_path: Path, key: bytes, book: bytes) -> None:
    erasure_list.write(tmp_path, key, Erasures(book, frozenset({TEXT})))
    with pytest.raises(BookFault, match="damaged"):
        erasure_list.read(tmp_path, KEY, BOOK)


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
        erasure_list.read(tmp_path, KEY, BOOK)
