"""Registers built again: what is scanned says the same as what is read, and damage is said."""

import os
from pathlib import Path

import pytest
from tests.book.houses import House, line

from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.record import Draft
from deskinc.book.records import reading
from deskinc.book.records.following import Cancelled, never, quietly
from deskinc.book.registers.rebuild import Scanned, rebuild
from deskinc.errors import BookFault


@pytest.fixture
def scratch(tmp_path: Path) -> Link:
    """An empty encrypted database."""
    return Link(Store(tmp_path / "scratch", os.urandom(32)), Mode.SCRATCH)


def test_a_scanned_record_says_in_each_member_what_the_record_says(house: House) -> None:
    first, other = house.post(line("Lamp out."), line("Gate shut."))
    house.post(Draft("strike", {"reason": "Twice."}, thread=other.id, amends=other.id))
    house.post(Draft("photo", {"caption": "Gate"}, thread=first.id))
    link = house.book.reader().link
    members = (
        "n", "id", "form", "leaf", "nos", "line", "day", "number", "at", "offset", "written",
        "author", "thread", "amends", "doc", "form_v",
    )  # fmt: skip
    for n, doc, sig, raws in reading.rows(link, range(1, 8)):
        values = dict(map(reading.value_from, raws))
        scanned, whole = Scanned(doc, sig, values), reading.record_from(doc, sig, values)
        for member in members:
            assert getattr(scanned, member) == getattr(whole, member), (n, member)
        assert scanned.values == whole.values


def test_a_value_that_cannot_be_read_is_said_and_no_error_of_ours(
    house: House, scratch: Link
) -> None:
    (record,) = house.post(line("Lamp out."))
    house.book.close()
    for raw in (b'["salt","text"]', b"[]", b"\xff", b'["salt",{},1]', b"{"):
        with Link(Store(house.folder / "book.db", house.keys.database), Mode.WRITE) as link:
            link.run("DROP TRIGGER IF EXISTS value_as_is")
            link.run("UPDATE value SET raw = ? WHERE n = ? AND name = 'text'", (raw, record.n))
            with pytest.raises(BookFault, match="damaged"):
                rebuild(link, scratch, record.n, quietly, never)


def test_a_record_that_cannot_be_read_is_said(house: House, scratch: Link) -> None:
    (record,) = house.post(line("Lamp out."))
    house.book.close()
    with Link(Store(house.folder / "book.db", house.keys.database), Mode.WRITE) as link:
        link.run("DROP TRIGGER record_as_is")
        link.run("UPDATE record SET doc = x'7b7d' WHERE n = ?", (record.n,))
        with pytest.raises(BookFault, match="damaged"):
            rebuild(link, scratch, record.n, quietly, never)


def test_a_rebuild_can_be_stopped_while_it_folds_and_while_it_makes_the_index(
    house: House, scratch: Link
) -> None:
    (record,) = house.post(line("Lamp out."))
    link = house.book.reader().link
    for stop in (1, 2):
        asked = iter([False] * (stop - 1) + [True])
        with pytest.raises(Cancelled):
            rebuild(link, scratch, record.n, quietly, lambda: next(asked))  # noqa: B023
