"""A good book to spoil, and what must hold whatever was done to it."""

import shutil
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, PHRASES, Prepared, prepare, prints

from deskinc.desk import entries
from deskinc.desk.office import Office, Saved, sign_in
from deskinc.desk.sealed import Spooling
from deskinc.errors import BookFault, DeskError

LINES = 12


def good_book(below: Path) -> Prepared:
    """An office with a dozen lines and a seal, closed; only ever copied."""
    prepared = prepare(below)
    office = sign_in(prepared.folder / "book", BOSS, PHRASES[BOSS])
    for i in range(LINES):
        post(office, f"Line {i}.")
    office.book.seal(office.person.signer()).result()
    post(office, "After the seal.")
    office.close()
    return prepared


def post(office: Office, text: str) -> Saved:
    """Write a line and wait for it."""
    return entries.post(office, {"type": "patrol", "text": text}, entries.new_id()).result()


def no_spool(spooling: Spooling) -> None:
    """No disk takes a note: where its folder would be lies a file. DESKINC_SPARE is the test's."""
    for place in spooling.places():
        shutil.rmtree(place / "spool", ignore_errors=True)
        place.mkdir(parents=True, exist_ok=True)
        (place / "spool").touch()


def fault(
    folder: Path, kind: type[DeskError] = BookFault, name: str = BOSS, phrase: str = PHRASES[BOSS]
) -> str:
    """What signing in says, twice the same; no file may change."""
    before = prints(folder.parent)
    said = set()
    for _attempt in range(2):
        with pytest.raises(kind) as caught:
            sign_in(folder, name, phrase)
        assert caught.value.todo
        said.add(caught.value.what)
        assert prints(folder.parent) == before
    (sentence,) = said
    return sentence


def whole(folder: Path, more: int = 0) -> None:
    """The book opens, has every line, verifies, and takes the next one."""
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    try:
        texts = [line.text for line in entries.lines(office, entries.ids(office))]
        assert texts[:LINES] == [f"Line {i}." for i in range(LINES)]
        assert len(texts) == LINES + 1 + more
        assert office.book.verify(full=True) == []
        post(office, "Going on.")
    finally:
        office.close()
