"""Attachments of an open book: taken in once, read by their record, copied to the mirror."""

import io
from pathlib import Path

import pytest
from tests.book.houses import House

from deskinc.book.record import Draft, Record
from deskinc.errors import BookFault
from deskinc.proof.canonical import b64
from deskinc.proof.findings import Kind

PICTURE = bytes(range(256)) * 5000


def photo(house: House, data: bytes = PICTURE) -> Record:
    """A photo in an incident."""
    (incident,) = house.post(Draft("incident", {"title": "Slip"}))
    made = house.book.attach(data, "a.jpg", "image/jpeg")
    draft = Draft(
        "photo", {"original": made.value}, thread=incident.id, files={"original": made.key}
    )
    return house.post(draft)[0]


def test_a_file_is_read_back_whole_and_in_part(house: House) -> None:
    record = photo(house)
    assert house.book.read_file(record.n, "original") == PICTURE
    assert house.book.file_range(record.n, "original", 1_048_570, 12) == PICTURE[1_048_570:][:12]
    with pytest.raises(KeyError):
        house.book.read_file(record.n, "thumb")
    with pytest.raises(KeyError):
        house.book.read_file(1, "site_key")


def test_the_same_content_is_one_file_also_after_reopening(house: House, tmp_path: Path) -> None:
    first = photo(house)
    path = tmp_path / "same.jpg"
    path.write_bytes(PICTURE)
    second = house.book.attach(path, "b.jpg", "image/jpeg")
    house.reopen()
    third = house.book.attach(io.BytesIO(PICTURE), "c.jpg", "image/jpeg")
    assert second.key == third.key
    assert len(list((house.folder / "attachments").iterdir())) == 1
    assert house.book.read_file(first.n, "original") == PICTURE


def test_files_lie_in_the_mirror_too(house: House) -> None:
    photo(house)
    house.book.settle()
    (name,) = [path.name for path in (house.folder / "attachments").iterdir()]
    copy = house.mirror / b64(house.book.id) / "attachments" / name
    assert copy.read_bytes() == (house.folder / "attachments" / name).read_bytes()
    assert house.book.health().mirror == "ok"


def test_a_copy_still_to_come_is_amber_and_comes(house: House) -> None:
    block = house.mirror / b64(house.book.id) / "attachments"
    house.book.settle()
    block.rmdir()
    block.write_bytes(b"in the way")
    record = photo(house)
    house.book.settle()
    assert house.book.health().mirror == "pending"
    block.unlink()
    house.reopen()
    house.book.settle()
    assert house.book.health().mirror == "ok"
    assert list(block.iterdir())
    assert house.book.read_file(record.n, "original") == PICTURE


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_full_verification_reads_every_file(house: House, harm: str) -> None:
    record = photo(house)
    (path,) = (house.folder / "attachments").iterdir()
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
    found = house.book.verify(full=True)
    kind = Kind.INCOMPLETE if harm == "missing" else Kind.ALTERED
    assert [(f.kind, f.n) for f in found] == [(kind, record.n)]
    with pytest.raises(BookFault):
        house.book.read_file(record.n, "original")


def test_a_file_key_without_a_file_is_a_bug(house: House) -> None:
    with pytest.raises(ValueError, match="no file"):
        house.post(Draft("incident", {"title": "Slip"}, files={"title": bytes(32)}))
