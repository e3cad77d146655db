"""A damaged photo is fetched from the mirror; what lay in its place is kept."""

import os
from pathlib import Path

import pytest
from tests.book.houses import House
from tests.torture.flips import flip

from deskinc.book.disk.station import ATTACHMENTS
from deskinc.book.record import Draft
from deskinc.proof.findings import Why

PHOTO = b"evidence" * 500


@pytest.fixture
def photo(house: House) -> Path:
    """The book's own file of a photo that the mirror holds as well."""
    made = house.book.attach(PHOTO, "lift.jpg", "image/jpeg")
    house.post(Draft("photo", {"original": made.value}, files={"original": made.key}))
    house.book.settle()
    (path,) = (house.folder / ATTACHMENTS).iterdir()
    return path


def in_the_mirror(house: House, photo: Path) -> Path:
    assert house.book.mirror is not None
    return house.book.mirror / ATTACHMENTS / photo.name


def test_a_damaged_photo_is_fetched_from_the_mirror_and_the_damaged_one_is_kept(
    house: House, photo: Path
) -> None:
    flip(photo, 800)
    damaged = photo.read_bytes()
    checked = house.book.check(full=True)
    assert [one.why for one in checked.findings] == [Why.FILE_ALTERED]
    assert checked.fetched == {*checked.findings}
    (kept,) = (house.folder / "aside").rglob(photo.name)
    assert kept.read_bytes() == damaged
    assert house.book.verify(full=True) == []


def test_a_photo_that_is_gone_is_fetched_from_the_mirror(house: House, photo: Path) -> None:
    photo.unlink()
    checked = house.book.check(full=True)
    assert [one.why for one in checked.fetched] == [Why.FILE_MISSING]
    assert house.book.verify(full=True) == []


def test_nothing_is_fetched_where_the_mirror_has_no_true_copy(house: House, photo: Path) -> None:
    flip(photo, 800)
    flip(in_the_mirror(house, photo), 800)
    checked = house.book.check(full=True)
    assert checked.fetched == frozenset()
    assert photo.exists()
    assert not (house.folder / "aside").exists()


def test_a_photo_cut_off_here_never_takes_the_place_of_the_mirrors(
    house: House, photo: Path
) -> None:
    house.book.close()
    os.truncate(photo, 100)
    true = in_the_mirror(house, photo).read_bytes()
    house.open()
    house.book.settle()
    assert in_the_mirror(house, photo).read_bytes() == true
    house.book.check(full=True)
    assert photo.read_bytes() == true
    assert house.book.verify(full=True) == []
