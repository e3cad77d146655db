"""Attachments of an open book: taken in once, read by their record, copied to the mirror."""

import io
from pathlib import Path

import pytest
from tests.book.disks import held, impatient
from tests.book.houses import House

from deskinc.book.disk import schema
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


@pytest.mark.parametrize("harm", ["cut", "missing"])
def test_a_copy_that_is_not_whole_is_copied_again(house: House, harm: str) -> None:
    photo(house)
    house.book.settle()
    house.book.close()
    (copy,) = (house.mirror / b64(house.book.id) / "attachments").iterdir()
    whole = copy.read_bytes()
    copy.unlink()
    if harm == "cut":
        copy.write_bytes(whole[:-20])
    house.open()
    house.book.settle()
    assert copy.read_bytes() == whole


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_full_verification_reads_every_file(house: House, harm: str) -> None:
    record = photo(house)
    house.book.settle()
    (path,) = (house.folder / "attachments").iterdir()
    if harm == "missing":
        path.unlink()
    else:
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(BookFault):
        house.book.read_file(record.n, "original")
    found = house.book.verify(full=True)
    kind = Kind.INCOMPLETE if harm == "missing" else Kind.ALTERED
    assert [(f.kind, f.n) for f in found] == [(kind, record.n)]
    assert house.book.read_file(record.n, "original") == PICTURE


def test_a_file_key_without_a_file_is_a_bug(house: House) -> None:
    with pytest.raises(ValueError, match="no file"):
        house.post(Draft("incident", {"title": "Slip"}, files={"title": bytes(32)}))


def test_a_file_without_its_key_never_reaches_the_book(house: House) -> None:
    made = house.book.attach(PICTURE, "a.jpg", "image/jpeg")
    with pytest.raises(ValueError, match="no key"):
        house.post(Draft("incident", {"photo": made.value}))


def test_what_an_earlier_run_took_in_keeps_its_key(house: House) -> None:
    """An unsent text of that run may still name it."""
    early = house.book.attach(PICTURE, "a.jpg", "image/jpeg")
    house.reopen()
    (incident,) = house.post(Draft("incident", {"title": "Slip"}))
    late = house.book.attach(PICTURE, "b.jpg", "image/jpeg")
    assert late.key == early.key
    for made in (late, early):
        draft = Draft(
            "photo", {"original": made.value}, thread=incident.id, files={"original": made.key}
        )
        (record,) = house.post(draft)
        assert house.book.read_file(record.n, "original") == PICTURE
        assert house.book.attach(PICTURE, "c.jpg", "image/jpeg").key == early.key
    link = house.book.reader().link
    assert schema.get(link, schema.attached(early.sha256)) is None


def test_a_book_that_keeps_no_key_takes_no_file(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient(house, monkeypatch)
    with held(house) as end:
        with pytest.raises(BookFault):
            house.book.attach(PICTURE, "a.jpg", "image/jpeg")
        assert list((house.folder / "attachments").iterdir()) == []
        end()
    house.book.attach(PICTURE, "a.jpg", "image/jpeg")


@pytest.mark.parametrize(
    ("sql", "kind", "word"),
    [
        ("UPDATE file SET sha256 = zeroblob(32)", Kind.ALTERED, "index of an attachment"),
        ("DELETE FROM file", Kind.INCOMPLETE, "key of an attachment"),
        ("UPDATE file SET name = 'thumb'", Kind.ALTERED, "no file"),
        ("UPDATE value SET raw = x'5b5d'", Kind.ALTERED, "not a disclosure"),
        ("UPDATE value SET name = 'caption' WHERE name = 'original'", Kind.ALTERED, "of a value"),
    ],
)
def test_what_stands_beside_a_value_must_be_true_to_it(
    house: House, sql: str, kind: Kind, word: str
) -> None:
    record = photo(house)
    link = house.book._writer._link
    with link.transaction():
        for trigger in ("file_as_is", "file_stays", "value_as_is"):
            link.run(f"DROP TRIGGER {trigger}")
        link.run(sql)
    found = house.book.verify(full=True)
    assert any((f.kind, f.n) == (kind, record.n) and word in f.why for f in found)


def test_a_value_under_another_name_is_still_read_as_it_was_sealed(house: House) -> None:
    record = photo(house)
    link = house.book._writer._link
    with link.transaction():
        link.run("DROP TRIGGER value_as_is")
        link.run("UPDATE value SET name = 'caption' WHERE name = 'original'")
    assert dict(house.book.reader().record(record.n).values) == dict(record.values)
